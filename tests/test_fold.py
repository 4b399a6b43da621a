"""Folding finds the words of a text, each where it was written, whatever was done to its letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.language import language_of
from bot.normalise.fold import fold, fold_word, shortened

ENGLISH = language_of("en")
LATIN = st.text("abcABCéÉçßÅñü '’-.", max_size=30)


def words(text: str) -> list[str]:
    return [word.text for word in fold(text, ENGLISH)]


def written(text: str) -> list[str]:
    return [text[word.span.start : word.span.end] for word in fold(text, ENGLISH)]


# --- written for another word --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hard 2 get", "hard to get"),
        ("dose the lamp burn", "does the lamp burn"),
        ("Old. Dose the lamp burn", "old does the lamp burn"),
        ("old dose the lamp burn", "old dose the lamp burn"),
        ("2 lamps", "2 lamps"),
        ("what does it stand 4", "what does it stand for"),
        ("4 lamps", "4 lamps"),
        ("what dose it do", "what does it do"),
        ("the dose of it", "the dose of it"),
        ("gud, rite?", "good right"),
    ],
)
def test_what_is_written_for_a_small_word_is_that_word_where_it_can_be(text, read):
    assert read == " ".join(words(text))


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "?!…", "—", "___", "😀", "\u202e\u2066", "\0", "\ud800", "'’´", "\u0301", "\u200b\ufeff"]
)
def test_a_text_without_letters_and_digits_has_no_words(text):
    assert [] == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lamp", ["lamp"]),
        ("What is the Lamp?", ["what", "is", "the", "lamp"]),
        ("state-of-the-art 3D, 24/7", ["state", "of", "the", "art", "3d", "24", "7"]),
        ("lamp_room", ["lamp", "room"]),
        ("(lamp)[cat]…fog", ["lamp", "cat", "fog"]),
        ("Где маяк?", ["где", "маяк"]),
        ("灯塔 在哪里", ["灯塔", "在哪里"]),
        ("أين المنارة", ["أين", "المنارة"]),
        ("😀lamp😀cat", ["lamp", "cat"]),
        ("a\0lamp", ["a", "lamp"]),
        ("\ud800lamp\udfff", ["lamp"]),
        ("\u202elamp\u202c \u2066cat\u2069", ["lamp", "cat"]),
    ],
)
def test_a_word_is_letters_and_digits(text, expected):
    # Arabic: the hamza is a mark above its letter, and marks are folded away.
    assert [fold_word(word) for word in expected] == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LAMP", "lamp"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("İ", "i"),
        ("café", "cafe"),
        ("cafe\u0301s", "cafes"),
        ("Åland", "aland"),
        ("ＩＭＲＴ", "imrt"),
        ("①", "1"),
        ("la\u00admp", "lamp"),
        ("la\u200bmp", "lamp"),
        ("la\u200fmp", "lamp"),
        ("la\ufeffmp", "lamp"),
        ("ΛΆΜΠΑΣ", "λαμπασ"),
        ("ﷺ", "صلىاللهعليهوسلم"),
    ],
)
def test_a_word_is_folded_to_plain_lower_case_letters(text, expected):
    assert [expected] == words(text)


@pytest.mark.parametrize("text", ["ﾞ", "ﹰ", "ʼ", "ʼʼ", "ﾞ's", "ʼs"])
def test_a_sign_of_which_nothing_is_left_is_no_word(text):
    assert [] == words(text)


def test_ten_thousand_characters_without_a_space_are_one_word():
    assert ["a" * 10_000] == words("A" * 10_000)


def test_ten_thousand_words_are_ten_thousand_words():
    assert ["lamp"] * 10_000 == words("lamp " * 10_000)


@pytest.mark.parametrize("text", ["a'" * 5_000, "'" * 10_000, "a" + "\u0301" * 10_000, "a\u200b" * 5_000, "\u0301a" * 5_000])
def test_ten_thousand_odd_characters_are_read_at_once(text):
    assert len(words(text)) <= 5_000


# --- what is written short -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can't", "can not"),
        ("cannot", "can not"),
        ("CAN’T", "can not"),
        ("won't", "will not"),
        ("isn't", "is not"),
        ("hadn‘t", "had not"),
        ("I'm", "i am"),
        ("we're", "we are"),
        ("I`ve", "i have"),
        ("they'll", "they will"),
        ("I´d", "i would"),
        ("what's", "what is"),
        ("it’s", "it is"),
        ("itʼs", "it is"),
        ("keeper's", "keeper"),
        ("keepers'", "keepers"),
        ("o'clock", "oclock"),
        ("rock'n'roll", "rocknroll"),
        ("n't", "not"),
        ("u", "you"),
        ("pls", "please"),
        ("WAT", "what"),
        ("idk", "i do not know"),
        ("y'all", "you all"),
        ("imho lamp", "lamp"),
    ],
)
def test_what_is_written_short_is_opened(text, expected):
    assert expected.split() == words(text)


def test_the_words_of_an_opened_contraction_share_their_place():
    assert ["isn’t", "isn’t", "it"] == written("isn’t it?")


def test_a_language_of_which_no_small_words_are_known_opens_none():
    assert ["cant", "u"] == [word.text for word in fold("cant u", language_of("de"))]


# --- drawn-out letters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", ()),
        ("lamp", ()),
        ("good", ()),
        ("sooo", ("soo", "so")),
        ("goood", ("good", "god")),
        ("lammmpp", ("lammpp", "lamp")),
        ("111", ()),
        ("éééé", ("éé", "é")),
        ("a" * 10_000, ("aa", "a")),
    ],
)
def test_drawn_out_letters_are_written_twice_then_once(word, expected):
    assert expected == shortened(word)


# --- laws ----------------------------------------------------------------------------------------------------------


@given(st.text() | LATIN)
def test_folding_never_moves_a_span(text):
    for word in fold(text, ENGLISH):
        start, end = word.span

        assert 0 <= start < end <= len(text)
        # A word as it was written holds no white space and begins and ends with its own letters.
        assert [word.span] == list(dict.fromkeys(part.span for part in fold(" " * start + text[start:end], ENGLISH)))


@given(LATIN, LATIN)
def test_a_word_is_folded_alike_wherever_it_stands(before, text):
    assert words(text) == words(f"{before} {text}")[len(words(before)) :]


@given(st.text())
def test_the_words_are_in_the_order_written_and_never_empty(text):
    found = fold(text, ENGLISH)

    assert sorted(word.span for word in found) == [word.span for word in found]
    assert all(word.text for word in found)


@given(st.text())
def test_a_folded_word_holds_no_capital_no_accent_no_space_and_no_invisible_mark(text):
    for word in fold(text, ENGLISH):
        assert word.text == word.text.casefold()
        assert not {"Mn", "Cf", "Zs", "Cs", "Cc"} & {unicodedata.category(character) for character in word.text}


@given(LATIN)
def test_it_does_not_matter_how_accents_are_encoded(text):
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(LATIN)
def test_it_does_not_matter_how_apostrophes_are_written(text):
    assert words(text.replace("’", "'")) == words(text.replace("'", "’"))


@given(LATIN)
def test_it_does_not_matter_whether_letters_are_capitals(text):
    assert words(text) == words(text.upper())


@given(st.from_regex(r"[a-zßéñ]{1,12}", fullmatch=True))
def test_folding_a_folded_word_changes_nothing(word):
    assert fold_word(word) == fold_word(fold_word(word))
