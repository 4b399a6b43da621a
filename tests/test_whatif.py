"""``bot explain``: the candidates side by side, and the changes that were tried."""

import pytest
from conftest import MINI_YAML, write_content
from terminal import run

from bot.content.load import load_content
from bot.desk.whatif import makes_a_difference, trials
from bot.pipeline import Bot


@pytest.fixture
def changes(tmp_path):
    """What would change the reply: ``changes(question, old, new)``."""

    def found(question, *change):
        path = write_content(tmp_path, MINI_YAML.replace(*change) if change else MINI_YAML)
        bot, loaded = Bot.load(path), load_content(path)
        before = bot.reply(question)
        return [trial.what for trial in trials(bot, loaded, question) if makes_a_difference(before, trial.ask())]

    return found


POLICY = "\nsynonyms:\n"


def test_a_word_that_nobody_explains_is_the_first_change(changes):
    assert changes("is there a purple cat") == [
        'leave out "purple"',
        'add the question to the patterns of "cat"',
    ]


def test_several_words_that_nobody_explains_are_left_out_together(changes):
    assert changes("is there a purple noisy cat")[0] == 'leave out "purple" and "noisy"'


def test_a_synonym_is_tried_for_a_word_that_nobody_explains(changes):
    assert 'add "tabby" to the synonyms of "sleep"' in changes("where does the cat tabby")


def test_a_threshold_that_is_too_high_is_lowered(changes):
    found = changes("what of the lamp", POLICY, "\npolicy:\n  threshold: 99\n  coverage: 0\n\nsynonyms:\n")

    assert [change for change in found if "threshold" in change] == [
        change for change in found if change.startswith("lower the threshold from 99 to ")
    ]
    assert len([change for change in found if "threshold" in change]) == 1


def test_a_share_of_the_pattern_that_is_too_low_is_lowered(changes):
    found = changes("range", POLICY, "\npolicy:\n  threshold: 5\n  coverage: 1\n\nsynonyms:\n")

    assert "lower the coverage from 1 to 0.5" in found


def test_a_lead_that_is_too_small_is_lowered(changes):
    found = changes("where does the cat sleep", "      - how can i talk to the keeper\n", "      - where does the cat sleep\n")

    assert found == ['leave out "where"', "lower the margin from 5 to 0"]


def test_what_would_stop_an_answer_is_shown(changes):
    found = changes("reach of the lamp", "", "")

    assert 'leave out "reach"' in found
    assert 'delete the pattern "(reach|range) of the lamp" of "lamp-range"' in found


def test_the_only_pattern_of_an_intent_is_not_deleted(changes):
    text = "      - cat\n      - is there a cat\n      - what is the name of the cat\n      - where does the cat sleep\n"

    assert not [change for change in changes("cat", text, "      - cat\n") if change.startswith("delete")]


@pytest.mark.parametrize("question", ["?!", "qqq", "i want to die"])
def test_without_a_candidate_only_words_are_left_out(changes, question):
    assert changes(question) == []


def squeezed(text):
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def test_explain_begins_with_what_would_change_it(mini_content):
    said = squeezed(run("explain", "is there", "a purple cat", "--content", mini_content).stdout)

    assert said.startswith("Decision\nThe visitor gets no answer, but the phone number.\n")
    assert "\nWhat would make it answer\nchange then the question is\n" in said
    assert (
        '1 leave out "purple" answered by intent "cat"\n2 add the question to the patterns of "cat" answered by intent "cat"\nWords\n'
        in said
    )


def test_explain_shows_the_best_candidates_word_by_word(mini_content):
    mini_content.write_text(
        MINI_YAML.replace("      - how can i talk to the keeper\n", "      - does the cat mind the keeper\n"), encoding="utf-8"
    )
    said = squeezed(run("explain", "please does the purple cat sleep", "--content", mini_content).stdout)

    assert "\nSide by side, clause 1\ncat call-the-keeper lamp-range\n" in said
    assert "\npurple not explained not explained not explained\n" in said
    assert "\ncoverage 1.00 " in said


def test_explain_shows_what_would_make_it_stop(mini_content):
    said = run("explain", "what does the lamp burn", "--content", mini_content).stdout

    assert "What would make it stop answering so" in said
    assert max(map(len, said.splitlines())) <= 80


def test_explain_says_that_nothing_changes_it(mini_content):
    said = run("explain", "i want to die", "--content", mini_content).stdout

    assert "\nWhat would make it answer\nnothing that was tried\n\nWords\n" in said


def test_explain_needs_a_question():
    assert run("explain").exit_code == 2


def test_nothing_stands_side_by_side_where_nothing_is_alike(mini_content):
    assert "Side by side" not in run("explain", "猫", "--content", mini_content).stdout


def test_what_is_near_by_chance_alone_is_no_advice_to_add_the_question_there(changes):
    assert not [change for change in changes("is there a gift shop") if change.startswith("add the question")]


def test_what_would_change_the_reply_stands_right_after_the_decision(mini_content):
    said = run("explain", "is there a parrot", "--content", mini_content).stdout

    assert (
        said.index("\nDecision\n" if said.startswith("\n") else "Decision\n")
        < said.index("What would make it answer")
        < said.index("\nWords\n")
    )


def test_a_question_of_words_that_say_too_little_is_told_what_to_add(changes):
    with_bring = MINI_YAML.replace("      - is there a cat\n", "      - is there a cat\n      - what to bring\n")

    assert changes("what to bring", MINI_YAML, with_bring) == ['say more: "what to bring lighthouse", in a pattern of "cat" too']


def test_a_word_that_changes_what_is_asked_is_never_tried_as_a_synonym(changes):
    assert not [change for change in changes("when is there a cat") if change.startswith('add "when" to the synonyms')]
