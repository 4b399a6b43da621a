"""The index: what every word of every pattern is worth."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.build import build_index
from bot.match.index import Index
from bot.match.weighed import ROLE_WORTH
from bot.normalise.tokens import normalise

WORDS = st.sampled_from(["lamp", "cat", "bell", "oil", "the", "how far", "not", "museum", "know", "lighthouse keeper", "zebra", "猫"])
PATTERNS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
INTENTS = st.dictionaries(st.sampled_from("abcd"), st.lists(PATTERNS, min_size=1, max_size=4), min_size=1)
LIGHTHOUSE = {"oil": ["what does the lamp burn", "whale oil"], "lamp": ["how far does the [old] lamp shine", "the lamp"]}


@pytest.fixture
def lighthouse(lexicon) -> Index:
    """An index of four patterns."""
    return build_index(LIGHTHOUSE, lexicon)


def rows_with(feature, index):
    """For each intent that holds the feature, by number: its rows that hold it, with the most that it weighs in each."""
    return {intent: dict(index.rows_of(entry)) for intent, (_, _, entry) in index.column(feature).holders.items()}


def besides(feature, index):
    """For each intent that holds the feature, by number: what it brings to the likenesses to the intent as a whole."""
    return {intent: in_whole for intent, (_, in_whole, _) in index.column(feature).holders.items()}


def explained(intent, index):
    """The terms that the intent explains."""
    return {term for term, intents in index.explaining.items() if intents >> intent & 1}


# --- what is in it -------------------------------------------------------------------------------------------------


def test_intents_stand_in_the_order_of_the_file(lighthouse):
    assert ("oil", "lamp") == lighthouse.intents


def test_every_pattern_is_indexed_in_the_order_of_the_file(lighthouse):
    assert ("what does the lamp burn", "whale oil", "how far does the [old] lamp shine", "the lamp") == lighthouse.texts


def test_a_pattern_knows_its_words(lighthouse):
    assert {"how far", "doe", "the", "old", "lamp", "shine"} == lighthouse.row(2).places.keys()


def test_a_row_is_made_once(lighthouse):
    assert lighthouse.row(1) is lighthouse.row(1)


def test_what_was_made_since_is_not_kept_with_it(lighthouse):
    before = pickle.dumps(lighthouse)
    assert rows_with("lamp", lighthouse)
    assert lighthouse.row(1)

    assert before == pickle.dumps(lighthouse)
    assert lighthouse == pickle.loads(before)


def test_the_rows_that_hold_a_word_are_found_by_it_and_the_intent(lighthouse):
    assert {0: {0}, 1: {2, 3}} == {intent: rows.keys() for intent, rows in rows_with("lamp", lighthouse).items()}


def test_a_word_of_no_pattern_weighs_nothing(lighthouse):
    assert "cat" not in lighthouse.numbers


def test_an_intent_that_does_not_hold_a_word_has_no_place_for_it(lighthouse):
    assert {0} == lighthouse.column("whale").holders.keys()


def test_words_side_by_side_are_found_together(lighthouse):
    assert {2} == rows_with(("doe", "the"), lighthouse)[1].keys()


def test_the_edges_of_a_pattern_stand_beside_its_words(lighthouse):
    assert {("", "whale"), ("whale", "oil"), ("oil", "")} == lighthouse.row(1).pairs.keys()


def test_optional_words_are_passed_over_by_the_words_beside_them(lighthouse):
    assert ("the", "lamp") in lighthouse.row(2).pairs
    assert ("the", "old") not in lighthouse.row(2).pairs


def test_pairs_are_looked_at_where_few_can_stand(lexicon):
    many = build_index({"it": ["(cat|oil|bell|fog) (lamp|ship|rope|horn)"]}, lexicon).row(0)

    assert {("", "cat"), ("", "oil"), ("", "bell"), ("", "fog")} == {pair for pair in many.pairs if not pair[0]}
    assert ("cat", "lamp") not in many.pairs


def test_an_intent_as_a_whole_holds_the_words_of_all_its_patterns(lighthouse):
    held = {feature for feature in lighthouse.numbers if 0 in rows_with(feature, lighthouse)}

    assert {"what", "doe", "the", "lamp", "burn", "whale", "oil"} == {feature for feature in held if isinstance(feature, str)}


def test_a_pattern_in_a_crowd_sets_its_intent_less_apart_than_a_lone_one(lexicon):
    crowd = build_index({"a": ["cat", "the cat", "cat cat"], "b": ["bell"], "c": ["oil"]}, lexicon)
    alone, crowded = besides("bell", crowd)[1], besides("cat", crowd)[0]

    assert crowded < 3 * alone


def test_the_odds_of_a_word_are_for_the_intent_that_says_it_most(lexicon):
    odds = besides("cat", build_index({"a": ["cat", "the cat"], "b": ["cat bell"]}, lexicon))

    assert odds[0] > odds[1]


def test_words_that_begin_alike_are_a_family(lexicon):
    assert ("keep", "keeper") == build_index({"it": ["keep the keeper"]}, lexicon).families["kee"]


def test_an_intent_explains_the_words_of_its_patterns(lighthouse):
    assert {"how far", "doe", "the", "old", "lamp", "shine"} == explained(1, lighthouse)


def test_an_intent_explains_the_words_that_it_says(lexicon):
    index = build_index(LIGHTHOUSE, lexicon, {"lamp": ["Twenty miles!"]})

    assert {"twenti", "mile"} == explained(1, index) - explained(1, build_index(LIGHTHOUSE, lexicon))
    assert "mile" not in index.numbers


@pytest.mark.parametrize(
    ("pattern", "core"),
    [
        ("how far does the lamp shine", {"lamp", "shine"}),
        ("lighthouse keeper", {"keeper"}),
        ("who is the museum for", {"who", "museum"}),
        ("who is it", {"who"}),
        ("what is it", {"what", "is", "it"}),
    ],
)
def test_the_core_of_a_pattern_is_its_content_or_else_its_subject_and_what_changes_it(pattern, core, lexicon):
    indexed = build_index({"it": [pattern]}, lexicon).row(0)

    assert core == {term for slot in indexed.core for phrase in slot.phrases for term in phrase}


def test_a_pattern_knows_the_words_that_change_what_is_asked(lexicon):
    assert {"who", "not", "how far"} == build_index({"it": ["how far who is never the cat"]}, lexicon).row(0).operators


# --- what a word is worth ------------------------------------------------------------------------------------------


def test_a_rare_word_is_worth_more_than_a_common_one(lighthouse):
    assert lighthouse.worth["lamp"] < lighthouse.worth["whale"] == lighthouse.unknown_worth


def test_the_patterns_of_one_intent_count_as_one(lexicon):
    index = build_index({"a": ["cat", "the cat", "old cat"], "b": ["oil"]}, lexicon)

    assert index.worth["oil"] == index.worth["cat"]


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


def test_of_what_is_asked_only_right_words_of_the_patterns_are_kept(lighthouse, lexicon):
    for token in normalise("does my lmap Oksana shine blorp", lexicon):
        lighthouse.word(token)

    assert {"does", "shine"} == {word for word, *_ in lighthouse._words}


# --- whatever editors write ----------------------------------------------------------------------------------------


def test_an_index_of_nothing_holds_nothing(lexicon):
    index = build_index({}, lexicon)

    assert ((), (), {}, {}, 0.0) == (index.intents, index.texts, index.numbers, index.worth, index.unknown_worth)


def test_an_intent_without_patterns_explains_nothing(lexicon):
    assert {} == build_index({"it": []}, lexicon).explaining


@pytest.mark.parametrize("pattern", ["what is it", "blorp", "猫", "l\u00adamp", "\u202elamp", "lamp\0", "lamp\ud800", "lamp " * 99, "24/7"])
def test_any_pattern_can_be_indexed(pattern, lexicon):
    row = build_index({"it": [pattern]}, lexicon).row(0)

    assert sum(row.unmet) > 0
    assert row.pairs_square > 0


@pytest.mark.parametrize("pattern", ["😀", "fyi"])
def test_a_pattern_without_words_is_none(pattern, lexicon):
    assert () == build_index({"it": [pattern]}, lexicon).texts


@given(INTENTS)
def test_what_a_word_weighs_in_an_intent_is_the_most_that_it_weighs_in_a_row(lexicon, intents):
    index = build_index(intents, lexicon)

    for feature in index.numbers:
        for intent, (most, _, _) in index.column(feature).holders.items():
            assert most == max(rows_with(feature, index)[intent].values())


@given(INTENTS)
def test_no_word_is_worth_nothing_or_more_than_an_unknown_one(lexicon, intents):
    index = build_index(intents, lexicon)

    assert all(0 < worth <= index.unknown_worth for worth in index.worth.values())
