"""What goes wrong between the widget and its server, and what may come back from it."""

import pytest
from playwright.sync_api import expect

from browser.chat import Chat
from browser.host import SENTENCE, answer, clarify, emergency, handoff

SORRY = "I cannot answer right now. Try again, or call."
BUSY = "Too many questions at once. Wait a moment and try again, or call."
MARKUP = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>'


def assert_failed(chat: Chat, said, sentence: str, question: str) -> None:
    expect(said.locator("p")).to_have_text([sentence, "In an emergency, call 911", "In a crisis, call or text 988"])
    expect(said.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()
    expect(chat.button("Try again")).to_have_count(1)
    expect(chat.field).to_have_value(question)


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("status", "sentence"),
    [(429, BUSY), (503, BUSY), (500, SORRY), (413, SORRY)],
)
def test_a_refusal_is_said_and_the_question_kept(page, host, status, sentence):
    host.reply = lambda question: status
    page.goto(host.address)
    chat = Chat(page).open()

    assert_failed(chat, chat.ask("my question"), sentence, "my question")


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"<html>",
        b"null",
        b"[]",
        b"7",
        b"{}",
        {"kind": "answer"},
        answer() | {"quotes": None},
        answer() | {"quotes": [{"text": None, "section": "", "link": "https://museum.example/"}]},
        answer() | {"quotes": [{"text": SENTENCE, "section": "", "link": "javascript:alert(1)"}]},
        answer() | {"quotes": [{"text": SENTENCE, "section": "", "link": "data:text/html,hello"}]},
        answer() | {"intents": []},
        clarify("a") | {"choices": [{}]},
        handoff() | {"handoff": {}},
        handoff(phone={"display": "a", "uri": "javascript:alert(1)"}),
        emergency() | {"handoff": {"message": "a", "phone": {}, "urgent": [{"display": "a", "uri": "file:///etc"}]}},
        {"kind": "smalltalk", "message": "", "quotes": [], "choices": [], "handoff": None, "intents": []},
    ],
    ids=str,
)
def test_a_malformed_reply_is_a_failure_and_shows_nothing_of_itself(page, host, said):
    host.reply = lambda question: said
    page.goto(host.address)
    chat = Chat(page).open()

    assert_failed(chat, chat.ask("my question"), SORRY, "my question")


def test_try_again_asks_the_same_in_the_same_place(page, host):
    said = iter([500, answer()])
    host.reply = lambda question: next(said)
    page.goto(host.address)
    chat = Chat(page).open()
    failed = chat.ask("lamp")

    chat.button("Try again").click()

    expect(failed.locator("blockquote")).to_have_text(SENTENCE)
    expect(chat.button("Try again")).to_have_count(0)
    expect(chat.field).to_have_value("")
    expect(chat.log.locator("[part=question]")).to_have_count(1)
    assert chat.focused() == "div reply"


def test_there_is_one_try_again_at_most(page, host):
    host.reply = lambda question: 500
    page.goto(host.address)
    chat = Chat(page).open()
    chat.ask("one")
    chat.ask("two")

    expect(chat.button("Try again")).to_have_count(1)


@pytest.mark.one_engine
def test_what_is_being_typed_is_not_overwritten_by_a_failed_question(page, host):
    host.reply = lambda question: 500
    host.gate.clear()
    page.goto(host.address)
    chat = Chat(page).open()
    chat.field.fill("one")
    chat.field.press("Enter")
    chat.field.fill("two, half")
    host.gate.set()

    expect(chat.button("Try again")).to_be_visible()
    expect(chat.field).to_have_value("two, half")


def test_a_failed_question_does_not_stop_the_next(page, host):
    said = iter([500, answer()])
    host.reply = lambda question: next(said)
    host.gate.clear()
    page.goto(host.address)
    chat = Chat(page).open()
    for question in ("one", "two"):
        chat.field.fill(question)
        chat.field.press("Enter")
    host.gate.set()

    expect(chat.replies.nth(1).locator("p").first).to_have_text(SORRY)
    expect(chat.replies.nth(2).locator("blockquote")).to_have_text(SENTENCE)


def test_a_wait_is_said_after_a_second_and_given_up_after_ten(page, host):
    host.gate.clear()
    page.clock.install(time=0)
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")
    page.clock.pause_at(3_600_000)
    chat.field.fill("lamp")
    chat.field.press("Enter")
    said = chat.replies.nth(1)

    page.clock.run_for(900)
    expect(said).to_be_empty()
    page.clock.run_for(200)
    expect(said).to_have_text("Looking on the page…")
    page.clock.run_for(8700)
    expect(said).to_have_text("Looking on the page…")
    page.clock.run_for(300)

    assert_failed(chat, said, "The answer takes too long. Try again, or call.", "lamp")


def test_without_a_network_it_says_so(page, host):
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    page.route("**/api/v1/reply", lambda route: route.abort())

    assert_failed(chat, chat.ask("lamp"), "You are offline. Try again when you are back, or call.", "lamp")


def test_a_server_that_is_away_shows_what_stands_inside_the_element(page, host):
    host.put('<faq-chat><a href="tel:+12075550142">Call (207) 555-0142</a> <b>or come by</b></faq-chat>')
    host.content = 500
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text(SORRY)
    expect(page.get_by_text("or come by")).to_be_visible()
    host.reset()

    chat.button("Try again").click()

    expect(chat.log).to_contain_text("Ahoy. I am a bot.")
    expect(page.get_by_text("or come by")).to_be_hidden()


@pytest.mark.one_engine
def test_a_vote_that_fails_is_not_spoken_of(page, host):
    page.goto(host.address)
    page.route("**/api/v1/feedback", lambda route: route.abort())
    said = Chat(page).open().ask("lamp")

    said.get_by_role("button", name="Yes").click()

    expect(said).to_contain_text("Thank you.")


def test_markup_in_what_is_asked_and_answered_stays_text(page, host):
    quote = {"text": MARKUP, "section": MARKUP, "start": 0, "end": 1, "link": "https://museum.example/"}
    choices = [{"intent": "a", "title": MARKUP}]
    more = handoff(MARKUP, phone={"display": MARKUP, "uri": "tel:1"}, urgent=[{"display": MARKUP, "uri": "sms:1"}])["handoff"]
    host.reply = lambda question: answer(quotes=[quote], choices=choices, message=MARKUP, handoff=more)
    host.content = host.content | {"greeting": MARKUP, "titles": choices}
    page.goto(host.address)
    chat = Chat(page).open()

    said = chat.ask(MARKUP)

    expect(said.locator("blockquote")).to_have_text(MARKUP)
    expect(chat.log.locator("bdi")).to_have_text(MARKUP)
    expect(chat.log.locator("img, script")).to_have_count(0)
    assert page.evaluate("window.hacked") is None


@pytest.mark.one_engine
def test_half_a_character_in_a_question_still_gets_an_answer(page, host):
    page.goto(host.address)
    chat = Chat(page).open()
    chat.field.evaluate("field => { field.value = 'lamp \\ud83d'; }")
    chat.field.press("Enter")

    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)
    assert host.questions()[0]["text"] == "lamp \N{REPLACEMENT CHARACTER}"
