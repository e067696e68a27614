"""The pages of the web reader, from outside."""

import re
import time

import pytest
import showing_example as example
from serving_site import DAM, HERE, REPORTS, fill, report, served, story_of, token_in

from rashomon.library import add, open_library
from rashomon.reading import read
from rashomon.serving.responses import deflated, spliced
from rashomon.serving.story_pages import keep_page


@pytest.fixture
def browser(filled):
    with served(filled) as client:
        yield client


def words_of(page):
    assert page.status_code == 200, page.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_the_front_page_lists_stories_with_their_figures(browser, filled):
    page = browser.get("/")
    assert "2 stories" in words_of(page)
    assert "Dam breaks in Tamsin" in page.text
    assert f'href="/stories/{story_of(filled)}/"' in page.text
    assert "Herald, Post" in words_of(page)


def test_the_front_page_keeps_the_stories_of_an_outlet(browser):
    assert "Berrow votes" in browser.get("/?outlet=courier").text
    assert "Berrow votes" not in browser.get("/?outlet=Herald").text
    assert "No story fits" in browser.get("/?outlet=nobody").text


def test_stories_of_one_report_can_be_left_out(browser):
    assert "Berrow votes" in browser.get("/").text
    page = browser.get("/?several=true").text
    assert "Berrow votes" not in page and "Dam breaks in Tamsin" in page
    listed = browser.get("/api/v1/stories?several=true").json()["items"]
    assert [line["size"] for line in listed] == [2]


def test_no_two_buttons_of_a_story_have_one_name(browser, filled):
    page = browser.get(f"/stories/{story_of(filled)}/").text
    named = re.findall(r'<button form="judge"[^>]* aria-label="([^"]+)"', page)
    shown = re.findall(r'<button form="judge"[^>]*>([^<]+)<', page)
    assert len(named) == len(shown) > 2 and len(set(named)) > len(set(shown))
    assert all(name.startswith(words) for name, words in zip(named, shown, strict=True))


def test_a_story_shows_its_comparison_and_leads_to_the_texts(browser, filled):
    story = story_of(filled)
    page = browser.get(f"/stories/{story}/")
    assert "2 reports, 2 origins" in words_of(page)
    assert 'href="texts?base=A#' in page.text
    texts = browser.get(f"/stories/{story}/texts?base=A")
    assert DAM[:30] in texts.text
    places = re.findall(r'href="texts\?base=A#([^"]+)"', page.text)
    assert places
    assert all(f'id="{place}"' in texts.text for place in places)


