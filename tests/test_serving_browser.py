"""What an editor does with the web reader, in a real browser: add, search, judge, follow.

Needs Playwright and a Chromium on the path; skipped where they are missing.
"""

import re

import pytest
from real_browser import NEEDED, chromium, visits
from serving_site import DAM, DAM_TOO, report, running, story_of

from rashomon.library import add, open_library
from rashomon.reading import read

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = NEEDED


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def visit(browser):
    with visits(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(filled):
    """A desk's library, served: its place and its address."""
    with running(filled, compares=True) as address:
        yield filled, address


@pytest.fixture
def empty(tmp_path):
    """The address of a library in which nothing is yet."""
    with running(str(tmp_path / "new.sqlite"), compares=True) as address:
        yield address


def expect(found):
    return playwright.expect(found)


def text(page):
    return " ".join(page.locator("#content").inner_text().split())


def compared(page):
    """A story's page, once what it shows is no older than what is being compared."""
    for _ in range(120):
        if "being compared anew" not in text(page):
            return page
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(text(page))


def test_an_empty_library_becomes_two_reports_of_one_story(empty, visit):
    page = visit(f"{empty}/")
    assert "This library is empty" in text(page)
    page.get_by_role("link", name="Add a web address, a text or a file").click()
    pasted = page.get_by_role("region", name="Text")
    pasted.get_by_label("Outlet").fill("Herald")
    pasted.get_by_label("Published").fill("2016-12-11")
    pasted.get_by_label("Headline").fill("Dam breaks in Tamsin")
    pasted.get_by_label("Text of the report").fill(DAM)
    pasted.get_by_role("button").click()
    page.wait_for_url("**/jobs/*")
    # A short text may be in the library before the page is looked at.
    ended = page.get_by_role("link", name="its story")
    expect(page.get_by_role("progressbar").or_(ended).first).to_be_visible()
    stage = page.locator(".stage").inner_text()
    assert re.search("waiting|starting|read|sort|add|done", stage)
    page.get_by_role("link", name="Add another").click(timeout=60_000)
    file = page.get_by_role("region", name="A file")
    told = {"name": "post.txt", "mimeType": "text/plain", "buffer": DAM_TOO.encode()}
    file.locator("input[type=file]").set_input_files(told)
    file.get_by_label("Outlet").fill("Post")
    file.get_by_label("Published").fill("2016-12-11")
    file.get_by_role("button", name="Add the file").click()
    page.get_by_role("link", name="its story").click(timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 reports", timeout=60_000)
    assert page.locator("table.sources tbody tr").count() == 2
    assert "12" in page.locator("#disputed").inner_text()


def test_an_empty_library_offers_an_example_that_becomes_a_story(empty, visit):
    page = visit(f"{empty}/")
    page.get_by_role("button", name="Add the example story").click()
    expect(page.locator(".added li")).to_have_count(3, timeout=60_000)
    page.get_by_role("link", name="its story").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 reports", timeout=60_000)


def test_a_search_is_shared_by_its_address(visit, desk):
    page = visit(f"{desk[1]}/")
    page.get_by_label("Search the library").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    page.get_by_label("Speaker").fill("Doe")
    page.get_by_label("Outlet").fill("Herald")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.wait_for_url("**outlet=Herald**")
    finds = page.locator(".finds li").all_inner_texts()
    assert finds
    assert all("Herald" in one and "Jane Doe" in one for one in finds)
    other = visit(page.url)
    assert other.locator(".finds li").all_inner_texts() == finds
    assert other.get_by_label("Speaker").input_value() == "Doe"
    other.locator(".finds a").first.click()
    assert "Jane Doe" in text(other)


def test_a_speaker_is_corrected_and_the_correction_taken_back(visit, desk):
    place, address = desk
    page = visit(f"{address}/stories/{story_of(place)}/")
    page.get_by_role("button", name="wrong speaker").first.click()
    people = page.get_by_role("region", name="What people said")
    expect(people).to_contain_text("the speaker is wrong: not Jane Doe")
    people.get_by_label("Who says it?").fill("Ann Lee")
    people.get_by_role("button", name="Say so").click()
    expect(people).to_contain_text("Ann Lee")
    expect(compared(page).locator("#quotes")).to_contain_text("Ann Lee", timeout=60_000)
    for taken_back in (1, 2):
        people.get_by_role("button", name="Take it back").first.click()
        expect(people.locator(".undone")).to_have_count(taken_back)
    expect(people.locator("button")).to_have_count(0)
    expect(compared(page).locator("#quotes")).not_to_contain_text("Ann Lee", timeout=60_000)


def test_a_claim_is_confirmed_and_the_judgement_taken_back(visit, desk):
    place, address = desk
    page = visit(f"{address}/stories/{story_of(place)}/")
    page.locator('button[value^="same "]').first.click()
    people = page.get_by_role("region", name="What people said")
    expect(people.locator("li").first).to_contain_text("one claim")
    confirmed = compared(page).locator(".person")
    expect(confirmed.first).to_have_text("confirmed by a person", timeout=60_000)
    people.get_by_role("button", name="Take it back").first.click()
    expect(people.get_by_role("button", name="Take it back")).to_have_count(0)
    expect(compared(page).locator(".person")).to_have_count(0, timeout=60_000)


def test_what_one_browser_adds_the_other_shows(visit, desk):
    place, address = desk
    story = story_of(place)
    front, reader = visit(f"{address}/"), visit(f"{address}/stories/{story}/")
    before = front.locator("table.stories tbody tr").count()
    new = (
        report("Mail", "A ferry sank off Oriel and 9 people drowned.", title="Ferry sinks"),
        report("Times", DAM.replace("12 people", "17 people"), title="Dam of Tamsin breaks"),
    )
    with open_library(place) as library:
        list(add(library, map(read, new)))
    expect(front.locator("table.stories tbody tr")).to_have_count(before + 1, timeout=20_000)
    assert "Ferry sinks" in text(front)
    expect(reader.locator("#live")).to_contain_text("This story has changed", timeout=20_000)
    reader.get_by_role("link", name="Show it as it is now").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("3 reports", timeout=60_000)
    expect(front.locator("#rung")).not_to_be_empty(timeout=60_000)
    front.get_by_role("link", name="Bell").click()
    assert "Dam" in front.locator(".rings li.fresh").first.inner_text()


def test_the_keyboard_alone_reaches_and_works_everything(visit, desk):
    page = visit(f"{desk[1]}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    seen = []
    for _ in range(page.locator("a, button, input, select").count() + 3):
        seen.append(page.evaluate(_FOCUSED))
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
    places = [place for place, _, _ in seen]
    assert places == sorted(places)
    assert len(set(places)) == page.locator("a:visible, button:visible, input:visible").count() + 1
    assert [words for _, words, outlined in seen if not outlined] == []


def test_enter_and_space_work_the_controls(visit, desk):
    page = visit(f"{desk[1]}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_label("Outlet")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("only with a dispute")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**disputed=true**")
    assert "Berrow votes" not in text(page)


# The place of the focused element in the page, its words, and whether one sees that it has focus.
_FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const place = [...document.querySelectorAll("*")].indexOf(one);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return [place, one.outerHTML.slice(0, 120), outlined];
}"""
