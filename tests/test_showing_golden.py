"""Golden screenshots of the example story: a change of how the report looks is seen.

Compared on small grey pictures with a tolerance, so that another font renderer does not fail them.
After a wanted change: RASHOMON_GOLDEN=write pytest tests/test_showing_golden.py, then look at them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import showing_example as example
from test_showing_browser import browser, pytestmark  # noqa: F401 - fixture and mark

from rashomon.showing.html import render_html

image = pytest.importorskip("PIL.Image")

GOLDEN = Path(__file__).parent / "golden"
WIDTH = 160
# A pixel of the small picture differs from so many grey levels on; so many may.
LEVELS = 40
PART = 0.03
VIEWS = {
    "top": {"viewport": {"width": 1180, "height": 1100}},
    "top-dark": {"viewport": {"width": 1180, "height": 1100}, "color_scheme": "dark"},
    "top-phone": {"viewport": {"width": 390, "height": 844}},
    "quotes": {"viewport": {"width": 1180, "height": 900}},
    "side-by-side": {"viewport": {"width": 1180, "height": 900}},
    "lineage": {"viewport": {"width": 1180, "height": 900}},
    "framing": {"viewport": {"width": 1180, "height": 900}},
    "print": {"viewport": {"width": 800, "height": 1130}},
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    target = tmp_path_factory.mktemp("golden") / "report.html"
    target.write_text(render_html(example.comparison()), encoding="utf-8")
    return target.as_uri()


def taken(browser, report, name, path):  # noqa: F811 - the fixture
    context = browser.new_context(reduced_motion="reduce", **VIEWS[name])
    page = context.new_page()
    if name == "print":
        page.emulate_media(media="print")
    page.goto(report)
    if not name.startswith(("top", "print")):
        page.evaluate(f"document.getElementById('{name}').scrollIntoView()")
    page.screenshot(path=path)
    context.close()


def small(path):
    """A picture as a reader squints at it: grey, and without the details of its letters."""
    picture = image.open(path).convert("L")
    return picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), image.BOX)


def differing(one, other):
    """Gives the part of the pixels of two small pictures that differ."""
    pairs = list(zip(one.tobytes(), other.tobytes(), strict=True))
    return sum(abs(left - right) >= LEVELS for left, right in pairs) / len(pairs)


@pytest.mark.parametrize("name", VIEWS)
def test_it_looks_as_it_did(browser, report, name, tmp_path):  # noqa: F811 - the fixture
    golden, now = GOLDEN / f"{name}.png", tmp_path / f"{name}.png"
    taken(browser, report, name, now)
    if os.environ.get("RASHOMON_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        image.open(now).convert("P", palette=image.ADAPTIVE, colors=32).save(golden, optimize=True)
    assert differing(small(golden), small(now)) < PART


def test_another_view_is_told_apart():
    pages = [small(GOLDEN / f"{name}.png") for name in ("quotes", "side-by-side", "framing")]
    assert differing(pages[0], pages[1]) > PART
    assert differing(pages[1], pages[2]) > PART