def test_a_story_is_the_same_compressed_and_not(browser, filled):
    address = f"/stories/{story_of(filled)}/"
    plain = browser.get(address, headers={"accept-encoding": "identity"})
    packed = browser.get(address, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    masked = re.compile(r'name="token" value="[^"]+"')
    assert masked.sub("", plain.text) == masked.sub("", packed.text)


def test_parts_compressed_apart_are_one_stream():
    import gzip

    parts = [b"<html>" * 40, b"", "ä".encode() * 9000, b"</html>"]
    assert gzip.decompress(spliced([deflated(part) for part in parts])) == b"".join(parts)


def test_a_story_of_one_report_says_so(browser, filled):
    page = browser.get(f"/stories/{story_of(filled, 1)}/")
    assert "One report tells this story so far" in page.text


def test_a_report_shows_its_text_and_who_speaks(browser):
    page = browser.get("/reports/Herald")
    assert "The dam of Tamsin broke on Sunday" in words_of(page)
    assert 'href="/speakers/Jane%20Doe"' in page.text
    assert "https://herald.example/dam" in page.text


def test_a_report_shows_what_changed_between_its_versions(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    fill(place)
    newer = report(
        "Herald",
        DAM.replace("12 people", "14 people"),
        title="Dam breaks in Tamsin",
        url="https://herald.example/dam",
    )
    with open_library(place) as library:
        assert next(iter(add(library, [read(newer)]))).what == "changed"
    with served(place) as client:
        page = client.get("/reports/Herald").text
    assert "<del>12</del><ins>14</ins>" in page
    assert "1 word came, 1 word went" in page


def test_a_speaker_is_shown_over_all_stories(browser):
    assert "Jane Doe" in browser.get("/speakers").text
    page = browser.get("/speakers/Jane%20Doe")
    assert "We will rebuild it" in page.text
    assert "The harbour is closed" in page.text
    assert "Berrow" not in words_of(page)
    assert "first 11 Dec 2016" in words_of(page)
    missing = browser.get("/speakers/Nobody")
    assert missing.status_code == 404
    assert "R522" in missing.text


def test_a_search_is_its_address(browser):
    page = browser.get("/search?words=harbour&speaker=doe&kind=statement")
    assert "harbour would stay closed" in page.text
    assert 'name="speaker" value="doe"' in page.text
    assert "Nothing found" in browser.get("/search?words=zebra&outlet=Post").text


def test_what_is_not_there_is_told_on_a_page(browser):
    for path in ("/stories/none/", "/reports/none", "/nothing", "/jobs/none"):
        page = browser.get(path)
        assert page.status_code == 404
        assert "All stories" in page.text


def test_files_are_named_by_their_contents_and_kept_for_good(browser):
    address = re.search(r'href="(/static/[^"]+report.css)"', browser.get("/").text)[1]
    found = browser.get(address)
    assert "immutable" in found.headers["cache-control"]
    assert browser.get("/static/other/report.css").headers["cache-control"] == "no-cache"
    assert browser.get("/static/x/settings.py").status_code == 404


def test_an_empty_library_offers_the_example_which_becomes_a_story(tmp_path):
    with served(str(tmp_path / "new.sqlite"), compares=True) as client:
        page = client.get("/")
        assert "This library is empty" in page.text
        sent = client.post("/example", data={"token": token_in(page)}, headers={"origin": HERE})
        assert sent.status_code == 303
        job = ended(client, sent.headers["location"])
        assert job.text.count("Added:") == 3
        story = re.search(r'href="(/stories/[^"]+/)"', job.text)[1]
        shown = ended(client, story, until="3 reports,")
    assert "Daily Lantern" in shown.text
    assert "disputed" in shown.text


def ended(client, address, *, until="Add another", seconds=60):
    """A page once it says what it should in the end."""
    for _ in range(seconds * 5):
        page = client.get(address)
        if until in page.text:
            return page
        time.sleep(0.2)
    raise AssertionError(page.text)


def test_a_story_of_much_stands_on_several_pages_whose_links_hold(tmp_path):
    place = str(tmp_path / "desk.sqlite")
    fill(place, REPORTS)
    story = story_of(place)
    with open_library(place) as library:
        keep_page(library, story, example.comparison())
    with served(place) as client:
        whole = client.get(f"/stories/{story}/").text
        assert "part-1" not in whole
    with pytest.MonkeyPatch.context() as patch, open_library(place) as library:
        patch.setattr("rashomon.serving.story_parts._SHORT", 10)
        keep_page(library, story, example.comparison())
    with served(place) as client:
        pages = {"./": client.get(f"/stories/{story}/").text}
        assert len(pages["./"]) < len(whole)
        waiting = set(re.findall(r'href="(part-\d+)["#]', pages["./"]))
        while waiting:
            name = waiting.pop()
            pages[name] = client.get(f"/stories/{story}/{name}").text
            waiting |= set(re.findall(r'href="(part-\d+)["#]', pages[name])) - pages.keys()
        ids = {name: set(re.findall(r'\bid="([^"]+)"', page)) for name, page in pages.items()}
        links = [
            (name, target or name, anchor)
            for name, page in pages.items()
            for target, anchor in re.findall(r'href="(\./|part-\d+|)#(claim-[^"]+)"', page)
        ]
        assert len(pages) > 2
        assert links
        assert all(anchor in ids[target] for _, target, anchor in links)
        for anchor in re.findall(r'\bid="(claim-[^"]+)"', whole):
            found = client.get(f"/stories/{story}/find/{anchor}").headers["location"]
            target, _, led = found.removeprefix("../").partition("#")
            assert led in ids[target or "./"]
        assert client.get(f"/stories/{story}/part-999").status_code == 303
