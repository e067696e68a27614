"""robots.txt: asked once a day, obeyed at each hop."""

import pytest

from rashomon.errors import IntakeError
from rashomon.intake.fetching import Clock, Fetcher, Limits, Robots, allowed_private
from tests.misbehaving import FakeTime, Server, answer, redirect

PAGE = b"The harbour of Tamsin was closed on Monday."
DAY = 24 * 3600


class Polite:
    """A fetcher that obeys robots.txt, its server and its clock."""

    def __init__(self, server):
        self.server = server
        self.time = FakeTime()
        clock = Clock(monotonic=self.time.monotonic, now=self.time.now, sleep=self.time.sleep)
        options = {
            "limits": Limits(connect=1, read=1, total=2, largest=2_000_000),
            "allowed": allowed_private(["127.0.0.1"]),
            "delay": 0.0,
            "clock": clock,
        }
        robots = Robots(Fetcher(**options), clock=clock)
        self.fetcher = Fetcher(permission=robots.permit, **options)

    def may(self, path):
        try:
            return self.fetcher.fetch(self.server.url(path)).body == PAGE
        except IntakeError as error:
            assert error.code == "R161"
            return False


@pytest.fixture
def polite():
    with Server() as server:
        for path in ("/a", "/private/a", "/private/open"):
            server.pages[path] = answer(PAGE)
        yield Polite(server)


def rules(text):
    return answer(text.encode())


def test_the_longest_rule_decides(polite):
    polite.server.pages["/robots.txt"] = rules(
        "User-agent: *\nDisallow: /private\nAllow: /private/open\n"
    )
    assert polite.may("/a")
    assert not polite.may("/private/a")
    assert polite.may("/private/open")


def test_rules_for_rashomon_go_before_those_for_all(polite):
    polite.server.pages["/robots.txt"] = rules(
        "User-agent: *\nDisallow:\n\nUser-agent: Rashomon\nDisallow: /a\n"
    )
    assert not polite.may("/a")


def test_the_file_is_asked_once_a_day(polite):
    polite.server.pages["/robots.txt"] = rules("User-agent: *\nDisallow:\n")
    assert polite.may("/a")
    assert polite.may("/a")
    assert polite.server.paths().count("/robots.txt") == 1
    polite.time.sleep(DAY + 1)
    assert polite.may("/a")
    assert polite.server.paths().count("/robots.txt") == 2


@pytest.mark.parametrize("status", ["404 Not Found", "403 No", "410 Gone"])
def test_without_the_file_all_is_allowed(polite, status):
    polite.server.pages["/robots.txt"] = answer(status=status)
    assert polite.may("/a")


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Too Many"])
def test_while_the_file_fails_nothing_is_allowed(polite, status):
    polite.server.pages["/robots.txt"] = answer(status=status)
    assert not polite.may("/a")


def test_a_redirect_to_a_forbidden_page_is_not_followed(polite):
    polite.server.pages["/robots.txt"] = rules("User-agent: *\nDisallow: /private\n")
    polite.server.pages["/go"] = redirect("/private/a")
    assert not polite.may("/go")
    assert "/private/a" not in polite.server.paths()


def test_a_wish_for_slowness_is_kept(polite):
    polite.server.pages["/robots.txt"] = rules("User-agent: *\nCrawl-delay: 8\nDisallow:\n")
    assert polite.may("/a")
    assert polite.may("/a")
    assert sum(polite.time.slept) == pytest.approx(8, abs=0.5)


@pytest.mark.parametrize(
    "text",
    [
        "\0" * 1000,
        "User-agent: *\nDisallow: /private" + "*" * 5000 + "\n",
        "User-agent: *\nCrawl-delay: -5\nCrawl-delay: nan\nCrawl-delay: 1e999\n",
        "<html>Welcome</html>" * 1000,
        "User-agent: *\n" + "Disallow: /x\n" * 100_000,
    ],
)
def test_a_strange_file_stops_nothing(polite, text):
    polite.server.pages["/robots.txt"] = rules(text)
    assert polite.may("/a")


def test_while_the_file_fails_the_rules_of_before_hold(polite):
    polite.server.pages["/robots.txt"] = rules("User-agent: *\nDisallow: /private\n")
    assert polite.may("/a")
    polite.server.pages["/robots.txt"] = answer(status="500 Oops")
    polite.time.sleep(DAY + 1)
    assert polite.may("/a")
    assert not polite.may("/private/a")


def test_a_file_that_failed_is_asked_for_again_soon(polite):
    polite.server.pages["/robots.txt"] = answer(status="500 Oops")
    assert not polite.may("/a")
    polite.server.pages["/robots.txt"] = rules("User-agent: *\nDisallow:\n")
    assert not polite.may("/a")
    polite.time.sleep(601)
    assert polite.may("/a")


def test_where_no_server_answers_the_page_is_not_asked_for_either(polite):
    polite.server.pages["/robots.txt"] = b"no answer at all"
    with pytest.raises(IntakeError, match="R159"):
        polite.fetcher.fetch(polite.server.url("/a"))
    assert "/a" not in polite.server.paths()
