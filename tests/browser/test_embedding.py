"""The widget on pages of all kinds: hostile, doubled, moved, foreign, without a script."""

import base64
import hashlib

import pytest
from playwright.sync_api import expect

from bot.web.app import create_app
from bot.web.settings import Settings
from browser.chat import Chat
from browser.conftest import serving
from browser.host import CALL, SENTENCE, WIDGET, Host, emergency

HOSTILE = (
    "* { all: unset !important } button, input, form, section, div { display: none !important } "
    "html { font-size: 2px !important; color: #fff } a { visibility: hidden !important; pointer-events: none !important }"
)
#: held: how many listeners the page has
COUNT = """
  const kept = new Set(), numbers = new Map();
  Object.defineProperty(window, "held", { get: () => kept.size });
  for (const target of [document, window, visualViewport]) {
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const name = (type, listener) => {
      for (const each of [target, listener]) if (!numbers.has(each)) numbers.set(each, numbers.size);
      return [numbers.get(target), type, numbers.get(listener)].join();
    };
    target.addEventListener = function (type, listener, ...more) { kept.add(name(type, listener)); return add.call(this, type, listener, ...more); };
    target.removeEventListener = function (type, listener, ...more) { kept.delete(name(type, listener)); return remove.call(this, type, listener, ...more); };
  }
"""


def test_a_hostile_page_does_not_break_it(page, host):
    host.files["/hostile.css"] = ("text/css", HOSTILE.encode())
    host.put(head='<link rel="stylesheet" href="/hostile.css">')
    host.reply = lambda question: emergency()
    page.goto(host.address)
    chat = Chat(page).open()
    chat.ask("i want to die")

    for seen in (chat.field, chat.button("Ask"), chat.button("Close"), chat.log, chat.help, chat.element.locator("[part=urgent] a").first):
        expect(seen).to_be_visible()
    assert chat.panel.evaluate("each => getComputedStyle(each).fontSize") == "16px"
    assert chat.panel.evaluate("each => getComputedStyle(each).position") == "fixed"
    assert chat.panel.evaluate("each => getComputedStyle(each).color") == "rgb(28, 36, 48)"


@pytest.mark.one_engine
def test_a_second_definition_does_nothing(page, host):
    host.put(head='<script type="module" src="/static/widget.js?again"></script>')
    page.goto(host.address)

    expect(Chat(page).open().ask("lamp").locator("blockquote")).to_have_text(SENTENCE)


def test_it_can_be_taken_away_and_put_back(page, host):
    page.add_init_script(COUNT)
    page.goto(host.address)
    chat = Chat(page).open()
    chat.ask("lamp")
    before = page.evaluate("held")
    for _ in range(3):
        page.evaluate("() => { window.chat = document.querySelector('faq-chat'); chat.remove(); }")
        assert page.evaluate("held") == before - 3
        page.evaluate("() => document.body.append(chat)")

    assert page.evaluate("held") == before
    expect(chat.log.locator("blockquote")).to_have_text(SENTENCE)
    chat.ask("again")
    page.evaluate("() => { chat.open = false; }")
    expect(chat.launcher).to_be_visible()
    assert page.evaluate("held") == before - 3


def test_it_can_be_made_by_a_script_before_it_is_known(page, host):
    host.put("", script="")
    page.goto(host.address)
    page.evaluate("() => { const chat = document.createElement('faq-chat'); chat.open = true; document.body.append(chat); }")
    page.evaluate("() => import('/static/widget.js')")

    expect(Chat(page).log).to_contain_text("Ahoy")


def test_two_on_one_page_do_not_know_each_other(page, host):
    host.put(f'<faq-chat id="one" position="start">{CALL}</faq-chat><faq-chat id="two" position="inline">{CALL}</faq-chat>')
    page.goto(host.address)
    two, one = Chat(page, "#two").open(), Chat(page, "#one").open()
    one.ask("lamp")

    expect(one.log.locator("blockquote")).to_have_count(1)
    expect(two.log.locator("blockquote")).to_have_count(0)
    assert one.panel.bounding_box()["x"] < 30
    assert two.panel.evaluate("each => getComputedStyle(each).position") == "static"
    page.keyboard.press("Escape")
    expect(one.panel).to_be_hidden()
    expect(two.panel).to_be_visible()


