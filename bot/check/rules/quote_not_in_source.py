"""A quote must stand on the page word for word; white space and the shape of quotation marks aside.

On a page that says "The lamp burns oil. A cat guards it."

Passes::

    intents:
      lamp:
        quotes: [The lamp burns oil.]

Fails::

    intents:
      lamp:
        quotes: [The lamp burns gas.]
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.standing import quotes_not_in_source
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    return quotes_not_in_source(draft.loaded)


RULE = Rule("quote-not-in-source", "error", _find, __doc__, asks=False)
