"""Replying: quotes of the page, the bot's few own sentences, and what the next turn needs to know."""

from dataclasses import replace

import pytest
from conftest import MINI_SOURCE, MINI_YAML, make_bot
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Context
from bot.decide import Answer, Chat, Clarify, ToPerson
from bot.knowledge import Facts
from bot.model import Candidate, Choice, Handoff, Phone, Quote, Reply
from bot.reply import compose_reply, urgent_reply

KEEPER = Phone("(207) 555-0142", "tel:+12075550142")
LAMP_SENTENCE = "The lamp burns whale oil and throws its beam twenty miles across the bay."
CAT_SENTENCE = "A cat named Barnacle guards the oil store against mice."
BED_SENTENCE = "“Barnacle” sleeps beside the fog bell – never in the keeper’s bed."
KEEPER_SENTENCE = "Questions? Call (207) 555-0142 to talk to the keeper."


@pytest.fixture(scope="session")
def facts(mini_bot) -> Facts:
    """What the museum's replies are put together from."""
    return mini_bot.knowledge.facts


def meant(*intents: str, score: float = 90.0) -> tuple[Candidate, ...]:
    return tuple(Candidate(intent, score, intent, 1, 1, 1) for intent in intents)


def texts(reply: Reply) -> list[str]:
    return [quote.text for quote in reply.quotes]


def with_most_quotes(facts: Facts, most: int) -> Facts:
    return replace(facts, policy=replace(facts.policy, max_quotes=most))


# --- an answer -----------------------------------------------------------------------------------------------------


def test_an_answer_quotes_the_page_with_section_place_and_link(facts):
    start = MINI_SOURCE.index(LAMP_SENTENCE)
    link = "https://museum.example/gull-point#:~:text=The%20lamp%20burns%20whale%20oil%20and,beam%20twenty%20miles%20across%20the%20bay."
    end = start + len(LAMP_SENTENCE)

    assert Reply(
        "answer",
        ("lamp-range",),
        90.0,
        (Quote(LAMP_SENTENCE, "The lamp", start, end, link),),
        (Choice("cat", "Is there a cat?"),),
        context={"v": 2, "intents": ["lamp-range"], "topic": None, "misses": 0, "read_to": end, "danger": None},
        content_version=facts.version,
    ) == compose_reply(Answer(meant("lamp-range")), Context(), facts)


def test_an_answer_to_one_question_quotes_all_that_the_intent_says(facts):
    assert [CAT_SENTENCE, BED_SENTENCE] == texts(compose_reply(Answer(meant("cat")), Context(), facts))


def test_an_answer_to_several_questions_quotes_the_first_of_each_in_the_pages_order(facts):
    reply = compose_reply(Answer(meant("cat", "lamp-range")), Context(), facts)

    assert [LAMP_SENTENCE, CAT_SENTENCE] == texts(reply)
    assert ("cat", "lamp-range") == reply.intents


def test_no_more_is_quoted_than_the_policy_allows(facts):
    assert [CAT_SENTENCE] == texts(compose_reply(Answer(meant("cat")), Context(), with_most_quotes(facts, 1)))


def test_a_question_for_which_there_is_no_room_is_what_to_ask_next(facts):
    reply = compose_reply(Answer(meant("cat", "call-the-keeper", "lamp-range")), Context(), with_most_quotes(facts, 1))

    assert [CAT_SENTENCE] == texts(reply)
    assert ("cat",) == reply.intents
    assert ["call-the-keeper", "lamp-range"] == [choice.intent for choice in reply.choices]


def test_what_to_ask_next_does_not_ask_again_what_is_answered(facts):
    reply = compose_reply(Answer(meant("cat", "lamp-range")), Context(), facts)

    assert (Choice("call-the-keeper", "How can I talk to the keeper?"),) == reply.choices


def test_an_answer_remembers_what_was_asked_and_how_far_was_read(facts):
    reply = compose_reply(Answer(meant("cat")), Context(("lamp-range",), "cost", 3, 10), facts)
    end = MINI_SOURCE.index(BED_SENTENCE) + len(BED_SENTENCE)

    assert Context(("cat",), None, 0, end) == Context.read(reply.context)


