"""Which words exist: a word that a dictionary knows is not a misspelling of another.

The word counts come with the package pyspellchecker (words of film subtitles, weeded by its maintainers), for a dozen
languages.
"""

import gzip
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Final

from bot.errors import BotError

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@cache
def word_counts(language: str) -> dict[str, int]:
    """Return the words of ``language`` (two letters) with their counts; empty where no list is shipped.

    Read once and kept. Raises BotError if the package that ships the lists is missing.
    """
    package = importlib.util.find_spec("spellchecker")
    if package is None or package.origin is None:
        raise BotError("The package pyspellchecker is missing. Install the bot again: pip install .")
    path = Path(package.origin).parent / "resources" / f"{language}.json.gz"
    if not path.exists():
        return {}
    counts: dict[str, int] = json.loads(gzip.decompress(path.read_bytes()))
    return counts


def one_edit_away(word: str) -> set[str]:
    """Return all strings that one slip of the keyboard turns into ``word`` (Norvig, "How to write a spelling corrector")."""
    splits = [(word[:position], word[position:]) for position in range(len(word) + 1)]
    deleted = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + letter + right[1:] for left, right in splits if right for letter in _LETTERS}
    inserted = {left + letter + right for left, right in splits for letter in _LETTERS}
    return (deleted | swapped | replaced | inserted) - {word}
