"""Mending spelling: only a word that nobody knows may stand for another, and only for the nearest."""

import re
from dataclasses import replace

import pytest
from conftest import MINI_YAML
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.content.models import Content
from bot.content.nodes import read_nodes
from bot.normalise.lexicon import build_lexicon
from bot.normalise.spelling import LONGEST_WORD, near_words, split_word

MUSEUM = build_lexicon(Content.model_validate(read_nodes(MINI_YAML.encode(), "intents.yaml").data))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DRAWN_OUT = re.compile(r"(.)\1\1")


def nearest(word: str) -> str | None:
    """Return the likeliest word that ``word`` is a misspelling of."""
    return next((near for near, _ in near_words(word, MUSEUM)), None)


# --- near words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lmap", "lamp"),
        ("lampp", "lamp"),
        ("tikcet", "ticket"),
        ("ticet", "ticket"),
        ("tickwt", "ticket"),
        ("lighhouse", "lighthouse"),
        ("lihgthosue", "lighthouse"),
        ("ambulence", "ambulance"),
        ("museun", "museum"),
        ("kityt", "kitty"),
        ("pleese", "please"),
    ],
)
def test_a_slip_of_the_keyboard_is_mended_to_a_word_of_the_content(word, expected):
    assert expected == nearest(word)


@pytest.mark.parametrize(("word", "expected"), [("hospitl", "hospital"), ("recieve", "receive"), ("weathr", "weather")])
def test_a_slip_in_a_word_of_the_language_is_mended_to_it(word, expected):
    assert expected == nearest(word)


def test_a_word_of_the_language_that_is_nearer_than_any_of_the_content_wins():
    # Two slips from "keeper", one from "deeper".
    assert "deeper" == nearest("deeperr")


def test_a_form_of_a_word_of_the_content_comes_before_other_words_as_near():
    # "Barking" is as near, and commoner; the content says "park".
    assert "parking" == nearest("qarking")


def test_a_word_with_the_same_first_letter_is_likelier():
    # "While" is as near, and far commoner.
    assert "shine" == nearest("shile")


def test_a_word_that_names_the_subject_is_likelier():
    assert "over" == nearest("tover")
    assert "tower" == near_words("tover", replace(MUSEUM, about={"tower": 0}))[0][0]


def test_without_a_nearer_word_two_slips_lead_to_the_content():
    assert "lighthouse" == nearest("lithouse")


@pytest.mark.parametrize(("word", "expected"), [("sooo", "so"), ("pleaseeee", "please"), ("caaaat", "cat"), ("keeeeper", "keeper")])
def test_drawn_out_letters_are_no_slip_at_all(word, expected):
    assert [(expected, 1.0)] == near_words(word, MUSEUM)


@pytest.mark.parametrize(
    ("word", "expected"), [("cznt", ("can", "not")), ("isbt", ("is", "not")), ("cann", None), ("xant", None), ("blorp", None)]
)
def test_a_slip_in_a_short_negation_is_mended(word, expected):
    assert expected == split_word(word, MUSEUM)


def test_a_word_that_is_spelt_as_it_sounds_is_read_as_it_is_spelt():
    assert [("station", 1.0)] == near_words("stashun", MUSEUM)


@pytest.mark.parametrize(("word", "expected"), [("teh", "the"), ("hwo", "how"), ("hav", "have")])
def test_in_a_word_of_three_letters_swapped_and_left_out_letters_are_mended(word, expected):
    assert expected == nearest(word)


@pytest.mark.parametrize("word", ["cxt", "zat", "qat"])
def test_in_a_word_of_three_letters_a_mistaken_letter_makes_another_word(word):
    assert "cat" not in [near for near, _ in near_words(word, MUSEUM)]


@pytest.mark.parametrize(
    "word", ["", "x", "l4mp", "lamp2", "2", "lam'p", "😀", "\u202e", "\0", "\ud800", "l" + "x" * LONGEST_WORD, "a" * 10_000]
)
def test_what_is_no_word_of_a_length_that_people_type_is_not_mended(word):
    assert [] == near_words(word, MUSEUM)


@pytest.mark.parametrize("word", ["qqqxzzv", "猫猫猫", "ламппа", "zqxjkvbnw"])
def test_what_is_like_no_word_is_not_mended(word):
    assert [] == near_words(word, MUSEUM)


@given(st.text(LETTERS, max_size=LONGEST_WORD + 2) | st.text(max_size=20))
def test_near_words_are_known_distinct_and_at_most_three_with_a_similarity_above_none(word):
    found = near_words(word, MUSEUM)

    assert len(found) <= 3
    assert len({near for near, _ in found}) == len(found)
    assert all(0 < similarity <= 1 for _, similarity in found)
    assert all(MUSEUM.knows(near) or MUSEUM.language.is_word(near) for near, _ in found)


@given(st.sampled_from(sorted(word for word in MUSEUM.stems if len(word) > 5 and word.isalpha())), st.data())
def test_a_known_word_with_two_letters_swapped_is_mended(word, data):
    place = data.draw(st.integers(1, len(word) - 2))
    slip = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    known = MUSEUM.knows(slip) or MUSEUM.language.is_word(slip)

    assert known or word in [near for near, _ in near_words(slip, MUSEUM)]


@given(st.text(LETTERS + "é", min_size=2, max_size=12))
def test_the_nearest_words_are_the_ones_that_a_look_at_every_word_finds(word):
    """What is looked for among words with the same edges, and first one slip away, is what the slow search finds."""
    slips = {
        near: OSA.distance(word, near)
        for near in MUSEUM.stems
        if len(word) > 3 or sorted(word) == sorted(near) or len(word) == 3 < len(near)
    }
    single = {near for near, distance in slips.items() if distance == min(slips.values()) <= 1}
    found = [near for near, _ in near_words(word, MUSEUM)]

    assert DRAWN_OUT.search(word) or not single or (set(found) <= single and len(found) == min(3, len(single)))


# --- words run together --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("lampcat", ("lamp", "cat")),
        ("howfar", ("how", "far")),
        ("entrancefee", ("entrance", "fee")),
        ("islamp", ("is", "lamp")),
        ("nocats", ("no", "cats")),
        ("seeam", ("see", "am")),
    ],
)
def test_a_word_of_the_content_that_is_run_together_with_another_or_a_small_one_is_parted(word, expected):
    assert expected == split_word(word, MUSEUM)


@pytest.mark.parametrize(
    "word", ["", "lamp", "lampzzz", "zzzlamp", "lampa", "alamp", "lampcatlamp", "猫lamp", "\0", "\ud800", "lamp" * 10, "a" * 10_000]
)
def test_anything_else_is_not_parted(word):
    assert split_word(word, MUSEUM) is None


@given(st.text(LETTERS, max_size=40))
def test_what_is_parted_is_two_known_words_one_of_three_letters_at_least(word):
    parts = split_word(word, MUSEUM) or ("lamp", "cat")

    assert all(MUSEUM.knows(part) or part in ("no", "not") for part in parts)
    assert max(map(len, parts)) >= 3
