"""Fuzzes one reader guided by what code is reached: `python -m fuzz.guided READER [options]`.

Options are libFuzzer's, for example `-max_total_time=600`. Needs atheris (the group `fuzz`). The
inputs that reach new code are kept in `fuzz/found/corpus/`.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["rashomon.intake", "feedparser", "trafilatura", "docx"]):
    from fuzz.samples import samples
    from fuzz.targets import READERS, take

from fuzz.one import FOUND

_BOUNDS = ("-timeout=20", "-rss_limit_mb=2000", "-max_len=20000")


def main() -> None:
    """Runs the command; libFuzzer ends it, with the input that did what none may do."""
    reader, *options = sys.argv[1:] or [""]
    if reader not in READERS:
        sys.exit(f"there is no reader {reader}; one of: {', '.join(READERS)}")
    corpus = FOUND / "corpus" / reader.replace(":", "-")
    corpus.mkdir(parents=True, exist_ok=True)
    for number, sample in enumerate(samples()[reader]):
        (corpus / f"sample-{number}").write_bytes(sample)

    def one(data: bytes) -> None:
        take(reader, data)

    prefix = f"-artifact_prefix={FOUND}/{reader.replace(':', '-')}-"
    atheris.Setup([sys.argv[0], *_BOUNDS, prefix, *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
