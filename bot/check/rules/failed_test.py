"""An example question must be recognised as what it is an example of.

Passes::

    topics:
      cost:
        patterns: [ticket]
        tests: [how much is a ticket]

Fails::

    topics:
      cost:
        patterns: [ticket]
        tests: [how much is parking]

No pattern of the topic holds "parking".
"""

from collections.abc import Iterator

from bot.check.culprit import how_to_pass
from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem
from bot.judge import describe, is_right


def _find(draft: Draft) -> Iterator[Problem]:
    facts = draft.bot.knowledge.facts
    for question in draft.own_questions:
        if not question.counter and not is_right(question, reply := draft.reply(question.text), facts):
            message = f"this question should be {question.wanted[0]}, but it is {describe(reply, facts)}"
            cure = how_to_pass(question, draft.bot.explain(question.text))
            yield draft.loaded.document.problem_at(question.place, RULE.id, message, cure)


RULE = Rule("failed-test", "error", _find, __doc__)
