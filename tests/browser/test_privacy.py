"""What leaves the page, and what stays in the browser: as little as can be."""

from playwright.sync_api import expect

from browser.chat import Chat
from browser.host import SENTENCE, STRICT

KEPT = "[sessionStorage.length, localStorage.length, document.cookie]"


def test_a_closed_widget_asks_and_keeps_nothing(page, host):
    page.goto(host.address)
    expect(Chat(page).launcher).to_be_visible()

    assert {asked.path for asked in host.asked} <= {"/", "/static/widget.js", "/favicon.ico"}
    assert page.evaluate(KEPT) == [0, 0, ""]


def test_an_open_widget_asks_its_own_server_only_and_keeps_nothing(page, host):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(host.address)
    chat = Chat(page).open()
    said = chat.ask("my secret")
    said.get_by_role("button", name="Yes").click()
    expect(said).to_contain_text("Thank you.")

    assert [url for url in seen if not url.startswith(host.address)] == []
    assert page.evaluate(KEPT) == [0, 0, ""]
    assert page.context.cookies() == []


def test_a_question_travels_in_the_body_without_cookies_or_address(page, host):
    page.goto(host.address)
    page.evaluate("document.cookie = 'session=1'")
    Chat(page).open().ask("my secret")

    sent = next(asked for asked in host.asked if asked.path == "/api/v1/reply")
    assert sent.method == "POST"
    assert sent.body == {"text": "my secret", "context": None}
    assert "HTTP_COOKIE" not in sent.headers
    assert "HTTP_REFERER" not in sent.headers
    assert "secret" not in page.url


def test_the_strictest_policy_breaks_nothing(page, host):
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in STRICT
    page.goto(host.address)
    chat = Chat(page).open()
    said = chat.ask("lamp")
    said.get_by_role("link", name="Show on page").click()

    expect(said.locator("blockquote")).to_have_text(SENTENCE)
    expect(chat.panel).to_have_css("display", "flex")
