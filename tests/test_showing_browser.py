"""The HTML report in a real browser: its keys, filters and panes, and that it reaches nothing.

Needs Playwright and a Chromium on the path; skipped where they are missing.
"""

from __future__ import annotations

import msgspec
import pytest
import showing_example as example
from real_browser import NEEDED, chromium, violations, visits

from rashomon.showing.html import render_html

pytest.importorskip("playwright.sync_api")
pytestmark = NEEDED


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "report.html"
    target.write_text(render_html(example.comparison()), encoding="utf-8")
    return target.as_uri()


@pytest.fixture
def visit(browser):
    with visits(browser, also=(), viewport={"width": 1280, "height": 800}) as opened:
        yield opened


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


def test_each_filter_shows_as_many_findings_as_it_says(visit, report):
    page = visit(report)
    filters = page.locator(".filters [data-filter]")
    assert filters.count() == 9
    for place in range(9):
        told = filters.nth(place)
        number = int(told.locator(".n").inner_text())
        assert told.is_disabled() == (number == 0)
        if not number:
            continue
        page.keyboard.press(str(place + 1))
        assert told.get_attribute("aria-pressed") == "true"
        assert shown(page, ".finding") == number
        assert page.get_by_role("status").inner_text().startswith(f"Showing {number} finding")
        page.keyboard.press(str(place + 1))
        assert told.get_attribute("aria-pressed") == "false"
    for figure in page.locator("h1 a.figure").all():
        name = figure.get_attribute("data-filter")
        chip = page.locator(f".filters [data-filter={name}] .n").inner_text()
        assert figure.locator("b").inner_text() == chip


def test_a_filter_hides_the_sections_that_have_nothing_for_it(visit, report):
    page = visit(report)
    page.keyboard.press("2")
    assert page.locator("#disputed").is_visible()
    assert not page.locator("#agreed").is_visible()
    assert not page.locator("#timeline").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#timeline").is_visible()


def test_what_is_folded_is_found_and_folded_again(visit, report):
    page = visit(report)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = false; })")
    page.keyboard.press("6")
    assert shown(page, ".utterance") == int(page.locator("[data-filter=quote] .n").inner_text())
    page.keyboard.press("Escape")
    assert page.locator("#quotes details[open]").count() == 0


def test_pointing_brings_the_counterpart_into_view(visit, report):
    page = visit(report, viewport={"width": 1280, "height": 300})
    page.locator("#report-A .body").evaluate("body => { body.scrollTop = body.scrollHeight; }")
    told = page.locator("#report-A .seg.one-origin").last
    told.hover()
    pane, lit = page.locator("#report-B .body"), page.locator("#report-B .seg.lit").first
    inside = """lit => {
      const pane = lit.closest('.body').getBoundingClientRect();
      const place = lit.getBoundingClientRect().top;
      return pane.top < place && place < pane.bottom;
    }"""
    for _ in range(40):
        if lit.evaluate(inside):
            break
        page.wait_for_timeout(100)
    assert lit.evaluate(inside)
    assert pane.evaluate("pane => pane.scrollTop") > 0


def test_the_base_can_be_switched_and_the_map_follows(visit, report):
    page = visit(report)
    order = "all => all.filter((one) => one.offsetParent).map((one) => one.id)"
    assert page.locator(".text").evaluate_all(order) == ["report-A", "report-B"]
    joined = page.locator(".map .join").count()
    assert joined == 4
    page.get_by_role("button", name="Switch the base").click()
    assert page.locator(".text").evaluate_all(order) == ["report-B", "report-A"]
    assert page.locator(".map .join").count() == joined
    page.get_by_label("Base").select_option(label="Inland Tribune")
    assert page.locator(".text").evaluate_all(order) == ["report-C", "report-A"]
    page.locator(".map svg").click(position={"x": 30, "y": 60})
    assert page.locator("#report-C .seg.lit").count() > 0
    assert page.locator(".map .join.lit").count() > 0


def test_margin_marks_stand_where_passages_begin(visit, report):
    page = visit(report)
    sign = "one => getComputedStyle(one, '::before').content"
    for standing, mark in (("disputed", "≠"), ("one-origin", "="), ("sole", "1")):
        first = page.locator(f"#report-A .seg.opens.{standing}").first
        assert mark in first.evaluate(sign)
    assert page.locator("#report-A .seg.opens.agreed").first.evaluate(sign) == "none"


def test_a_link_opens_the_original_at_the_words(visit, report):
    page = visit(report)
    links = page.locator("#claim-c1 td a.out").evaluate_all("all => all.map((one) => one.href)")
    assert links[0].startswith("https://courier.example/aldina-fire#:~:text=A%20fire%20broke")


def test_what_a_person_confirmed_looks_otherwise(visit, tmp_path):
    target = tmp_path / "confirmed.html"
    page = render_html(example.comparison(), confirmed={"c1"})
    target.write_text(page, encoding="utf-8")
    opened = visit(target.as_uri())
    border = "one => getComputedStyle(one).borderTopStyle"
    assert opened.locator("#claim-c1").evaluate(border) == "solid"
    assert opened.locator("#claim-c5").evaluate(border) == "dashed"
    assert opened.locator(".person").all_inner_texts() == ["confirmed by a person"]


def test_phone_and_dark_layouts(visit, report):
    phone = visit(report, viewport={"width": 390, "height": 844}, color_scheme="dark")
    assert not phone.locator(".map").is_visible()
    assert (
        phone.locator(".origins td").first.evaluate("o => getComputedStyle(o).display") == "block"
    )
    colour = phone.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in colour[4:-1].split(",")) < 60


def test_ten_reports_stay_small_and_open_at_once(visit, tmp_path):
    target = tmp_path / "ten.html"
    target.write_text(render_html(example.many(10)), encoding="utf-8")
    assert target.stat().st_size < 1_500_000
    page = visit(target.as_uri())
    ready = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    assert page.evaluate(ready) < 3_000
    assert page.get_by_label("Base").locator("option").count() == 10


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
    page.locator("#report-C").wait_for()
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
    pytest.importorskip("axe_playwright_python")
    for scheme, width, key in (("light", 1280, ""), ("dark", 1280, "6"), ("dark", 390, "1")):
        context = browser.new_context(
            color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
        )
        page = context.new_page()
        page.goto(report)
        if key:
            page.keyboard.press(key)
        found = violations(page)
        context.close()
        assert found == []
