"""Slots: what may stand one after the other in a pattern."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.pattern import PatternError, expand
from bot.match.slots import row_of
from bot.normalise.tokens import pattern_terms

WORDS = st.sampled_from(
    ["lamp", "cat", "keeper", "the", "who", "oil", "[old] lamp", "(call|ring)", "(the cat|a lamp)", "[please]", "how (much|far)"]
)


def slots(pattern, lexicon):
    """Each slot as its phrases; None among them if it may stay empty."""
    return [
        {" ".join(term for term, _ in phrase) for phrase in slot.phrases} | ({None} if slot.optional else set())
        for slot in row_of(pattern, lexicon)
    ]


def test_each_word_has_a_slot(lexicon):
    assert [{"where"}, {"doe"}, {"the"}, {"cat"}, {"sleep"}] == slots("where does the cat sleep", lexicon)


def test_alternatives_share_a_slot(lexicon):
    assert [{"call", "phone"}, {"the"}, {"keeper"}] == slots("(call|phone) the keeper", lexicon)


def test_alternatives_that_mean_the_same_are_one(lexicon):
    assert [{"lamp"}] == slots("(lamp|lantern|beacon)", lexicon)


def test_an_alternative_may_be_a_phrase(lexicon):
    assert [{"phone", "talk to"}, {"the"}, {"keeper"}] == slots("(phone|talk to) the keeper", lexicon)


def test_optional_words_have_a_slot_that_may_stay_empty(lexicon):
    assert [{"ship", None}, {"see"}] == slots("[ships] see", lexicon)


def test_groups_may_stand_in_groups(lexicon):
    assert [{"oil", "cat", "old", "old oil"}] == slots("(oil|cat|old [oil])", lexicon)


def test_a_group_that_may_be_left_out_within_is_optional(lexicon):
    assert [{"oil", None}, {"cat"}] == slots("([oil]) cat", lexicon)


def test_a_word_written_twice_has_one_slot(lexicon):
    assert [{"cat"}] == slots("cat cat cat", lexicon)


def test_a_word_that_may_stand_and_must_stand_must(lexicon):
    assert [{"oil"}, {"cat"}] == slots("[oil] cat oil", lexicon)


def test_a_phrase_that_begins_before_a_group_and_ends_in_it_is_one(lexicon):
    assert [{"how much", "how far"}] == slots("how (much|far)", lexicon)


def test_only_the_words_that_may_join_are_taken_together(lexicon):
    assert [{"cat"}, {"how much", "how far"}, {"oil"}] == slots("cat how (much|far) oil", lexicon)


def test_a_phrase_that_begins_in_a_group_and_ends_after_it_is_one(lexicon):
    assert [{"how far", "so far", "far"}, {"the"}] == slots("[how|so] far the", lexicon)


def test_a_phrase_may_join_two_groups(lexicon):
    assert [{"how much", "how far", "so much", "so far"}] == slots("(how|so) (much|far)", lexicon)


def test_a_pattern_without_words_has_no_row(lexicon):
    assert [] == slots("😀", lexicon)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_every_way_to_say_a_pattern_fills_its_row(lexicon, words):
    pattern = " ".join(words)
    try:
        said = expand(pattern)
    except PatternError:
        return
    row = row_of(pattern, lexicon)

    for variant in said:
        terms = {term for term, _ in pattern_terms(" ".join(variant), lexicon)}

        assert all(slot.optional or any(terms >= {term for term, _ in phrase} for phrase in slot.phrases) for slot in row)
        assert terms <= {term for slot in row for phrase in slot.phrases for term, _ in phrase}
