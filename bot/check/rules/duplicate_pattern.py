"""A pattern must not stand in two intents; word endings and synonyms aside.

Passes::

    intents:
      lamp:
        patterns: [how old is the lamp]
      tower:
        patterns: [how old is the tower]

Fails::

    synonyms:
      lamp: [light]
    intents:
      lamp:
        patterns: [how old is the lamp]
      tower:
        patterns: [how old is the light]

"Light" is a synonym of "lamp", so the two patterns are one.
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    for intent_id, path, pattern in draft.intent_patterns():
        for words in draft.ways(pattern):
            text = " ".join(words)
            terms = draft.terms(text)
            other, first = next(iter(draft.owners[terms].items()))
            if terms and other != intent_id:
                way = "" if text == pattern else f', as "{text}"'
                message = f'pattern "{pattern}" is already in intent "{other}" (line {draft.loaded.document.values[first].line}){way}'
                yield draft.problem(path, RULE.id, message, "Keep it in one of the two, or make each say what differs.")
                break


RULE = Rule("duplicate-pattern", "error", _find, __doc__)
