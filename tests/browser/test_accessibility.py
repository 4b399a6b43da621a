"""WCAG 2.2 AA, as far as a machine can see it. docs/accessibility.md names these tests, criterion by criterion."""

import pytest
from playwright.sync_api import expect

from browser.chat import Chat
from browser.host import CALL, SENTENCE, answer, clarify, emergency, handoff

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 320, "height": 568}
#: WCAG 1.4.12
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
SAID = {"answer": answer(), "choices": clarify("Is there a cat?"), "hand-off": handoff(), "emergency": emergency(), "error": 500}
OVERFLOW = """() => {
  const chat = document.querySelector("faq-chat").shadowRoot, wide = [];
  for (const each of [document.documentElement, ...chat.querySelectorAll("section, section *")])
    if (each.scrollWidth > each.clientWidth + 1 && !each.matches("[role=status], .unseen, input, span, a, cite, bdi")) wide.push(each.outerHTML.slice(0, 80));
  return wide;
}"""


#: a stand-in for what a phone tells of its keyboard, which no browser here has
SCREEN = (
    "Object.defineProperty(window, 'visualViewport', { value: Object.assign(new EventTarget(), { height: 844, offsetTop: 0, scale: 1 }) })"
)
TELL = "told => { Object.assign(visualViewport, told); visualViewport.dispatchEvent(new Event('resize')); }"
TALL = {"width": 390, "height": 844}


def show(page, host, state: str) -> Chat:
    """Bring the widget into a state."""
    host.reply = lambda question: SAID.get(state, answer())
    page.goto(host.address)
    chat = Chat(page)
    chat.open()
    expect(chat.replies.first).not_to_be_empty()
    if state in SAID:
        chat.ask("a question")
    return chat


def faults(page, axe: str) -> list[str]:
    """Return what axe-core finds wrong on the page."""
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


def assert_faultless(page, host, axe: str) -> None:
    """Every state, in one conversation: closed, open, the replies of every kind, a failure, and no server at all."""
    host.reply = lambda question: SAID[question["text"]]
    page.goto(host.address)
    assert faults(page, axe) == []
    chat = Chat(page).open()
    for state in SAID:
        chat.ask(state)
    assert faults(page, axe) == []
    host.content = 500
    page.reload()
    expect(Chat(page).open().button("Try again")).to_be_visible()
    assert faults(page, axe) == []


def test_axe_finds_nothing_in_any_state(page, host, axe):
    assert_faultless(page, host, axe)


@pytest.mark.one_engine
def test_axe_finds_nothing_in_the_dark(page, host, axe):
    host.put(f'<faq-chat theme="dark">{CALL}</faq-chat>')
    assert_faultless(page, host, axe)


@pytest.mark.one_engine
def test_axe_finds_nothing_on_a_phone(page, host, axe):
    page.set_viewport_size(PHONE)
    assert_faultless(page, host, axe)


@pytest.mark.one_engine
def test_axe_finds_nothing_from_right_to_left(page, host, axe):
    host.put(f'<div dir="rtl"><faq-chat>{CALL}</faq-chat></div>')
    assert_faultless(page, host, axe)


def test_nothing_needs_scrolling_sideways(page, host):
    host.reply = lambda question: SAID[question["text"]]
    page.goto(host.address)
    chat = Chat(page).open()
    for state in SAID:
        chat.ask(state)
    for width, height in ((320, 568), (320, 256), (640, 400), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(OVERFLOW) == []


@pytest.mark.one_engine
@pytest.mark.parametrize("state", ["answer", "emergency"])
def test_wider_spaced_text_is_not_cut_off(page, host, state):
    page.set_viewport_size(PHONE)
    chat = show(page, host, state)
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.querySelector('faq-chat').shadowRoot.adoptedStyleSheets.push(sheet); }",
        SPACED,
    )

    assert page.evaluate(OVERFLOW) == []
    for button in chat.panel.get_by_role("button").all():
        assert button.evaluate("each => each.scrollHeight <= each.clientHeight + 1")


