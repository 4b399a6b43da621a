"""Put one realistic typo into a question: a misspelling that people are known to make, or a slip on the keyboard."""

import csv
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

#: correct word -> how people misspell it
Misspellings = Mapping[str, tuple[str, ...]]

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORD: Final = re.compile(r"[A-Za-z]+")
#: people notice a slip in a shorter word
_SHORTEST: Final = 4
#: how often a word that has known misspellings gets one of them; else a slip of the keyboard
_KNOWN: Final = 0.5


def read_misspellings(folder: Path) -> Misspellings:
    """Return the misspellings in the folder's lists: tab-separated files with the columns ``misspelling`` and ``correct``."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                wrong, right = line["misspelling"].lower(), line["correct"].lower()
                if wrong != right and _WORD.fullmatch(wrong) and _WORD.fullmatch(right):
                    found[right][wrong] = None
    return {right: tuple(wrong) for right, wrong in found.items()}


def misspell(text: str, known: Misspellings, chance: random.Random) -> str:
    """Return ``text`` with one typo in one word of four letters or more; unchanged if there is none.

    A word with known misspellings is taken as readily as any other. The first letter stays, as it mostly does when people slip.
    """
    words = [found for found in _WORD.finditer(text) if len(found[0]) >= _SHORTEST]
    if not words:
        return text
    word = chance.choice(words)
    wrong = known.get(word[0].lower(), ())
    typo = chance.choice(wrong) if wrong and chance.random() < _KNOWN else _slip(word[0].lower(), chance)
    if word[0].isupper():
        typo = typo.upper()
    elif word[0][0].isupper():
        typo = typo.capitalize()
    return text[: word.start()] + typo + text[word.end() :]


def _slip(word: str, chance: random.Random) -> str:
    """Return ``word`` with a letter swapped with the next, left out, typed twice, or replaced by its neighbour on the keyboard."""
    kinds: Iterable[Callable[[str, int, random.Random], str]] = (_swapped, _left_out, _doubled, _replaced)
    for _ in range(20):
        typo = chance.choice(list(kinds))(word, chance.randrange(1, len(word)), chance)
        if typo != word:
            return typo
    return _left_out(word, 1, chance)


def _swapped(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def _left_out(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int, _: random.Random) -> str:
    return word[:place] + word[place] + word[place:]


def _replaced(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + chance.choice(_neighbours(word[place])) + word[place + 1 :]


def _neighbours(letter: str) -> str:
    """Return the letters beside ``letter`` in its row and in the rows above and below."""
    number = next(number for number, row in enumerate(_ROWS) if letter in row)
    place = _ROWS[number].index(letter)
    beside = _ROWS[number][max(0, place - 1) : place] + _ROWS[number][place + 1 : place + 2]
    above = _ROWS[number - 1][place : place + 2] if number else ""
    below = _ROWS[number + 1][max(0, place - 1) : place + 1] if number + 1 < len(_ROWS) else ""
    return beside + above + below
