"""The mask: what may be kept of a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.log.mask import MARK, common_words, mask, names

#: what the content would bring along, a name among it
VOCABULARY = frozenset({"imrt", "tumor", "tumors", "anderson", "will", "12"})


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("can imrt stop a tumor?", "can imrt stop a tumor?"),
        ("What is IMRT? Does it hurt?", "What is IMRT? Does it hurt?"),
        ("my aunt rosalie is scared", "my aunt • is scared"),
        ("MY AUNT ROSALIE IS SCARED", "MY AUNT • IS SCARED"),
        ("my aunt’s tumor", "my • tumor"),
        ("rosalie o'brien-kowalski has it", "• has it"),
        ("is grace here", "is • here"),
        ("is anderson here", "is • here"),
        ("we live in boston", "we live in •"),
        ("it began in march", "it began in •"),
        ("(rosalie)", "(•)"),
        ("i cant eat, dont know", "i cant eat, dont know"),
        ("i can't eat, don't know why", "i can't eat, don't know why"),
    ],
)
def test_a_word_stays_if_it_is_common_and_no_name(question, shown):
    assert shown == mask(question, VOCABULARY)


@pytest.mark.parametrize(
    "secret",
    ["555-0142", "(207) 555-0142", "3/4/1950", "12", "MRN-12345", "b12", "v², ⅷ", "rose.baker@mail.example", "https://a.example/you", "www.me.you", "a_b"],
)  # fmt: skip
def test_digits_addresses_and_numbers_go(secret):
    assert f"is {MARK} here" == mask(f"is {secret} here", VOCABULARY)


@pytest.mark.parametrize("name", ["Pain", "Strange", "Doctor", "Will"])
def test_a_capital_inside_of_a_sentence_is_a_name(name):
    assert "is it for • here" == mask(f"is it for {name} here", VOCABULARY)


@pytest.mark.parametrize(
    "question", ["will it hurt", "Will it hurt?", "Oh. Will it hurt?", "how long will it take", "what will the price be"]
)
def test_a_name_that_questions_need_stays_where_it_is_none(question):
    assert question == mask(question, VOCABULARY)


@pytest.mark.parametrize("question", ["will smith", "Will Smith", "rosalie price"])
def test_beside_a_name_it_goes(question):
    assert MARK == mask(question, VOCABULARY)


@pytest.mark.parametrize("question", ["dr. strange", "mr good", "mrs pain", "my name is pain", "the name is doctor"])
def test_what_is_introduced_is_a_name(question):
    assert mask(question, VOCABULARY).endswith(MARK)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("this is pain, can i ask", "this is •, can i ask"),
        ("can my husband pain strange drive", "can my husband • drive"),
        ("i live in normal", "i live in •"),
        ("is there one near normal", "is there one near •"),
        ("my wife, strange as it is", "my wife, strange as it is"),
    ],
)
def test_a_name_goes_where_one_is_due_though_it_is_a_word(question, shown):
    assert shown == mask(question, VOCABULARY)


@pytest.mark.parametrize(
    "question",
    ["can my husband drive", "my doctor is in a meeting", "this is about the tumor", "how near to the tumor", "we live in the area"],
)
def test_words_of_grammar_stay_where_a_name_would_be_due(question):
    assert question == mask(question, VOCABULARY)


def test_the_name_of_a_thing_can_be_asked_for():
    assert "what is the name of the machine" == mask("what is the name of the machine", VOCABULARY)


def test_a_street_loses_its_name():
    assert f"at {MARK} street" == mask("at 12 main street", VOCABULARY)


def test_a_number_written_in_words_goes():
    assert f"call {MARK} or one day" == mask("call five five oh one four two or one day", VOCABULARY)


def test_marks_in_a_row_become_one_so_that_they_tell_nothing_of_a_names_length():
    assert MARK == mask("Rosalie - Rosa B. - O. Kowalski, 12", VOCABULARY)


def test_letters_that_stand_alone_go():
    assert f"i have a {MARK}" == mask("i have a j r k", VOCABULARY)


def test_no_name_counts_as_common():
    assert common_words()
    assert not common_words() & names()


@given(st.text())
def test_nothing_is_shown_that_is_neither_allowed_nor_asked(text):
    shown = mask(text, VOCABULARY)
    words = [word.strip(".,;:?!()/%- ") for word in shown.replace(MARK, " ").split()]

    assert not any(map(str.isdigit, shown))
    assert {word.lower() for word in words if word} <= common_words() | VOCABULARY | {
        "may",
        "long",
        "price",
        "small",
        "short",
        "day",
        "good",
    }


@given(st.text())
def test_what_is_masked_can_be_masked_again_and_kept_anywhere(text):
    shown = mask(text, VOCABULARY)

    assert "\0" not in shown
    assert shown.encode().decode() == shown
    assert len(mask(shown, VOCABULARY)) <= len(shown)
