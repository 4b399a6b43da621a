"""The bot must know the word endings of the content's language.

Passes::

    language: en

Fails::

    language: xx
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import BotError, Problem
from bot.language.language import language_of


def _find(draft: Draft) -> Iterator[Problem]:
    try:
        language_of(draft.content.language)
    except BotError as error:
        _, _, allowed = str(error).partition(". ")
        yield draft.problem(("language",), RULE.id, f'the language "{draft.content.language}" is not known', allowed)


RULE = Rule("unknown-language", "error", _find, __doc__, asks=False)