def test_a_sentence_that_two_intents_quote_is_quoted_once(tmp_path):
    yaml = MINI_YAML.replace("      - Questions? Call (207) 555-0142 to talk to the keeper.", f"      - {CAT_SENTENCE}")
    facts = make_bot(tmp_path, yaml).knowledge.facts

    assert [CAT_SENTENCE] == texts(compose_reply(Answer(meant("cat", "call-the-keeper")), Context(), facts))


# --- what stands beside an answer ----------------------------------------------------------------------------------


def test_who_asks_for_a_person_gets_the_pages_line_and_the_number(facts):
    reply = compose_reply(Answer(meant("call-the-keeper")), Context(), facts)

    assert [KEEPER_SENTENCE] == texts(reply)
    assert Handoff("contact", "You can talk to the keeper. Call (207) 555-0142.", KEEPER) == reply.handoff


def test_a_topic_beside_an_answer_is_named(facts):
    reply = compose_reply(Answer(meant("cat"), ("parking", "cost")), Context(), facts)

    assert Handoff("topic", "This page does not say where to park. For that, call (207) 555-0142.", KEEPER, "parking") == reply.handoff


def test_a_question_beside_an_answer_that_found_none_is_mentioned(facts):
    reply = compose_reply(Answer(meant("call-the-keeper"), partly=True), Context(), facts)

    assert Handoff("no_match", "I could not find the rest. For that, call (207) 555-0142.", KEEPER) == reply.handoff


def test_a_plain_answer_hands_nothing_off(facts):
    assert compose_reply(Answer(meant("cat")), Context(), facts).handoff is None


# --- asking back ---------------------------------------------------------------------------------------------------


def test_asking_back_offers_titles_and_something_else(facts):
    reply = compose_reply(Clarify(meant("lamp-range", "cat")), Context(("cat",), "cost", 0, 10), facts)

    assert (
        Reply(
            "clarify",
            ("lamp-range", "cat"),
            90.0,
            (),
            (Choice("lamp-range", "How far does the lamp shine?"), Choice("cat", "Is there a cat?")),
            Handoff("ambiguous", "Something else", KEEPER),
            "I am not sure what you mean. Did you mean one of these?",
            {"v": 2, "intents": ["cat"], "topic": None, "misses": 1, "read_to": 10, "danger": None},
            facts.version,
        )
        == reply
    )


# --- handing off ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (ToPerson("no_match"), "I could not find that on this page. Please call (207) 555-0142."),
        (ToPerson("topic", "cost"), "This page does not say what a ticket costs. Please call (207) 555-0142."),
        (ToPerson("personal_advice"), "That depends on you. Please ask the keeper at (207) 555-0142."),
        (ToPerson("other_language"), "I can only read English. Please call (207) 555-0142."),
        (ToPerson("empty"), "I did not see a question. Type a few words, or call (207) 555-0142."),
        (ToPerson("too_long"), "That is too long for me. Ask in a few words, or call (207) 555-0142."),
    ],
)
def test_a_hand_off_says_why_and_whom_to_call_and_quotes_nothing(decision, message, facts):
    reply = compose_reply(decision, Context(), facts)

    assert ("handoff", (), (), ()) == (reply.kind, reply.intents, reply.quotes, reply.choices)
    assert Handoff(decision.reason, message, KEEPER, decision.topic) == reply.handoff


def test_a_hand_off_shows_the_score_of_what_came_nearest(facts):
    assert [40.0, 0.0] == [
        compose_reply(ToPerson("no_match", None, near), Context(), facts).score for near in (meant("cat", score=40.0), ())
    ]


def test_a_hand_off_remembers_the_topic_and_counts_a_miss(facts):
    reply = compose_reply(ToPerson("topic", "cost"), Context(("cat",), "parking", 0, 10), facts)

    assert Context(("cat",), "cost", 1, 10) == Context.read(reply.context)


@pytest.mark.parametrize("reason", ["no_match", "topic", "personal_advice"])
def test_what_is_told_and_handed_off_names_whom_to_call_in_danger(reason, facts):
    says = replace(facts, messages={**facts.messages, "told": "In danger, call 911."})
    decision = ToPerson(reason, "cost" if reason == "topic" else None)

    plain = compose_reply(decision, Context(), says).handoff.message

    assert "911" not in plain
    assert f"{plain} In danger, call 911." == compose_reply(decision, Context(), says, told=True).handoff.message
    assert plain == compose_reply(decision, Context(), facts, told=True).handoff.message


