"""Rules about words: the language must be known, and a word may stand for one thing only."""

from collections.abc import Iterator
from typing import Final

from bot.check.draft import Draft
from bot.content.load import LoadedContent
from bot.content.nodes import Path
from bot.errors import BotError, Problem
from bot.language.language import language_of
from bot.normalise.fold import fold
from bot.normalise.lexicon import stem_of

#: how the path of a main word is made
_MAIN: Final = ("synonyms", "main word")


def unknown_language(loaded: LoadedContent) -> Iterator[Problem]:
    """Yield a problem if the bot does not know the endings of the content's language.

    Passes::

        language: en

    and fails::

        language: xx
    """
    try:
        language_of(loaded.content.language)
    except BotError as error:
        _, _, allowed = str(error).partition(". ")
        message = f'the language "{loaded.content.language}" is not known'
        yield loaded.document.problem(("language",), "unknown-language", message, allowed)


def synonyms_in_two_groups(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each word that stands for two things; word endings aside.

    Passes::

        synonyms:
          lamp: [light]
          fire: [flame]

    and fails, because the bot could not tell which of the two is meant::

        synonyms:
          lamp: [light]
          fire: [lights]
    """
    seen: dict[tuple[str, ...], tuple[str, Path]] = {}
    for path, main, word in _synonyms(draft):
        stems = tuple(stem_of(part.text, draft.bot.knowledge.lexicon.language) for part in fold(word, draft.bot.knowledge.lexicon.language))
        first_main, first_path = seen.setdefault(stems, (main, path))
        if first_main != main:
            document = draft.loaded.document
            line = (document.values if len(first_path) > len(_MAIN) else document.keys)[first_path].line
            if len(path) == len(_MAIN):
                message = f'group "{main}" has the same main word as group "{first_main}" (line {line})'
                yield document.problem(path, "synonym-in-two-groups", message, "Put the words of both into one of them.", at_key=True)
            else:
                message = f'"{word}" already belongs to group "{first_main}" (line {line})'
                yield document.problem(path, "synonym-in-two-groups", message, "Keep it in one of the two groups.")


def _synonyms(draft: Draft) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, main word, word) for each word of each group, the main words first."""
    groups = draft.loaded.content.synonyms
    for main in groups:
        yield ("synonyms", main), main, main
    for main, words in groups.items():
        for position, word in enumerate(words):
            yield ("synonyms", main, position), main, word
