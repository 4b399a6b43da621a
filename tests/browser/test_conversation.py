"""The conversation, with the keyboard and with the pointer."""

import pytest
from playwright.sync_api import expect

from browser.chat import Chat
from browser.host import CALL, SENTENCE, answer, clarify, emergency, handoff, reply

#: on how many lines each telephone number of a panel stands
LINES_OF_NUMBERS = """(panel) => {
  const lines = [], walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.role === "status") continue;
    for (const found of node.data.matchAll(/\\(207\\)\\s555-0142/g)) {
      const range = new Range();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      lines.push(new Set([...range.getClientRects()].map((box) => box.top)).size);
    }
  }
  return lines;
}"""

SIZES = [{"width": 390, "height": 844}, {"width": 360, "height": 560}, {"width": 1280, "height": 800}]


@pytest.fixture
def chat(page, host) -> Chat:
    page.goto(host.address)
    return Chat(page)


def test_the_panel_is_closed_until_it_is_asked_for(chat):
    expect(chat.panel).to_be_hidden()

    chat.open()

    expect(chat.log).to_contain_text("Ahoy. I am a bot.")
    expect(chat.log.get_by_role("list", name="Questions to begin with").get_by_role("button")).to_have_text(
        ["How far does the lamp shine?", "Is there a cat?"]
    )


def test_a_question_is_answered_with_a_quote_and_where_it_stands(chat):
    said = chat.open().ask("how far does it shine")

    expect(said.locator("blockquote")).to_have_text(SENTENCE)
    expect(said.locator("blockquote")).to_have_attribute("cite", "https://museum.example/#:~:text=The%20lamp")
    expect(said.locator("figcaption")).to_contain_text("From: The lamp")
    expect(said.get_by_role("link", name="Show on page")).to_have_attribute("href", "https://museum.example/#:~:text=The%20lamp")
    expect(chat.log.locator("[part=question]")).to_have_text("You asked: how far does it shine")


def test_the_whole_conversation_goes_by_keyboard(chat, host, page):
    host.reply = lambda question: clarify("Is there a cat?") if question["text"] == "animal" else answer()
    keys = page.keyboard
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")

    keys.press("Tab")
    keys.press("Enter")
    assert chat.focused() == "input field"
    keys.type("animal")
    keys.press("Enter")
    expect(chat.button("Something else")).to_be_visible()
    assert chat.focused() == "input field"
    keys.press("Shift+Tab")
    assert chat.focused() == "button other"
    keys.press("Shift+Tab")
    keys.press("Enter")
    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)
    assert chat.focused() == "div reply"
    keys.press("Tab")
    assert chat.focused() == "a show"
    keys.press("Tab")
    keys.press("Space")
    expect(chat.log).to_contain_text("Thank you.")
    keys.press("Escape")

    expect(chat.panel).to_be_hidden()
    assert chat.focused() == "button ask"
    assert [asked["text"] for asked in host.questions()] == ["animal", "Is there a cat?"]


def test_the_keyboard_can_leave_the_open_panel(chat, page):
    chat.open()
    seen = []
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.localName"))

    assert "body" in seen or seen.count("faq-chat") < len(seen)


def test_a_suggestion_asks_its_question_and_stays(chat, host):
    chat.open()
    button = chat.button("Is there a cat?")
    button.click()

    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)
    expect(button).to_be_visible()
    assert chat.focused() == "div reply"
    assert host.questions() == [{"text": "Is there a cat?", "context": None}]


def test_the_context_goes_back_with_the_next_question(chat, host):
    host.reply = lambda question: answer(context={"v": 1, "misses": 7})
    chat.open().ask("one")
    chat.ask("two")

    assert [asked["context"] for asked in host.questions()] == [None, {"v": 1, "misses": 7}]


def test_did_you_mean_offers_something_else(chat, host):
    host.reply = lambda question: clarify("Is there a cat?", "Is there a lamp?")
    said = chat.open().ask("animal")
    expect(said.get_by_role("list", name="Did you mean").get_by_role("button")).to_have_text(
        ["Is there a cat?", "Is there a lamp?", "Something else"]
    )

    chat.button("Something else").click()

    expect(chat.replies.last).to_contain_text("Please ask in other words, or call.")
    expect(chat.replies.last.get_by_role("link", name="Call (207) 555-0142")).to_have_attribute("href", "tel:+12075550142")
    assert len(host.questions()) == 1


@pytest.mark.one_engine
def test_a_hand_off_tells_why_and_gives_the_number(chat, host):
    host.reply = lambda question: handoff("This page does not say what a ticket costs. Please call.")

    said = chat.open().ask("ticket")

    expect(said).to_contain_text("This page does not say what a ticket costs. Please call.")
    expect(said.get_by_role("link", name="Call (207) 555-0142")).to_have_attribute("href", "tel:+12075550142")


