"""Pictures of every state, to be looked at: in tests/browser/screenshots, or three of them where ``make screenshots`` says."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.browsers import HERE
from browser.chat import Chat

SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
#: state -> the question that brings it about, and the part that shows it
STATES = {
    "answer": ("what is imrt", "quote"),
    "choices": ("who helps me", "other"),
    "hand-off": ("how much does imrt cost", "call"),
    "emergency": ("i cant feel my legs since this morning", "urgent"),
}
#: what docs/ shows: size, scheme, state
SHOWN = {("desktop", "light", "answer"), ("phone", "light", "emergency"), ("phone", "dark", "choices")}


@pytest.mark.one_engine
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_state_has_its_picture(open_context, service, size, scheme):
    page = open_context(viewport=SIZES[size], color_scheme=scheme, has_touch=size == "phone").new_page()
    taken = []

    def take(state: str) -> None:
        folder = HERE / "screenshots"
        taken.append(folder / f"{size}-{scheme}-{state}.png")
        page.screenshot(path=taken[-1])

    page.goto(service)
    chat = Chat(page)
    take("closed")
    chat.open()
    expect(chat.replies.first).not_to_be_empty()
    take("open")
    for state, (question, part) in STATES.items():
        expect(chat.ask(question).locator(f"[part={part}]")).to_be_visible()
        take(state)
    page.route("**/api/v1/reply", lambda route: route.abort())
    chat.ask("how does it work")
    take("error")
    page.goto(f"{service}ask")
    take("form")

    assert [path for path in taken if path.stat().st_size < 5000] == []


def test_the_pictures_in_the_documents_are_of_states_that_are_taken():
    shown = {f"widget-{'-'.join(names)}.png" for names in SHOWN}

    assert {path.name for path in (Path(HERE).parents[1] / "docs" / "images").glob("widget-*.png")} == shown