def test_from_right_to_left_everything_is_mirrored(page, host):
    host.put(f'<div dir="rtl"><faq-chat>{CALL}</faq-chat></div>')
    chat = show(page, host, "answer")

    assert chat.panel.bounding_box()["x"] < 100
    assert chat.log.locator("blockquote").evaluate("each => getComputedStyle(each).direction") == "ltr"


@pytest.mark.parametrize(
    ("style", "size"),
    [
        ("html { font-size: 200% }", "16px"),
        ("html { font-size: 62.5% }", "16px"),
        ("faq-chat::part(panel), faq-chat::part(ask) { font-size: 200% }", "32px"),
    ],
)
def test_the_type_of_the_page_does_not_change_that_of_the_widget_unless_it_says_so(page, host, style, size):
    host.files["/type.css"] = ("text/css", style.encode())
    host.put(f"<faq-chat>{CALL}</faq-chat>", head='<link rel="stylesheet" href="/type.css">')
    page.goto(host.address)
    chat = Chat(page).open()

    assert [size, size] == [part.evaluate("each => getComputedStyle(each).fontSize") for part in (chat.field, chat.button("Ask"))]


#: how far to the left of the first character of an element the last one ends; more than nothing if they stand the wrong way round
TURNED = """each => {
  const text = each.firstChild, at = (start) => { const range = new Range(); range.setStart(text, start); range.setEnd(text, start + 1);
    return range.getBoundingClientRect(); };
  return at(0).left - at(text.length - 1).left;
}"""


def test_from_right_to_left_the_marks_of_english_words_stand_at_their_end(page, host):
    host.put(f'<div dir="rtl"><faq-chat>{CALL}</faq-chat></div>')
    chat = show(page, host, "answer")
    helpful = chat.log.get_by_text("Was this helpful?")
    chat.button("No").click()

    assert helpful.evaluate(TURNED) < 0
    failed = show(page, host, "error").log.get_by_text("Try again, or call.")
    assert failed.evaluate(TURNED) < 0


@pytest.mark.one_engine
@pytest.mark.parametrize("state", ["answer", "choices", "error"])
def test_what_is_pressed_is_large_enough(page, host, state):
    chat = show(page, host, state)

    sizes = [button.bounding_box() for button in chat.panel.get_by_role("button").all()]
    links = [link.bounding_box() for link in chat.panel.get_by_role("link").all()]

    assert [box for box in sizes if box["height"] < 43.9 or box["width"] < 24] == []
    assert [box for box in links if box["height"] < 23.9 or box["width"] < 24] == []


def test_the_field_s_words_are_large_enough_not_to_be_zoomed_on_a_phone(page, host):
    chat = show(page, host, "open")

    assert chat.field.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 16


@pytest.mark.one_engine
@pytest.mark.parametrize("part", ["close", "field", "send", "log"])
def test_the_focus_can_be_seen(page, host, part):
    chat = show(page, host, "answer")
    chat.field.focus()
    page.keyboard.press("Tab")
    places = {"close": chat.button("Close"), "field": chat.field, "send": chat.button("Ask"), "log": chat.log}
    places[part].focus()

    assert places[part].evaluate("each => getComputedStyle(each).outlineStyle + getComputedStyle(each).outlineWidth") == "solid3px"


def test_every_answer_is_announced_once_and_the_visitor_s_words_never(page, host):
    replies = {"one": answer(), "two": clarify("Is there a cat?"), "three": handoff(), "four": emergency()}
    host.reply = lambda question: replies[question["text"]]
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.replies.first).not_to_be_empty()
    for number, question in enumerate(replies, 1):
        chat.said(number)
        chat.ask(question)

    assert chat.said(5) == [
        "Ahoy. I am a bot.",
        SENTENCE,
        "Did you mean one of these? Is there a cat? Something else",
        "Please call the keeper.",
        "Call 988 now.",
    ]


