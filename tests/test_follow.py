"""Messages that only go on with the conversation: more of the page, the reason, none of what was offered."""

import pytest
from conftest import MINI_SOURCE
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Context
from bot.model import Reply
from bot.pipeline import Bot

LAMP = {"v": 2, "intents": ["lamp-range"], "topic": None, "misses": 0, "read_to": MINI_SOURCE.index(" A brass")}
ANYTHING = st.fixed_dictionaries(
    {
        "v": st.integers(0, 2),
        "intents": st.lists(st.sampled_from(["cat", "lamp-range", "gone", "<b>", "x" * 200]) | st.text(), max_size=9),
        "topic": st.none() | st.sampled_from(["cost", "gone"]) | st.text(),
        "misses": st.integers(-2, 10**9),
        "read_to": st.integers(-2, 10**9),
    }
)


def talk(bot: Bot, *messages: str) -> Reply:
    reply = Reply("smalltalk")
    for message in messages:
        reply = bot.reply(message, reply.context)
    return reply


def texts(reply: Reply) -> list[str]:
    return [quote.text for quote in reply.quotes]


@pytest.mark.parametrize(
    "message", ["tell me more", "More!", "more please", "go on", "ok, and what else?", "tell me mroe", "is that all", "anything else?"]
)
def test_who_wants_more_hears_what_is_next_on_the_page(message, mini_bot):
    reply = mini_bot.reply(message, LAMP)

    assert ["A brass clockwork turns the lens once every minute.", "On foggy nights the keeper rings the bell instead."] == texts(reply)
    assert ("answer", ("lamp-range",)) == (reply.kind, reply.intents)
    assert reply.quotes[0].link.startswith("https://museum.example/gull-point#:~:text=A%20brass")


def test_reading_on_stops_at_the_end_of_a_section(mini_bot):
    context = LAMP | {"read_to": MINI_SOURCE.index("On foggy")}

    assert ["On foggy nights the keeper rings the bell instead."] == texts(mini_bot.reply("more", context))


def test_reading_on_goes_on_where_it_ended_until_the_page_says_no_more(mini_bot):
    asked = ["how far does the lamp shine", *["more"] * 4]
    replies = [talk(mini_bot, *asked[:turns]) for turns in range(2, 6)]

    assert ["A brass", "A cat n", "Tower f"] == [texts(reply)[0][:7] for reply in replies[:3]]
    assert "That is all this page says. To learn more, call (207) 555-0142." == replies[3].handoff.message
    assert replies[2].context == replies[3].context


@pytest.mark.parametrize("message", ["tell me more", "why?", "what else"])
def test_who_goes_on_with_nothing_is_offered_what_to_ask(message, mini_bot):
    reply = mini_bot.reply(message)

    assert ("clarify", "ambiguous", "I am not sure what you mean. Did you mean one of these?") == (
        reply.kind, reply.handoff.reason, reply.message,
    )  # fmt: skip
    assert ["How far does the lamp shine?", "Is there a cat?"] == [choice.title for choice in reply.choices]


def test_after_a_topic_there_is_no_more_than_that_the_page_is_silent(mini_bot):
    assert "cost" == talk(mini_bot, "how far does the lamp shine", "how much is a ticket", "tell me more").handoff.topic


def test_a_reason_is_looked_up_as_a_question(mini_bot):
    assert "handoff" == talk(mini_bot, "is there a cat", "why is that so").kind


def test_what_was_only_just_quoted_is_not_given_as_its_reason(real_bot):
    reply = talk(real_bot, "What are the benefits of IMRT?", "why?")

    assert reply.handoff.message.startswith("That is all this page says.")


@pytest.mark.parametrize("message", ["something else", "None of these!", "ok, neither"])
def test_who_wants_something_else_gets_the_phone(message, mini_bot):
    assert ("handoff", "contact") == ((reply := mini_bot.reply(message)).kind, reply.handoff.reason)


@pytest.mark.parametrize("message", ["is there more than one cat", "how much more is a ticket", "why is there a cat", "what else burns"])
def test_a_question_that_says_more_is_looked_up(message, mini_bot):
    assert mini_bot.reply(message, LAMP).intents != ("lamp-range",)


def test_from_the_second_miss_on_the_phone_comes_first(mini_bot):
    said = talk(mini_bot, "blorp", "more").message

    assert "I am sorry, I am not much help. Please call (207) 555-0142. I am not sure what you mean. Did you mean one of these?" == said


@given(st.sampled_from(["more", "tell me more", "why?", "something else", "what is that", "blorp"]), ANYTHING)
def test_a_forged_context_does_no_harm(mini_bot, message, context):
    reply = mini_bot.reply(message, context)

    assert [MINI_SOURCE[quote.start : quote.end] for quote in reply.quotes] == texts(reply)
    assert set(reply.intents) <= {"lamp-range", "cat", "call-the-keeper"}
    assert Context.read(reply.context).record() == reply.context
    assert "<b>" not in f"{reply.message}{reply.handoff}"
