"""What holds for any input."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from rashomon import report_from_text
from rashomon.errors import IntakeError
from rashomon.intake import load

PIECES = st.sampled_from(
    [
        "Harbour closed",
        "LIMA, Dec. 3 (Xinhua) -- ",
        "(Reuters) - ",
        "By Emma Bates",
        "The harbour was closed on Monday.",
        "It is large, she said. (AFP)",
        "Booms (AP Photo/Ines Koval)",
        "Image copyright EPA Image caption Booms",
        "Read more",
        "Copyright 2018 AP. All rights reserved.",
        "(Reporting by Ana Ruiz)",
        "---",
        "\n",
        "\r\n",
        "\n\n",
        "\u2028",
        " ",
        "\u200b",
        "“",
        "é",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12)).map("".join)


def assert_sound(report):
    position = 0
    for zone in report.zones:
        assert position <= zone.start < zone.end <= len(report.text)
        assert not report.text[position : zone.start].strip()
        position = zone.end
    assert not report.text[position:].strip()
    if report.dateline is not None:
        assert 0 <= report.dateline.start < report.dateline.end <= len(report.text)


@given(TEXTS, st.none() | TEXTS)
def test_zones_are_in_order_and_hold_all_of_the_text(text, title):
    try:
        report = report_from_text(text, title=title)
    except IntakeError as error:
        assert error.code in ("R104", "R105", "R113")
        return
    assert report.text == text
    assert any(zone.kind in ("lead", "title", "dateline") for zone in report.zones)
    assert_sound(report)


@given(st.binary(max_size=400) | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_become_a_report_or_a_coded_failure(data):
    intake = load(["-"], stdin=io.BytesIO(data))
    assert len(intake.reports) + len(intake.failures) == 1
    for report in intake.reports:
        assert_sound(report)
    for failure in intake.failures:
        assert failure.code.startswith("R1")


@given(TEXTS)
def test_the_text_is_the_decoded_file(text):
    data = text.encode("utf-8", "replace")
    for report in load(["-"], stdin=io.BytesIO(data)).reports:
        whole = data.decode()
        assert report.text == whole or whole.endswith(f"\n{report.text}")


RECORDS = st.dictionaries(
    st.sampled_from(["id", "text", "title", "outlet", "published", "authors", "language", "x"]),
    st.none() | TEXTS | st.integers() | st.lists(TEXTS, max_size=2),
)


@given(lines=st.lists(RECORDS.map(json.dumps) | st.text(max_size=20), max_size=4))
def test_any_lines_become_reports_or_coded_failures(lines, tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "a.jsonl"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    intake = load([path])
    assert len({report.id for report in intake.reports}) == len(intake.reports)
    for report in intake.reports:
        assert_sound(report)
    for failure in intake.failures:
        assert failure.code.startswith("R1")
