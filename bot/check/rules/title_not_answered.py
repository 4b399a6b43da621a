"""The title of an intent, which visitors see as a button, must be answered with a quote of that intent.

Passes::

    intents:
      lamp:
        title: What does the lamp burn?
        patterns: [what does the lamp burn]

Fails::

    intents:
      lamp:
        title: Who dines with whales?
        patterns: [what does the lamp burn]
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem
from bot.judge import describe


def _find(draft: Draft) -> Iterator[Problem]:
    for intent_id, intent in draft.content.intents.items():
        reply = draft.reply(intent.title)
        # Another intent that quotes the same says the same.
        if reply.kind != "answer" or set(reply.quotes).isdisjoint(draft.bot.knowledge.facts.intents[intent_id].quotes):
            message = f'the button "{intent.title}" of intent "{intent_id}" is {describe(reply, draft.bot.knowledge.facts)}'
            cure = "Add the title to the patterns, or make it say what differs."
            yield draft.problem(("intents", intent_id, "title"), RULE.id, message, cure)


RULE = Rule("title-not-answered", "error", _find, __doc__)
