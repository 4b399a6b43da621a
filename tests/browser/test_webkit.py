"""The conversation in the third engine, where it is installed: WebKit, which every browser on an iPhone is made of."""

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from browser.chat import FOCUSED, WAIT
from browser.conftest import WATCH
from browser.host import SENTENCE, answer
from browser.test_accessibility import OVERFLOW, RULES, SAID
from browser.test_embedding import HOSTILE
from browser.test_pages import MARKED
from browser.test_privacy import KEPT
from browser.webkit import Panel, webkit

# Selenium warns of itself.
pytestmark = [pytest.mark.webkit, pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning")]
WATCHED = '<script src="/watch.js"></script>'


@pytest.fixture(scope="module")
def driver():
    with webkit() as driver:
        yield driver


@pytest.fixture
def panel(driver, host):
    """The host's page with the widget on it; it keeps the strictest policy to the end."""
    host.files["/watch.js"] = ("text/javascript", WATCH.encode())
    host.put(head=WATCHED)
    driver.get(host.address)
    panel = Panel(driver)
    yield panel
    # It looks for an icon of the page, as Firefox does.
    assert [rule for rule in panel.look("window.broken") if not rule.startswith("img-src")] == []


def focused(panel: Panel) -> str:
    said: str = panel.look(f"({FOCUSED})()")
    return said


def press(panel: Panel, *keys: str) -> None:
    ActionChains(panel.driver).send_keys(*keys).perform()


def test_nothing_is_asked_or_kept_before_it_is_opened(panel, host):
    panel.one("[part=ask]")

    assert {asked.path for asked in host.asked} <= {"/", "/watch.js", "/static/widget.js", "/favicon.ico"}
    assert panel.look(KEPT) == [0, 0, ""]


def test_the_conversation_goes_by_pointer(panel, host):
    panel.open().one("[part=choice]").click()
    quote = panel.one("blockquote")
    panel.one("[part=yes]").click()
    panel.wait(lambda: "Thank you." in panel.one("[part=log]").text)

    assert quote.text == SENTENCE
    assert host.questions() == [{"text": "Is there a cat?", "context": None}]
    assert panel.look(KEPT) == [0, 0, ""]
    panel.one("[part=close]").click()
    assert focused(panel) == "button ask"


def test_the_conversation_goes_by_keyboard(panel, host):
    press(panel, Keys.TAB, Keys.ENTER)
    panel.one("[part=choice]")
    assert focused(panel) == "input field"
    press(panel, *"lamp", Keys.ENTER)
    panel.one("blockquote")
    assert focused(panel) == "input field"
    panel.driver.execute_script("document.querySelector('faq-chat').shadowRoot.querySelector('[part=show]').focus()")
    press(panel, Keys.TAB, Keys.SPACE)
    panel.wait(lambda: "Thank you." in panel.one("[part=log]").text)
    press(panel, Keys.ESCAPE)

    assert panel.all("section") == []
    assert focused(panel) == "button ask"
    assert [asked["text"] for asked in host.questions()] == ["lamp"]


def test_axe_finds_nothing_in_any_state(panel, host, axe):
    host.reply = lambda question: SAID[question["text"]]
    panel.open()
    for state in SAID:
        panel.ask(state)
    panel.driver.execute_script(axe)
    found = panel.driver.execute_async_script(
        "const [rules, done] = arguments; axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then(done)", RULES
    )

    assert [fault["id"] for fault in found["violations"]] == []
    assert panel.look(f"({OVERFLOW})()") == []


def test_each_answer_is_announced_once(panel, host):
    panel.open().ask("lamp")
    panel.wait(lambda: SENTENCE in panel.look("said"))

    assert [each for each in panel.look("said") if each != WAIT] == ["Ahoy. I am a bot.", SENTENCE]


def test_a_failure_keeps_the_question(panel, host):
    said = iter([500, answer()])
    host.reply = lambda question: next(said)
    panel.open().ask("lamp")
    assert panel.one("input").get_property("value") == "lamp"
    panel.one("[part=retry]").click()

    assert panel.one("blockquote").text == SENTENCE
    assert panel.one("input").get_property("value") == ""


def test_a_hostile_page_does_not_break_it(panel, host):
    host.files["/hostile.css"] = ("text/css", HOSTILE.encode())
    host.put(head=f'{WATCHED}<link rel="stylesheet" href="/hostile.css">')
    panel.driver.get(host.address)
    panel = Panel(panel.driver).open()
    panel.ask("lamp")

    assert panel.one("section").value_of_css_property("position") == "fixed"
    assert panel.one("blockquote").text == SENTENCE


def test_the_quoted_sentence_is_shown_on_the_page(driver, service):
    driver.get(service)
    panel = Panel(driver).open()
    quote = panel.ask("which machine delivers it").find_element(By.TAG_NAME, "blockquote").text
    panel.one("[part=show]").click()

    assert panel.look(f"({MARKED})()") == {"text": quote, "isSeen": True}
    assert driver.current_url == service
