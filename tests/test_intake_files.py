"""Files into reports: encodings, metadata, JSONL, and what can't be read."""

import io
import json
from pathlib import Path

import pytest
from intake_parts import note_codes, only_report

from rashomon.intake import Source, load
from rashomon.intake.contents import articles_in
from rashomon.intake.kinds import Kind
from rashomon.naming import name_of
from rashomon.showing.records import to_builtins

TEXT = "Harbour closed\n\nThe harbour of Tamsin was closed on Monday after a spill of oil.\n"


def codes(intake):
    return [failure.code for failure in intake.failures]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings_are_recognized(write, encoding):
    text = "“We won,” he said – it’s over. The café was full of people who had come to see it."
    assert only_report(load([write("a.txt", text.encode(encoding))])).text == text


@pytest.mark.parametrize(
    "text", ["He said it’s over", "Ja’far el-Sayed — “no”", "Café Málaga: 5 €", "Señor Muñoz"]
)
def test_short_texts_in_windows_1252_are_recognized(write, text):
    intake = load([write("a.txt", text.encode("cp1252"))])
    assert only_report(intake).text == text
    assert "R123" in note_codes(intake)


def test_other_code_pages_are_left_to_the_library(write):
    text = "Президент заявил в понедельник, что порт закрыт. Об этом сообщило агентство."
    assert only_report(load([write("a.txt", text.encode("cp1251"))])).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(write, end):
    text = TEXT.replace("\n", end)
    report = only_report(load([write("a.txt", text)]))
    assert report.text == text
    assert report.title == "Harbour closed"


def test_a_report_knows_its_path_as_given(write):
    path = write("a.txt", TEXT)
    assert only_report(load([path])).path == path


def test_options_go_before_sidecar_and_front_matter(write):
    fields = {"outlet": "Sidecar", "published": "2016-12-12", "desk": [1]}
    write("a.json", json.dumps(fields))
    path = write("a.txt", f"---\noutlet: Front\nurl: http://a.example\ntags: [x]\n---\n{TEXT}")
    report = only_report(load([Source(path=path, outlet="Option")]))
    assert report.outlet == "Option"
    assert report.published == "2016-12-12"
    assert report.url == "http://a.example"
    assert report.extra == {"desk": [1], "tags": ["x"]}
    assert only_report(load([path])).outlet == "Sidecar"


def test_foreign_fields_never_stand_for_ours_and_are_not_lost(write):
    foreign = {
        "zones": [{"kind": "lead", "start": 0, "end": 3}],
        "agencies": ["Nobody"],
        "sha256": "0",
        "path": "/elsewhere",
        "retrievals": "none",
        "dateline": "TAMSIN",
        "extra": {"desk": 1},
        "input_path": "as given",
        "desk": "coast",
    }
    path = write("a.jsonl", json.dumps({"text": TEXT, **foreign}))
    (plain,) = load([write("plain.txt", TEXT)]).reports
    (report,) = load([path]).reports
    shown = to_builtins(report)
    for name in ("zones", "agencies", "sha256"):
        assert shown[name] == to_builtins(plain)[name]
    assert (shown["path"], "dateline" in shown) == (path, False)
    assert shown["retrievals"][0]["source"] == f"{path}:1"
    kept = {name: value for name, value in shown.items() if name not in to_builtins(plain)}
    assert kept == {
        "input_zones": foreign["zones"],
        "input_agencies": ["Nobody"],
        "input_sha256": "0",
        "input_path": "as given",
        "input_input_path": "/elsewhere",
        "input_retrievals": "none",
        "input_dateline": "TAMSIN",
        "extra": {"desk": 1},
        "desk": "coast",
    }


def test_after_front_matter_the_text_is_what_follows(write):
    report = only_report(load([write("a.txt", f"---\ntitle: Harbour closed\n---\n{TEXT}")]))
    assert report.text == TEXT
    assert report.zones[0].kind == "title"


def test_a_text_between_rules_has_no_front_matter(write):
    text = f"---\nThe harbour was closed on Monday.\n---\n{TEXT}"
    assert only_report(load([write("a.txt", text)])).text == text


def test_front_matter_that_is_no_yaml_is_refused(write):
    assert codes(load([write("a.txt", f"---\noutlet: [x\n---\n{TEXT}")])) == ["R111"]


def test_front_matter_with_aliases_is_refused(write):
    assert codes(load([write("a.txt", f"---\na: &x [1]\nb: *x\n---\n{TEXT}")])) == ["R111"]


def test_a_bad_sidecar_is_noted_and_the_report_read(write):
    write("a.json", "{")
    intake = load([write("a.txt", TEXT)])
    assert only_report(intake).text == TEXT
    assert note_codes(intake) == ["R110"]


