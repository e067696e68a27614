"""Where reports come from: retrievals, one article from several places, and versions of one."""

import hashlib
import io
import itertools
import json
import os
import zipfile

import pytest
from intake_parts import note_codes, only_report

from fuzz.samples import samples
from rashomon import __version__
from rashomon.intake import Source, load
from rashomon.intake.fetching import Fetcher, Limits, allowed_private
from rashomon.intake.provenance import one_report, same_articles, versions_of
from rashomon.intake.reports import report_from_text
from rashomon.report import Dateline, Report, Retrieval, fingerprint
from tests.misbehaving import Server, answer, redirect

TEXT = "Harbour closed\n\nThe harbour of Tamsin was closed on Monday after a spill of oil.\n"
LATER = TEXT.replace("spill of oil", "large spill of oil")
HARBOUR = "https://herald.example/harbour"


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def fetcher():
    return Fetcher(
        limits=Limits(connect=2, read=1, total=3),
        delay=0,
        allowed=allowed_private(["127.0.0.1"]),
    )


def digest(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def made(text=TEXT, name="a", **fields):
    taken = Retrieval(source=f"{name}.txt", sha256=digest(text), reader="plain text 1")
    return Report(
        id=name,
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        retrievals=(taken,),
        **fields,
    )


# Where a report was taken from -----------------------------------------------------------------


def test_a_file_is_named_with_the_hash_of_its_bytes(write):
    data = TEXT.encode("utf-16")
    path = write("a.txt", data)
    (taken,) = only_report(load([path])).retrievals
    assert (taken.source, taken.sha256) == (path, digest(data))
    assert (taken.retrieved, taken.address) == (None, None)
    assert taken.reader == f"plain text (rashomon {__version__})"


def test_a_record_is_named_by_its_line(write):
    path = write("a.jsonl", "\n".join(json.dumps({"text": text}) for text in (TEXT, LATER)))
    taken = [report.retrievals[0] for report in load([path]).reports]
    assert [one.source for one in taken] == [f"{path}:1", f"{path}:2"]


def test_an_input_is_hashed_once_however_many_articles_it_holds(write, monkeypatch):
    data = "\n".join(json.dumps({"text": f"{TEXT} It was number {n}."}) for n in range(50))
    path = write("a.jsonl", data)
    hashed = []

    def counting(content=b"", **kept):
        hashed.append(bytes(content))
        return original(content, **kept)

    original = hashlib.sha256
    monkeypatch.setattr(hashlib, "sha256", counting)
    reports = load([path]).reports
    reports += load(["-"], stdin=io.BytesIO(data.encode())).reports
    assert len(reports) == 100
    assert hashed.count(data.encode()) == 2


def test_a_page_says_what_was_asked_and_what_answered(server, fetcher):
    server.pages["/go"] = redirect("/harbour?utm_source=x")
    server.pages["/harbour?utm_source=x"] = answer(TEXT.encode(), Content_Type="text/plain")
    report = only_report(load([server.url("/go")], fetcher=fetcher))
    (taken,) = report.retrievals
    assert taken.source == server.url("/go")
    assert taken.address == server.url("/harbour?utm_source=x")
    assert taken.sha256 == digest(TEXT)
    assert taken.retrieved.endswith("Z")
    assert report.text == TEXT
    assert report.url == server.url("/harbour")


def test_the_encoding_that_only_the_server_names_is_used(server, fetcher):
    text = TEXT.replace("Tamsin", "Тамсин Порт Закрыт")
    body = text.encode("iso8859-5")
    server.pages["/"] = answer(body, Content_Type="text/plain; charset=ISO-8859-5")
    report = only_report(load([server.url()], fetcher=fetcher))
    assert report.text == text
    assert report.retrievals[0].sha256 == digest(body)


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "shift_jis", "none"])
def test_a_server_that_lies_about_the_encoding_is_not_believed(server, fetcher, charset):
    text = TEXT.replace("Tamsin", "Tåmsin “Bay”")
    server.pages["/"] = answer(text.encode(), Content_Type=f"text/plain; charset={charset}")
    assert only_report(load([server.url()], fetcher=fetcher)).text == text


@pytest.mark.parametrize("claimed", ["image/png", "application/pdf", "application/json", "x/y"])
def test_a_server_that_lies_about_the_kind_is_not_believed(server, fetcher, claimed):
    paragraphs = "".join(f"<p>{TEXT} It was number {n} this year.</p>" for n in range(9))
    page = f"<!doctype html><html><body><article>{paragraphs}</article></body></html>"
    server.pages["/"] = answer(page.encode(), Content_Type=claimed)
    report = only_report(load([server.url()], fetcher=fetcher))
    assert "<p>" not in report.text
    assert "The harbour of Tamsin was closed" in report.text


