"""One browser of each engine and one server for all tests; a page that watches over what no test may see."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.pipeline import Bot
from bot.web.app import create_app
from bot.web.settings import Settings
from browser.browsers import PROGRAMS, launch, read_axe
from browser.host import Host

#: milliseconds until something that should be there counts as missing
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
#: what the page tells of itself: broken rules, and all that the browser would keep
WATCH = """
  window.broken = [];
  document.addEventListener("securitypolicyviolation", (event) => broken.push(`${event.violatedDirective} ${event.sourceFile} ${event.sample}`));
  window.said = [];
  window.hear = () => document.querySelectorAll("faq-chat").forEach((chat) => {
    const status = chat.shadowRoot.querySelector("[role=status]");
    new MutationObserver(() => status.textContent && said.push(status.textContent)).observe(status, { childList: true });
  });
  document.addEventListener("DOMContentLoaded", () => customElements.whenDefined("faq-chat").then(() => hear()));
"""


class Silent(WSGIRequestHandler):
    """Requests are looked at by the tests, not written down."""

    def log_request(self, *parts: object) -> None:
        pass


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """A server for ``app`` on a free port; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test in every engine, and in Chromium only what asks for it: what no engine does otherwise, or only it can be told."""
    if "browser" in metafunc.fixturenames:
        engines = ["chromium"] if metafunc.definition.get_closest_marker("one_engine") else list(PROGRAMS)
        metafunc.parametrize("browser", engines, indirect=True)


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """The browser of an engine; the first who asks starts it, and it serves all the others."""
    started: dict[str, Browser] = {}

    def browser_of(engine: str) -> Browser:
        started[engine] = started.get(engine) or launch(playwright, engine)
        return started[engine]

    yield browser_of
    for browser in started.values():
        browser.close()


@pytest.fixture
def browser(request: pytest.FixtureRequest, browsers: Callable[[str], Browser]) -> Browser:
    try:
        return browsers(request.param)
    except FileNotFoundError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def axe() -> str:
    try:
        return read_axe()
    except FileNotFoundError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def service(real_bot: Bot) -> Iterator[str]:
    """The service itself, with the repository's own content; its address."""
    with serving(create_app(real_bot, Settings(rate="off"))) as address:
        yield address


@pytest.fixture(scope="session")
def _hosted() -> Iterator[tuple[Host, str]]:
    host = Host()
    with serving(host) as address:
        yield host, address


@pytest.fixture
def host(_hosted: tuple[Host, str]) -> Iterator[Host]:
    """A page of somebody else's with the widget on it, set back for this test."""
    host, host.address = _hosted
    host.reset()
    yield host
    host.gate.set()


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Any]:
    """Make a fresh browser profile: ``open_context(viewport=…)``; whatever goes wrong in it fails the test."""
    contexts: list[BrowserContext] = []

    def opened(**more: Any) -> BrowserContext:
        context = browser.new_context(**more)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_context: Any) -> Iterator[Page]:
    """A page on a wide screen. No error, no broken rule and no request to anybody else goes unseen."""
    page = open_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("http://127.0.0.1:") else None)
    yield page
    broken = page.evaluate("window.broken ?? []")
    # Firefox looks for an icon of the page, which the page's own rules then forbid.
    assert [fault for fault in faults + broken if "favicon.ico" not in fault and "img-src" not in fault] == []
