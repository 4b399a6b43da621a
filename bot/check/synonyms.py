"""Rules about words: the language must be known, and a word may stand for one thing only."""

from collections.abc import Iterator

from bot.content.load import LoadedContent
from bot.content.nodes import Path
from bot.errors import BotError, Problem
from bot.language.language import language_of
from bot.normalise.fold import fold
from bot.normalise.lexicon import stem_of
from bot.pipeline import Bot


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


def synonyms_in_two_groups(bot: Bot) -> Iterator[Problem]:
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
    for path, main, word in _synonyms(bot):
        stems = tuple(stem_of(part.text, bot.lexicon.language) for part in fold(word, bot.lexicon.language))
        first_main, first_path = seen.setdefault(stems, (main, path))
        if first_main != main:
            document = bot.loaded.document
            line = (document.values.get(first_path) or document.keys[first_path]).line
            message = f'"{word}" already stands for "{first_main}" (line {line}) and cannot stand for "{main}" too'
            at_key = len(path) == len(("synonyms", main))
            yield document.problem(path, "synonym-in-two-groups", message, "Keep it in one of the two groups.", at_key=at_key)


def _synonyms(bot: Bot) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, main word, word) for each word of each group, the main words first."""
    groups = bot.loaded.content.synonyms
    for main in groups:
        yield ("synonyms", main), main, main
    for main, words in groups.items():
        for position, word in enumerate(words):
            yield ("synonyms", main, position), main, word
