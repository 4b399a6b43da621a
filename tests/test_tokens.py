"""Normalising: words become tokens that stand where they were written, each with what it may be read as."""

import itertools
import pickle

import pytest
from conftest import MINI_YAML, make_bot
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Reading, Span, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise, pattern_terms

HEAD = MINI_YAML.partition("synonyms:")[0]
WORDS = [
    "lamp", "Lamps", "lmap", "KITTY", "the", "how far", "lighthouse keeper", "lighthosue kepeer", "gull", "point", "not", "who", "know",
    "what's", "can't", "lampkeeper", "blorp", "zebra", "3", "é", "猫", "ﬁne", "x" * 40,
]  # fmt: skip
MESSAGES = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=12).map(" ".join) | st.text(max_size=60)


def terms(utterance: str, lexicon: Lexicon) -> list[str]:
    return [token.term for token in normalise(utterance, lexicon)]


def roles(utterance: str, lexicon: Lexicon) -> list[str]:
    return [token.role for token in normalise(utterance, lexicon)]


# --- what is a word, and where it stands ---------------------------------------------------------------------------


@pytest.mark.parametrize("utterance", ["", " \t\n", "?!… – ()", "😀🦴", "\u202e\u200f\u2066", "\0", "\ud800", "___"])
def test_a_message_without_words_has_no_tokens(utterance, lexicon):
    assert () == normalise(utterance, lexicon)


def test_one_word_is_one_token(lexicon):
    assert (Token("Lamp", Span(0, 4), "lamp", (Reading("lamp", 1.0, "exact"),)),) == normalise("Lamp", lexicon)


@pytest.mark.parametrize(
    ("utterance", "span"),
    [
        ("  lamp?", Span(2, 6)),
        ("😀lamp😀", Span(1, 5)),
        ("\u202elamp\u202c", Span(1, 5)),
        ("\0lamp\0", Span(1, 5)),
        ("\ud800lamp\udfff", Span(1, 5)),
        ("ＬＡＭＰ", Span(0, 4)),
        ("l\u00ada\u200bmp", Span(0, 6)),
        ("la\u0301mp", Span(0, 5)),
    ],
)
def test_a_word_is_found_among_odd_characters_and_stands_where_it_was_written(utterance, span, lexicon):
    assert [("lamp", span)] == [(token.term, token.span) for token in normalise(utterance, lexicon)]


def test_words_of_other_scripts_are_words_that_nothing_is_like(lexicon):
    tokens = normalise("灯 маяк φάρος منارة", lexicon)

    assert [("灯", ()), ("маяк", ()), ("φαροσ", ()), ("منارة", ())] == [(token.term, token.readings) for token in tokens]


def test_the_words_of_an_opened_contraction_share_its_span(lexicon):
    assert [("what's", "what", Span(0, 6)), ("what's", "is", Span(0, 6))] == [
        (token.text, token.word, token.span) for token in normalise("what's", lexicon)
    ]


def test_ten_thousand_characters_of_words_are_read(lexicon):
    assert 2000 * ["lamp"] == terms("lamp " * 2000, lexicon)


def test_a_word_of_ten_thousand_letters_is_like_nothing(lexicon):
    assert ["x" * 10_000] == terms("x" * 10_000, lexicon)


# --- what a word is read as ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("lamps", Reading("lamp", 1.0, "exact")),
        ("beacons", Reading("lamp", 1.0, "synonym")),
        ("lmap", Reading("lamp", 0.97, "spelling")),
        ("lammmmp", Reading("lamp", 1.0, "spelling")),
        ("zebras", Reading("zebra", 1.0, "exact")),
        ("cast", Reading("cast", 1.0, "exact")),  # right English is no misspelt "cat"
        ("1911", Reading("1911", 1.0, "exact")),
        ("never", Reading("not", 1.0, "exact")),
    ],
)
def test_a_known_or_mended_word_has_a_reading(word, reading, lexicon):
    assert (reading,) == normalise(word, lexicon)[0].readings


def test_a_word_that_nothing_is_like_has_no_reading_and_stands_for_itself(lexicon):
    assert [("blorpf", (), "blorpf")] == [(token.word, token.readings, token.term) for token in normalise("Blorpf", lexicon)]


def test_a_misspelt_word_may_be_several_best_first(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
intents:
  ropes:
    title: What are the ropes for?
    patterns: [rigging, ringing, ridging]
    quotes: [A brass clockwork turns the lens once every minute.]
""",
    )
    readings = normalise("riging", bot.knowledge.lexicon)[0].readings

    assert {"rig", "ring", "ridg"} == {reading.term for reading in readings}
    assert readings[0].term == normalise("riging", bot.knowledge.lexicon)[0].term


def test_near_words_that_are_forms_of_one_are_one_reading(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
intents:
  crew:
    title: Who are the wardens?
    patterns: [warden, wardens]
    quotes: [On foggy nights the keeper rings the bell instead.]
""",
    )
    token = normalise("wardes", bot.knowledge.lexicon)[0]

    assert ["warden"] == [reading.term for reading in token.readings]
    assert "answer" == bot.reply("wardes").kind


