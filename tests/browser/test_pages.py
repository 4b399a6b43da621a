"""The service's own pages, with the repository's own content: the page with the widget on it, and the form without a script."""

import pytest
from playwright.sync_api import expect

from bot.web.words import WORDS
from browser.chat import Chat
from browser.host import answer
from browser.test_accessibility import faults

#: what is marked, and whether it can be seen: on the screen, and not behind the panel
MARKED = """() => {
  const [range] = CSS.highlights.get("faq-chat-quote"), box = range.getBoundingClientRect();
  const panel = document.querySelector("faq-chat").shadowRoot.querySelector("section").getBoundingClientRect();
  const isBehind = panel.width && panel.left < box.right && box.left < panel.right && panel.top < box.bottom && box.top < panel.bottom;
  return { text: range.toString(), isSeen: box.top >= 0 && box.bottom <= innerHeight && !isBehind };
}"""
SIZES = [{"width": 1280, "height": 720}, {"width": 800, "height": 500}, {"width": 390, "height": 844}]


@pytest.mark.parametrize("size", SIZES, ids=["wide", "middle", "phone"])
def test_the_quoted_sentence_is_shown_on_the_page(page, service, size):
    page.set_viewport_size(size)
    page.goto(service)
    chat = Chat(page).open()
    said = chat.ask("which machine delivers it")
    quote = said.locator("blockquote").inner_text()
    said.get_by_role("link", name="Show on page").click()

    assert page.evaluate(MARKED) == {"text": quote, "isSeen": True}
    assert page.url == service
    assert chat.focused().startswith("p IMRT uses advanced software")


@pytest.mark.one_engine
def test_what_stands_elsewhere_is_opened_there(page, host):
    host.put("<faq-chat></faq-chat>")
    host.reply = lambda question: elsewhere(host.address)
    page.goto(host.address)
    said = Chat(page).open().ask("lamp")
    said.get_by_role("link", name="Show on page").click()
    page.wait_for_url("**/elsewhere*")

    assert page.url.startswith(f"{host.address}elsewhere")


def elsewhere(address: str) -> dict[str, object]:
    quote = {"text": "Words of another page.", "section": "", "start": 0, "end": 1, "link": f"{address}elsewhere#:~:text=Words"}
    return answer(quotes=[quote])


def test_the_page_holds_the_conversation_under_its_own_rules(page, service):
    page.goto(service)
    chat = Chat(page).open()

    expect(chat.log).to_contain_text("I am a bot, not a person.")
    expect(chat.ask("how much does it cost")).to_contain_text("This page does not say what IMRT costs.")


def test_axe_finds_nothing_on_the_page(page, service, axe):
    page.goto(service)
    Chat(page).open().ask("what is imrt")

    assert faults(page, axe) == []


# Firefox cannot be told by WebDriver BiDi to run no script.
@pytest.mark.one_engine
def test_the_form_holds_a_conversation_without_a_script(open_context, service):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"{service}ask")
    for question in ("what is imrt", "how does it work", "i cant feel my legs since this morning"):
        page.get_by_label("Your question").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("bdi").last).to_have_text(question)

    expect(page.get_by_role("region", name="Conversation").locator("bdi")).to_have_count(3)
    expect(page.locator("#latest .urgent").get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    assert page.url == f"{service}ask#latest"


@pytest.mark.one_engine
@pytest.mark.parametrize("size", [*SIZES, {"width": 360, "height": 560}], ids=str)
@pytest.mark.parametrize(("question", "part"), [("what is imrt", "blockquote"), ("i cant feel my legs", ".urgent p")])
def test_after_a_long_question_the_form_shows_the_reply(page, service, size, question, part):
    page.set_viewport_size(size)
    page.goto(f"{service}ask")
    page.get_by_label("Your question").fill(
        f"{'hello I was sent here by my doctor and I do not know much about all of this, so sorry. ' * 8}{question}"
    )
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator(f"#latest {part}").first).to_be_in_viewport(ratio=1)


def test_axe_finds_nothing_on_the_form(page, service, axe):
    page.goto(f"{service}ask")
    assert faults(page, axe) == []
    page.get_by_label("Your question").fill("what is imrt")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#latest blockquote")).to_be_visible()

    assert faults(page, axe) == []


@pytest.mark.one_engine
def test_the_form_prints_the_conversation_and_nothing_to_press(page, service):
    page.goto(f"{service}ask")
    page.get_by_label("Your question").fill("what is imrt")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.emulate_media(media="print")

    expect(page.locator("#latest blockquote")).to_be_visible()
    expect(page.locator("form:visible")).to_have_count(0)


@pytest.mark.parametrize("address", ["", "ask", "ask?lang=es", "nothing"])
def test_no_page_needs_scrolling_sideways(page, service, address):
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(service + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.one_engine
@pytest.mark.parametrize("address", ["", "ask", "ask?lang=es"])
def test_axe_finds_nothing_on_a_page_in_the_dark_on_a_phone(open_context, service, axe, address):
    page = open_context(color_scheme="dark", viewport={"width": 320, "height": 568}).new_page()
    page.goto(service + address)

    assert faults(page, axe) == []


@pytest.mark.one_engine
def test_the_form_and_the_widget_say_the_same(page, service):
    page.goto(service)
    for language, words in WORDS.items():
        widget = page.evaluate("async language => (await import(document.querySelector('script').src)).WORDS[language]", language)
        assert {name: widget[name] for name in words if name in widget} == {name: word for name, word in words.items() if name in widget}
