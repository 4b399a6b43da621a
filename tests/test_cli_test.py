"""``bot test``: the counts, the wrong cases and the exit code."""

import pytest
from conftest import MINI_YAML
from terminal import run

GOOD = """\
                           questions  right  wrong  handed off  asked back
intents                            5      5      0           0           0
topics                             2      2      0           0           0
guards                             4      4      0           0           0
smalltalk                          2      2      0           0           0
all                               13     13      0           0           0
"""


@pytest.fixture
def museum(mini_content, monkeypatch):
    """The museum's folder, in which the test works."""
    monkeypatch.chdir(mini_content.parent)
    return mini_content.parent


def test_good_content_is_counted_and_exits_with_0(museum):
    result = run("test")

    assert (result.exit_code, result.stdout, result.stderr) == (0, GOOD, "")


def test_gold_files_are_counted_by_their_groups(museum):
    (museum / "night.yaml").write_text("- question: do bees sing\n  expect: handoff\n", encoding="utf-8")
    (museum / "day.yaml").write_text(
        "- question: is there a cat\n  expect: cat\n"
        "- question: is there a cat\n  expect: cat\n  group: a group with a name that is far too long to be shown\n",
        encoding="utf-8",
    )
    result = run("test", "night.yaml", "day.yaml")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == GOOD.replace(
        "all                               13     13", "all                               16     16"
    ).replace(
        "all  ",
        "night                              1      1      0           0           0\n"
        "day                                1      1      0           0           0\n"
        "a group with a name that i         1      1      0           0           0\n"
        "all  ",
    )


def test_wrong_cases_are_listed_one_a_line_and_the_exit_code_is_1(museum):
    (museum / "gold.yaml").write_text(
        "- question: is there a cat\n  expect: [lamp-range, handoff]\n- question: |\n    is there\n    a cat\n  quotes: [The lamp burns]\n",
        encoding="utf-8",
    )
    result = run("test", "gold.yaml")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[5:] == [
        "gold                               2      0      2           0           0",
        "all                               15     13      2           0           0",
        'gold.yaml:1:13: wrong: "is there a cat" is answered by intent "cat"; it should be answered by intent "lamp-range" or handed off',
        'gold.yaml:3:13: wrong: "is there a cat " is answered by intent "cat"; it should be answered with "The lamp burns"',
    ]


def test_an_example_of_the_content_that_is_missed_is_listed_and_the_exit_code_is_1(museum):
    yaml_text = MINI_YAML.replace("- is there a kitty", "- do bees sing").replace("- is there a dog", "- is there a cat")
    (museum / "intents.yaml").write_text(yaml_text, encoding="utf-8")
    result = run("test")

    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:2] + result.stdout.splitlines()[6:] == [
        "intents                            5      3      1           1           0",
        'intents.yaml:74:9: handed off: "do bees sing" is handed off, because no pattern fits; it should be answered by intent "cat"',
        'intents.yaml:76:9: wrong: "is there a cat" is answered by intent "cat"; it should not be answered by intent "cat"',
    ]


def test_a_gold_question_that_is_missed_costs_a_call_and_is_listed_on_request(museum):
    (museum / "gold.yaml").write_text("- question: do bees sing\n  expect: cat\n", encoding="utf-8")
    missed = 'gold.yaml:1:13: handed off: "do bees sing" is handed off, because no pattern fits; it should be answered by intent "cat"'
    result = run("test", "gold.yaml")

    assert result.exit_code == 0
    assert missed not in result.stdout
    assert run("test", "gold.yaml", "--missed").stdout == f"{result.stdout}{missed}\n"


def test_a_mistake_in_a_gold_file_is_told_with_its_place(museum):
    (museum / "gold.yaml").write_text("- question: do bees sing\n  expect: cats\n", encoding="utf-8")
    result = run("test", "gold.yaml")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        """\
gold.yaml:2:11: error: "cats" is no intent, no topic and no other reply  [unknown-reply]
    2 |   expect: cats
      |           ^~~~
    Did you mean "cat"?
Error: Mend this first, then try again.
"""
    )


def test_a_gold_file_that_is_not_there_is_told_in_one_sentence(museum):
    result = run("test", "nothing.yaml")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "Error: The questions nothing.yaml cannot be read: No such file or directory.\n",
    )
