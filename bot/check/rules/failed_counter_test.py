"""A counter-example (under `not`) must not be recognised as what it stands below.

Passes::

    topics:
      cost:
        patterns: [ticket price]
        not: [where is the ticket office]

Fails::

    topics:
      cost:
        patterns: [ticket]
        not: [where is the ticket office]

The pattern is too wide.
"""

from collections.abc import Iterator

from bot.check.culprit import pattern_behind
from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem
from bot.judge import is_right


def _find(draft: Draft) -> Iterator[Problem]:
    for question in draft.own_questions:
        if question.counter and not is_right(question, draft.reply(question.text), draft.bot.knowledge.facts):
            message = f"this question should not be {question.wanted[0]}, but it is"
            culprit = pattern_behind(draft.bot.explain(question.text), question.wanted[0].id)
            cure = f"{culprit} takes it: make that narrower, or delete the question here."
            yield draft.loaded.document.problem_at(question.place, RULE.id, message, cure)


RULE = Rule("failed-counter-test", "error", _find, __doc__)
