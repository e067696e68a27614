"""The HTML report in a real browser: its keys, filters and panes, and that it reaches nothing.

Needs Playwright and a Chromium on the path; skipped where they are missing.
"""

from __future__ import annotations

import os
import shutil

import msgspec
import pytest
import showing_example as example

from rashomon.showing.html import render_html

playwright = pytest.importorskip("playwright.sync_api")

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium found")


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield found
        found.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "report.html"
    target.write_text(render_html(example.comparison()), encoding="utf-8")
    return target.as_uri()


@pytest.fixture
def visit(browser):
    """Opens a page; fails if it complains or asks for anything but itself."""
    contexts = []
    heard = []

    def opened(address, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith("file:") or heard.append(request.url),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def shown(page, selector):
    return page.locator(f"{selector}:visible").count()


def test_a_figure_of_the_first_line_is_a_filter(visit, report):
    page = visit(report)
    everything = shown(page, ".finding")
    page.get_by_role("button", name="1 disputed").click()
    assert shown(page, ".finding") == shown(page, ".finding.disputed") == 1
    assert "Showing 1 finding" in page.get_by_role("status").inner_text()
    page.keyboard.press("Escape")
    assert shown(page, ".finding") == everything


def test_keys_go_through_findings_filter_and_search(visit, report):
    page = visit(report)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "claim-c1"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "claim-c5"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "claim-c1"
    page.keyboard.press("1")
    assert shown(page, ".finding:not(.agreed)") == 0
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("alarm")
    assert shown(page, ".finding") > 0
    assert all("alarm" in text for text in page.locator(".finding:visible").all_inner_texts())


def test_pointing_at_a_passage_lights_its_counterpart(visit, report):
    page = visit(report)
    page.locator("#report-A .seg.disputed").first.hover()
    assert page.locator("#report-B .seg.lit").count() > 0
    assert page.locator("#report-B .seg.lit").first.inner_text().startswith("A fire broke out")


def test_two_reports_at_a_time_and_any_pair(visit, report):
    page = visit(report)
    assert shown(page, ".text") == 2
    page.get_by_label("Beside it").select_option(label="Inland Tribune")
    assert page.locator("#report-C").is_visible()
    assert not page.locator("#report-B").is_visible()


def test_a_source_leads_to_its_sentence_even_in_a_hidden_pane(visit, report):
    page = visit(report)
    page.locator("#claim-c1 td .outlet", has_text="Inland Tribune").click()
    page.wait_for_function("document.querySelector('#report-C').offsetParent !== null")
    assert page.locator("#report-C .seg.lit").first.is_visible()


def test_it_reads_without_its_script(visit, report):
    page = visit(f"{report}#claim-c3", java_script_enabled=False)
    assert shown(page, ".text") == 3
    assert page.locator("#claim-c3").is_visible()


def test_no_width_makes_the_page_scroll_sideways(visit, report):
    page = visit(report)
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_word_of_ten_thousand_letters_does_not_widen_the_page(visit, tmp_path):
    comparison = example.comparison()
    first, *rest = comparison.reports
    long = "x" * 10_000
    attacked = msgspec.structs.replace(
        first, outlet=long, title=long, text=f"{first.text}\n\n{long}\n"
    )
    target = tmp_path / "long.html"
    page = render_html(msgspec.structs.replace(comparison, reports=(attacked, *rest)))
    target.write_text(page, encoding="utf-8")
    opened = visit(target.as_uri(), viewport={"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_outlet_named_as_a_script_does_not_run(visit, tmp_path):
    comparison = example.comparison()
    first, *rest = comparison.reports
    words = "</script><script>document.title='run'</script><img src=x onerror=document.title='run'>"
    attacked = msgspec.structs.replace(first, outlet=words, text=f"{first.text}\n{words}\n")
    target = tmp_path / "attack.html"
    page = render_html(msgspec.structs.replace(comparison, reports=(attacked, *rest)))
    target.write_text(page, encoding="utf-8")
    opened = visit(target.as_uri())
    assert opened.title() != "run"
    assert "</script><script>" in opened.locator(".sources").inner_text()


def test_printing_shows_every_report_whole_and_no_controls(visit, report):
    page = visit(report)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.get_by_label("Beside it").is_visible()
    assert shown(page, ".text") == 3
    assert (
        page.locator(".body").first.evaluate("body => getComputedStyle(body).overflowY") != "auto"
    )


def test_axe_finds_no_violation_of_wcag_2_2_aa(browser, report):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(report)
        found = axe.Axe().run(page, options=rules).response["violations"]
        context.close()
        assert [violation["id"] for violation in found] == []