def test_the_number_can_be_copied_where_there_is_no_phone(chat, host, page):
    host.reply = lambda question: handoff()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (words) => { window.copied = words; } } })")
    chat.open().ask("ticket")

    chat.button("Copy number").click()

    expect(chat.button("Copied")).to_be_visible()
    assert page.evaluate("copied") == "(207) 555-0142"


@pytest.mark.one_engine
def test_a_phone_need_not_copy_the_number(open_context, host):
    host.reply = lambda question: handoff()
    page = open_context(has_touch=True, is_mobile=True).new_page()
    page.goto(host.address)

    said = Chat(page).open().ask("ticket")

    expect(said.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()
    expect(said.locator("[part=copy]")).to_be_hidden()


@pytest.mark.one_engine
def test_a_number_is_never_parted(chat, host, page):
    host.reply = lambda question: handoff("Please call the keeper at (207) 555-0142.")
    expect(chat.open().ask("ticket")).to_contain_text("Please call the keeper at (207) 555-0142.")
    for width in range(256, 480, 8):
        page.set_viewport_size({"width": width, "height": 700})

        assert [1, 1, 1] == chat.panel.evaluate(LINES_OF_NUMBERS), width


def test_danger_comes_first_and_apart(chat, host):
    host.reply = lambda question: emergency()

    said = chat.open().ask("i want to die")

    links = said.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == ["tel:988", "sms:988", "tel:+12075550142"]
    expect(said.locator("[part=urgent]")).to_contain_text("Call 988 now.")
    assert said.evaluate("box => box.firstElementChild.part.value") == "urgent"


def test_a_vote_sends_the_intent_and_yes_or_no_and_nothing_else(chat, host):
    said = chat.open().ask("my secret")
    with chat.page.expect_response("**/api/v1/feedback"):
        said.get_by_role("button", name="No").click()
        said.get_by_role("button", name="Yes").click()

    expect(said).to_contain_text("Thank you.")
    expect(said.get_by_role("button", name="No")).to_have_attribute("aria-pressed", "true")
    expect(said.get_by_role("button", name="Yes")).to_have_attribute("aria-pressed", "false")
    assert [asked.body for asked in host.asked if asked.path == "/api/v1/feedback"] == [{"intent": "lamp", "helpful": False}]


@pytest.mark.one_engine
def test_a_vote_brings_the_id_back_that_the_answer_came_with(chat, host):
    host.turn = "turn-1"
    said = chat.open().ask("lamp")
    with chat.page.expect_response("**/api/v1/feedback"):
        said.get_by_role("button", name="No").click()

    assert [asked.body for asked in host.asked if asked.path == "/api/v1/feedback"] == [
        {"intent": "lamp", "helpful": False, "turn": "turn-1"}
    ]


@pytest.mark.one_engine
def test_what_is_said_of_an_answer_partly_given_is_shown_too(chat, host):
    host.reply = lambda question: answer(handoff=handoff("I could not find the rest.")["handoff"], message="Well.")

    said = chat.open().ask("lamp and more")

    expect(said.locator("p, blockquote")).to_have_text(["Well.", SENTENCE, "I could not find the rest."])


@pytest.mark.one_engine
def test_small_talk_is_answered(chat, host):
    host.reply = lambda question: reply("smalltalk", message="Ahoy!")

    expect(chat.open().ask("hello")).to_have_text("Ahoy!")


@pytest.mark.one_engine
def test_an_empty_question_is_sent_but_not_shown(chat, host):
    host.reply = lambda question: handoff("I did not see a question.")

    expect(chat.open().ask("  ")).to_contain_text("I did not see a question.")
    expect(chat.log.locator("[part=question]")).to_have_count(0)


@pytest.mark.one_engine
@pytest.mark.parametrize("state", ["greeting", "answer", "hand-off"])
def test_the_phone_and_the_emergency_number_are_always_in_sight(chat, host, state):
    host.reply = lambda question: handoff("Call. " * 300)
    chat.open()
    if state == "answer":
        chat.ask("lamp")
    if state == "hand-off":
        chat.ask("ticket")

    expect(chat.help.get_by_role("link", name="Call (207) 555-0142")).to_be_in_viewport(ratio=1)
    expect(chat.help.get_by_role("link", name="In an emergency, call 911")).to_be_in_viewport(ratio=1)


@pytest.mark.one_engine
def test_the_number_inside_the_element_is_in_sight_before_the_server_answers(page, host):
    host.content = 500
    page.goto(host.address)
    chat = Chat(page).open()

    expect(chat.help.get_by_role("link", name="Call (207) 555-0142")).to_have_attribute("href", "tel:+12075550142")


def test_answers_stand_in_the_order_of_the_questions(chat, host):
    chat.open()
    host.gate.clear()
    host.reply = lambda question: handoff(f"About {question['text']}.")
    for question in ("one", "two", "three"):
        chat.field.fill(question)
        chat.field.press("Enter")
    host.gate.set()

    expect(chat.log.locator("[part=question], [part=reply] p").filter(has_not_text="Ahoy")).to_have_text(
        ["You asked: one", "About one.", "You asked: two", "About two.", "You asked: three", "About three."]
    )
    assert [asked["text"] for asked in host.questions()] == ["one", "two", "three"]


def test_a_newer_answer_is_scrolled_to_where_it_begins(chat, host):
    host.reply = lambda question: handoff("Many words. " * 400)
    chat.open().ask("one")
    chat.ask("two")

    expect(chat.log.locator("[part=question]").last).to_be_in_viewport(ratio=1)


@pytest.mark.one_engine
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_after_a_long_question_the_reply_is_in_sight_from_its_top(chat, host, page, size):
    page.set_viewport_size(size)
    said = chat.open().ask("a long story. " * 100)

    expect(said.locator("blockquote")).to_be_in_viewport(ratio=1)
    expect(chat.log.locator("[part=question]")).to_be_in_viewport()


@pytest.mark.one_engine
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_danger_is_in_sight_after_a_long_question_and_after_a_reload(host, page, size):
    page.set_viewport_size(size)
    host.put(f'<faq-chat persist="session">{CALL}</faq-chat>')
    host.reply = lambda question: emergency()
    page.goto(host.address)
    Chat(page).open().ask("a long story. " * 100)
    expect(page.locator("[part=urgent] .row")).to_be_in_viewport(ratio=1)
    page.reload()
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")

    expect(page.locator("[part=urgent] .row")).to_be_in_viewport(ratio=1)


def test_five_hundred_turns_add_only_themselves(chat, host, page):
    host.reply = lambda question: answer()
    chat.open().ask("first")
    page.evaluate("""() => {
      const log = document.querySelector("faq-chat").shadowRoot.querySelector("[role=log]"), turn = log.lastElementChild;
      for (let count = 0; count < 500; count++) log.append(turn.cloneNode(true));
      window.touched = 0;
      new MutationObserver((records) => records.forEach((record) => {
        const last = [...log.children].slice(-1)[0];
        touched += !last.contains(record.target) && record.target !== log;
      })).observe(log, { childList: true, subtree: true, characterData: true });
    }""")

    chat.field.fill("last")
    chat.field.press("Enter")

    expect(chat.replies.last.locator("blockquote")).to_have_text(SENTENCE)
    expect(chat.log.locator("[part=question]").last).to_be_in_viewport(ratio=1)
    assert page.evaluate("touched") == 0


def test_nothing_is_kept_unless_the_page_asks_for_it(chat, page):
    chat.open().ask("lamp")

    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    expect(chat.button("Clear")).to_be_hidden()


def test_a_kept_conversation_is_there_after_a_reload(page, host):
    host.put(f'<faq-chat persist="session">{CALL}</faq-chat>')
    host.reply = lambda question: answer(context={"v": 1, "misses": 3})
    page.goto(host.address)
    Chat(page).open().ask("lamp")
    page.reload()
    chat = Chat(page).open()

    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)
    chat.ask("again")

    assert host.questions()[-1] == {"text": "again", "context": {"v": 1, "misses": 3}}


