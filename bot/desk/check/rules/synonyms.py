"""Rules about synonyms: each word in one group, and each group for a word that the content speaks of."""

from collections.abc import Iterator
from itertools import chain

from bot.content.nodes import NodePath
from bot.content.pattern import words_of
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import Problem
from bot.normalise.lexicon import stems_of


@rule("synonym-in-two-groups", "error", of_knowledge=True)
def synonym_in_two_groups(draft: Draft) -> Iterator[Problem]:
    """A word may stand for one thing only; word endings aside."""
    seen: dict[tuple[str, ...], tuple[str, NodePath]] = {}
    language, document = draft.bot.knowledge.lexicon.language, draft.document
    for path, main, word in _synonyms(draft):
        stems = stems_of(word, language)
        first_main, first_path = seen.setdefault(stems, (main, path))
        if first_main == main:
            continue
        line = (document.keys.get(first_path) or document.values[first_path]).line
        if path in document.keys:
            message = f'group "{main}" has the same main word as group "{first_main}" (line {line})'
            yield document.problem(path, synonym_in_two_groups.id, message, "Put the words of both into one of them.", at_key=True)
        else:
            message = f'"{word}" already belongs to group "{first_main}" (line {line})'
            yield document.problem(path, synonym_in_two_groups.id, message, "Keep it in one of the two groups.")


@rule("unknown-synonym", "warning", of_knowledge=True)
def unknown_synonym(draft: Draft) -> Iterator[Problem]:
    """A group of synonyms must stand for a word that the content speaks of: else it does nothing."""
    texts = list(_texts(draft))
    # A phrase may stand within a longer one, or in two brackets of a pattern, so its words are looked for.
    written = f" {' '.join(' | '.join(texts).casefold().split())} "
    groups = draft.content.synonyms.items()
    silent = [main for main, words in groups if not any(f" {word.casefold()} " in written for word in (main, *words))]
    spoken = {term for text in texts for term in draft.terms(text)} if silent else set()
    for main in [main for main in silent if main not in spoken]:
        message = f'no pattern, title or quote holds "{main}" or a word of its group'
        cure = "Correct the spelling, use the word in a pattern, or delete the group."
        yield draft.document.problem(("synonyms", main), unknown_synonym.id, message, cure, at_key=True)


def _synonyms(draft: Draft) -> Iterator[tuple[NodePath, str, str]]:
    """Yield (path, main word, word) for each word of each group, the main words first."""
    groups = draft.content.synonyms
    yield from ((("synonyms", main), main, main) for main in groups)
    for main, words in groups.items():
        yield from ((("synonyms", main, position), main, way) for position, word in enumerate(words) for way in draft.ways(word))


def _texts(draft: Draft) -> Iterator[str]:
    for intent in draft.content.intents.values():
        yield from (intent.title, *intent.quotes)
    yield from map(words_of, chain(*draft.content.words.values()))
    yield from (words_of(pattern) for _, pattern in draft.content.patterns())
