"""A list should not hold the same text twice. `bot check --fix` deletes the second.

Passes::

    intents:
      lamp:
        patterns:
          - what does the lamp burn
          - lamp oil

Fails::

    intents:
      lamp:
        patterns:
          - what does the lamp burn
          - what does the lamp burn
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.check.texts import texts_of, whole_line
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], int] = {}
    document = draft.loaded.document
    for path, text in texts_of(document.data):
        if isinstance(path[-1], int):
            place = document.values[path]
            first = seen.setdefault((path[:-1], text), place.line)
            if first != place.line:
                message = f'"{text}" stands in this list already (line {first})'
                yield whole_line(document, document.problem(path, RULE.id, message, "Delete one of the two."))


RULE = Rule("repeated-line", "warning", _find, __doc__, asks=False)