def test_clear_forgets_everything(page, host):
    host.put(f'<faq-chat persist="session">{CALL}</faq-chat>')
    page.goto(host.address)
    chat = Chat(page).open()
    chat.ask("lamp")

    chat.button("Clear").click()

    expect(chat.log.locator("blockquote")).to_have_count(0)
    expect(chat.log).to_contain_text("Ahoy. I am a bot.")
    assert page.evaluate("sessionStorage.length") == 0
    assert chat.focused() == "button clear"
    chat.ask("new")
    assert host.questions()[-1]["context"] is None


@pytest.mark.one_engine
def test_clear_drops_what_is_still_on_its_way(page, host):
    host.put(f'<faq-chat persist="session">{CALL}</faq-chat>')
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")
    host.gate.clear()
    chat.field.fill("lamp")
    chat.field.press("Enter")
    chat.button("Clear").click()
    host.gate.set()

    expect(chat.log).to_contain_text("Ahoy. I am a bot.")
    expect(chat.log.locator("[part=question]")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.one_engine
@pytest.mark.parametrize("kept", ["{", "null", "[1]", '[{"question": "a", "reply": {"kind": "answer"}}]'])
def test_what_was_kept_and_cannot_be_read_is_left_out(page, host, kept):
    host.put(f'<faq-chat persist="session">{CALL}</faq-chat>')
    page.goto(host.address)
    page.evaluate("kept => sessionStorage.setItem(`faq-chat ${location.origin}/ `, kept)", kept)
    chat = Chat(page).open()

    expect(chat.ask("lamp").locator("blockquote")).to_have_text(SENTENCE)
    expect(chat.log.locator("[part=question]")).to_have_count(1)
