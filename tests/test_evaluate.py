"""Questions whose right reply is known are asked and counted."""

import pytest
from conftest import MINI_YAML, make_bot

from bot.content.load import load_content
from bot.desk.evaluate.evaluate import evaluate, own_questions
from bot.desk.evaluate.judge import GoldQuestion, Wanted
from bot.errors import Place


@pytest.fixture
def outcome(mini_bot):
    """What becomes of one question: ``outcome(text, wanted)``."""

    def evaluated(text, *wanted, after=()):
        (case,) = evaluate(mini_bot, [GoldQuestion(text, Place("gold.yaml", 1, 1), "", wanted, after=after)]).cases
        return case.outcome

    return evaluated


def test_the_reply_that_is_wanted_is_right(outcome):
    assert outcome("is there a cat", Wanted("intent", "cat")) == "right"


def test_a_quote_that_should_not_be_is_wrong(outcome):
    assert outcome("is there a cat", Wanted("intent", "lamp-range")) == "wrong"
    assert outcome("is there a cat", Wanted("kind", "handoff")) == "wrong"


def test_a_missed_answer_is_handed_off(outcome):
    assert outcome("do bats live here", Wanted("intent", "cat")) == "handed_off"
    assert outcome("is there parking", Wanted("topic", "cost")) == "handed_off"
    assert outcome("hello", Wanted("intent", "cat")) == "handed_off"


def test_a_question_is_asked_at_the_end_of_its_conversation(outcome):
    parking = Wanted("topic", "parking")

    assert outcome("and then?", parking, after=("hello", "is there parking")) == "right"
    assert outcome("and then?", parking) == "asked_back"


def test_a_question_may_be_asked_back(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the cat sleep\n"))
    (case,) = evaluate(bot, [GoldQuestion("where does the cat sleep", Place("gold.yaml", 1, 1), "", (Wanted("intent", "cat"),))]).cases

    assert case.reply.kind == "clarify"
    assert case.outcome == "asked_back"


def test_the_content_brings_its_own_questions(mini_content):
    questions = list(own_questions(load_content(mini_content)))

    assert [(question.group, question.text, str(question.wanted[0]), question.counter) for question in questions] == [
        ("intents", "how far does the light shine", 'answered by intent "lamp-range"', False),
        ("intents", "how far is the beach", 'answered by intent "lamp-range"', True),
        ("intents", "is there a kitty", 'answered by intent "cat"', False),
        ("intents", "is there a dog", 'answered by intent "cat"', True),
        ("intents", "can i speak to the keeper", 'answered by intent "call-the-keeper"', False),
        ("topics", "how much is a ticket", 'handed off as topic "cost"', False),
        ("topics", "is there parking", 'handed off as topic "parking"', False),
        ("guards", "my friend fell down the stairs", "handed off as an emergency", False),
        ("guards", "who fell in love with the keeper", "handed off as an emergency", True),
        ("guards", "i want to die", "handed off as a crisis", False),
        ("guards", "should i climb the tower with a bad heart", "handed off as personal advice", False),
        ("smalltalk", "hello", 'taken as small talk "greeting"', False),
        ("smalltalk", "thank you", 'taken as small talk "thanks"', False),
    ]
    assert all(question.own for question in questions)
    assert questions[0].place.line == MINI_YAML[: MINI_YAML.index("how far does the light shine")].count("\n") + 1


def test_the_museum_gets_its_own_questions_right(mini_bot, mini_content):
    evaluation = evaluate(mini_bot, own_questions(load_content(mini_content)))

    assert evaluation.count() == {"questions": 13, "right": 13, "wrong": 0, "handed_off": 0, "asked_back": 0}
    assert evaluation.groups == ("intents", "topics", "guards", "smalltalk")
    assert evaluation.count("intents") == {"questions": 5, "right": 5, "wrong": 0, "handed_off": 0, "asked_back": 0}
    assert evaluation.failures == ()


def test_what_fails_is_what_misleads_and_examples_that_are_not_right(mini_bot):
    here, cat = Place("gold.yaml", 1, 1), (Wanted("intent", "cat"),)
    questions = [
        GoldQuestion("how far does the lamp shine", here, "gold", cat),
        GoldQuestion("is there a dog", here, "gold", cat),
        GoldQuestion("is there a dog", here, "own", cat, own=True),
        GoldQuestion("is there a cat", here, "own", cat, own=True),
        GoldQuestion("is there a cat", here, "own", cat, own=True, counter=True),
    ]
    evaluation = evaluate(mini_bot, questions)

    assert [case.outcome for case in evaluation.cases] == ["wrong", "handed_off", "handed_off", "right", "wrong"]
    assert [case.question for case in evaluation.failures] == [questions[0], questions[2], questions[4]]


def test_of_no_questions_none_is_right(mini_bot, mini_content):
    assert evaluate(mini_bot, []).count()["questions"] == 0
