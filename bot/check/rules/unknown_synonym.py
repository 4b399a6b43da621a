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

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.pattern import words_of
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    texts = list(_texts(draft))
    # A phrase may stand within a longer one, or in two brackets of a pattern, so its words are looked for.
    written = f" {' '.join(' | '.join(texts).casefold().split())} "
    groups = draft.content.synonyms.items()
    silent = [main for main, words in groups if not any(f" {word.casefold()} " in written for word in (main, *words))]
    spoken = {term for text in texts for term in draft.terms(text)} if silent else set()
    for main in [main for main in silent if main not in spoken]:
        message = f'no pattern, title or quote holds "{main}" or a word of its group'
        cure = "Correct the spelling, use the word in a pattern, or delete the group."
        yield draft.loaded.document.problem(("synonyms", main), RULE.id, message, cure, at_key=True)


def _texts(draft: Draft) -> Iterator[str]:
    for intent in draft.content.intents.values():
        yield from (intent.title, *intent.quotes)
    yield from map(words_of, draft.content.about)
    yield from (words_of(pattern) for _, pattern in draft.all_patterns())


RULE = Rule("unknown-synonym", "warning", _find, __doc__)
