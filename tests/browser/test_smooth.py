"""A long conversation costs the browser no more with each turn."""

import pytest
from playwright.sync_api import expect

from browser.chat import Chat
from browser.smooth import TURNS, ask, begin, held, most_styled
from browser.test_embedding import COUNT


@pytest.mark.one_engine
def test_five_hundred_turns_stay_smooth(page, host, browser):
    page.add_init_script(COUNT)
    begin(page, host)
    ask(page, 9)
    first, listening = most_styled(browser, page), page.evaluate("held")
    session = page.context.new_cdp_session(page)
    counts = [held(session)]
    for _ in range(2):
        ask(page, (TURNS - 10) // 2)
        counts.append(held(session))

    assert most_styled(browser, page) <= 2 * first
    assert page.evaluate("held") == listening
    for name in ("Nodes", "JSEventListeners"):
        begun, half, whole = (count[name] for count in counts)
        assert whole - half == pytest.approx(half - begun, rel=0.01)
    expect(Chat(page).log.locator("[part=question]").last).to_be_in_viewport(ratio=1)
