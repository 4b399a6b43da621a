"""Rules about example questions: what each part of the content says of itself must be so when the whole bot is asked."""

from collections.abc import Iterator
from itertools import chain

from bot.errors import Problem
from bot.evaluate import own_questions
from bot.judge import Question, describe, is_right
from bot.pipeline import Bot, Explanation


def failed_tests(bot: Bot) -> Iterator[Problem]:
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
    for question in own_questions(bot.loaded):
        if not question.counter and not is_right(question, reply := bot.reply(question.text), bot.loaded):
            message = f"this question should be {question.wanted[0]}, but it is {describe(reply)}"
            yield bot.loaded.document.problem_at(question.place, "failed-test", message, _how_to_pass(question, bot))


def failed_counter_tests(bot: Bot) -> Iterator[Problem]:
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
    for question in own_questions(bot.loaded):
        if question.counter and not is_right(question, bot.reply(question.text), bot.loaded):
            message = f"this question should not be {question.wanted[0]}, but it is"
            culprit = pattern_behind(bot.explain(question.text))
            cure = f"{culprit} takes it: make that narrower, or delete the question here."
            yield bot.loaded.document.problem_at(question.place, "failed-counter-test", message, cure)


def pattern_behind(explanation: Explanation) -> str:
    """Return which pattern decided the reply, as the beginning of a sentence."""
    reading, reply = explanation.reading, explanation.reply
    spotted = reading.alarm.spotted if reading.alarm else [part.topic for part in reading.parts if part.topic]
    candidates = chain.from_iterable(part.candidates for part in reading.parts)
    matched = [best.pattern for best in candidates if best.intent in reply.intents]
    patterns = matched or [found.pattern for found in spotted]
    return f'The pattern "{patterns[0]}"' if patterns else "A pattern of small talk"


def _how_to_pass(question: Question, bot: Bot) -> str:
    candidates = chain.from_iterable(part.candidates for part in bot.explain(question.text).reading.parts)
    wanted = question.wanted[0]
    own = next((found for found in candidates if wanted.what == "intent" and found.intent == wanted.id), None)
    if own and own.unexplained:
        words = " and ".join(f'"{word}"' for word in own.unexplained)
        return f'No pattern of "{own.intent}" holds {words}: add one that does, or add the word to the synonyms.'
    return "Add a pattern that says it in these words, or delete the question here."
