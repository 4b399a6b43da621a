"""An intent, topic, guard or small talk should have example questions: they tell the next editor what was meant.

Passes::

    intents:
      lamp:
        patterns: [what does the lamp burn]
        tests: [what does it burn in the lamp]

Fails::

    intents:
      lamp:
        patterns: [what does the lamp burn]
        tests: []
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    for group in ("intents", "topics", "guards", "smalltalk"):
        for part_id, part in getattr(draft.content, group).items():
            if not part.tests:
                yield draft.loaded.document.problem(
                    (group, part_id), RULE.id, f'"{part_id}" has no example questions',
                    "Write three under tests: that visitors would ask.", at_key=True,
                )  # fmt: skip


RULE = Rule("intent-without-tests", "warning", _find, __doc__, asks=False)
