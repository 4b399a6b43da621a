"""``bot test``: the counts, the wrong cases and the exit code."""

import json
from xml.etree import ElementTree

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
        "",
        "wanted                            came                               questions",
        "lamp-range                        cat                                        2",
        "",
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
        "",
        "wanted                            came                               questions",
        "cat                               no match                                   1",
        "not cat                           cat                                        1",
        "",
        'intents.yaml:74:9: handed off: "do bees sing" is handed off, because no pattern fits; it should be answered by intent "cat"',
        'intents.yaml:76:9: wrong: "is there a cat" is answered by intent "cat"; it should not be answered by intent "cat"',
    ]


def test_a_gold_question_that_is_missed_costs_a_call_and_is_listed_on_request(museum):
    (museum / "gold.yaml").write_text("- question: do bees sing\n  expect: cat\n", encoding="utf-8")
    missed = 'gold.yaml:1:13: handed off: "do bees sing" is handed off, because no pattern fits; it should be answered by intent "cat"'
    result = run("test", "gold.yaml")

    assert result.exit_code == 0
    assert missed not in result.stdout
    assert run("test", "gold.yaml", "--missed").stdout == (
        f"{result.stdout}\n{'wanted':<34}{'came':<34} questions\n{'cat':<34}{'no match':<34}         1\n\n{missed}\n"
    )


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


# --- the scores of each intent ----------------------------------------------------------------------------------------


def test_the_scores_of_each_intent_are_shown_on_request(museum):
    (museum / "gold.yaml").write_text(
        "- question: is there a cat\n  expect: lamp-range\n- question: do bees sing\n  expect: cat\n"
        "- question: is there a kitty\n  quotes: [The lamp burns]\n- question: a cat\n  quotes: [On foggy nights]\n"
        "- question: where can i park\n  expect: topic:cost\n- question: hello\n  expect: personal_advice\n"
        "- question: a feline\n  expect: smalltalk\n- question: is there parking\n  expect: handoff\n",
        encoding="utf-8",
    )
    said = run("test", "gold.yaml", "--intents", "--missed").stdout

    assert said.split("\n\n")[1:3] == [
        """\
intent                                 wanted  answered   precision   recall
lamp-range                                  3         1        100%      33%
cat                                         2         5         20%      50%
call-the-keeper                             1         1        100%     100%""",
        """\
wanted                            came                               questions
lamp-range                        cat                                        2
cat                               no match                                   1
another sentence                  cat                                        1
topic cost                        topic parking                              1
personal advice                   small talk                                 1
smalltalk                         cat                                        1""",
    ]


def test_what_is_neither_wanted_nor_answered_has_no_share(museum):
    text = MINI_YAML.replace("    tests:\n      - can i speak to the keeper\n", "")
    (museum / "intents.yaml").write_text(text, encoding="utf-8")

    assert "call-the-keeper                             0         0           -        -\n" in run("test", "--intents").stdout


def test_a_question_that_is_asked_back_or_taken_as_small_talk_is_named_so(museum):
    text = MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the cat sleep\n").replace(
        "- thank you\n", "- where can i park\n"
    )
    (museum / "intents.yaml").write_text(text.replace("- is there a kitty", "- where does the cat sleep"), encoding="utf-8")
    said = run("test").stdout

    assert "cat                               asked back                                 1\n" in said
    assert "small talk                        topic parking                              1\n" in said


# --- forms for programs -----------------------------------------------------------------------------------------------


@pytest.fixture
def gold(museum):
    """A gold file with a wrong and a missed question."""
    (museum / "gold.yaml").write_text(
        "- question: is there a cat\n  expect: lamp-range\n- question: do bees sing\n  expect: cat\n", encoding="utf-8"
    )
    return museum / "gold.yaml"