def test_a_page_that_can_not_be_fetched_is_one_failure(server, fetcher, write):
    intake = load(
        [server.url("/gone"), "ftp://herald.example/a", "http://10.0.0.1/", write("a.txt", TEXT)],
        fetcher=fetcher,
    )
    assert [failure.code for failure in intake.failures] == ["R158", "R150", "R152"]
    assert len(intake.reports) == 1


def test_a_member_of_an_archive_has_its_own_hash(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x/one.txt", TEXT)
        archive.writestr("x/two.txt", LATER)
    taken = [report.retrievals[0] for report in load([str(path)]).reports]
    assert [one.source for one in taken] == [f"{path}:x/one.txt", f"{path}:x/two.txt"]
    assert [one.sha256 for one in taken] == [digest(TEXT), digest(LATER)]


def test_a_record_of_a_web_archive_says_when_it_was_retrieved(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(samples()["warc:read"][0])
    taken = load([str(path)]).reports[0].retrievals[0]
    assert taken.retrieved == "2019-03-04T10:00:00Z"
    assert taken.address == "https://herald.example/harbour"


def test_a_record_that_says_so_was_not_retrieved_from_the_web(tmp_path):
    path = tmp_path / "a.zip"
    record = {"text": TEXT, "url": HARBOUR, "retrieved": "2019-03-04T10:00:00Z", "recordId": "1"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jsonl", json.dumps(record))
    report = only_report(load([str(path)]))
    (taken,) = report.retrievals
    assert (taken.retrieved, taken.address) == (None, None)
    assert report.extra["retrieved"] == "2019-03-04T10:00:00Z"


def test_a_web_archive_in_an_archive_says_when_it_was_retrieved(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("crawl/a.warc", samples()["warc:read"][0])
    taken = load([str(path)]).reports[0].retrievals[0]
    assert taken.source == f"{path}:crawl/a.warc:https://herald.example/harbour"
    assert taken.retrieved == "2019-03-04T10:00:00Z"
    assert taken.address == "https://herald.example/harbour"


# One article from several places ---------------------------------------------------------------


def test_one_article_from_two_places_is_one_report(write):
    records = [
        {"id": "feed", "text": TEXT, "url": f"{HARBOUR}?utm_source=feed", "outlet": "Herald"},
        {"id": "page", "text": TEXT, "url": f"{HARBOUR}/amp/"},
    ]
    path = write("a.jsonl", "\n".join(map(json.dumps, records)))
    intake = load([path])
    report = only_report(intake)
    assert [taken.source for taken in report.retrievals] == [f"{path}:1", f"{path}:2"]
    assert report.outlet == "Herald"
    assert note_codes(intake) == ["R165"]


def test_a_text_that_two_outlets_carry_stays_two_reports(write):
    paths = [write("a.txt", TEXT), write("b.txt", TEXT)]
    intake = load([Source(path=p, outlet=o) for p, o in zip(paths, "AB", strict=True)])
    assert len(intake.reports) == 2
    assert note_codes(intake) == ["R122"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, False),
        ({"outlet": "The Herald"}, {"outlet": "herald"}, True),
        ({"outlet": "Herald"}, {"outlet": "Post"}, False),
        ({"outlet": "Herald"}, {}, False),
        ({"url": HARBOUR}, {"url": HARBOUR + "/?fbclid=1"}, True),
        ({"url": HARBOUR}, {"url": "https://post.example/harbour"}, False),
        ({"url": HARBOUR}, {}, False),
        ({"url": HARBOUR, "outlet": "Herald"}, {"url": HARBOUR}, True),
        ({"url": HARBOUR, "outlet": "Herald"}, {"url": HARBOUR, "outlet": "Post"}, False),
        ({"url": HARBOUR, "outlet": "Herald"}, {"url": f"{HARBOUR}2", "outlet": "Herald"}, True),
        ({"url": "no address"}, {"url": "no address"}, False),
    ],
)
def test_what_makes_two_places_one_article(one, other, same):
    groups = same_articles([made(name="a", **one), made(name="b", **other)])
    assert groups == (((0, 1),) if same else ((0,), (1,)))


def test_texts_that_differ_are_never_one():
    assert len(same_articles([made(url=HARBOUR), made(LATER, url=HARBOUR)])) == 2


@pytest.mark.parametrize("agency", ["AFP", "Varnholm Wire"])
def test_the_agency_of_the_dateline_is_no_outlet(agency):
    """Two outlets that carry an agency's text, both without a name of their own, stay two."""
    dateline = Dateline(places=("Tamsin",), start=0, end=5, agency=agency)
    reports = [made(name=name, outlet=agency, dateline=dateline) for name in "ab"]
    assert len(same_articles(reports)) == 2


def test_the_order_of_the_places_does_not_matter():
    reports = [
        made(name="a", url=HARBOUR, published="2019-03-04"),
        made(name="b", url=HARBOUR, outlet="Herald", authors=("Ana Ruiz",)),
        made(name="c", outlet="Herald"),
        made(name="d", outlet="Post", url=HARBOUR),
        made(name="e"),
    ]
    found = set()
    for order in itertools.permutations(reports):
        groups = same_articles(order)
        whole = [one_report([order[place] for place in group]) for group in groups]
        found.add(tuple(sorted(repr(report) for report in whole)))
    assert len(found) == 1


def test_what_one_place_does_not_know_another_tells():
    whole = one_report([made(name="a", url=HARBOUR), made(name="b", outlet="Herald")])
    assert (whole.url, whole.outlet) == (HARBOUR, "Herald")
    assert [taken.source for taken in whole.retrievals] == ["a.txt", "b.txt"]


# Versions --------------------------------------------------------------------------------------


def ids(articles):
    return [[report.id for report in versions] for versions in articles]


def test_a_changed_article_is_a_new_version():
    reports = [
        made(LATER, "new", url=f"{HARBOUR}?utm_source=x", published="2019-03-05"),
        made(TEXT, "old", url=HARBOUR, published="2019-03-04T23:30:00+01:00", outlet="Herald"),
        made(TEXT, "other", url="https://post.example/harbour"),
        made(TEXT, "nowhere"),
        made(LATER, "nowhere2"),
    ]
    expected = [["nowhere"], ["nowhere2"], ["old", "new"], ["other"]]
    for order in itertools.permutations(reports):
        assert sorted(ids(versions_of(order))) == expected


def test_versions_are_in_order_of_what_each_says_of_its_time():
    def version(name, text, retrieved=None, **fields):
        report = made(text, name, url=HARBOUR, **fields)
        (taken,) = report.retrievals
        taken = Retrieval(
            source=taken.source, sha256=taken.sha256, reader=taken.reader, retrieved=retrieved
        )
        return Report(
            **{f: getattr(report, f) for f in report.__struct_fields__} | {"retrievals": (taken,)}
        )

    day = "2019-03-04"
    reports = [
        version("third", "c", "2019-03-06T08:00:00Z", published=day),
        version("fourth", "d", published=day, extra={"modified": "2019-03-06T09:00:00Z"}),
        version("second", "b", "2019-03-05T08:00:00Z", published=day),
        version("first", "a", published="2019-03-03"),
    ]
    assert ids(versions_of(reports)) == [["first", "second", "third", "fourth"]]


@pytest.mark.parametrize("name", ["dateModified", "updated", "versionCreated"])
def test_the_time_of_a_change_is_known_by_the_name_that_each_format_gives_it(name):
    reports = [
        made("a", "corrected", url=HARBOUR, extra={name: "Wed, 06 Mar 2019 09:00:00 +0000"}),
        made("b", "first", url=HARBOUR, published="2019-03-05", extra={name: "no time at all"}),
    ]
    assert ids(versions_of(reports)) == [["first", "corrected"]]


def test_outlets_at_one_address_are_parted():
    reports = [
        made(text, name, url=HARBOUR, outlet=name)
        for name, text in zip("ab", (TEXT, LATER), strict=True)
    ]
    assert sorted(ids(versions_of(reports))) == [["a"], ["b"]]


def test_versions_are_told_when_they_are_compared(write):
    records = [{"id": n, "text": t, "url": HARBOUR} for n, t in (("old", TEXT), ("new", LATER))]
    intake = load([write("a.jsonl", "\n".join(map(json.dumps, records)))])
    assert len(intake.reports) == 2
    assert note_codes(intake) == ["R166"]


def test_a_report_that_names_no_outlet_has_the_site_of_its_address():
    text = "LISBON (AFP) - The bridge was closed on Monday after a crack was found in a pillar."
    assert report_from_text(text).outlet == "AFP"
    kept = report_from_text(text, url="https://www.herald.example/2019/bridge")
    assert kept.outlet == "herald.example" and kept.agencies == ("AFP",)


def test_the_site_of_the_address_does_not_part_versions_from_one_that_names_its_outlet():
    address = "https://www.herald.example/2019/bridge"
    named = report_from_text("The bridge was closed on Monday.", url=address, outlet="The Herald")
    plain = report_from_text("The bridge was closed on Tuesday.", url=address)
    assert [len(article) for article in versions_of([named, plain])] == [2]


def test_a_file_that_is_given_twice_is_one_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "The harbour of Tamsin was closed on Monday after a spill of oil.\n"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    intake = load(["a.txt", "./a.txt", "b.txt"])
    assert [os.path.normpath(report.path) for report in intake.reports] == ["a.txt", "b.txt"]
    assert sorted(note.code for note in intake.notes) == ["R122", "R165"]


def test_one_file_given_as_of_two_outlets_is_two_reports(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The harbour was closed on Monday after a spill of oil.\n", encoding="utf-8")
    sources = [Source(path=str(path), outlet=name) for name in ("Herald", "Post")]
    assert len(load(sources).reports) == 2
