"""A pattern, asked as a question in any of its ways, must be answered: one that is handed off is of no use.

Passes::

    intents:
      lamp:
        patterns: [what does the lamp burn]

Fails::

    ignore: [how]
    intents:
      lamp:
        patterns: [what does the lamp burn, how]

The bot looks past "how", so nothing is left to answer.
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    for _, path, pattern in draft.intent_patterns():
        if all(_is_missed(draft, question) for question in draft.ways(pattern)):
            message = f'pattern "{pattern}" is handed off when it is asked, because no pattern fits well enough'
            yield draft.problem(path, RULE.id, message, 'Say more in it, or delete the line; bot explain "…" says what is missing.')


def _is_missed(draft: Draft, question: str) -> bool:
    reply = draft.reply(question)
    return reply.kind == "handoff" and reply.handoff is not None and reply.handoff.reason == "no_match"


RULE = Rule("dead-pattern", "warning", _find, __doc__)