def test_any_form_of_a_groups_main_word_is_that_word_and_no_synonym(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
synonyms:
  accurate: [precise]
  fog horn: [siren]
intents:
  clock:
    title: Is the clockwork accurate?
    patterns: [is the clockwork accurate, fog horn]
    quotes: [A brass clockwork turns the lens once every minute.]
""",
    )
    tokens = normalise("accurate accurately precise, fog horn fog horns sirens", bot.knowledge.lexicon)

    assert [*3 * ["accurate"], *3 * ["fog horn"]] == [token.term for token in tokens]
    assert [*["exact", "exact", "synonym"], *["exact", "exact", "synonym"]] == [token.readings[0].how for token in tokens]


def test_two_words_written_as_one_are_taken_apart(lexicon):
    assert [("Lampkeeper", "lamp"), ("Lampkeeper", "keeper")] == [(token.text, token.term) for token in normalise("Lampkeeper", lexicon)]


# --- words that stand for one thing --------------------------------------------------------------------------------


def test_a_phrase_of_the_synonyms_is_one_token_that_keeps_its_words(lexicon):
    (token,) = normalise("Lighthouse  keepers", lexicon)

    assert ("Lighthouse  keepers", Span(0, 19), "lighthouse keepers") == (token.text, token.span, token.word)
    assert (Reading("keeper", 1.0, "synonym"),) == token.readings
    assert [("Lighthouse", "lighthous"), ("keepers", "keeper")] == [(part.text, part.term) for part in token.parts]


def test_a_misspelt_phrase_is_as_like_as_its_worst_word(lexicon):
    (token,) = normalise("lighthosue keeper", lexicon)

    assert (Reading("keeper", 0.97, "spelling"),) == token.readings


def test_the_longest_phrase_is_taken(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
synonyms:
  bell: [fog bell]
  siren: [fog bell house]
intents:
  bell:
    title: What is the bell?
    patterns: [bell, siren]
    quotes: [On foggy nights the keeper rings the bell instead.]
""",
    )

    assert ["siren", "bell", "in", "hous"] == terms("fog bell house fog bell in house", bot.knowledge.lexicon)


def test_a_phrase_that_breaks_off_is_read_word_by_word(lexicon):
    assert ["lighthous", "lighthous", "cat"] == terms("lighthouse lighthouse cat", lexicon)


# --- the part that a word plays ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utterance", "role"),
    [
        ("lamp", "content"),
        ("blorp", "content"),
        ("lighthouse keeper", "content"),
        ("the", "function"),
        ("know", "light"),
        ("when", "operator"),
        ("never", "operator"),
        ("how far", "operator"),
        ("museums", "about"),
        ("Gull Point", "about"),
    ],
)
def test_every_token_plays_a_part(utterance, role, lexicon):
    assert [role] == roles(utterance, lexicon)


def test_words_of_grammar_play_no_other_part(lexicon):
    assert 7 * ["function"] == roles("what is it and of the to", lexicon)


def test_a_misspelt_word_plays_the_part_of_what_it_is_read_as(lexicon):
    assert ["light", "operator", "about"] == roles("knwo nevr musuem", lexicon)


# --- what editors write --------------------------------------------------------------------------------------------


def test_an_editors_words_are_read_as_a_visitors(lexicon):
    assert (("how far", "operator"), ("the", "function"), ("keeper", "content"), ("lamp", "content")) == pattern_terms(
        "how far the lighthouse keeper lantern", lexicon
    )


@pytest.mark.parametrize("words", ["", "What's a LMAP", "blorp", "lampkeeper", "猫 \ud800"])
def test_an_editors_words_may_be_odd(words, lexicon):
    assert tuple((token.term, token.role) for token in normalise(words, lexicon)) == pattern_terms(words, lexicon)


@given(st.data())
def test_every_known_word_of_an_editor_is_read_as_a_visitors(lexicon, data):
    words = " ".join(data.draw(st.lists(st.sampled_from(sorted(lexicon.terms)), max_size=8)))

    assert tuple((token.term, token.role) for token in normalise(words, lexicon)) == pattern_terms(words, lexicon)


# --- whatever is written -------------------------------------------------------------------------------------------


@given(MESSAGES)
def test_normalising_never_moves_a_span(lexicon, utterance):
    tokens = normalise(utterance, lexicon)
    written = [*tokens, *(part for token in tokens for part in token.parts)]

    assert [utterance[token.span.start : token.span.end] for token in written] == [token.text for token in written]


@given(MESSAGES)
def test_tokens_stand_in_order_and_share_no_character_unless_they_share_all(lexicon, utterance):
    spans = [token.span for token in normalise(utterance, lexicon)]

    assert all(before == after or before.end <= after.start for before, after in itertools.pairwise(spans))


@given(MESSAGES)
def test_readings_are_never_impossible_and_never_the_same_twice(lexicon, utterance):
    tokens = normalise(utterance, lexicon)

    assert all(0 < reading.weight <= 1 for token in tokens for reading in token.readings)
    assert all(len({reading.term for reading in token.readings}) == len(token.readings) for token in tokens)


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_of_what_is_written_only_right_words_are_kept(tmp_path):
    lexicon = make_bot(tmp_path).knowledge.lexicon
    normalise("My lmap Oksana, zebra lamps lamp blorp 5551234 the keeper", lexicon)

    assert {"lamp", "the", "keeper", "zebra"} <= lexicon.meanings.keys()
    assert all(lexicon.knows(word) or lexicon.language.is_word(word) for word in lexicon.meanings)


def test_what_a_right_word_means_is_looked_for_once(tmp_path):
    lexicon = make_bot(tmp_path).knowledge.lexicon
    (first,), (second,) = (normalise("zebra", lexicon) for _ in range(2))

    assert first.readings is second.readings


def test_a_lexicon_is_kept_in_a_file_without_what_was_asked(lexicon):
    normalise("lamp", lexicon)

    assert ({}, lexicon) == (pickle.loads(pickle.dumps(lexicon)).meanings, lexicon)


@given(MESSAGES)
def test_a_word_means_the_same_the_second_time(lexicon, utterance):
    first = normalise(utterance, lexicon)

    assert first == normalise(utterance, lexicon)
