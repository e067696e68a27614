"""Inputs built to do harm: bounded time and memory, a coded error, and the rest goes through.

All are read by a process of its own (`hostile_reader.py`) that may not grow without bound.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import re
import subprocess
import sys
import tarfile
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.samples import HTML, MAIL, NEWSML, NITF, RSS, TEXT, WORDS, samples, word_file
from fuzz.targets import READERS, take
from rashomon import read, report_from_text

SLOWEST = 5.0
GROWTH = 1_000_000_000
CORPUS = Path(__file__).parent / "corpus"
SECRET = "the secret of this machine"


class Child:
    """The process that reads; its answers come as dicts."""

    def __init__(self, warm):
        command = [sys.executable, str(Path(__file__).parent / "hostile_reader.py"), *warm]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, *paths):
        watch = threading.Timer(120, self.process.kill)
        watch.start()
        self.process.stdin.write(json.dumps([str(path) for path in paths]) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        watch.cancel()
        assert line, "the reader was ended: it hung, or took all memory"
        answer = json.loads(line)
        assert answer["seconds"] < SLOWEST
        assert answer["growth"] < GROWTH
        return answer


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    folder = tmp_path_factory.mktemp("warm")
    warm = []
    for number, (reader, found) in enumerate(samples().items()):
        endings = READERS[reader].endings or (".xml",)
        path = folder / f"{number}{endings[0]}"
        path.write_bytes(found[0])
        warm.append(str(path))
    running = Child(warm)
    yield running
    running.process.stdin.close()
    running.process.wait(timeout=30)


@pytest.fixture
def put(tmp_path):
    """Writes a hostile input beside a good one; gives both paths."""

    def write(name, content):
        bad, good = tmp_path / name, tmp_path / "good.txt"
        bad.write_bytes(content if isinstance(content, bytes) else content.encode())
        good.write_text(TEXT, encoding="utf-8")
        return bad, good

    return write


def only_good(answer):
    """Says that nothing but the good input became a report; gives the code of the other."""
    assert answer["texts"] == [TEXT]
    assert len(set(answer["codes"])) == 1
    assert re.fullmatch(r"R1\d\d", answer["codes"][0])
    return answer["codes"][0]


def and_good(answer):
    """Says that the good input went through, whatever became of the other."""
    assert TEXT in answer["texts"]
    assert all(re.fullmatch(r"R1\d\d", code) for code in answer["codes"])
    return answer


# Bombs -----------------------------------------------------------------------------------------

NESTED = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 20}'>" for n in range(1, 12))
LAUGHS = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{NESTED}]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file://{path}">]>'


def with_entities(document, doctype, name):
    """Puts a document type before the root, and the entity among the words."""
    head, root = ("", document)
    if document.startswith("<?xml"):
        head, root = document.split("?>", 1)
        head += "?>"
    return f"{head}{doctype}{root.replace('harbour', f'&{name};', 3)}"


@pytest.mark.parametrize(
    ("ending", "document"),
    [(".rss", RSS), (".nitf", NITF), (".xml", NEWSML), (".html", HTML)],
)
def test_entities_are_not_unfolded(child, put, tmp_path, ending, document):
    (tmp_path / "secret").write_text(SECRET)
    inside = put(f"a{ending}", with_entities(document, LAUGHS, "a11"))
    assert "hahahaha" not in str(and_good(child.read(*inside)))
    doctype = OUTSIDE.format(path=tmp_path / "secret")
    outside = put(f"b{ending}", with_entities(document, doctype, "secret"))
    assert SECRET not in str(and_good(child.read(*outside)))


def test_entities_in_a_word_file_are_not_unfolded(child, put):
    document = samples()["word:read"][0]
    start, end = document.index(b"<w:document"), document.index(b"</w:document>") + 13
    xml = LAUGHS.encode() + document[start:end].replace(b"harbour", b"&a11;")
    assert "hahahaha" not in str(and_good(child.read(*put("a.docx", word_file(xml)))))


ZEROS = bytes(120_000_000)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.txt.gz", lambda: gzip.compress(ZEROS, 1)),
        ("a.txt.bz2", lambda: bz2.compress(ZEROS[:10_000_000], 1) * 12),
        ("a.txt.xz", lambda: lzma.compress(ZEROS[:60_000_000], preset=0)),
        ("a.zip", lambda: zipped({"a.txt": ZEROS})),
        ("a.tar.gz", lambda: gzip.compress(gzip.compress(ZEROS, 1), 1)),
    ],
)
def test_bombs_are_not_unpacked(child, put, name, pack):
    and_bomb = child.read(*put(name, pack()))
    assert only_good(and_bomb) in ("R106", "R114", "R139", "R105")


def zipped(files, *, links=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for name, target in links:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o120777 << 16
            archive.writestr(info, target)
    return out.getvalue()


def test_many_members_of_a_bomb_are_counted_together(child, put):
    part = zipped({"a.txt": bytes(40_000_000)})
    bomb = zipped({f"{n}.zip": part for n in range(60)})
    answer = and_good(child.read(*put("a.zip", bomb)))
    assert answer["texts"] == [TEXT]
    assert {"R114", "R139"} & set(answer["codes"])


def test_archives_in_archives_end(child, put):
    inner = zipped({"a.txt": TEXT.replace("oil", "tar")})
    for _ in range(30):
        inner = zipped({"a.zip": inner, "b.txt": TEXT.replace("oil", "wine")})
    answer = and_good(child.read(*put("a.zip", inner)))
    assert "R114" in answer["codes"]
    assert not any("tar" in text for text in answer["texts"])


# Paths -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/evil.txt", "..\\evil.txt", "C:\\evil.txt", "a/../../evil.txt"]
)
def test_paths_do_not_lead_out_of_an_archive(child, put, tmp_path, name):
    other = TEXT.replace("oil", "wine")
    answer = child.read(*put("a.zip", zipped({name: other, "fine.txt": other})))
    assert sorted(answer["texts"]) == sorted([TEXT, other])
    assert answer["codes"] == ["R141"]
    assert not list(tmp_path.parent.glob("**/evil.txt"))


def test_links_in_archives_are_not_followed(child, put, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET * 20)
    tarred = io.BytesIO()
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"link{kind.decode()}.txt")
            info.type, info.linkname = kind, str(secret)
            archive.addfile(info)
    linked = zipped({}, links=[("link.txt", str(secret))])
    for name, content in (("a.tar", tarred.getvalue()), ("a.zip", linked)):
        answer = child.read(*put(name, content))
        assert only_good(answer) == "R141"
        assert SECRET not in str(answer)


def test_links_in_folders_are_not_followed(child, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(SECRET * 20)
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    answer = child.read(folder)
    assert (answer["texts"], answer["codes"]) == ([TEXT], [])


# Text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (TEXT.encode() + b"\0" * 40 + TEXT.encode(), "R105"),
        (b"\0" * 10_000, "R105"),
        (b"\xff\xfe" + b"\x00\xd8" * 1000, "R101"),
        (bytes(range(256)) * 100, "R105"),
        (b"\n" * 1_000_000, "R104"),
        (b"a" * 30_000_000, "R106"),
    ],
)
def test_bytes_that_are_no_text_are_told(child, put, content, code):
    assert only_good(child.read(*put("a.txt", content))) == code


@pytest.mark.parametrize(
    "text",
    {
        "line of words": "The harbour was closed. " * 40_000,
        "one word": "a" * 1_000_000,
        "long words": ("a" * 10_000 + " ") * 200,
        "quotation marks": "“" * 200_000,
        "pairs": "“”" * 100_000,
        "straight marks": "\"'" * 100_000 + " said Ana Ruiz.",
        "dashes": "— " * 200_000,
        "lines": "A\n" * 20_000,
        "combined": "a" + "\u0301" * 200_000,
        "right to left": "\u202e\u200b" * 100_000 + " words",
    }.values(),
    ids=lambda text: text[:8],
)
def test_odd_texts_are_read_in_bounded_time(child, put, text):
    and_good(child.read(*put("a.txt", text)))


def test_a_line_of_100_mb_does_not_stop_the_others(child, tmp_path):
    path = tmp_path / "a.jsonl"
    record = json.dumps({"text": TEXT}).encode()
    path.write_bytes(record + b'\n{"text": "' + b"word " * 20_000_000 + b'"}\n' + record + b"\n")
    answer = child.read(path)
    assert answer["texts"] == [TEXT, TEXT]
    assert answer["codes"] == ["R106"]


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"text": "\\ud800 half"}',
        '{"text": "nul \\u0000"}',
        '{"text": 7}',
        '{"text": "a", "n": 1e999}',
        '{"text": ["a"]}',
        "\x00",
        "null",
    ],
    ids=lambda line: line[:12],
)
def test_a_bad_record_is_one_failure(child, put, line):
    answer = child.read(*put("a.jsonl", f"{line}\n{json.dumps({'text': TEXT})}\n"))
    assert answer["texts"].count(TEXT) == 2
    assert len(answer["codes"]) == 1


@pytest.mark.parametrize(
    "date",
    [
        "9999-12-31T23:59:59-14:00",
        "0000-00-00",
        "10000-01-01",
        "99999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 -1400",
        "-5",
        "31/02/2019",
    ],
)
def test_impossible_dates_lose_the_date_only(child, put, date):
    feed = RSS.replace("Mon, 04 Mar 2019 10:00:00 GMT", date)
    records = json.dumps({"text": TEXT + "x", "published": date})
    for name, content in (
        ("a.rss", feed),
        ("a.jsonl", records),
        ("a.eml", MAIL.replace("Mon, 04 Mar 2019 10:00:00 +0000", date)),
        ("a.html", HTML.replace("2019-03-04T10:00:00Z", date).replace("2019-03-04", date)),
        ("a.nitf", NITF.replace("20190304T100000Z", date)),
        ("a.xml", NEWSML.replace("2019-03-04T10:00:00Z", date)),
    ):
        answer = and_good(child.read(*put(name, content)))
        assert len(answer["texts"]) > 1, name


@pytest.mark.parametrize(
    "matter",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "a: !!python/object/apply:os.system ['true']\n",
        "a: " + "[" * 19_000 + "\n",
        "a: " + "- " * 9_000 + "\n",
        "title: " + "x" * 19_000 + "\n",
        "? {a: b}\n: c\nt: x\n",
    ],
    ids=lambda matter: matter[:12],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_front_matter_is_no_program(child, put, name, matter):
    and_good(child.read(*put(name, f"---\n{matter}---\n{WORDS}")))


# Markup and containers -------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table><tr><td", "ul><li", "p", "x"])
@pytest.mark.parametrize("closed", [True, False])
def test_html_that_is_nested_without_end(child, put, tag, closed):
    page = f"<html><body><p>{WORDS}</p>" + f"<{tag}>" * 100_000 + WORDS
    if closed:
        last = re.split(r"><", tag)
        page += "".join(f"</{name}>" for name in reversed(last)) * 100_000
    and_good(child.read(*put("a.html", page)))


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>" + "a " * 1_000_000,
        "<html>" + "<p>The harbour was closed.</p>" * 20_000,
        "<html><a " + "b='c' " * 300_000 + ">x</a>",
        "<html>" + "<!--" * 300_000,
        "<html><script type='application/ld+json'>" + "[" * 300_000,
        "<html>" + "&#x110000;&#0;&bogus;" * 20_000,
        "<html><p>" + "\0" * 1_000_000 + WORDS,
    ],
    ids=lambda page: page[:20],
)
def test_html_that_is_large_or_broken(child, put, page):
    and_good(child.read(*put("a.html", page)))


@pytest.mark.parametrize(
    "text",
    ["> " * 50_000, "[" * 50_000, "*a" * 50_000, "`" * 50_000, "| " * 50_000, "- " * 20_000],
    ids=lambda text: text[:2],
)
def test_markdown_that_is_nested_without_end(child, put, text):
    and_good(child.read(*put("a.md", f"# Title\n\n{WORDS}\n\n{text}\n")))


def test_mail_that_is_nested_without_end(child, put):
    mail = MAIL
    for number in range(300):
        mail = (
            f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x{number}"\n\n'
            f"--x{number}\n{mail}\n--x{number}--\n"
        )
    and_good(child.read(*put("a.eml", mail)))
    flat = (
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 50_000
    )
    and_good(child.read(*put("b.eml", flat)))


def test_a_feed_with_a_hundred_thousand_entries_is_bounded(child, put):
    item = "<item><title>T</title><description>It was said that</description></item>"
    and_good(
        child.read(*put("a.rss", f'<rss version="2.0"><channel>{item * 10_000}</channel></rss>'))
    )


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_that_ends_too_soon(child, put, packed):
    plain, packed_twice = samples()["warc:read"]
    whole = packed_twice if packed else plain
    name = "a.warc.gz" if packed else "a.warc"
    answer = and_good(child.read(*put(name, whole[: len(whole) * 3 // 4])))
    assert len(answer["texts"]) >= 2  # The first record is whole.
    lying = re.sub(rb"(?<=Content-Length: )\d+", b"99999999999", plain)
    and_good(child.read(*put("b.warc", lying)))


@pytest.mark.parametrize("reader", sorted(samples()))
def test_an_input_that_is_cut_at_any_place(child, tmp_path, reader):
    ending = READERS[reader].endings[0] if READERS[reader].endings else ".xml"
    whole = samples()[reader][0]
    paths = []
    for part in range(1, 20):
        path = tmp_path / f"{part}{ending}"
        path.write_bytes(whole[: len(whole) * part // 20])
        paths.append(path)
    answer = child.read(*paths)
    assert all(re.fullmatch(r"R1\d\d", code) for code in answer["codes"])
    assert "R115" not in answer["codes"], answer["messages"]


KINDS = {".txt": TEXT, ".html": HTML, ".rss": RSS, ".eml": MAIL, ".nitf": NITF, ".jsonl": '{"a":'}


@pytest.mark.parametrize("claimed", [*KINDS, ".pdf", ".docx", ".zip", ".warc.gz", ".parquet"])
def test_a_name_that_lies_harms_nobody(child, tmp_path, claimed):
    paths = []
    for real, content in KINDS.items():
        path = tmp_path / f"{real[1:]}{claimed}"
        path.write_text(content, encoding="utf-8")
        paths.append(path)
    answer = child.read(*paths)
    assert all(re.fullmatch(r"R1\d\d", code) for code in answer["codes"])
    assert len(answer["texts"]) + len(answer["codes"]) >= len(KINDS)
    # A page and a feed are told by what they are.
    assert not any(re.search(r"<(?:p|item|html)\b", text) for text in answer["texts"])


# What fuzzing found ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*")), ids=lambda path: path.name)
def test_what_was_found_stays_mended(path):
    """The name of a file is that of the reader it troubled: "feeds-read-1"."""
    module, function, _ = path.name.rsplit("-", 2)
    take(f"{module}:{function}", path.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000,
        "“”" * 1500,
        "\"'" * 1500,
        "http://" * 700,
        "#a" * 1500,
        "x.com/" * 600,
        "A. " * 1000,
    ],
    ids=lambda text: text[:6],
)
def test_odd_texts_are_read_to_the_end(text):
    """Through the whole of `read`, models included."""
    report = report_from_text(f"Harbour closed\n\nThe harbour was closed. {text}")
    read(report_from_text(TEXT))  # Loads the models, once.
    begun = time.process_time()
    reading = read(report)
    assert time.process_time() - begun < SLOWEST
    assert reading.report is report


patient = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
FIELDS = st.sampled_from("text html title url id date authors items bodies uri".split())


def _nested(inner):
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(FIELDS, inner))


SOME_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    _nested,
    max_leaves=12,
)


@patient
@given(st.binary(max_size=300), st.sampled_from(sorted(READERS)))
def test_no_bytes_stop_a_reader_without_a_code(data, reader):
    take(reader, data)


@patient
@given(st.text(max_size=300))
def test_no_text_stops_a_reader_without_a_code(text):
    for reader in ("plain:read", "markdown:read", "html:read", "tables:read_csv"):
        take(reader, text.encode("utf-8", "surrogatepass"))


@patient
@given(SOME_JSON)
def test_no_record_stops_a_reader_without_a_code(value):
    for reader in ("records:read_json", "records:read_lines", "feeds:read_json_feed"):
        take(reader, json.dumps(value).encode())