def test_it_works_from_another_origin_with_its_file_checked(page, host):
    other = Host()
    with serving(other) as address:
        digest = base64.b64encode(hashlib.sha384(WIDGET).digest()).decode()
        host.put(
            script="", head=f'<script type="module" src="{address}static/widget.0123.js" integrity="sha384-{digest}" crossorigin></script>'
        )
        host.policy = (
            f"default-src 'none'; script-src {address}; connect-src {address}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        other.cors = True
        page.goto(host.address)
        expect(Chat(page).open().ask("lamp").locator("blockquote")).to_have_text(SENTENCE)

    assert [asked["text"] for asked in other.questions()] == ["lamp"]
    assert host.questions() == []


@pytest.mark.one_engine
def test_the_service_itself_answers_a_page_of_a_site_that_it_knows(page, host, real_bot):
    app = create_app(real_bot, Settings(rate="off", origins=(host.address.rstrip("/"),)))
    with serving(app) as address:
        host.put(script=f"{address}static/widget.js")
        host.policy = (
            f"default-src 'none'; script-src {address}; connect-src {address}; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        page.goto(host.address)
        said = Chat(page).open().ask("what is imrt")

        expect(said.locator("blockquote")).to_contain_text("Intensity modulated radiation therapy (IMRT)")
        with page.expect_response("**/api/v1/feedback") as voted:
            said.get_by_role("button", name="Yes").click()
        assert voted.value.status == 204


def test_a_file_that_was_changed_does_not_run_and_the_number_stays(open_context, host):
    page = open_context().new_page()
    wrong = base64.b64encode(hashlib.sha384(b"other").digest()).decode()
    host.put(script="", head=f'<script type="module" src="/static/widget.js" integrity="sha384-{wrong}"></script>')
    page.goto(host.address)

    expect(page.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()
    expect(Chat(page).launcher).to_have_count(0)


def test_a_server_may_be_named(page, host):
    other = Host()
    other.cors = True
    with serving(other) as address:
        host.put(f'<faq-chat server="{address[:-1]}">{CALL}</faq-chat>')
        host.policy = ""
        page.goto(host.address)
        Chat(page).open().ask("lamp")

    assert len(other.questions()) == 1


@pytest.mark.one_engine
def test_a_server_that_does_not_know_the_page_is_as_one_that_is_away(page, host):
    other = Host()
    with serving(other) as address:
        host.put(f'<faq-chat server="{address}">{CALL}</faq-chat>')
        host.policy = ""
        page.goto(host.address)

        expect(Chat(page).open().log).to_contain_text("I cannot answer right now. Try again, or call.")


def test_its_words_follow_the_page_s_language(page, host):
    host.put(lang="es-MX")
    page.goto(host.address)
    chat = Chat(page)
    expect(chat.launcher).to_have_text("Haga una pregunta")
    chat.open()
    expect(chat.button("Cerrar")).to_be_visible()
    page.evaluate("document.querySelector('faq-chat').lang = 'en'")

    expect(chat.button("Close")).to_be_visible()
    assert chat.help.get_by_role("link").last.get_attribute("href") == "tel:911"


@pytest.mark.one_engine
def test_every_one_of_its_words_can_be_replaced(page, host):
    host.put(
        '<faq-chat lang="fr" texts=\'{"ask": "Poser une question", "emergency": "En urgence : 15", "close": "<b>Fermer</b>"}\'></faq-chat>'
    )
    page.goto(host.address)
    chat = Chat(page)
    expect(chat.launcher).to_have_text("Poser une question")
    chat.open()

    expect(chat.button("<b>Fermer</b>")).to_be_visible()
    expect(chat.help.get_by_role("link", name="En urgence : 15")).to_have_attribute("href", "tel:15")
    expect(chat.panel).to_have_attribute("lang", "fr")


@pytest.mark.one_engine
def test_words_that_are_no_json_are_left_out(page, host):
    host.put("<faq-chat texts='{ask: 1'></faq-chat>")
    page.goto(host.address)

    expect(Chat(page).launcher).to_have_text("Ask a question")


@pytest.mark.one_engine
def test_both_languages_say_everything(page, host):
    page.goto(host.address)

    english, spanish = page.evaluate(
        "import('/static/widget.js').then(({ WORDS }) => [Object.keys(WORDS.en).sort(), Object.keys(WORDS.es).sort()])"
    )

    assert english == spanish


def test_the_colours_and_parts_can_be_set(page, host):
    host.files["/theme.css"] = ("text/css", b"faq-chat { --faq-accent: rgb(0, 80, 0) } faq-chat::part(title) { color: rgb(90, 0, 90) }")
    host.put(head='<link rel="stylesheet" href="/theme.css">')
    page.goto(host.address)
    chat = Chat(page).open()

    assert chat.button("Ask").evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(0, 80, 0)"
    assert chat.element.locator("[part=title]").evaluate("each => getComputedStyle(each).color") == "rgb(90, 0, 90)"


@pytest.mark.one_engine
@pytest.mark.parametrize(("device", "theme"), [("dark", "light"), ("light", "dark")])
def test_a_theme_counts_before_the_device(open_context, host, device, theme):
    def shown(scheme, attribute=""):
        host.put(f"<faq-chat open {attribute}></faq-chat>")
        page = open_context(color_scheme=scheme).new_page()
        page.goto(host.address)
        panel = Chat(page).panel
        expect(panel).to_be_visible()
        return panel.evaluate("panel => [getComputedStyle(panel).backgroundColor, getComputedStyle(panel).color]")

    assert shown(device, f'theme="{theme}"') == shown(theme) != shown(device)


@pytest.mark.one_engine
def test_it_can_be_hidden_by_the_page(page, host):
    host.put(f"<faq-chat hidden>{CALL}</faq-chat>")
    page.goto(host.address)

    expect(Chat(page).launcher).to_be_hidden()


# Firefox cannot be told by WebDriver BiDi to run no script.
@pytest.mark.one_engine
def test_without_a_script_what_stands_inside_is_there(open_context, host):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(host.address)

    expect(page.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="tel:+12075550142">Call us</a>', "+12075550142"),
        ('<a href="tel:+12075550142">Call us 24/7</a>', "+12075550142"),
        ('<a href="tel:+12075550142"><b></b></a>', "+12075550142"),
        ('<a href="tel:+12075550142">Call 207.555.0142</a>', "207.555.0142"),
    ],
)
def test_a_link_whose_words_hold_no_number_still_gives_it(page, host, link, shown):
    host.put(f"<faq-chat>{link}</faq-chat>")
    host.content = 500
    page.goto(host.address)
    chat = Chat(page).open()

    expect(chat.help.get_by_role("link", name=f"Call {shown}")).to_have_attribute("href", "tel:+12075550142")
    expect(chat.help.get_by_role("link", name="In an emergency, call 911")).to_have_attribute("href", "tel:911")


@pytest.mark.one_engine
def test_a_link_without_a_number_is_none(page, host):
    host.put('<faq-chat><a href="tel:">Call us</a></faq-chat>')
    page.goto(host.address)
    chat = Chat(page).open()

    expect(chat.help.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "texts", ["{", "5", "null", '{"ask": 5}', '{"ask": null, "emergency": "Call an ambulance"}', '{"ask": " ", "call": "Ring us"}']
)
def test_words_that_cannot_stand_leave_the_widget_its_own(page, host, texts):
    host.put(f"<faq-chat texts='{texts}'>{CALL}</faq-chat>")
    page.goto(host.address)
    chat = Chat(page)

    expect(chat.launcher).to_have_text("Ask a question")
    chat.open()
    expect(chat.help.get_by_role("link", name="Call (207) 555-0142")).to_be_visible()
    expect(chat.help.get_by_role("link", name="In an emergency, call 911")).to_have_attribute("href", "tel:911")