def test_jsonl_holds_one_report_a_line(write):
    records = [
        {"id": "x", "text": TEXT, "title": "Harbour closed", "authors": ["A B"], "wire": 1},
        {
            "id": 7,
            "text": TEXT + " ",
            "title": "Elsewhere",
            "outlet": "Herald",
            "language": "en-GB",
        },
    ]
    lines = [json.dumps(records[0]), "{bad", "", json.dumps(records[1]), '{"wire": 1}', "[]"]
    path = write("a.jsonl", "\ufeff" + "\n".join(lines))
    intake = load([path])
    one, two = intake.reports
    assert (one.id, one.title, one.authors, one.extra) == (
        "x",
        "Harbour closed",
        ("A B",),
        {"wire": 1},
    )
    assert one.zones[0].kind == "title"
    assert (two.id, two.title, two.outlet, two.language) == ("7", "Elsewhere", "Herald", "en")
    assert "title" not in {zone.kind for zone in two.zones}
    assert [failure.source for failure in intake.failures] == [f"{path}:{n}" for n in (2, 5, 6)]
    assert set(codes(intake)) == {"R109"}


def test_a_field_of_the_wrong_kind_is_left_out_and_noted(write):
    record = {"text": TEXT, "outlet": ["x"], "published": "soon", "authors": 3}
    intake = load([write("a.jsonl", json.dumps(record))])
    assert only_report(intake).outlet is None
    assert note_codes(intake) == ["R110", "R110"]


def test_standard_input(write):
    report = only_report(load(["-"], stdin=io.BytesIO(TEXT.encode())))
    assert report.path == "-"
    assert name_of(report) == "standard input"


def test_the_same_text_twice_is_two_reports_with_a_note(write):
    path, other = write("a.txt", TEXT), write("b.txt", TEXT)
    intake = load([other, path])
    ids = [report.id for report in intake.reports]
    assert ids == [f"{ids[1]}-2", ids[1]]
    assert note_codes(intake) == ["R122"]


def test_an_id_of_a_record_is_not_taken_by_a_number(write):
    lines = [json.dumps({"id": name, "text": TEXT}) for name in ("a", "a", "a-2")]
    intake = load([write("a.jsonl", "\n".join(lines))])
    assert [report.id for report in intake.reports] == ["a", "a-3", "a-2"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "R104"),
        ("a.txt", b" \n\n", "R104"),
        ("a.jsonl", b"\n", "R104"),
        ("a.bin", bytes(range(256)), "R105"),
        ("a.txt", b"The harbour\0 was closed.", "R105"),
        ("a.txt", b"\x01\x02\x03\x04 abc", "R105"),
        ("a.txt", b"\xff\xfea", "R101"),
        ("a.html", b"<p>", "R104"),
        ("a.txt", b" <!DOCTYPE html><p>", "R104"),
        ("a.txt", b"{\\rtf1", "R108"),
        ("a.json", b"{}", "R109"),
        ("a.txt", b"x y " * 5_000_001, "R106"),
    ],
)
def test_what_is_no_plain_text_is_refused(write, name, content, code):
    intake = load([write(name, content)])
    assert codes(intake) == [code]
    assert intake.reports == ()


def test_a_missing_file_and_an_empty_folder_are_refused_and_the_others_go_through(write, tmp_path):
    good = write("a.txt", TEXT)
    (tmp_path / "empty").mkdir()
    sources = [str(tmp_path / "none.txt"), str(tmp_path / "empty"), good]
    intake = load(sources)
    assert codes(intake) == ["R102", "R103"]
    assert [failure.source for failure in intake.failures] == sources[:2]
    assert [report.path for report in intake.reports] == [good]


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "\udcff.txt"])
def test_odd_paths_are_refused(path):
    assert len(load([path]).failures) == 1


def test_a_word_is_not_enough_text(write):
    assert note_codes(load([write("a.txt", "Harbour")])) == ["R121"]


def test_five_megabytes_go_through(write):
    text = "Harbour closed\n\n" + "The harbour of Tamsin was closed on Monday. " * 120_000
    assert len(only_report(load([write("a.txt", text)])).text) > 5_000_000


PAGE = (
    "<!doctype html><html><head><title>Harbour closed</title></head><body><article>"
    + "<p>The harbour of Tamsin was closed on Monday after a spill of oil, the mayor said.</p>" * 2
    + "<p>It will open again in May, she told the council at a meeting in the town hall.</p>"
    + "</article></body></html>"
)


