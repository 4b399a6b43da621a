"""The index: what every word of every pattern is worth."""

import math
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.index import ROLE_WORTH, Index, build_index
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise

WORDS = st.sampled_from(["lamp", "cat", "bell", "oil", "the", "how far", "not", "museum", "know", "lighthouse keeper", "zebra", "猫"])
PATTERNS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
INTENTS = st.dictionaries(st.sampled_from("abcd"), st.lists(PATTERNS, min_size=1, max_size=4), min_size=1)
LIGHTHOUSE = {"oil": ["what does the lamp burn", "whale oil"], "lamp": ["how far does the [old] lamp shine", "the lamp"]}


@pytest.fixture(scope="session")
def lexicon(mini_bot) -> Lexicon:
    """The words of the museum."""
    return mini_bot.knowledge.lexicon


@pytest.fixture
def lighthouse(lexicon) -> Index:
    """An index of four patterns."""
    return build_index(LIGHTHOUSE, lexicon)


def length(vector: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


# --- what is in it -------------------------------------------------------------------------------------------------


def test_intents_stand_in_the_order_of_the_file(lighthouse):
    assert ("oil", "lamp") == lighthouse.intents


def test_every_way_to_say_a_pattern_is_indexed_under_its_intent(lighthouse):
    assert [
        (0, "what does the lamp burn"),
        (0, "whale oil"),
        (1, "how far does the [old] lamp shine"),
        (1, "how far does the [old] lamp shine"),
        (1, "the lamp"),
    ] == [(pattern.intent, pattern.text) for pattern in lighthouse.patterns]


def test_a_pattern_knows_its_words(lighthouse):
    assert {"how far", "doe", "the", "old", "lamp", "shine"} == lighthouse.patterns[2].slots.keys()


def test_the_patterns_that_hold_a_word_are_found_by_it(lighthouse):
    assert [0, 2, 3, 4] == [number for number, _ in lighthouse.patterns_with["lamp"]]


def test_a_word_of_no_pattern_finds_none(lighthouse):
    assert "cat" not in lighthouse.patterns_with


def test_an_intent_as_a_whole_holds_the_words_of_all_its_patterns(lighthouse):
    assert {"what", "doe", "the", "lamp", "burn", "whale", "oil"} == lighthouse.intent_vectors[0].keys()


def test_an_intent_explains_the_words_of_its_patterns(lighthouse):
    assert {"how far", "doe", "the", "old", "lamp", "shine"} == lighthouse.vocabularies[1]


def test_an_intent_explains_the_words_that_it_says(lexicon):
    index = build_index(LIGHTHOUSE, lexicon, {"lamp": ["Twenty miles!"]})

    assert {"twenti", "mile"} == index.vocabularies[1] - build_index(LIGHTHOUSE, lexicon).vocabularies[1]
    assert "mile" not in index.patterns_with


@pytest.mark.parametrize(
    ("pattern", "core"),
    [
        ("how far does the lamp shine", {"lamp", "shine"}),
        ("lighthouse keeper", {"keeper"}),
        ("who is the museum for", {"who", "museum"}),
        ("who is it", {"who"}),
        ("what is it", set()),
    ],
)
def test_the_core_of_a_pattern_is_its_content_or_else_its_subject_and_what_changes_it(pattern, core, lexicon):
    indexed = build_index({"it": [pattern]}, lexicon).patterns[0]

    assert core == {term for term, slot in indexed.slots.items() if slot in indexed.core}


def test_a_pattern_knows_the_words_that_change_what_is_asked(lexicon):
    assert {"who", "not", "how far"} == build_index({"it": ["how far who is never the cat"]}, lexicon).patterns[0].operators


# --- what a word is worth ------------------------------------------------------------------------------------------


def test_a_rare_word_is_worth_more_than_a_common_one(lighthouse):
    assert lighthouse.worth["lamp"] < lighthouse.worth["whale"] == lighthouse.unknown_worth


def test_the_ways_to_say_a_pattern_count_as_one(lighthouse):
    assert lighthouse.worth["whale"] == lighthouse.worth["old"]


@pytest.mark.parametrize(
    ("word", "role"), [("lamp", "content"), ("museum", "about"), ("know", "light"), ("the", "function"), ("who", "operator")]
)
def test_the_part_that_a_word_plays_changes_its_worth(word, role, lexicon):
    index = build_index({"it": [f"cat {word}"]}, lexicon)
    (token,) = normalise(word, lexicon)

    assert ROLE_WORTH[role] * index.worth["cat"] == index.worth_of(token, token.term)


def test_a_word_that_no_pattern_holds_is_worth_the_most(lighthouse, lexicon):
    (token,) = normalise("zebra", lexicon)

    assert lighthouse.unknown_worth == lighthouse.worth_of(token, "zebra")


# --- whatever editors write ----------------------------------------------------------------------------------------


def test_an_index_of_nothing_holds_nothing(lexicon):
    index = build_index({}, lexicon)

    assert ((), (), {}, {}, 0.0) == (index.intents, index.patterns, index.patterns_with, index.worth, index.unknown_worth)


def test_an_intent_without_patterns_explains_nothing(lexicon):
    assert (frozenset(),) == build_index({"it": []}, lexicon).vocabularies


@pytest.mark.parametrize("pattern", ["what is it", "blorp", "猫", "l\u00adamp", "\u202elamp", "lamp\0", "lamp\ud800", "lamp " * 99, "24/7"])
def test_any_pattern_can_be_indexed(pattern, lexicon):
    (vector,) = build_index({"it": [pattern]}, lexicon).pattern_vectors

    assert pytest.approx(1) == length(vector)


@pytest.mark.parametrize("pattern", ["😀", "fyi"])
def test_a_pattern_without_words_is_none(pattern, lexicon):
    assert () == build_index({"it": [pattern]}, lexicon).pattern_vectors


@given(INTENTS)
def test_every_pattern_and_every_intent_is_a_vector_of_length_one(lexicon, intents):
    index = build_index(intents, lexicon)

    assert all(math.isclose(1, length(vector)) for vector in (*index.pattern_vectors, *index.intent_vectors))
    assert (len(index.patterns), len(intents)) == (len(index.pattern_vectors), len(index.intent_vectors))


@given(INTENTS)
def test_no_word_is_worth_nothing_or_more_than_an_unknown_one(lexicon, intents):
    index = build_index(intents, lexicon)

    assert all(0 < worth <= index.unknown_worth for worth in index.worth.values())
