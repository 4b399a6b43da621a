"""Whether a reply is the one that is wanted, and both in words."""

from typing import get_args

import pytest
from conftest import MINI_YAML, make_bot

from bot.desk.evaluate.judge import GoldQuestion, Passage, Wanted, describe, describe_wanted, is_right
from bot.errors import Place
from bot.model import Choice, Kind, Quote, Reason, Reply, Span

HERE = Place("gold.yaml", 1, 1)
LAMP = "how far does the lamp shine"
BOTH = "how far does the lamp shine? is there a cat?"


def gold(*wanted, passages=()):
    return GoldQuestion("", HERE, "", tuple(wanted), tuple(passages))


def own(wanted, *, counter=False):
    return GoldQuestion("", HERE, "", (wanted,), own=True, counter=counter)


@pytest.fixture
def judged(mini_bot):
    """Whether the museum's reply to a text is the one wanted: ``judged(text, question)``."""
    return lambda text, question: is_right(question, mini_bot.reply(text), mini_bot.knowledge.facts)


@pytest.fixture
def passage(mini_bot):
    """A sentence of the museum's page."""
    return lambda text: Passage(text, (mini_bot.knowledge.source.find(text),))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (LAMP, Wanted("intent", "lamp-range")),
        ("is there parking", Wanted("topic", "parking")),
        ("is there parking", Wanted("kind", "handoff")),
        ("i want to die", Wanted("reason", "crisis")),
        ("should i climb", Wanted("reason", "personal_advice")),
        ("what is the phone number", Wanted("reason", "contact")),
        ("hello", Wanted("kind", "smalltalk")),
        ("thank you", Wanted("smalltalk", "thanks")),
    ],
)
def test_a_reply_is_right_if_it_is_what_is_wanted(judged, text, wanted):
    assert judged(text, gold(wanted))
    assert not judged("is there a cat", gold(wanted))
    assert judged(text, own(wanted))
    assert not judged("is there a cat", own(wanted))
    assert not judged(text, own(wanted, counter=True))
    assert judged("is there a cat", own(wanted, counter=True))


def test_any_one_of_several_wanted_replies_is_right(judged):
    assert judged(LAMP, gold(Wanted("kind", "handoff"), Wanted("intent", "lamp-range")))


def test_every_intent_that_answers_a_gold_question_must_be_wanted(judged):
    lamp, cat = Wanted("intent", "lamp-range"), Wanted("intent", "cat")

    assert judged(BOTH, gold(lamp, cat))
    assert not judged(BOTH, gold(lamp))


def test_an_own_example_may_ask_for_more_than_its_intent(judged):
    assert judged(BOTH, own(Wanted("intent", "lamp-range")))


def test_one_of_the_passages_named_must_be_quoted(judged, passage):
    lamp, bell, cat = passage("The lamp burns whale oil"), passage("On foggy nights"), passage("A cat named Barnacle")

    assert judged(LAMP, gold(passages=[(bell, lamp)]))
    assert not judged(LAMP, gold(passages=[(bell, cat)]))
    assert not judged("hello", gold(passages=[(bell, lamp)]))


def test_of_all_lists_one_passage_each_must_be_quoted(judged, passage):
    lamp, bell, cat = passage("The lamp burns whale oil"), passage("On foggy nights"), passage("A cat named Barnacle")

    assert judged(BOTH, gold(passages=[(bell, lamp), (cat,)]))
    assert not judged(LAMP, gold(passages=[(bell, lamp), (cat,)]))


def test_a_wanted_reply_is_right_beside_passages(judged, passage):
    assert judged("hello", gold(Wanted("kind", "smalltalk"), passages=[(passage("On foggy nights"),)]))


def test_a_small_talk_of_which_the_reply_names_the_phone(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("reply: You are welcome.", "reply: You are welcome. Call {phone}."))

    assert is_right(own(Wanted("smalltalk", "thanks")), bot.reply("thank you"), bot.knowledge.facts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LAMP, 'answered by intent "lamp-range"'),
        (BOTH, 'answered by intent "lamp-range" and "cat"'),
        ("is there parking", 'handed off as topic "parking"'),
        ("is there a dog", "handed off, because no pattern fits"),
        ("", "handed off, because it holds no words"),
        ("lamp " * 900, "handed off, because it is too long"),
        ("i want to die", "handed off as a crisis"),
        ("call an ambulance", "handed off as an emergency"),
        ("should i climb", "handed off as personal advice"),
        ("thanks", 'taken as small talk "thanks"'),
    ],
)
def test_a_reply_is_told_in_words(mini_bot, text, told):
    assert describe(mini_bot.reply(text), mini_bot.knowledge.facts) == told


def test_a_reply_that_asks_back_names_its_choices(mini_bot):
    reply = Reply("clarify", choices=(Choice("cat", "Is there a cat?"), Choice("lamp-range", "How far does the lamp shine?")))

    assert describe(reply, mini_bot.knowledge.facts) == 'asked back: "cat" or "lamp-range"'


def test_small_talk_that_the_content_no_longer_holds_has_no_name(mini_bot):
    assert describe(Reply("smalltalk", message="Moo."), mini_bot.knowledge.facts) == "taken as small talk"


def test_every_reason_and_kind_has_words():
    for reason in get_args(Reason):
        assert str(Wanted("reason", reason))
    for kind in get_args(Kind):
        assert str(Wanted("kind", kind))


def test_what_is_wanted_is_told_in_words():
    lamp, bell = Passage("The lamp", (Span(0, 8),)), Passage("On foggy nights", (Span(9, 24),))

    assert describe_wanted(gold(Wanted("intent", "cat"))) == 'answered by intent "cat"'
    assert describe_wanted(gold(Wanted("topic", "cost"), Wanted("kind", "handoff"))) == 'handed off as topic "cost" or handed off'
    assert describe_wanted(own(Wanted("smalltalk", "thanks"), counter=True)) == 'taken as small talk "thanks"'
    assert describe_wanted(gold(passages=[(lamp, bell)])) == 'answered with "The lamp" or "On foggy nights"'
    assert describe_wanted(gold(Wanted("kind", "clarify"), passages=[(lamp,), (bell,)])) == (
        'asked back or answered with "The lamp", and with "On foggy nights"'
    )


@pytest.mark.parametrize(("start", "end", "overlaps"), [(0, 5, False), (0, 6, True), (6, 7, True), (9, 20, True), (10, 20, False)])
def test_a_quote_overlaps_what_has_a_character_in_common_with_it(start, end, overlaps):
    assert Quote("lamp.", "", 5, 10, "").overlaps(Span(start, end)) == overlaps
