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
    # The first of two holders keeps it, the others are told.
    told = {(holder, terms): next(iter(holders.items())) for terms, holders in draft.owners.items() for holder in list(holders)[1:]}
    for intent_id, path, pattern in draft.intent_patterns() if told else ():
        terms = next((terms for terms in draft.in_terms(pattern) if (intent_id, terms) in told), None)
        if terms:
            other, first = told[intent_id, terms]
            text = next((way for way in draft.ways(pattern) if draft.terms(way) == terms), pattern)
            way = "" if text == pattern else f', as "{text}"'
            message = f'pattern "{pattern}" is already in intent "{other}" (line {draft.loaded.document.values[first].line}){way}'
            yield draft.problem(path, RULE.id, message, "Keep it in one of the two, or make each say what differs.")


RULE = Rule("duplicate-pattern", "error", _find, __doc__)
