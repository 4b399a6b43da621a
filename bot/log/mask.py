"""Mask: a question with every word taken out that could tell who asked.

It is said what may stay, not what must go: a word stays if the content or a list of common words holds it and it is no
name; everything else, and everything with a digit, becomes a mark. ``docs/privacy.md`` says how much still leaks.
"""

import re
import tomllib
from collections.abc import Container, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from bot.language.dictionary import word_counts
from bot.language.language import language_of

MARK: Final = "•"
#: how many of the commonest words may stay
COMMON: Final = 3_000
_FOLDER: Final = Path(__file__).parent
#: what each of these is for stands beside it in the file
_LISTS: Final = {
    name: frozenset(words.split()) for name, words in tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8")).items()
}
_INTRODUCING: Final = frozenset(tuple(phrase.split("_")) for phrase in _LISTS["introducing"])
_GRAMMAR: Final = language_of("en").function_words | _LISTS["grammar"]
#: what makes a number or an address of all that it is written together with
_SECRET: Final = re.compile(r"[\d@_\\]|://|www\.")
#: a word, or a mark of punctuation
_PIECE: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[.,;:?!()/%-]")
_PUNCTUATION: Final = frozenset(".,;:?!()/%-")
_SENTENCE_END: Final = frozenset(".?!")
_MARKS: Final = re.compile(rf"{MARK}(?:[ .,;:/%-]*{MARK})+")
_GAP: Final = re.compile(r" (?=[.,;:?!)])|(?<=\() ")


def mask(text: str, vocabulary: Container[str]) -> str:
    """Return ``text`` with a mark for every name, and for every word that neither the folded ``vocabulary`` nor common English allows."""
    chunks = text.replace("’", "'").split()
    pieces = [piece for chunk in chunks for piece in ([chunk] if _SECRET.search(chunk) else _PIECE.findall(chunk))]
    words = [piece.lower() for piece in pieces]
    stays = [_stays(place, pieces, words, vocabulary) for place in range(len(pieces))]
    shown = " ".join(piece if kept else MARK for piece, kept in zip(pieces, _apart(words, stays), strict=True))
    return _MARKS.sub(MARK, _GAP.sub("", shown))


def _stays(place: int, pieces: list[str], words: list[str], vocabulary: Container[str]) -> bool:
    """Return whether the piece at ``place`` may stay, as far as it can be told without its neighbours' fate."""
    piece, word = pieces[place], words[place]
    if not piece.replace("'", "").isalpha():
        return piece in _PUNCTUATION
    if _introduced(place, words) or (len(word) == 1 and word not in "ai"):
        return False
    if words[place + 1 : place + 2] and words[place + 1] in _LISTS["ways"]:
        return False
    inside = place > 0 and pieces[place - 1] not in _SENTENCE_END
    if inside and piece.istitle() and len(piece) > 1:
        return False  # a capital inside of a sentence is how names are written
    return word in _LISTS["needed"] or word in common_words() or (word in vocabulary and word not in names())


def _introduced(place: int, words: list[str]) -> bool:
    """Return whether a name is due at ``place``: the first word of one, or the second."""
    if _is_due(place, words):
        return True
    return place > 0 and words[place] not in _GRAMMAR and words[place - 1] not in _PUNCTUATION and _is_due(place - 1, words)


def _is_due(place: int, words: list[str]) -> bool:
    before = words[max(0, place - 3) : place]
    if before[-1:] == ["."]:
        before.pop()
    if before[-1:] and before[-1] in _LISTS["titles"]:
        return True
    return words[place] not in _GRAMMAR and (tuple(before[-2:]) in _INTRODUCING or tuple(before[-1:]) in _INTRODUCING)


def _apart(words: list[str], stays: list[bool]) -> Iterator[bool]:
    """Yield what stays in the end: beside a mark a word that may be a name goes, and so do numbers in a row."""
    for place, (word, kept) in enumerate(zip(words, stays, strict=True)):
        near = [at for at in (place - 1, place + 1) if 0 <= at < len(words)]
        is_named = word in _LISTS["needed"] and not all(stays[at] for at in near)
        is_counted = word in _LISTS["numbers"] and any(words[at] in _LISTS["numbers"] for at in near)
        yield kept and not is_named and not is_counted


@cache
def names() -> frozenset[str]:
    """Return the words that are also names of people and places, months and days of the week."""
    lines = (_FOLDER / "names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def common_words() -> frozenset[str]:
    """Return the commonest words of English, and what people write for them, but no names."""
    counts = word_counts("en")
    commonest = islice(sorted(counts, key=counts.__getitem__, reverse=True), COMMON)
    return frozenset(word for word in (*commonest, *language_of("en").opened) if word.removesuffix("'s") not in names())
