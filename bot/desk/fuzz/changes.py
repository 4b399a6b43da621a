"""Changes that people make to a question without meaning to ask anything else: slips of the keyboard, manners, a story around it."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: a letter -> the keys beside it, on its row and on those above and below
_NEIGHBOURS: Final = {
    letter: "".join(
        other
        for near in _ROWS[max(0, row - 1) : row + 2]
        for place, other in enumerate(near)
        if abs(place - column) <= 1 and other != letter
    )
    for row, letters in enumerate(_ROWS)
    for column, letter in enumerate(letters)
}
#: what may stand before a question, after it, and in its background; words of this subject with how they are often misspelt
_WORDS: Final = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_MISSPELT: Final[dict[str, str]] = _WORDS["misspelt"]
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
#: a space between two plain words of some length
_JOIN: Final = re.compile(r"(?<=[^\W\d_]{2}) (?=[^\W\d_]{2})")


def _at_one(places: list[re.Match[str]], new: Callable[[re.Match[str]], str], chance: Random, question: str) -> str:
    """Return the question with something new at one of the places; as it is if there are none."""
    if not places:
        return question
    place = chance.choice(places)
    return question[: place.start()] + new(place) + question[place.end() :]


def _in_a_word(change: Callable[[Random, str, int], str]) -> Callable[[Random, str], str]:
    """Return a change of one letter inside one longer word; first letters are seldom mistyped."""

    def changed(chance: Random, question: str) -> str:
        words = list(_WORD.finditer(question))
        return _at_one(words, lambda word: change(chance, word[0], chance.randrange(1, len(word[0]) - 1)), chance, question)

    return changed


def _neighbour(chance: Random, word: str, at: int) -> str:
    keys = _NEIGHBOURS.get(word[at].lower(), word[at])
    return word[:at] + chance.choice(keys) + word[at + 1 :]


def _misspelt(chance: Random, question: str) -> str:
    known = [found for found in _WORD.finditer(question) if found[0].lower() in _MISSPELT]
    return _at_one(known, lambda word: _MISSPELT[word[0].lower()], chance, question)


def _joined(chance: Random, question: str) -> str:
    return _at_one(list(_JOIN.finditer(question)), lambda _: "", chance, question)


def _sentence(question: str) -> str:
    """Return the question with a mark at its end, as somebody who writes several sentences would put it."""
    return question if question.endswith((".", "?", "!")) else f"{question}."


#: what is done -> how; a change may leave a question as it is where it does not apply
CHANGES: Final[dict[str, Callable[[Random, str], str]]] = {
    "neighbour key": _in_a_word(_neighbour),
    "letter dropped": _in_a_word(lambda _, word, at: word[:at] + word[at + 1 :]),
    "letter doubled": _in_a_word(lambda _, word, at: word[:at] + word[at] + word[at:]),
    "letters swapped": _in_a_word(lambda _, word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    "misspelt": _misspelt,
    "case": lambda chance, question: chance.choice((str.upper, str.lower, str.title))(question),
    "space missing": _joined,
    "no punctuation": lambda _, question: re.sub(r"[^\w\s'’-]", "", question),
    "politeness before": lambda chance, question: chance.choice(_WORDS["before"]) + question,
    "politeness after": lambda chance, question: question + chance.choice(_WORDS["after"]),
    "background before": lambda chance, question: f"{chance.choice(_WORDS['background'])} {question}",
    "background after": lambda chance, question: f"{_sentence(question)} {chance.choice(_WORDS['background'])}",
}
