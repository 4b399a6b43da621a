"""Short lists: a text with commas says what a list says, and each word of it keeps its place."""

import pytest
from conftest import MINI_YAML
from hypothesis import given
from hypothesis import strategies as st

from bot.content.nodes import read_nodes
from bot.content.short import is_list, split_short_lists


def document(text):
    found = read_nodes(text.encode(), "intents.yaml")
    split_short_lists(found)
    return found


def words_with_places(text, *path):
    found = document(text)
    node = found.data
    for key in path:
        node = node[key]
    return [(word, *found.values[(*path, number)][1:]) for number, word in enumerate(node)]


def test_a_text_with_commas_is_a_list():
    assert [("light", 2, 9, 5), ("oil lamp", 2, 16, 8)] == words_with_places("synonyms:\n  lamp: light, oil lamp\n", "synonyms", "lamp")


def test_a_text_without_a_comma_is_a_list_of_one():
    assert [("spine", 1, 8, 5)] == words_with_places("about: spine", "about")


def test_an_item_with_commas_is_several_items():
    text = "ignore:\n  - hi\n  - hello, hi there\n  - please\n"

    assert [("hi", 2, 5, 2), ("hello", 3, 5, 5), ("hi there", 3, 12, 8), ("please", 4, 5, 6)] == words_with_places(text, "ignore")


def test_a_text_may_go_on_in_the_next_line_after_a_comma():
    assert [("hi", 2, 3, 2), ("hello", 3, 3, 5)] == words_with_places("ignore:\n  hi,\n  hello\n", "ignore")
    assert [("hi", 2, 3, 2), ("hello", 3, 3, 5)] == words_with_places("ignore: >-\n  hi,\n  hello\n", "ignore")


def test_a_word_within_the_word_before_keeps_its_own_place():
    assert [("party hat", 1, 9, 9), ("art", 1, 20, 3)] == words_with_places("ignore: party hat, art", "ignore")


def test_quotation_marks_around_it_do_not_matter():
    assert [("[my] lamp", 1, 10, 9), ("cat", 1, 21, 3)] == words_with_places('ignore: "[my] lamp, cat"', "ignore")


def test_an_empty_piece_stands_behind_the_comma_before_it():
    assert [("hi", 1, 9, 2), ("", 1, 12, 1), ("hello", 1, 15, 5)] == words_with_places("ignore: hi, , hello", "ignore")


def test_forgotten_dashes_are_no_list():
    assert "hi there hello" == document("ignore:\n  hi there\n  hello\n").data["ignore"]
    assert "-hi -hello" == document("ignore:\n  -hi\n  -hello\n").data["ignore"]
    assert ["hi, hi there"] == document("ignore:\n  - hi, hi\n    there\n").data["ignore"]
    assert "hi, hi there" == document("ignore: hi, hi\n  there\n").data["ignore"]


def test_what_is_no_short_list_keeps_its_commas():
    text = "phone: 1, 2\nintents:\n  cat:\n    title: A cat, a hat\n    tests:\n      - hi, is there a cat\n"

    assert document(text).data == read_nodes(text.encode(), "intents.yaml").data


def test_what_is_no_text_is_left_to_the_models():
    assert ["a", "b", {"c": "d, e"}] == document("ignore:\n  - a, b\n  - c: d, e\n").data["ignore"]
    assert {"x": {"y": "a, b"}} == document("synonyms:\n  x:\n    y: a, b\n").data["synonyms"]
    assert ["a, b"] == document("- a, b\n").data
    assert "" == document("ignore:\n").data["ignore"]


@pytest.mark.parametrize(
    ("path", "is_one", "is_short"),
    [
        (("about",), True, True),
        (("synonyms", "lamp"), True, True),
        (("intents", "cat", "patterns"), True, True),
        (("guards", "fall", "gives_way"), True, True),
        (("intents", "cat", "not"), True, False),
        (("intents", "cat", "quotes"), True, False),
        (("intents", "cat", "unless"), False, False),
        (("intents", "cat"), False, False),
        (("messages", "topic"), False, False),
        (("synonyms",), False, False),
        ((), False, False),
    ],
)
def test_the_models_say_where_lists_stand_and_which_are_short(path, is_one, is_short):
    assert (is_one, is_short) == (is_list(path), is_list(path, short=True))


def test_content_without_commas_stays_as_it_is():
    assert document(MINI_YAML) == read_nodes(MINI_YAML.encode(), "intents.yaml")


WORDS = st.lists(st.from_regex(r"[a-z]{1,5}( [a-z]{1,5})?", fullmatch=True), min_size=1, max_size=9)


@given(WORDS, st.sampled_from([", ", ",", " ,  ", ",\n  "]))
def test_each_word_stands_where_its_place_says(words, comma):
    found = document(f"ignore:\n  {comma.join(words)}\n")

    assert words == found.data["ignore"]
    for number, word in enumerate(words):
        _, line, column, length = found.values[("ignore", number)]
        assert word == found.lines[line - 1][column - 1 : column - 1 + length]
