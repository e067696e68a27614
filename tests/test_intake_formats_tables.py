"""Tables: CSV and Parquet."""

import csv
import datetime
import io
import sys

import pytest
from intake_parts import only, refused

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Unread
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import tables


def made_csv(*rows, **options):
    buffer = io.StringIO()
    csv.writer(buffer, **options).writerows(rows)
    return buffer.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_csv_gives_a_report_a_row_and_keeps_other_columns(delimiter, end):
    data = made_csv(
        ["id", "Title", "text", "desk"],
        ["a", "It's, \"shut\"; 'so'", "The harbour, it's said;\nis shut | off.\t.", "ports"],
        ["b", "x" * 10, "“Quoted,” she said, “and' on.”", ""],
        delimiter=delimiter,
        lineterminator=end,
    )
    first, second = tables.read_csv(data, "a.csv")
    assert first.text.replace("\r\n", "\n") == "The harbour, it's said;\nis shut | off.\t."
    assert (first.known.id, first.known.title) == ("a", "It's, \"shut\"; 'so'")
    assert first.known.extra == {"desk": "ports"}
    assert (first.reader, second.known.extra) == ("CSV", {})


def test_a_row_without_text_costs_only_itself():
    first, second = tables.read_csv(made_csv(["id", "text"], ["a", " "], ["b", "x"], []), "a.csv")
    assert isinstance(first, Unread)
    assert first.error.code == "R144"
    assert second.text == "x"


def test_a_long_report_fits_in_a_cell_and_the_limit_of_csv_is_as_before():
    before = csv.field_size_limit()
    article = only(tables.read_csv(made_csv(["text"], ["word " * 100_000]), "a.csv"))
    assert len(article.text) == 500_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"id,title\na,b\n", "R143"),
        (b"", "R143"),
        (b'text\n"' + b"x" * 20_000_001, "R130"),
        (b"text\na\0b\n", "R105"),
    ],
)
def test_tables_that_hold_no_reports_are_told(data, code):
    assert refused(tables.read_csv(data, "a.csv")) == code


def test_csv_in_another_encoding_is_read_and_said():
    (article,) = tables.read_csv("text\n“Café” shut\n".encode("cp1252"), "a.csv")
    assert article.text == "“Café” shut"
    assert [code for code, _ in article.notes] == ["R123"]


def made_parquet(rows):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def test_parquet_gives_a_report_a_row():
    when = datetime.datetime(2024, 3, 5, 10, tzinfo=datetime.UTC)
    data = made_parquet(
        [
            {"text": "The harbour is shut.", "published": when, "authors": ["Ann"], "n": 1},
            {"text": None, "published": None, "authors": None, "n": 2},
        ]
    )
    (_, article), (_, error) = articles_in(data, "a.parquet")
    assert isinstance(article, Article)
    assert (article.text, article.reader) == ("The harbour is shut.", "Parquet")
    assert article.known.published == "2024-03-05T10:00:00Z"
    assert (article.known.authors, article.known.extra) == (("Ann",), {"n": 1})
    assert error.code == "R144"


def test_parquet_that_is_broken_or_without_text_is_told():
    data = made_parquet([{"text": "The harbour is shut." * 20}])
    assert refused(tables.read_parquet(data[:100], "a")) == "R148"
    assert refused(tables.read_parquet(b"PAR1" + bytes(500) + b"PAR1", "a")) == "R148"
    assert refused(tables.read_parquet(made_parquet([{"words": "x"}]), "a")) == "R143"


def test_parquet_without_its_extra_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(IntakeError, match=r"rashomon\[parquet\]") as caught:
        list(tables.read_parquet(b"PAR1", "a"))
    assert caught.value.code == "R142"
