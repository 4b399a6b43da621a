"""Word lists: ``<limb>`` in a pattern stands for any member of the list of that name."""

import pytest
from conftest import MINI_YAML, make_bot
from hypothesis import given
from hypothesis import strategies as st

from bot.content.pattern import PatternError, expand
from bot.content.words import lists_of, spell_out, without_lists

WORDS = {"limb": ["arm", "<lower>", "left hand"], "lower": ["leg", "foot", "arm"], "cannot": ["can not", "[no] longer able"]}
LISTS = lists_of(WORDS)


def ways(pattern):
    return [" ".join(variant) for variant in expand(spell_out(pattern, LISTS))]


# --- what a name stands for ----------------------------------------------------------------------------------------


def test_a_name_stands_for_any_member_of_its_list():
    assert ["move leg", "move foot", "move arm"] == ways("move <lower>")


def test_a_list_within_a_list_adds_its_members_each_once():
    assert ["arm", "leg", "foot", "left hand"] == ways("<limb>")


def test_a_member_may_be_a_phrase_with_optional_words():
    assert ["can not walk", "longer able walk", "no longer able walk"] == ways("<cannot> walk")


def test_a_name_may_stand_in_brackets_and_more_than_once():
    assert 2 * 3 * 4 == len(ways("(lift|move) <lower> [or <lower>]"))


def test_a_pattern_without_a_name_is_left_as_it_is():
    assert "move (arm|leg)" == spell_out("move (arm|leg)", {})


def test_without_the_names_the_words_are_left():
    assert ["move", "or"] == without_lists("move <lower> or<limb>").split()


# --- mistakes ------------------------------------------------------------------------------------------------------


def test_an_unknown_name_is_told_with_its_place_and_the_nearest():
    with pytest.raises(PatternError) as caught:
        spell_out("move <lower> or <limbs>", LISTS)

    assert ('there is no word list "limbs"; did you mean "<limb>"?', 16) == (caught.value.message, caught.value.offset)


@pytest.mark.parametrize(("pattern", "offset"), [("move <limb", 5), ("move limb> now", 9), ("<<limb>", 0), ("<limb>>", 6)])
def test_a_mark_that_stands_alone_is_told_with_its_place(pattern, offset):
    with pytest.raises(PatternError) as caught:
        spell_out(pattern, LISTS)

    assert offset == caught.value.offset


# --- laws ----------------------------------------------------------------------------------------------------------


@given(st.text("ab <>()[]|", max_size=30))
def test_whatever_stands_between_the_marks_is_spelled_out_or_told_with_its_place(text):
    try:
        spelled, mark = spell_out(text, {"a": "(x|y)", "b": "(z)"}), "<"
    except PatternError as error:
        spelled, mark = "", text[error.offset]

    assert mark in ("<", ">")
    assert not {"<", ">"} & set(spelled)


@given(st.integers(1, 200))
def test_lists_that_hold_lists_do_not_grow_beyond_their_members(depth):
    words = {f"n{number}": [f"w{number}", f"<n{number + 1}>", f"<n{number + 1}>"] for number in range(depth)} | {f"n{depth}": ["end"]}

    assert depth + 1 == lists_of(words)["n0"].count("|") + 1


# --- in the bot ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bot(tmp_path_factory):
    lists = "words:\n  climb: climb, walk up, go to the top\n  steps: stairs, <way>\n  way: ladder, spiral staircase\n"
    text = MINI_YAML.replace(
        "      - cat\n      - is there a cat\n", "      - cat\n      - is there a cat\n      - where is the <way>\n", 1
    )
    text = text.replace("topics:\n", f"{lists}\ntopics:\n  climbing:\n    name: who may climb\n    patterns: <climb> <steps>\n", 1)
    return make_bot(tmp_path_factory.mktemp("lists"), text)


def test_a_topic_is_recognised_by_any_members_of_its_lists(bot):
    for question in ("may children climb the stairs", "may I walk up the spiral staircase", "can dogs go to the top of the ladder"):
        assert "climbing" == bot.reply(question).handoff.topic


def test_members_are_mended_as_other_words_are(bot):
    assert "climbing" == bot.reply("may children clmib the stiars").handoff.topic


def test_an_intent_is_matched_by_any_member(bot):
    assert ("cat",) == bot.reply("where is the spiral staircase").intents


def test_the_pattern_is_shown_as_it_is_written(bot):
    assert "<climb> <steps>" == bot.explain("may I climb the ladder").understanding.parts[0].topic.pattern
