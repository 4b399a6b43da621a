"""What can go wrong is told as editors understand it: place, rule, the line with a marker, the cure."""

import pytest

from bot.errors import BotError, ContentError, Place, Problem


def problem(line: int = 4, column: int = 9, length: int = 4, line_text: str = "      - lamp", cure: str = "Delete it.") -> Problem:
    return Problem(Place("intents.yaml", line, column, length), "duplicate-pattern", '"lamp" is there twice', cure, line_text)


def marker(shown: Problem) -> str:
    """Return what the marker underlines."""
    _, line, marks, *_ = str(shown).split("\n")
    return line[marks.index("^") : len(marks)]


def test_a_problem_is_printed_with_its_place_its_line_a_marker_and_the_cure():
    expected = """\
intents.yaml:4:9: error: "lamp" is there twice  [duplicate-pattern]
    4 |       - lamp
      |         ^~~~
    Delete it."""

    assert expected == str(problem())


def test_a_problem_without_a_cure_ends_with_its_picture():
    expected = """\
intents.yaml:4:9: error: "lamp" is there twice  [duplicate-pattern]
    4 |       - lamp
      |         ^~~~"""

    assert expected == str(problem(cure=""))


@pytest.mark.parametrize("line_text", ["", "   ", "\t"])
def test_a_problem_without_a_line_has_no_picture(line_text):
    expected = """\
intents.yaml:4:9: error: "lamp" is there twice  [duplicate-pattern]
    Delete it."""

    assert expected == str(problem(line_text=line_text))


def test_a_warning_says_that_it_is_one():
    warning = Problem(Place("intents.yaml", 1, 1), "long-title", "the title is long", level="warning")

    assert "intents.yaml:1:1: warning: the title is long  [long-title]" == str(warning)


def test_the_marker_stays_under_its_word_whatever_the_number_of_the_line():
    assert ["lamp", "lamp", "lamp"] == [marker(problem(line)) for line in (7, 77, 7777)]


def test_a_tab_does_not_move_the_marker():
    assert "lamp" == marker(problem(line_text="\t\t\t\t\t\t- lamp"))


def test_a_control_character_never_reaches_the_terminal():
    shown = str(problem(line_text="      - lamp \x1b[2J \x07 \u202e \ud800"))

    assert "    4 |       - lamp  [2J      " == shown.split("\n")[1]


def test_a_long_line_is_cut_around_the_marker():
    shown = problem(column=501, line_text="a" * 500 + "lamp" + "b" * 500)

    assert "lamp" == marker(shown)
    assert "    4 | " + "a" * 33 + "lamp" + "b" * 31 == str(shown).split("\n")[1]


def test_the_marker_ends_where_the_line_ends():
    assert "lamp" == marker(problem(length=400))


@pytest.mark.parametrize("column", [13, 14, 300])
def test_a_place_after_the_end_of_the_line_is_marked_once(column):
    assert str(problem(column=column)).split("\n")[2].endswith("^")


def test_a_place_of_no_length_is_marked_once():
    assert "l" == marker(problem(length=0))


def test_a_content_error_prints_all_problems_in_the_order_of_the_file():
    error = ContentError([problem(line=30), problem(line=4), problem(line=4, column=2)])

    assert [(4, 2), (4, 9), (30, 9)] == [(found.place.line, found.place.column) for found in error.problems]
    assert "\n".join(str(found) for found in error.problems) == str(error)


def test_a_content_error_takes_problems_from_any_iterable():
    assert (problem(),) == ContentError(found for found in [problem()]).problems


def test_whoever_catches_a_mistake_of_a_person_catches_a_content_error():
    assert issubclass(ContentError, BotError)
