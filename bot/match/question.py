"""Weigh the words of a question: what each may stand for, and what it is worth."""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler

from bot.match.index import FAMILY_LETTERS, WORDS_SHARE, Index, Pair, pairs_of
from bot.model import Reading, Token

#: least Jaro-Winkler similarity of two words of one family ("delivery", "delivered"), 0 to 1
LEAST_KINSHIP: Final = 0.9


class Option(NamedTuple):
    """One thing that a word may stand for."""

    reading: Reading
    #: what it adds to the cosine with a vector that holds its term with weight 1
    weight: float


@dataclass(frozen=True, slots=True)
class Word:
    """A token with what it is worth in this question."""

    token: Token
    #: what is worth most first
    options: tuple[Option, ...]
    #: what it is worth, whatever it stands for
    worth: float


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, each thing once; what is ignored is left out."""

    words: tuple[Word, ...]
    #: two words side by side that stand so in some pattern, with what they add to the cosine
    pairs: tuple[tuple[Pair, float], ...]


def weigh(tokens: tuple[Token, ...], index: Index) -> Question:
    """Return the words with their worth; a word that says the same again counts once."""
    spoken = [token for token in tokens if token.role != "ignored"]
    kept: list[Token] = []
    seen: set[str] = set()
    for token in spoken:
        terms = [reading.term for reading in token.readings] or [token.word]
        if seen.isdisjoint(terms):
            kept.append(token)
        seen.update(terms)
    worths = [index.worth_of(token, token.term) for token in kept]
    length = math.sqrt(sum(worth * worth for worth in worths)) or 1.0
    scale = WORDS_SHARE**0.5 / length
    words = tuple(Word(token, _options(token, worth, scale, index), worth) for token, worth in zip(kept, worths, strict=True))
    return Question(words, _pairs(spoken, index))


def _options(token: Token, worth: float, scale: float, index: Index) -> tuple[Option, ...]:
    """Return the readings, and the words of the same family, with what they add; no reading is worth more than the best."""
    readings = token.readings or (Reading(token.word, 1.0, "exact"),)
    found = [Option(reading, scale * min(worth, index.worth_of(token, reading.term)) * reading.weight) for reading in readings]
    known = {reading.term for reading in readings}
    found += [
        Option(Reading(term, likeness, "family"), scale * min(worth, index.worth_of(token, term)) * likeness)
        for term, likeness in _family(token.term, index)
        if term not in known
    ]
    return tuple(found)


def _family(term: str, index: Index) -> list[tuple[str, float]]:
    kin = index.families.get(term[:FAMILY_LETTERS], ())
    likenesses = [(other, JaroWinkler.similarity(term, other)) for other in kin if len(term) > FAMILY_LETTERS]
    return [(other, likeness) for other, likeness in likenesses if likeness >= LEAST_KINSHIP]


def _pairs(tokens: list[Token], index: Index) -> tuple[tuple[Pair, float], ...]:
    known = [(pair, index.worth[pair]) for pair in pairs_of(token.term for token in tokens) if pair in index.worth]
    length = math.sqrt(sum(worth * worth for _, worth in known)) or 1.0
    scale = (1 - WORDS_SHARE) ** 0.5 / length
    return tuple((pair, scale * worth) for pair, worth in known)