def test_the_log_is_quiet_and_one_status_speaks(page, host):
    chat = show(page, host, "answer")

    assert chat.log.get_attribute("aria-live") == "off"
    assert chat.element.locator("[aria-live]:not([aria-live=off]), [role=alert], [role=status]").count() == 1


def test_what_was_announced_is_not_met_a_second_time(page, host):
    chat = show(page, host, "answer")

    assert chat.said(2) == ["Ahoy. I am a bot.", SENTENCE]
    expect(chat.element.get_by_role("status")).to_be_empty()


@pytest.mark.one_engine
def test_an_announcement_lasts_three_seconds_whatever_came_before(page, host):
    host.reply = lambda question: handoff(f"About {question['text']}.")
    page.clock.install(time=0)
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")
    page.clock.pause_at(3_600_000)
    status = chat.element.get_by_role("status")
    chat.ask("one")
    page.clock.run_for(2900)
    chat.ask("two")
    page.clock.run_for(1000)

    expect(status).to_have_text("About two.")
    page.clock.run_for(2100)
    expect(status).to_be_empty()


def test_opening_brings_the_focus_to_the_field(page, host):
    chat = show(page, host, "open")

    assert chat.focused() == "input field"
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("way", ["Close", "Escape"])
def test_closing_brings_the_focus_back(page, host, way):
    chat = show(page, host, "answer")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        chat.button("Close").click()

    expect(chat.panel).to_be_hidden()
    assert chat.focused() == "button ask"
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")


def test_escape_uncovers_the_page_without_moving_the_focus(page, host):
    host.put(f'<p><button id="mine">Mine</button></p><faq-chat>{CALL}</faq-chat>')
    chat = show(page, host, "open")
    page.locator("#mine").focus()
    page.keyboard.press("Escape")

    expect(chat.panel).to_be_hidden()
    assert chat.focused() == "button mine"


def test_an_answer_never_moves_the_focus(page, host):
    chat = show(page, host, "open")
    host.gate.clear()
    chat.field.fill("lamp")
    chat.field.press("Enter")
    chat.button("Close").focus()
    host.gate.set()
    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)

    assert chat.focused() == "button close"


def test_nothing_opens_by_itself_and_an_open_start_takes_no_focus(page, host):
    host.put(f"<faq-chat open>{CALL}</faq-chat>")
    page.goto(host.address)
    expect(Chat(page).log).to_contain_text("Ahoy")

    assert page.evaluate("document.activeElement.localName") == "body"


@pytest.mark.one_engine
def test_on_a_phone_opening_does_not_bring_up_the_keyboard(open_context, host):
    page = open_context(has_touch=True, viewport={"width": 390, "height": 844}).new_page()
    page.goto(host.address)
    chat = Chat(page).open()

    assert chat.focused() == "h2 title"
    expect(chat.panel).to_be_in_viewport(ratio=1)


def edges(*parts) -> tuple[float, float]:
    """Return where the highest of the parts begins, and the lowest ends."""
    boxes = [part.bounding_box() for part in parts]
    return min(box["y"] for box in boxes), max(box["y"] + box["height"] for box in boxes)


@pytest.mark.parametrize(("top", "height"), [(0, 430), (110, 430), (0, 600)])
def test_a_phone_s_keyboard_covers_neither_the_field_nor_the_last_answer(page, host, top, height):
    page.add_init_script(SCREEN)
    page.set_viewport_size(TALL)
    chat = show(page, host, "answer")
    page.evaluate(TELL, {"height": height, "offsetTop": top})

    first, last = edges(
        chat.button("Close"), chat.field, chat.log.locator("[part=question]").last, chat.log.locator("blockquote").last, chat.help
    )
    assert top <= first
    assert last <= top + height
    page.evaluate(TELL, {"height": 844, "offsetTop": 0})
    assert edges(chat.panel)[1] == 844


