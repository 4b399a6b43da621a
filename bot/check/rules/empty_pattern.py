"""A pattern must hold a word: without one nothing can match it.

Passes::

    intents:
      lamp:
        patterns: [what is it]

Fails::

    intents:
      lamp:
        patterns: ["???"]
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.pattern import words_of
from bot.errors import Problem
from bot.language.language import language_of
from bot.normalise.fold import fold


def _find(draft: Draft) -> Iterator[Problem]:
    language = language_of(draft.content.language)
    for path, pattern in draft.all_patterns():
        if not fold(words_of(pattern), language):
            message = f'pattern "{pattern}" holds no words'
            yield draft.problem(path, RULE.id, message, "Write words with letters or digits, or delete the line.")


RULE = Rule("empty-pattern", "error", _find, __doc__)
