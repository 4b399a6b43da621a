"""An intent should not offer itself under `next`: the visitor has just read it. `bot check --fix` deletes the line.

Passes::

    intents:
      lamp:
        next:
          - cat
      cat:
        patterns: [who guards the oil]

Fails::

    intents:
      lamp:
        next:
          - lamp
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.check.texts import whole_line
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    for intent_id, intent in draft.content.intents.items():
        for position, following in enumerate(intent.next):
            if following == intent_id:
                path = ("intents", intent_id, "next", position)
                found = draft.problem(path, RULE.id, f'"{intent_id}" offers itself as what to ask next', "Delete the line.")
                yield whole_line(draft.loaded.document, found) if len(intent.next) > 1 else found


RULE = Rule("next-is-itself", "warning", _find, __doc__, asks=False)
