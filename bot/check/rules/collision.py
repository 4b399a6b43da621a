"""Two intents that quote different sentences should not both claim a question: the bot asks back, and nobody is answered.
The wider the margin of the policy, the more alike two patterns are to it.

Looked at are the patterns. `bot check --collisions` goes further: it leaves out words and misspells them, and shows the shortest
question of each two intents.

Passes::

    intents:
      lamp:
        patterns: [what does the lamp burn]
        quotes: [The lamp burns oil.]
      cat:
        patterns: [who guards it]
        quotes: [A cat guards it.]

Fails::

    policy:
      margin: 15
    intents:
      lamp:
        patterns: [who looks after the oil]
        quotes: [The lamp burns oil.]
      cat:
        patterns: [who cares for the oil, who looks after oil]
        quotes: [A cat guards it.]
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    for _, path, pattern in draft.intent_patterns():
        question = draft.ways(pattern)[0]
        reply = draft.reply(question)
        # One that stands in both of them is told as a duplicate.
        if reply.kind == "clarify" and len(draft.owners[draft.terms(question)]) == 1:
            way = "" if question == pattern else f', as "{question}",'
            claimed = " and ".join(f'"{choice.intent}"' for choice in reply.choices)
            cure = "Make one of them say what differs, or say that asking back is right: # check: allow collision - why"
            yield draft.problem(path, RULE.id, f'pattern "{pattern}"{way} is claimed by {claimed}', cure)


RULE = Rule("collision", "warning", _find, __doc__)