def test_the_second_miss_puts_the_phone_first(facts):
    replies = [compose_reply(ToPerson("no_match"), Context(misses=misses), facts) for misses in (0, 1, 9)]

    assert [
        "I could not find that on this page. Please call (207) 555-0142.",
        "I am sorry, I am not much help. Please call (207) 555-0142.",
        "I am sorry, I am not much help. Please call (207) 555-0142.",
    ] == [reply.handoff.message for reply in replies]


def test_a_topic_is_named_however_many_misses_there_were(facts):
    reply = compose_reply(ToPerson("topic", "cost"), Context(misses=5), facts)

    assert "This page does not say what a ticket costs. Please call (207) 555-0142." == reply.handoff.message


# --- small talk ----------------------------------------------------------------------------------------------------


def test_small_talk_is_answered_in_the_contents_words_and_forgets_nothing(facts):
    context = Context(("cat",), "cost", 1, 10)

    assert Reply("smalltalk", message="You are welcome.", context=context.record(), content_version=facts.version) == compose_reply(
        Chat("thanks"), context, facts
    )


# --- danger --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "message", "urgent"),
    [
        (("emergency",), "This may be an emergency. Call 911 now.", ["911"]),
        (("crisis",), "You are not alone. Call or text 988 now.", ["988", "text 988"]),
        (
            ("crisis", "emergency", "personal_advice"),
            "You are not alone. Call or text 988 now. This may be an emergency. Call 911 now.",
            ["911", "988", "text 988"],
        ),
    ],
)
def test_in_danger_the_reply_says_whom_to_call_and_nothing_else(reasons, message, urgent, facts):
    reply = urgent_reply(reasons, facts)

    assert reply.handoff
    assert (reasons[0], message, urgent, KEEPER) == (
        reply.handoff.reason,
        reply.handoff.message,
        [phone.display for phone in reply.handoff.urgent],
        reply.handoff.phone,
    )
    assert ("handoff", (), (), (), "", 0.0) == (reply.kind, reply.intents, reply.quotes, reply.choices, reply.message, reply.score)


def test_danger_forgets_what_was_talked_about_but_not_itself(facts):
    assert Context(danger="crisis") == Context.read(urgent_reply(("crisis",), facts).context)


# --- whatever is decided -------------------------------------------------------------------------------------------


IDS = st.lists(st.sampled_from(["lamp-range", "cat", "call-the-keeper"]), min_size=1, unique=True).map(lambda ids: meant(*ids))
TOPICS = st.sampled_from(["cost", "parking"])
DECISIONS = st.one_of(
    st.builds(Answer, IDS, st.lists(TOPICS, unique=True).map(tuple), st.booleans()),
    st.builds(Clarify, IDS),
    st.builds(ToPerson, st.sampled_from(["no_match", "empty", "too_long", "personal_advice"]), st.none(), st.just(()) | IDS),
    st.builds(ToPerson, st.just("topic"), TOPICS),
    st.builds(Chat, st.sampled_from(["greeting", "thanks"])),
)
NAMES = st.text(min_size=1, max_size=9)
CONTEXTS = st.builds(Context, st.lists(NAMES, max_size=3).map(tuple), st.none() | NAMES, st.integers(0, 9), st.integers(0, 999))


@given(DECISIONS, CONTEXTS, st.integers(1, 5))
def test_every_quote_is_the_pages_own_text(facts, decision, context, most):
    reply = compose_reply(decision, context, with_most_quotes(facts, most))

    assert [MINI_SOURCE[quote.start : quote.end] for quote in reply.quotes] == texts(reply)
    assert len(reply.quotes) <= most


@given(DECISIONS, CONTEXTS)
def test_only_an_answer_quotes_and_every_hand_off_has_the_phone(facts, decision, context):
    reply = compose_reply(decision, context, facts)

    assert (reply.kind == "answer") == bool(reply.quotes)
    assert reply.handoff is None or reply.handoff.phone == KEEPER
    assert reply.handoff or reply.kind in ("answer", "smalltalk")


@given(DECISIONS, CONTEXTS)
def test_the_context_of_a_reply_can_be_read_in_the_next_turn(facts, decision, context):
    reply = compose_reply(decision, context, facts)

    assert {**reply.context, "misses": min(9, reply.context["misses"])} == Context.read(reply.context).record()