@pytest.mark.one_engine
def test_a_panel_closed_above_the_keyboard_opens_at_its_full_height(page, host):
    page.add_init_script(SCREEN)
    page.set_viewport_size(TALL)
    chat = show(page, host, "answer")
    page.evaluate(TELL, {"height": 430})
    chat.button("Close").click()
    page.evaluate(TELL, {"height": 844})
    chat.open()

    assert edges(chat.panel) == (32, 844)


def test_a_page_that_shrinks_above_the_keyboard_shows_the_field_and_the_last_answer(page, host):
    page.set_viewport_size(TALL)
    chat = show(page, host, "answer")
    page.set_viewport_size({"width": 390, "height": 430})

    for seen in (chat.field, chat.log.locator("[part=question]").last, chat.log.locator("blockquote").last, chat.help):
        expect(seen).to_be_in_viewport(ratio=1)


@pytest.mark.one_engine
def test_only_the_conversation_scrolls_where_there_is_room(page, host):
    page.set_viewport_size({"width": 390, "height": 430})
    chat = show(page, host, "answer")
    chat.ask("more")

    assert chat.panel.evaluate("panel => panel.scrollHeight <= panel.clientHeight")


@pytest.mark.one_engine
def test_nothing_moves_for_somebody_who_zooms_in(page, host):
    page.add_init_script(SCREEN)
    page.set_viewport_size(TALL)
    chat = show(page, host, "answer")
    before = chat.panel.bounding_box()
    page.evaluate(TELL, {"height": 422, "offsetTop": 200, "scale": 2})

    assert chat.panel.bounding_box() == before


@pytest.mark.one_engine
def test_on_the_lowest_screen_everything_can_be_scrolled_to(page, host):
    page.set_viewport_size({"width": 320, "height": 256})
    chat = show(page, host, "answer")

    for part in (chat.button("Close"), chat.log.locator("blockquote"), chat.button("No"), chat.field, chat.button("Ask")):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.one_engine
def test_the_colours_of_forced_colours_are_used(open_context, host, axe):
    page = open_context(forced_colors="active").new_page()
    assert_faultless(page, host, axe)
    host.reset()
    chat = show(page, host, "emergency")
    for part in ("close", "send", "choice"):
        for button in chat.element.locator(f"[part={part}]").all():
            assert button.evaluate("each => getComputedStyle(each).borderTopWidth") != "0px"


def test_nothing_moves_by_itself(page, host):
    show(page, host, "answer")

    assert page.evaluate("document.querySelector('faq-chat').shadowRoot.getAnimations().length") == 0


@pytest.mark.one_engine
def test_the_conversation_can_be_printed(page, host):
    host.reply = lambda question: handoff("Many words. " * 300)
    page.goto(host.address)
    chat = Chat(page).open()
    chat.ask("lamp")
    page.emulate_media(media="print")

    expect(chat.field).to_be_hidden()
    expect(chat.button("Close")).to_be_hidden()
    assert chat.log.evaluate("log => log.scrollHeight <= log.clientHeight + 1")
    assert chat.panel.evaluate("panel => getComputedStyle(panel).position") == "static"


@pytest.mark.one_engine
def test_the_language_of_the_bot_s_words_is_told(page, host):
    host.put(f"<faq-chat>{CALL}</faq-chat>", lang="es")
    page.goto(host.address)
    chat = Chat(page).open()
    expect(chat.log).to_contain_text("Ahoy")

    chat.ask("lamp")

    expect(chat.panel).to_have_attribute("lang", "es")
    language = "each => each.closest('[lang]').lang"
    assert [chat.log.locator(each).first.evaluate(language) for each in ("p", "blockquote", "[part=from]", "[part=yes]")] == [
        "en",
        "en",
        "es",
        "es",
    ]
