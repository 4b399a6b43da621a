"""Rules about example questions: what each part of the content says of itself must be so when the whole bot is asked."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from bot.check.draft import Draft
from bot.decide import Answer, Chat, HandOff
from bot.errors import Problem
from bot.evaluate import own_questions
from bot.judge import Question, describe, is_right
from bot.pipeline import Explanation

#: a longer pattern is cut in a message, in characters
_LONGEST_PATTERN: Final = 60


def failed_tests(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each example question that is not recognised as what it is an example of.

    Passes::

        topics:
          cost:
            patterns: [ticket]
            tests: [how much is a ticket]

    and fails, because no pattern holds "parking"::

        topics:
          cost:
            patterns: [ticket]
            tests: [how much is parking]
    """
    for question in own_questions(draft.loaded):
        if not question.counter and not is_right(question, reply := draft.bot.reply(question.text), draft.bot.knowledge.facts):
            message = f"this question should be {question.wanted[0]}, but it is {describe(reply, draft.bot.knowledge.facts)}"
            yield draft.loaded.document.problem_at(
                question.place, "failed-test", message, _how_to_pass(question, draft.bot.explain(question.text))
            )


def failed_counter_tests(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each counter-example that is recognised as what it must not be.

    Passes::

        topics:
          cost:
            patterns: [ticket price]
            not: [where is the ticket office]

    and fails, because the pattern is too wide::

        topics:
          cost:
            patterns: [ticket]
            not: [where is the ticket office]
    """
    for question in own_questions(draft.loaded):
        if question.counter and not is_right(question, draft.bot.reply(question.text), draft.bot.knowledge.facts):
            message = f"this question should not be {question.wanted[0]}, but it is"
            culprit = pattern_behind(draft.bot.explain(question.text), question.wanted[0].id)
            cure = f"{culprit} takes it: make that narrower, or delete the question here."
            yield draft.loaded.document.problem_at(question.place, "failed-counter-test", message, cure)


def pattern_behind(explanation: Explanation, intent: str = "") -> str:
    """Return what decided the reply, as the beginning of a sentence; empty if nothing fitted.

    Of several intents that answer, ``intent`` is meant, else the first.
    """
    reading = explanation.reading
    match reading.decision:
        case Chat(id=chat):
            return f'Small talk "{chat}"'
        case Answer(candidates=candidates):
            patterns = [found.pattern for found in candidates if found.intent == intent] or [candidates[0].pattern]
        case _ if reading.alarm:
            patterns = [found.pattern for found in reading.alarm.spotted]
        case HandOff(topic=topic):
            patterns = [part.topic.pattern for part in reading.parts if part.topic and part.topic.id == topic]
        case _:
            patterns = []
    return f'The pattern "{_shortened(patterns[0])}"' if patterns else ""


def _shortened(pattern: str) -> str:
    return pattern if len(pattern) <= _LONGEST_PATTERN else f"{pattern[: _LONGEST_PATTERN - 1]}…"


def _how_to_pass(question: Question, explanation: Explanation) -> str:
    candidates = chain.from_iterable(part.candidates for part in explanation.reading.parts)
    wanted = question.wanted[0]
    own = next((found for found in candidates if wanted.what == "intent" and found.intent == wanted.id), None)
    if own and own.unexplained:
        words = ", ".join(f'"{word}"' for word in own.unexplained)
        return f'No pattern of "{own.intent}" holds {words}: add one that does, or add the word to the synonyms.'
    culprit = pattern_behind(explanation)
    if culprit:
        return f"{culprit} takes it: make that narrower, or delete the question here."
    return "Add a pattern that says it in these words, or delete the question here."
