"""A real browser for tests, and pages opened in it that must not complain.

Needs Playwright and a Chromium on the path.
"""

import os
import shutil
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
NEEDED = pytest.mark.skipif(BROWSER is None, reason="no Chromium found")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@contextmanager
def chromium():
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield found
        found.close()


@contextmanager
def visits(browser, *, also=("data:",), viewport=DESKTOP):
    """Opens addresses, each in a browser context of its own, as two readers would.

    Fails in the end where a page wrote to the console (errors and what the policy refused too), or
    asked for anything but its own server's (a file: but files) and what begins as one of `also`.
    """
    contexts, heard = [], []

    def opened(address, **options):
        context = browser.new_context(**{"viewport": viewport, **options})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        own = "/".join(address.split("/")[:3]) + "/"
        page.on("console", lambda told: _itself(told, address) or heard.append(told.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith((own, *also)) or heard.append(asked.url),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert heard == []


def _itself(told, address):
    """Whether a line says no more than that the page itself is one that tells of a problem."""
    return told.location["url"] == address and told.text.startswith("Failed to load resource")


def violations(page):
    """What axe-core finds against WCAG 2.2 AA on a page, all that is folded unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
