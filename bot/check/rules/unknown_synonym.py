"""A group of synonyms must stand for a word that the content speaks of: else it does nothing.

Passes::

    synonyms:
      lamp: [light]
    intents:
      lamp:
        patterns: [what does the lamp burn]

Fails::

    synonyms:
      fridge: [icebox]
    intents:
      lamp:
        patterns: [what does the lamp burn]
"""

from collections.abc import Iterator
from itertools import chain

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.pattern import words_of
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    silent = {main: {main.casefold(), *(word.casefold() for word in words)} for main, words in draft.content.synonyms.items()}
    for text in _texts(draft):
        spoken, written = set(draft.terms(text)), f" {' '.join(text.casefold().split())} "
        for main in [main for main in silent if main in spoken]:
            del silent[main]
        # A phrase may stand within a longer one, or in two brackets of a pattern, so its words are looked for, too.
        for main in [main for main, words in silent.items() if any(f" {word} " in written for word in words)]:
            del silent[main]
    for main in silent:
        message = f'no pattern, title or quote holds "{main}" or a word of its group'
        cure = "Correct the spelling, use the word in a pattern, or delete the group."
        yield draft.loaded.document.problem(("synonyms", main), RULE.id, message, cure, at_key=True)


def _texts(draft: Draft) -> Iterator[str]:
    for intent in draft.content.intents.values():
        yield from (intent.title, *intent.quotes)
    yield from map(words_of, chain(*draft.content.words.values()))
    yield from (words_of(pattern) for _, pattern in draft.content.patterns())


RULE = Rule("unknown-synonym", "warning", _find, __doc__)
