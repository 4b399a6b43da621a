"""YAML as plain text with places: nothing is guessed, nothing is silently lost, every mistake has its line."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.content.nodes import MAX_BYTES, MAX_DEPTH, Document, read_nodes
from bot.errors import ContentError, Place, Problem

#: what YAML is made of, and what it trips over
YAMLISH = st.lists(
    st.sampled_from(
        [
            *"ab:-[]{}()|\"'#&*!%@`,?> \n\t\r",
            ": ",
            "\n  ",
            "- ",
            "---\n",
            "...\n",
            "é",
            "😀",
            "\x85",
            "\u2028",
            "\ufeff",
            "\0",
            "\x07",
            "<<",
            "\\",
        ]
    ),
    max_size=40,
).map("".join)


def read(text: str) -> Document:
    return read_nodes(text.encode(), "intents.yaml")


def complaints(raw: str | bytes) -> list[str]:
    """Return the first line of each problem."""
    with pytest.raises(ContentError) as caught:
        read_nodes(raw if isinstance(raw, bytes) else raw.encode(), "intents.yaml")
    return [str(problem).split("\n")[0] for problem in caught.value.problems]


# --- text, lists and dicts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("# a comment\n", ""),
        ("lamp", "lamp"),
        ("lamp: burns", {"lamp": "burns"}),
        ("lamp:", {"lamp": ""}),
        ("- lamp\n- cat", ["lamp", "cat"]),
        (
            "lamp:\n  - burns\n  - shines\ncat: {name: Barnacle, likes: [mice, fog]}",
            {"lamp": ["burns", "shines"], "cat": {"name": "Barnacle", "likes": ["mice", "fog"]}},
        ),
        ("- - a\n  - b\n- c", [["a", "b"], "c"]),
        ("lamp: burns # oil", {"lamp": "burns"}),
        ("lamp: >-\n  burns\n  oil\n", {"lamp": "burns oil"}),
        ("lamp: |\n  burns\n  oil\n", {"lamp": "burns\noil\n"}),
        ("\"lamp\": 'burns'", {"lamp": "burns"}),
        ('lamp: "\\u00e9"', {"lamp": "é"}),
        ("lamp: {}\ncat: []", {"lamp": {}, "cat": []}),
        ("---\nlamp: burns\n...\n", {"lamp": "burns"}),
        ("灯: 😀 \u202eé", {"灯": "😀 \u202eé"}),
        ("lamp: a\r\ncat: b\r\n", {"lamp": "a", "cat": "b"}),
    ],
)
def test_a_file_is_read_as_text_lists_and_dicts(text, expected):
    assert expected == read(text).data


@pytest.mark.parametrize("text", ["no", "on", "yes", "true", "null", "~", "1:30", "08", "0x1F", "1e3", "2024-01-02", ".inf", "=", "<<"])
def test_no_text_is_taken_for_anything_but_text(text):
    assert {"is": text} == read(f"is: {text}").data


def test_a_merge_key_is_a_key_like_any_other():
    assert {"<<": {"lamp": "burns"}} == read("<<: {lamp: burns}").data


def test_the_mark_that_some_editors_put_first_is_passed_over():
    assert {"lamp": "burns"} == read_nodes(b"\xef\xbb\xbflamp: burns", "intents.yaml").data


def test_a_text_of_ten_thousand_characters_is_read():
    assert {"lamp": "é" * 10_000} == read("lamp: " + "é" * 10_000).data


def test_lists_may_stand_twelve_deep_in_one_another():
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).data


# --- places --------------------------------------------------------------------------------------------------------

PLACED = """\
lamp:
  title: What burns?
  tests:
    - what "burns"
    - 'is it oil'
  reply: >-
    Oil
    burns.