def test_results_as_json(gold):
    result = run("test", "gold.yaml", "--format", "json")
    said = json.loads(result.stdout)

    assert result.exit_code == 1
    assert (said["questions"], said["right"], said["wrong"], said["handed_off"], said["asked_back"]) == (15, 13, 1, 1, 0)
    assert said["intents"][0] == {"intent": "lamp-range", "wanted": 2, "answered": 1, "precision": 1.0, "recall": 0.5}
    assert said["confusions"] == [
        {"wanted": "lamp-range", "came": "cat", "questions": 1},
        {"wanted": "cat", "came": "no match", "questions": 1},
    ]
    assert said["cases"][-1] == {
        "file": "gold.yaml",
        "line": 3,
        "group": "gold",
        "question": "do bees sing",
        "wanted": 'should be answered by intent "cat"',
        "came": "handed off, because no pattern fits",
        "outcome": "handed_off",
    }


def test_results_for_a_ci(gold):
    suite = ElementTree.fromstring(run("test", "gold.yaml", "--format", "junit").stdout)

    assert suite.attrib == {"name": "bot test", "tests": "15", "failures": "1", "skipped": "1"}
    assert [(case.get("classname"), case.get("name"), case[0].tag, case[0].get("message")) for case in suite if len(case)] == [
        ("gold", "is there a cat", "failure", "wrong"),
        ("gold", "do bees sing", "skipped", "handed off"),
    ]


# --- a baseline -------------------------------------------------------------------------------------------------------


def test_only_what_got_worse_since_the_baseline_fails(gold):
    saved = run("test", "gold.yaml", "--save", "before.json")
    same = run("test", "gold.yaml", "--against", "before.json")

    assert saved.exit_code == 1
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (
        0,
        "Against the baseline: 0 of the questions came out otherwise, 0 of them worse; 0 new, 0 gone.",
    )


def test_what_changed_since_the_baseline_is_shown(gold, museum):
    run("test", "gold.yaml", "--save", "before.json")
    text = MINI_YAML.replace("      - is there a cat\n", "      - do bees sing\n").replace("    - kitty\n", "")
    (museum / "intents.yaml").write_text(text.replace("- thank you\n", "- thanks\n"), encoding="utf-8")
    result = run("test", "gold.yaml", "--against", "before.json", color=True)

    assert result.exit_code == 1
    assert "out otherwise, 1 of them worse; 1 new, 1 gone.\n" in result.stdout
    assert '\x1b[31mright -> handed off\x1b[0m: intents.yaml:73:9: handed off: "is there a kitty" is ' in result.stdout
    assert '\x1b[32mhanded off -> right\x1b[0m: gold.yaml:3:13: right: "do bees sing" is ' in result.stdout


def test_json_stays_json_beside_a_baseline(gold):
    run("test", "gold.yaml", "--save", "before.json")
    result = run("test", "gold.yaml", "--against", "before.json", "--format", "json")

    assert json.loads(result.stdout)["questions"] == 15
    assert "Against the baseline: 0 of" in result.stderr


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "The baseline before.json cannot be read: No such file or directory."),
        ("[", "before.json is no baseline. Make one with bot test --save before.json."),
        ("[1]", "before.json is no baseline. Make one with bot test --save before.json."),
    ],
)
def test_a_baseline_that_cannot_be_used_is_told_in_one_sentence(museum, text, complaint):
    if text:
        (museum / "before.json").write_text(text)
    result = run("test", "--against", "before.json")

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"Error: {complaint}\n")


def test_a_baseline_that_cannot_be_written_is_told_in_one_sentence(museum):
    result = run("test", "--save", "nowhere/before.json")

    assert (result.exit_code, result.stderr) == (2, "Error: nowhere/before.json cannot be written: No such file or directory.\n")


@pytest.mark.parametrize("file", ["gold.yaml", "intents.yaml"])
def test_what_is_no_baseline_is_not_replaced_by_one(museum, file):
    (museum / "gold.yaml").write_text("- question: is there a cat\n  expect: cat\n", encoding="utf-8")
    before = (museum / file).read_bytes()
    result = run("test", "gold.yaml", "--save", file)

    assert (result.exit_code, result.stderr) == (2, f"Error: {file} is there already and is no baseline. Save to another file.\n")
    assert (museum / file).read_bytes() == before


def test_a_baseline_is_replaced(museum):
    for _ in range(2):
        assert run("test", "--save", "before.json").exit_code == 0
