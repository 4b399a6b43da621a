"""The pattern language: words, [optional words], (one|other), nested; every mistake has its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.pattern import MAX_VARIANTS, Group, PatternError, Variant, expand, parse

WORDS = st.sampled_from(["lamp", "cat", "fog bell", "the", "é", "猫"])
MARKS = st.text("ab []()| ", max_size=40)


def ways(pattern: str) -> list[str]:
    return [" ".join(variant) for variant in expand(pattern)]


def good_patterns() -> st.SearchStrategy[str]:
    """Patterns of two levels at most that an editor could have written."""
    group = st.lists(WORDS, min_size=1, max_size=3).map("|".join)
    item = WORDS | group.map("({})".format) | group.map("[{}]".format)
    return st.tuples(WORDS, st.lists(item, max_size=2)).map(lambda parts: " ".join([parts[0], *parts[1]]))


# --- ways to say it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("lamp", ["lamp"]),
        ("  the   lamp\t", ["the lamp"]),
        ("the [old] lamp", ["the lamp", "the old lamp"]),
        ("(lamp|light) beam", ["lamp beam", "light beam"]),
        ("see (the lamp|it)", ["see the lamp", "see it"]),
        ("[please|kindly] call", ["call", "please call", "kindly call"]),
        ("(one) lamp", ["one lamp"]),
        ("see([ the ]lamp)", ["see lamp", "see the lamp"]),
        ("(light [house]|lamp)", ["light", "light house", "lamp"]),
        ("[very [very]] old", ["old", "very old", "very very old"]),
        ("(a|b) (c|d)", ["a c", "a d", "b c", "b d"]),
        ("[old] [old] lamp", ["lamp", "old lamp", "old old lamp"]),
        ("(lamp|lamp)", ["lamp"]),
        ("keeper's 24/7 {phone}?", ["keeper's 24/7 {phone}?"]),
    ],
)
def test_a_pattern_stands_for_every_way_to_say_it_in_the_order_written(pattern, expected):
    assert expected == ways(pattern)


def test_a_pattern_is_read_as_runs_of_words_and_groups():
    assert ("how far", Group((("does",), ("can", Group((("you",),), optional=True))), optional=False), "it shine") == parse(
        "how  far (does|can [you]) it shine"
    )


def test_words_may_be_of_any_script_and_hold_any_sign_but_the_marks():
    assert [("猫",), ("😀", "l’été", "\u202ea", "\0", "\ud800")] == [expand(text)[0] for text in ("猫", "😀 l’été \u202ea \0 \ud800")]


def test_a_pattern_of_ten_thousand_characters_is_read():
    assert 2_000 == len(expand("lamp " * 2_000)[0])


def test_a_pattern_may_stand_for_five_hundred_ways():
    digits = "|".join("0123456789")

    assert MAX_VARIANTS == len(expand(f"({digits}) ({digits}) (a|b|c|d|e)"))


def test_more_ways_than_five_hundred_are_too_many_to_compare():
    digits = "|".join("0123456789")
    with pytest.raises(PatternError) as caught:
        expand(f"({digits}) ({digits}) (a|b|c|d|e) [x]")

    assert ("the pattern stands for more than 500 ways to say it; write two patterns", 0) == (caught.value.message, caught.value.offset)


def test_a_group_of_more_than_five_hundred_ways_is_too_many_wherever_it_stands():
    many = "|".join(f"w{number}" for number in range(501))
    with pytest.raises(PatternError):
        expand(f"lamp [{many}]")


def test_a_pattern_that_is_only_looked_for_may_stand_for_any_number_of_ways():
    assert 20 == len(parse("(a|b|c) " * 20))


def test_brackets_may_stand_eight_deep_in_one_another():
    assert ["lamp"] == ways("(" * 8 + "lamp" + ")" * 8)


# --- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "message", "at"),
    [
        ("", "the pattern has no words", 0),
        (" \t", "the pattern has no words", 0),
        ("[lamp]", "every word can be left out", 0),
        ("[a] [b]", "every word can be left out", 0),
        ("([lamp])", "every word can be left out", 0),
        ("(lamp|[cat])", "every word can be left out", 0),
        ("what (lamp", '")" is missing', 5),
        ("lamp, what (lamp", "patterns that share a line go on in the next only after a comma; write one a line", 4),
        ("what (lamp|cat", '")" is missing', 5),
        ("what [lamp", '"]" is missing', 5),
        ("(a [b", '"]" is missing', 3),
        ("(", '")" is missing', 0),
        ("what lamp)", '")" closes nothing', 9),
        ("what lamp]", '"]" closes nothing', 9),
        ("(lamp]", '"]" closes nothing', 5),
        ("[lamp)", '")" closes nothing', 5),
        ("lamp | cat", '"|" stands outside of ( )', 5),
        ("|", '"|" stands outside of ( )', 0),
        ("what ()", "a bracket or an alternative is empty", 5),
        ("what [ ]", "a bracket or an alternative is empty", 5),
        ("(lamp|)", "a bracket or an alternative is empty", 0),
        ("(|lamp)", "a bracket or an alternative is empty", 0),
        ("(lamp||cat)", "a bracket or an alternative is empty", 0),
        ("a " + "(" * 9 + "lamp" + ")" * 9, "brackets stand more than 8 deep in one another", 10),
    ],
)
def test_a_mistake_is_told_with_its_place(pattern, message, at):
    with pytest.raises(PatternError) as caught:
        expand(pattern)

    assert (message, at) == (caught.value.message, caught.value.offset)
    assert message == str(caught.value)


def test_ten_thousand_brackets_are_a_mistake_like_any_other():
    with pytest.raises(PatternError, match="more than 8 deep"):
        expand("(" * 10_000)


# --- laws ----------------------------------------------------------------------------------------------------------


def read(text: str) -> tuple[tuple[Variant, ...], PatternError | None]:
    """Return the ways to say ``text``, and what is wrong with it."""
    try:
        return expand(text), None
    except PatternError as mistake:
        return (), mistake


@given(st.text() | MARKS)
def test_any_text_is_a_pattern_or_a_mistake_that_is_told(text):
    variants, mistake = read(text)

    assert 1 <= len(variants) <= MAX_VARIANTS if mistake is None else mistake.message
    assert mistake is None or 0 <= mistake.offset <= len(text)


@given(MARKS)
def test_no_way_to_say_a_pattern_is_silent_or_holds_a_mark(text):
    variants, _ = read(text)

    assert all(variants)
    assert not set("[](|) ") & set("".join(word for variant in variants for word in variant))


@given(good_patterns())
def test_no_way_to_say_a_pattern_comes_twice(pattern):
    variants = expand(pattern)

    assert len(set(variants)) == len(variants)


@given(good_patterns())
def test_every_way_to_say_a_pattern_is_a_pattern_for_itself(pattern):
    assert [(variant,) for variant in expand(pattern)] == [expand(" ".join(variant)) for variant in expand(pattern)]


@given(good_patterns(), good_patterns())
def test_alternatives_stand_for_the_ways_of_each(one, other):
    assert {*expand(one), *expand(other)} == set(expand(f"({one}|{other})"))


@given(good_patterns())
def test_optional_words_may_be_said_or_left_out(pattern):
    assert {("x",), *(("x", *variant) for variant in expand(pattern))} == set(expand(f"x [{pattern}]"))
