"""A message as its spotters see it: where each term stands."""

from hypothesis import given
from hypothesis import strategies as st

from bot.normalise.message import Message
from bot.normalise.tokens import normalise

WORDS = st.sampled_from(["lamp", "oill", "lighthouse keeper", "the", "blorp", "not", "how far"])


def test_a_term_stands_wherever_it_is_said(lexicon):
    places = Message(normalise("lamp and lamps", lexicon)).places(alert=False, whole=False)

    assert [(0, 1), (2, 3)] == places.terms["lamp"]
    assert [0, 1, 1, 2] == places.counted


def test_a_phrase_stands_as_one_and_word_by_word_unless_it_is_to_be_whole(lexicon):
    message = Message(normalise("lighthouse keeper", lexicon))
    both, whole = (message.places(alert=False, whole=whole).terms for whole in (False, True))

    assert {"keeper": [(0, 2), (1, 2)], "lighthous": [(0, 1)]} == both
    assert {"keeper": [(0, 1)]} == whole


def test_an_alert_look_sees_all_that_a_misspelt_word_may_be(lexicon):
    message = Message(normalise("oill", lexicon))
    terms = [list(message.places(alert=alert, whole=False).terms) for alert in (False, True)]

    assert [[message.tokens[0].term], [reading.term for reading in message.tokens[0].readings]] == terms


def test_all_of_a_message_is_the_message_itself(lexicon):
    message = Message(normalise("lamp oil", lexicon))

    assert message.part(message.tokens[:]) is message
    assert Message(message.tokens[:1]) == message.part(message.tokens[:1])


@given(st.lists(WORDS, max_size=8).map(" ".join), st.booleans(), st.booleans())
def test_every_place_is_of_a_token_and_every_term_stands_within_the_message(lexicon, text, alert, whole):
    message = Message(normalise(text, lexicon))
    places = message.places(alert=alert, whole=whole)

    assert list(range(len(message.tokens))) == sorted(set(places.positions))
    assert len(places.counted) == len(places.positions) + 1
    assert all(0 <= start < end <= len(places.positions) for standing in places.terms.values() for start, end in standing)
