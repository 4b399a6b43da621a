"""A pattern, asked as a question, must not lead elsewhere: to another intent, a topic, a guard or small talk.

Passes::

    intents:
      lamp:
        patterns: [what does the lamp burn]
      oil:
        patterns: [who brings the oil]

Fails::

    intents:
      lamp:
        patterns: [we climbed up the stairs to it. what does it cost]
    topics:
      cost:
        patterns: [cost]

A topic that is named goes before an intent.
"""

from collections.abc import Iterator

from bot.check.culprit import pattern_behind
from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem
from bot.judge import describe


def _find(draft: Draft) -> Iterator[Problem]:
    for intent_id, path, pattern in draft.intent_patterns():
        question = draft.ways(pattern)[0]
        reply = draft.reply(question)
        taken = reply.kind == "smalltalk" or (reply.handoff and reply.handoff.reason not in ("no_match", "ambiguous", "empty"))
        if intent_id not in reply.intents and (reply.intents or taken):
            message = f'pattern "{pattern}" of intent "{intent_id}" is {describe(reply, draft.bot.knowledge.facts)}'
            cure = f"{pattern_behind(draft.bot.explain(question))} takes it: make that narrower, or delete one of the two."
            yield draft.problem(path, RULE.id, message, cure)


RULE = Rule("stolen-pattern", "error", _find, __doc__)
