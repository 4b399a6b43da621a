"""What the bot knows of a language before it reads any content."""

import pickle
import sys
from dataclasses import fields
from typing import get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.language.dictionary import one_edit_away, word_counts
from bot.language.language import Language, language_of, tables

CODES = ["ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "tr"]


# --- languages -----------------------------------------------------------------------------------------------------


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(BotError) as caught:
        language_of("xx")

    assert f'The language "xx" is not known. Allowed: {", ".join(CODES)}.' == str(caught.value)


@pytest.mark.parametrize("code", CODES)
def test_every_known_language_has_its_endings(code):
    language = language_of(code)

    assert code == language.code
    assert isinstance(language.stem("lamp"), str)


def test_a_language_is_made_once():
    assert language_of("en") is language_of("en")


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", ("tumor", "tumors")),
        ("en", ("treat", "treats", "treated", "treating")),
        ("de", ("lampe", "lampen")),
        ("es", ("pregunta", "preguntas")),
        ("ru", ("лампа", "лампы", "лампу")),
    ],
)
def test_the_forms_of_a_word_have_one_stem(code, forms):
    assert 1 == len({language_of(code).stem(form) for form in forms})


@pytest.mark.parametrize("word", ["", "x", "9", "猫", "😀", "\0", "a" * 10_000])
def test_any_word_has_a_stem(word):
    assert isinstance(language_of("en").stem(word), str)


def test_a_language_that_was_kept_in_a_file_is_the_one_that_is_known():
    assert language_of("en") is pickle.loads(pickle.dumps(language_of("en")))


def test_english_comes_with_its_small_words():
    language = language_of("en")

    assert "the" in language.function_words
    assert "why" in language.question_starts
    assert "because" in language.conjunctions
    assert "never" in language.negations
    assert "how long" in language.question_phrases
    assert "tell me" in language.requests
    assert "i" in language.story_starts
    assert "what" in language.is_after
    assert ("you", "can not") == (language.opened["u"], language.opened["cant"])


def test_of_another_language_the_small_words_are_not_known():
    language = language_of("de")

    assert (frozenset(), frozenset(), (), {}) == (language.function_words, language.negations, language.requests, language.opened)


# --- English -------------------------------------------------------------------------------------------------------

SETS = [each.name for each in fields(Language) if get_origin(each.type) is frozenset and each.name != "idle_words"]


@pytest.mark.parametrize("name", SETS)
def test_small_words_are_written_folded(name):
    assert all(word == word.casefold() and word.replace(" ", "").isalnum() for word in getattr(language_of("en"), name))


def test_a_word_is_not_opened_in_two_ways():
    typed = tables("typed")

    assert set() == typed["contractions"].keys() & typed["chat_words"].keys()


def test_what_a_word_is_opened_to_is_not_opened_again():
    opened = language_of("en").opened

    assert set() == {word for words in opened.values() for word in words.split()} & opened.keys()


# --- dictionaries --------------------------------------------------------------------------------------------------


def test_a_right_word_is_known_with_its_count():
    language = language_of("en")

    assert language.is_word("hospital")
    assert language.count_of("the") > language.count_of("lighthouse") > 0


@pytest.mark.parametrize("word", ["", "hospitel", "Hospital", "\0", "😀", "\ud800", "a" * 10_000])
def test_anything_else_is_no_word(word):
    language = language_of("en")

    assert not language.is_word(word)
    assert 0 == language.count_of(word)


def test_another_language_has_its_own_words():
    assert language_of("de").is_word("krankenhaus")
    assert not language_of("en").is_word("krankenhaus")


def test_a_language_without_a_list_of_words_knows_none():
    assert {} == word_counts("fi")
    assert not language_of("fi").is_word("lamppu")


def test_a_program_without_its_dictionaries_says_how_to_mend_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "spellchecker", None)
    with pytest.raises(BotError) as caught:
        word_counts("xx")

    assert "The package pyspellchecker is missing. Install the bot again: pip install ." == str(caught.value)


@pytest.mark.parametrize("near", ["hospial", "hosptial", "hosbital", "hosspital"])
def test_a_letter_left_out_swapped_mistaken_or_added_is_one_edit(near):
    assert "hospital" in one_edit_away(near)


@pytest.mark.parametrize("word", ["hospital", "hostpil", "hospitally"])
def test_neither_none_nor_two_slips_are_one_edit(word):
    assert "hospital" not in one_edit_away(word)


def test_one_edit_away_from_nothing_are_the_letters():
    assert set("abcdefghijklmnopqrstuvwxyz") == one_edit_away("")


@given(st.text("abc", max_size=6), st.data())
def test_one_edit_leads_back(word, data):
    near = data.draw(st.sampled_from(sorted(one_edit_away(word))))

    assert word in one_edit_away(near)
