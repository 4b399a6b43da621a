"""Changed questions keep their reply: the changes, how a reply is judged, and a sample of the repository's own questions."""

from collections import Counter
from random import Random

import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from terminal import run

from bot.content.load import load_content
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.fuzz.changes import CHANGES
from bot.desk.fuzz.fuzz import changed_questions, fate, fuzz

QUESTIONS = st.sampled_from(["Is there a cat?", "how far does the lamp shine", "côté", "a b", "cat"]) | st.text(max_size=30)


def changed(kind: str, question: str) -> str:
    return CHANGES[kind](Random(1), question)


@given(st.sampled_from(sorted(CHANGES)), QUESTIONS, st.integers())
def test_the_same_chance_makes_the_same_change(kind, question, seed):
    assert CHANGES[kind](Random(seed), question) == CHANGES[kind](Random(seed), question)


@pytest.mark.parametrize(
    ("kind", "question", "lengths"),
    [
        ("neighbour key", "shine", 0), ("letter dropped", "shine", -1), ("letter doubled", "shine", 1), ("letters swapped", "shine", 0),
        ("space missing", "is there", -1), ("no punctuation", "cat?!", -2),
    ],
)  # fmt: skip
def test_a_slip_changes_a_character_or_so(kind, question, lengths):
    assert len(question) + lengths == len(changed(kind, question))
    assert changed(kind, question) != question


@pytest.mark.parametrize("kind", ["neighbour key", "letter dropped", "letter doubled", "letters swapped", "space missing", "misspelt"])
def test_what_a_change_does_not_apply_to_stays_as_it_is(kind):
    assert "a?" == changed(kind, "a?")


def test_a_letter_that_no_key_stands_for_stays():
    assert "ñññññ" == changed("neighbour key", "ñññññ")


def test_words_are_misspelt_as_people_do():
    assert "is radiaton here" == changed("misspelt", "is radiation here")


@pytest.mark.parametrize(("question", "said"), [("is there a cat", "is there a cat. "), ("is there a cat?", "is there a cat? ")])
def test_background_after_a_question_begins_a_sentence_of_its_own(question, said):
    assert changed("background after", question).startswith(said)


def test_every_question_is_changed_in_different_ways_the_same_for_the_same_seed():
    one, again, other = (list(changed_questions(["is there a cat", "is there a cat"], 4, seed)) for seed in (1, 1, 2))

    assert one == again != other
    assert 4 == len({change for _, change, _ in one})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("is there a cat", "Cat?", "keeps"),
        ("is there a cat", "how far does the lamp shine", "flips"),
        ("is there a cat", "blorp", "handed off"),
        ("is there a cat", "more", "asked back"),
        ("how much is a ticket", "is there parking", "keeps"),
        ("how much is a ticket", "blorp", "handed off"),
        ("how much is a ticket", "is there a cat", "flips"),
        ("call an ambulance", "blorp", "flips"),
        ("call an ambulance", "i want to die", "handed off"),
        ("hello", "ahoy", "keeps"),
        ("hello", "thanks", "handed off"),
    ],
)
def test_what_became_of_a_reply(before, after, expected, mini_bot):
    assert expected == fate(mini_bot.reply(before), mini_bot.reply(after))


def test_most_of_the_repositorys_questions_keep_their_reply(real_bot):
    asked = own_questions(load_content(REPOSITORY / "intents.yaml"))
    fates = Counter(outcome.fate for outcome in fuzz(real_bot, [each for each in asked if each.group != "topics"], each=1, seed=4))

    assert fates.total() > 300
    assert fates["keeps"] / fates.total() >= 0.92
    assert fates["flips"] / fates.total() <= 0.02


# --- the command ---------------------------------------------------------------------------------------------------


def test_the_command_counts_and_shows_the_worst(mini_content):
    result = run("fuzz", "--seed", "7", "--each", "12", "--worst", "1", "--content", mini_content)
    table, *others = result.stdout.split("\nall  ")

    assert (result.exit_code, result.stderr) == (1, "")
    assert "                      questions    keeps  asked back  handed off   flips  keep %" == table.splitlines()[0]
    assert {80} == {len(line) for line in table.splitlines()}
    assert others[0].splitlines()[1].startswith("flips: ")
    assert others[0].splitlines()[-1].startswith("… and ")


def test_the_command_is_content_if_enough_keep_and_no_more_flip_than_may(mini_content):
    result = run("fuzz", "--each", "12", "--keep", "50", "--flips", "99", "--worst", "999", "--content", mini_content)

    assert (0, False) == (result.exit_code, "… and" in result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_too_few_that_keep_exit_with_1(mini_content):
    assert 1 == run("fuzz", "--seed", "2", "--each", "12", "--keep", "100", "--flips", "99", "--content", mini_content).exit_code


def test_content_without_example_questions_has_nothing_that_could_flip(mini_content):
    lines = mini_content.read_text(encoding="utf-8").splitlines()
    kept = [line for place, line in enumerate(lines) if not _is_example(lines, place)]
    mini_content.write_text("\n".join(kept), encoding="utf-8")
    result = run("fuzz", "--content", mini_content)

    assert 0 == result.exit_code
    assert "all" == result.stdout.splitlines()[1][:3]


def _is_example(lines: list[str], place: int) -> bool:
    """Whether the line stands in a list of examples: below ``tests:`` or ``not:``, which go too."""
    heads = [line for line in lines[: place + 1] if not line.startswith("      - ")]
    return heads[-1].strip() in ("tests:", "not:")