"cat": [tom, "", {name: Barnacle}]
"""


@pytest.mark.parametrize(
    ("path", "line", "column", "length"),
    [
        (("lamp", "title"), 2, 10, len("What burns?")),
        (("lamp", "tests", 0), 4, 7, len('what "burns"')),
        (("lamp", "tests", 1), 5, 8, len("is it oil")),
        (("lamp", "reply"), 6, 10, 1),
        (("cat", 0), 9, 9, 3),
        (("cat", 1), 9, 15, 1),
        (("cat", 2, "name"), 9, 25, len("Barnacle")),
        (("lamp", "tests"), 4, 5, 1),
        ((), 1, 1, 1),
    ],
)
def test_every_value_has_its_place_within_its_quotes(path, line, column, length):
    assert Place("intents.yaml", line, column, length) == read(PLACED).values[path]


@pytest.mark.parametrize(
    ("path", "line", "column", "length"),
    [(("lamp",), 1, 1, 4), (("lamp", "reply"), 6, 3, 5), (("cat",), 9, 2, 3), (("cat", 2, "name"), 9, 19, 4)],
)
def test_every_key_has_its_place_within_its_quotes(path, line, column, length):
    assert Place("intents.yaml", line, column, length) == read(PLACED).keys[path]


def told(path, **options) -> str:
    return str(read(PLACED).problem(path, "rule", "wrong", **options))


def test_a_problem_is_shown_at_its_value():
    expected = """\
intents.yaml:2:10: error: wrong  [rule]
    2 |   title: What burns?
      |          ^~~~~~~~~~~"""

    assert expected == told(("lamp", "title"))


def test_a_problem_of_a_key_is_shown_at_the_key():
    expected = """\
intents.yaml:2:3: error: wrong  [rule]
    2 |   title: What burns?
      |   ^~~~~
    Mend it."""

    assert expected == told(("lamp", "title"), at_key=True, cure="Mend it.")


def test_a_problem_within_a_text_is_shown_at_its_character():
    expected = """\
intents.yaml:2:15: error: wrong  [rule]
    2 |   title: What burns?
      |               ^~~~~~"""

    assert expected == told(("lamp", "title"), offset=5)


@pytest.mark.parametrize("offset", [1, 5, 100])
def test_a_problem_within_a_text_of_several_lines_is_shown_where_the_text_begins(offset):
    expected = """\
