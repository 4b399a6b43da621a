"""The conversation, with the keyboard and with the pointer."""

from playwright.sync_api import expect

from browser.chat import Chat
from browser.host import SENTENCE


def test_a_question_is_answered_with_a_quote(page, host):
    page.goto(host.address)
    chat = Chat(page).open()

    reply = chat.ask("how far does it shine")

    expect(reply.locator("blockquote")).to_have_text(SENTENCE)
