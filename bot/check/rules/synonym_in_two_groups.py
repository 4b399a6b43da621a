"""A word may stand for one thing only; word endings aside.

Passes::

    synonyms:
      lamp: [light]
      fire: [flame]

Fails::

    synonyms:
      lamp: [light]
      fire: [lights]

The bot could not tell which of the two is meant.
"""

from collections.abc import Iterator
from typing import Final

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.nodes import Path
from bot.content.pattern import expand
from bot.errors import Problem
from bot.normalise.fold import fold
from bot.normalise.lexicon import stem_of

#: how the path of a main word is made
_MAIN: Final = ("synonyms", "main word")


def _find(draft: Draft) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], tuple[str, Path]] = {}
    language, document = draft.bot.knowledge.lexicon.language, draft.loaded.document
    for path, main, word in _synonyms(draft):
        stems = tuple(stem_of(part.text, language) for part in fold(word, language))
        first_main, first_path = seen.setdefault(stems, (main, path))
        if first_main == main:
            continue
        line = (document.values if len(first_path) > len(_MAIN) else document.keys)[first_path].line
        if len(path) == len(_MAIN):
            message = f'group "{main}" has the same main word as group "{first_main}" (line {line})'
            yield document.problem(path, RULE.id, message, "Put the words of both into one of them.", at_key=True)
        else:
            message = f'"{word}" already belongs to group "{first_main}" (line {line})'
            yield document.problem(path, RULE.id, message, "Keep it in one of the two groups.")


def _synonyms(draft: Draft) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, main word, word) for each word of each group, the main words first."""
    groups = draft.content.synonyms
    for main in groups:
        yield ("synonyms", main), main, main
    for main, words in groups.items():
        for position, word in enumerate(words):
            for variant in expand(word):
                yield ("synonyms", main, position), main, " ".join(variant)


RULE = Rule("synonym-in-two-groups", "error", _find, __doc__)
