"""Where `policy` says how often to review (`review_every`, in days), each intent and guard must have been reviewed since.

Passes::

    intents:
      lamp:
        reviewed: 2026-05-04
        reviewer: Dr. Ada Keeper

Fails::

    policy:
      review_every: 365
    intents:
      lamp:
        reviewed: 2020-05-04
        reviewer: Dr. Ada Keeper
"""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    every = draft.content.policy.review_every
    for group in ("intents", "guards") if every else ():
        for part_id, part in getattr(draft.content, group).items():
            if not part.reviewed:
                message = f'"{part_id}" has not been reviewed'
            elif draft.today - date.fromisoformat(part.reviewed) > timedelta(days=every or 0):
                message = f'"{part_id}" was last reviewed on {part.reviewed}, more than {every} days ago'
            else:
                continue
            cure = "Have it reviewed, then write the day and the name: reviewed: 2026-05-04, reviewer: Dr. Ada Keeper."
            yield draft.loaded.document.problem((group, part_id), RULE.id, message, cure, at_key=True)


RULE = Rule("review-overdue", "warning", _find, __doc__, asks=False)