def test_a_folder_is_read_with_those_below_it_in_order_of_names(write, tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/z.txt", "b/a.html", "a.txt", ".git/x.txt", "logo.png", "page.css"):
        write(name, PAGE if name.endswith("html") else f"{TEXT}It is said in {name}.")
    intake = load([tmp_path])
    assert intake.failures == ()
    names = [report.path.removeprefix(f"{tmp_path}/") for report in intake.reports]
    assert names == ["a.txt", "b/a.html", "b/z.txt", "c.txt"]


def test_a_sidecar_in_a_folder_speaks_of_its_text_and_is_no_report(write, tmp_path):
    write("a.txt", TEXT)
    write("a.json", json.dumps({"outlet": "Herald"}))
    assert only_report(load([tmp_path])).outlet == "Herald"


def test_a_bad_file_in_a_folder_costs_only_itself(write, tmp_path):
    write("a.txt", b"\x01\x02\x03\x04 abc")
    write("b.txt", TEXT)
    intake = load([tmp_path])
    assert codes(intake) == ["R105"]
    assert [report.text for report in intake.reports] == [TEXT]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json", "a.pdf", "a.docx", "a.html"])
def test_bytes_go_before_a_name_that_lies(write, name):
    assert only_report(load([write(name, PAGE)])).retrievals[0].reader.startswith("trafilatura")


@pytest.mark.parametrize("name", ["a.zip", "a.parquet", "a.warc.gz", "a"])
def test_text_under_the_name_of_a_binary_kind_is_text(write, name):
    assert only_report(load([write(name, TEXT)])).text == TEXT


def test_a_json_file_holds_a_record_or_a_list_of_them(write):
    one, two = {"text": TEXT, "outlet": "Herald"}, {"text": TEXT + "It is large."}
    assert only_report(load([write("a.json", json.dumps(one))])).outlet == "Herald"
    intake = load([write("b.json", json.dumps([one, {"wire": 1}, two]))])
    assert [report.text for report in intake.reports] == [one["text"], two["text"]]
    assert [failure.source[-2:] for failure in intake.failures] == [":2"]


def test_records_are_told_by_their_bytes_on_standard_input():
    lines = "\n".join(json.dumps({"text": TEXT + end}) for end in ("One.", "Two."))
    intake = load(["-"], stdin=io.BytesIO(lines.encode()))
    assert [report.text[-4:] for report in intake.reports] == ["One.", "Two."]


def test_the_html_of_a_record_is_read_and_its_fields_go_before_the_page(write):
    record = {"id": "x", "html": PAGE, "outlet": "Herald", "desk": "coast"}
    report = only_report(load([write("a.jsonl", json.dumps(record))]))
    assert report.text.startswith("The harbour of Tamsin was closed")
    assert (report.id, report.outlet, report.extra) == ("x", "Herald", {"desk": "coast"})


def test_records_of_trafilatura_and_passim_are_understood(write):
    trafilatura = {
        "text": TEXT,
        "author": "Ana Ruiz; Tom Field",
        "date": "2019-03-04",
        "source": "https://herald.example/1",
        "source-hostname": "The Herald",
        "hostname": "herald.example",
    }
    passim = {"id": "p1", "text": TEXT + "It is large.", "date": "1901-02-03", "series": "Post"}
    lines = "\n".join(map(json.dumps, (trafilatura, passim)))
    one, two = load([write("a.jsonl", lines)]).reports
    assert one.authors == ("Ana Ruiz", "Tom Field")
    assert (one.published, one.outlet) == ("2019-03-04", "The Herald")
    assert one.url == "https://herald.example/1"
    assert one.extra == {"hostname": "herald.example"}
    assert (two.id, two.published, two.outlet) == ("p1", "1901-02-03", "Post")


def test_a_field_of_another_name_that_does_not_fit_is_kept_as_it_is(write):
    record = {"text": TEXT, "date": "soon", "source": "AFP"}
    report = only_report(load([write("a.jsonl", json.dumps(record))]))
    assert (report.published, report.url) == (None, None)
    assert report.extra == {"date": "soon", "source": "AFP"}


def test_a_page_in_another_language_is_taken_in(write):
    text = "Le port de la ville a été fermé lundi après une fuite de pétrole, a dit la mairesse. "
    page = f"<!doctype html><html lang=fr><body><article><p>{text}</p><p>{text * 2}</p></article>"
    assert only_report(load([write("a.html", page)])).language == "fr"


def test_a_reader_that_is_not_installed_is_no_fault_of_the_file():
    kind = Kind(name="a page", reader="of_a_library_that_is_not_there:read")
    ((name, error),) = articles_in(b"<p>Harbour closed.", "page.html", kind=kind)
    assert (name, error.code) == ("page.html", "R902")
    assert "damaged" not in error.message


def test_what_a_browser_saved_beside_a_page_is_no_report(tmp_path):
    page = f"<html><body><article><h1>Oil</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    for name in ("Oil spill_files", "other_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_text(page, encoding="utf-8")
    (tmp_path / "Oil spill.html").write_text(page, encoding="utf-8")
    intake = load([str(tmp_path)])
    assert {Path(report.path).relative_to(tmp_path).as_posix() for report in intake.reports} == {
        "Oil spill.html",
        "other_files/frame.html",
    }


def test_a_list_of_addresses_is_no_report(write):
    listed = "https://herald.example/a\nhttps://post.example/b?c=d\n"
    (failure,) = load([write("addresses.txt", listed)]).failures
    assert failure.code == "R126"
    told = f"Read more: {listed}"
    assert only_report(load([write("told.txt", told)])).text == told
