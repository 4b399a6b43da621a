"""The index: what every word of every pattern is worth."""

import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.index import ROLE_WORTH, Index, Postings, build_index
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


def lengths(postings: Postings) -> dict[int, float]:
    """Return the length of each posted vector."""
    squares: dict[int, float] = defaultdict(float)
    for posted in postings.values():
        for number, weight in posted:
            squares[number] += weight * weight
    return {number: math.sqrt(square) for number, square in squares.items()}


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
    assert {"how far", "doe", "the", "lamp", "shine"} == lighthouse.patterns[2].terms


def test_a_word_is_posted_where_it_stands(lighthouse):
    assert [0, 2, 3, 4] == [number for number, _ in lighthouse.pattern_postings["lamp"]]
    assert [0, 1] == [number for number, _ in lighthouse.intent_postings["lamp"]]


def test_a_word_of_no_pattern_is_not_posted(lighthouse):
    assert "cat" not in lighthouse.pattern_postings


def test_an_intent_explains_the_words_of_its_patterns(lighthouse):
    assert {"how far", "doe", "the", "old", "lamp", "shine"} == lighthouse.vocabularies[1]


def test_an_intent_explains_the_words_that_it_says(lexicon):
    index = build_index(LIGHTHOUSE, lexicon, {"lamp": ["Twenty miles!"]})

    assert {"twenti", "mile"} == index.vocabularies[1] - build_index(LIGHTHOUSE, lexicon).vocabularies[1]
    assert "mile" not in index.pattern_postings


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
    assert core == build_index({"it": [pattern]}, lexicon).patterns[0].core


def test_a_pattern_knows_the_words_that_change_what_is_asked(lexicon):
    assert {"who", "not", "how far"} == build_index({"it": ["how far who is never the cat"]}, lexicon).patterns[0].operators


# --- what a word is worth ------------------------------------------------------------------------------------------


def test_a_rare_word_is_worth_more_than_a_common_one(lighthouse):
    assert lighthouse.worth["lamp"] < lighthouse.worth["whale"] == lighthouse.unknown_worth


def test_the_ways_to_say_a_pattern_count_as_one(lighthouse):
    assert lighthouse.worth["whale"] == lighthouse.worth["old"]


@pytest.mark.parametrize(("word", "role"), [("lamp", "content"), ("museum", "about"), ("know", "light"), ("the", "function"), ("who", "operator")])
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

    assert ((), (), {}, {}, 0.0) == (index.intents, index.patterns, index.pattern_postings, index.intent_postings, index.unknown_worth)


def test_an_intent_without_patterns_explains_nothing(lexicon):
    assert (frozenset(),) == build_index({"it": []}, lexicon).vocabularies


@pytest.mark.parametrize("pattern", ["what is it", "blorp", "猫", "l\u00adamp", "\u202elamp", "lamp\0", "lamp\ud800", "lamp " * 99, "24/7"])
def test_any_pattern_can_be_indexed(pattern, lexicon):
    assert {0: pytest.approx(1)} == lengths(build_index({"it": [pattern]}, lexicon).pattern_postings)


@pytest.mark.parametrize("pattern", ["😀", "fyi"])
def test_a_pattern_without_words_has_no_weight(pattern, lexicon):
    assert {} == lengths(build_index({"it": [pattern]}, lexicon).pattern_postings)


@given(INTENTS)
def test_every_pattern_and_every_intent_is_a_vector_of_length_one(lexicon, intents):
    index = build_index(intents, lexicon)

    assert all(math.isclose(1, length) for length in lengths(index.pattern_postings).values())
    assert all(math.isclose(1, length) for length in lengths(index.intent_postings).values())
    assert len(intents) == len(lengths(index.intent_postings))


@given(INTENTS)
def test_no_word_is_worth_nothing_or_more_than_an_unknown_one(lexicon, intents):
    index = build_index(intents, lexicon)

    assert all(0 < worth <= index.unknown_worth for worth in index.worth.values())