intents.yaml:6:10: error: wrong  [rule]
    6 |   reply: >-
      |          ^"""

    assert expected == told(("lamp", "reply"), offset=offset)


@pytest.mark.parametrize("path", [("lamp", "quotes"), ("lamp", "quotes", 3, "x")])
def test_a_problem_of_what_is_not_there_is_shown_at_the_key_around_it(path):
    assert "intents.yaml:1:1: error: wrong  [rule]\n    1 | lamp:\n      | ^~~~" == told(path)


def test_a_problem_of_an_item_that_is_not_there_is_shown_at_the_key_of_its_list():
    assert "intents.yaml:3:3: error: wrong  [rule]\n    3 |   tests:\n      |   ^~~~~" == told(("lamp", "tests", 7))


def test_a_problem_of_the_file_as_a_whole_is_shown_at_its_first_line():
    assert "intents.yaml:1:1: error: wrong  [rule]\n    1 | lamp:\n      | ^" == told(("fog",), at_key=True)


def test_a_problem_of_an_empty_file_has_no_picture():
    assert "intents.yaml:1:1: error: wrong  [rule]" == str(read("").problem((), "rule", "wrong"))


# --- mistakes (their pictures and cures are in data/broken) --------------------------------------------------------


def test_all_that_is_too_clever_is_told_at_once():
    assert [
        "intents.yaml:1:7: error: anchors are not allowed (&a)  [no-alias]",
        "intents.yaml:2:6: error: aliases are not allowed (*a)  [no-alias]",
        'intents.yaml:3:1: error: "cat" is written twice; first on line 2  [duplicate-key]',
        "intents.yaml:3:6: error: tags are not allowed (!b)  [no-tag]",
        "intents.yaml:3:6: error: anchors are not allowed (&c)  [no-alias]",
    ] == sorted(complaints("lamp: &a oil\ncat: *a\ncat: !b &c tom"), key=lambda line: (line[:17], "tags" not in line))


def test_what_was_found_before_a_syntax_error_is_told_with_it():
    assert [
        'intents.yaml:2:1: error: "lamp" is written twice; first on line 1  [duplicate-key]',
        "intents.yaml:3:7: error: not YAML: mapping values are not allowed in this context  [syntax]",
    ] == complaints("lamp: a\nlamp: b\ncat: c: d")


def test_what_stands_below_the_second_of_two_equal_keys_is_read_for_itself():
    assert [
        'intents.yaml:4:1: error: "lamp" is written twice; first on line 1  [duplicate-key]',
        'intents.yaml:6:3: error: "x" is written twice; first on line 5  [duplicate-key]',
    ] == complaints("lamp:\n  x: 1\n  y: 2\nlamp:\n  x: 1\n  x: 2\n")


def test_nothing_is_read_after_the_start_of_a_second_document():
    assert ["intents.yaml:2:1: error: a second document starts here  [one-document]"] == complaints("lamp: a\n---\nlamp: b\n--- c: d: e")


@pytest.mark.parametrize("key", ["[lamp, cat]", "{lamp: cat}", "? [lamp]\n"])
def test_a_list_or_a_group_is_no_key(key):
    assert [complaint.endswith("a key must be one line of text  [key-not-text]") for complaint in complaints(f"{key}: x")] == [True]


def test_ten_thousand_brackets_are_a_mistake_like_any_other():
    assert ["intents.yaml:1:13: error: lists stand more than 12 deep in one another  [nested-too-deep]"] == complaints("[" * 10_000)


def test_a_file_of_more_than_five_million_bytes_is_not_read():
    with pytest.raises(ContentError) as caught:
        read_nodes(b"#" * (MAX_BYTES + 1), "intents.yaml")

    assert "intents.yaml:1:1: error: the file is over 5 MB  [too-large]\n    Split the content." == str(caught.value)


def test_a_file_of_five_million_bytes_is_read():
    assert "" == read_nodes(b"#" * MAX_BYTES, "intents.yaml").data


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("\0", 1, 1),
        ("é\x07", 1, 2),
        ("é\né\x07", 2, 2),
        ("a\r\nb\rc\x85d\u2028e\x1b", 5, 2),
        ("a: \x0b", 1, 4),
        ("a: \x0c", 1, 4),
        ("a: \x7f", 1, 4),
        ("a: \uffff", 1, 4),
    ],
)
def test_a_control_character_is_told_with_its_line_and_column(text, line, column):
    assert [f"intents.yaml:{line}:{column}: error: a control character stands here  [syntax]"] == complaints(text)


@pytest.mark.parametrize(
    ("raw", "line", "column"), [(b"\xff\xfea", 1, 1), (b"a: b\nc: caf\xe9", 2, 7), (b"a: \xed\xa0\x80", 1, 4), (b"a\n\n\x80", 3, 1)]
)
def test_a_file_that_is_not_utf_8_is_told_with_its_line_and_byte(raw, line, column):
    assert [f"intents.yaml:{line}:{column}: error: the file is not UTF-8 text  [not-utf-8]"] == complaints(raw)


@pytest.mark.parametrize("text", ["{", "[", "a: [", "a: {\n", '"', "'\n\n", "a: 'b\n# c\n", "- [a,\n"])
def test_what_is_never_closed_is_told_on_a_line_of_the_file(text):
    with pytest.raises(ContentError) as caught:
        read(text)

    assert [text.split("\n")[0]] == [problem.line_text for problem in caught.value.problems]


# --- laws ----------------------------------------------------------------------------------------------------------


def problems_of(raw: bytes) -> tuple[Problem, ...] | None:
    """Return what is wrong with a file, None if nothing is."""
    try:
        read_nodes(raw, "intents.yaml")
    except ContentError as error:
        return error.problems
    return None


@given(st.binary(max_size=200) | YAMLISH.map(str.encode))
def test_any_file_is_content_or_a_mistake_that_is_told(raw):
    assert () != problems_of(raw)


@given(YAMLISH)
def test_every_mistake_stands_on_a_line_of_the_file(text):
    for problem in problems_of(text.encode()) or []:
        assert 1 <= problem.place.line <= max(1, len(text.splitlines()))
        assert problem.place.column >= 1


@given(YAMLISH)
def test_what_is_accepted_is_what_any_yaml_reader_reads(text):
    try:
        data = read(text).data
    except ContentError:
        return

    assert (yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader) or data) == data


WORDS = st.text("abcé 😀-", min_size=1, max_size=8).filter(lambda text: text.strip("- ") == text)
NODES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(NODES)
def test_every_text_stands_at_its_place(node):
    document = read(yaml.safe_dump(node, allow_unicode=True, width=1000))
    for path, place in document.values.items():
        value = document.data
        for part in path:
            value = value[part]
        if isinstance(value, str):
            assert value == document.lines[place.line - 1][place.column - 1 :][: place.length]
