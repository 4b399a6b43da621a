"""Whole conversations with the repository's own content.

Each file of ``conversations`` is one. A line that begins with ``> `` is what the visitor says; the lines below it say what must
come back::

    > What is IMRT? What does it cost?
    answer what-is-imrt
    and handoff topic cost
    quote: Intensity modulated radiation therapy (IMRT) is

First the kind of the reply, with the intents that are answered, or why a person should answer and which numbers are urgent.
Then what is handed off beside an answer, and the beginning of every quote. ``says:`` and ``choices:`` (titles, with ``|``
between) may follow; they too need only begin as the bot's own words and choices do.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.model import Reply
from bot.pipeline import Bot

CONVERSATIONS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
#: lines that need only begin as what comes back does
BEGINNINGS = ("quote: ", "says: ", "choices: ")
#: of these, the ones that may be left out
OPTIONAL = ("says: ", "choices: ")


def turns(transcript: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what the visitor says and what must come back, turn by turn."""
    for turn in ("\n" + transcript).split("\n> ")[1:]:
        said, *expected = turn.split("\n")
        yield said, [line for line in expected if line]


def lines_of(reply: Reply) -> Iterator[str]:
    """Yield the lines that a transcript may say of ``reply``."""
    handoff = reply.handoff
    reason = " ".join(["handoff", handoff.reason, *([handoff.topic] if handoff.topic else [])]) if handoff else ""
    urgent = ", ".join(phone.display for phone in handoff.urgent) if handoff else ""
    yield f"{reason} {urgent}".strip() if reply.kind == "handoff" else " ".join([reply.kind, *reply.intents])
    if handoff and reply.kind == "answer":
        yield f"and {reason}"
    yield from (f"quote: {quote.text}" for quote in reply.quotes)
    yield f"says: {handoff.message if handoff and reply.kind == 'handoff' else reply.message}"
    yield f"choices: {' | '.join(choice.title for choice in reply.choices)}"


def seen(reply: Reply, expected: list[str]) -> list[str]:
    """Return what came back, as far as ``expected`` goes into it."""
    optional = [line.partition(" ")[0] + " " for line in expected if line.startswith(OPTIONAL)]
    lines = [line for line in lines_of(reply) if not line.startswith(OPTIONAL) or line.startswith(tuple(optional))]
    pairs = zip_longest(lines, expected, fillvalue="")
    return [line[: len(wanted)] if line.startswith(BEGINNINGS) and wanted else line for line, wanted in pairs if line]


def replay(bot: Bot, transcript: str) -> str:
    """Return the transcript as the bot speaks it."""
    spoken: list[str] = []
    reply = Reply("smalltalk")
    for said, expected in turns(transcript):
        reply = bot.reply(said, reply.context)
        spoken.append("\n".join([f"> {said}", *seen(reply, expected)]))
    return "\n\n".join(spoken) + "\n"


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path, real_bot):
    transcript = path.read_text(encoding="utf-8")

    assert transcript == replay(real_bot, transcript)


def test_there_are_conversations():
    assert len(CONVERSATIONS) >= 23


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        (
            "> is there a cat\nanswer lamp-range\n",
            "> is there a cat\nanswer cat\nquote: A cat named Barnacle guards the oil store against mice.",
        ),
        ("> is there a cat\nanswer cat\nquote: A dog\n", "> is there a cat\nanswer cat\nquote: A cat\nquote: “Barnacle” sleeps"),
        ("> is there parking\nanswer cat\n", "> is there parking\nhandoff topic parking\n"),
        ("> call an ambulance\nhandoff emergency\nsays: Sorry\n", "> call an ambulance\nhandoff emergency 911\nsays: This \n"),
        ("> hello\nhandoff\nsays: Hello\n", "> hello\nsmalltalk\nsays: Ahoy!\n"),
        ("> hello\nsmalltalk\nchoices: Cat\n", "> hello\nsmalltalk\nchoices: \n"),
        ("> call the keeper\nanswer call-the-keeper\n", "> call the keeper\nanswer call-the-keeper\nand handoff contact\n"),
    ],
)
def test_a_conversation_that_goes_otherwise_is_noticed(said, spoken, mini_bot):
    replayed = replay(mini_bot, said)

    assert said != replayed
    assert replayed.startswith(spoken)
