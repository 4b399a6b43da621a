"""Slots: what may stand one after the other in a pattern."""

import pytest
from conftest import make_bot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.pattern import PatternError, expand
from bot.normalise.tokens import pattern_terms
from bot.match.slots import ways_of

WORDS = st.sampled_from(
    ["lamp", "cat", "keeper", "the", "who", "oil", "[old] lamp", "(call|ring)", "(the cat|a lamp)", "[please]", "how (much|far)"]
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory):
    return make_bot(tmp_path_factory.mktemp("slots")).knowledge.lexicon


def rows(pattern, lexicon):
    return [[{term for term, _ in slot} for slot in row] for row in ways_of(pattern, lexicon)]


def test_each_word_has_a_slot(lexicon):
    assert [[{"where"}, {"doe"}, {"the"}, {"cat"}, {"sleep"}]] == rows("where does the cat sleep", lexicon)


def test_alternatives_of_one_word_share_a_slot(lexicon):
    assert [[{"call", "phone"}, {"the"}, {"keeper"}]] == rows("(call|phone) the keeper", lexicon)


def test_alternatives_that_mean_the_same_are_one(lexicon):
    assert [[{"lamp"}]] == rows("(lamp|lantern|beacon)", lexicon)


def test_an_alternative_of_several_words_is_a_row_of_its_own(lexicon):
    assert [[{"phone"}, {"the"}, {"keeper"}], [{"talk"}, {"to"}, {"the"}, {"keeper"}]] == rows("(phone|talk to) the keeper", lexicon)


def test_optional_words_make_two_rows(lexicon):
    assert [[{"ship"}, {"see"}], [{"see"}]] == rows("[ships] see", lexicon)


def test_groups_may_stand_in_groups(lexicon):
    assert [[{"oil", "cat", "old"}], [{"old"}, {"oil"}]] == rows("(oil|cat|old [oil])", lexicon)


def test_a_word_written_twice_has_one_slot(lexicon):
    assert [[{"cat"}]] == rows("cat cat cat", lexicon)


def test_a_phrase_that_begins_before_a_group_and_ends_in_it_is_one(lexicon):
    assert [[{"how much"}], [{"how far"}]] == rows("how (much|far)", lexicon)


def test_a_phrase_across_groups_within_a_group_is_one(lexicon):
    assert [[{"cat"}], [{"how much"}], [{"how far"}]] == rows("(cat|how (much|far))", lexicon)


def test_a_pattern_without_words_has_no_row(lexicon):
    assert [] == rows("😀", lexicon)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_every_way_to_say_a_pattern_fills_one_of_its_rows(lexicon, words):
    pattern = " ".join(words)
    try:
        said = expand(pattern)
    except PatternError:
        return

    for variant in said:
        terms = {term for term, _ in pattern_terms(" ".join(variant), lexicon)}

        assert any(
            all(terms & {term for term, _ in slot} for slot in row) and terms <= {t for s in row for t, _ in s}
            for row in ways_of(pattern, lexicon)
        )
