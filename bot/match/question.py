"""Weigh the words of a question: what each may stand for, and what it is worth."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import JaroWinkler

from bot.match.index import FAMILY_LETTERS, Index
from bot.match.weighed import WORDS_SHARE, Feature, Pair, pairs_of
from bot.model import Token

#: least Jaro-Winkler similarity of two words of one family ("delivery", "delivered"), 0 to 1
LEAST_KINSHIP: Final = 0.9


@dataclass(frozen=True, slots=True)
class Word:
    """A token with what it is worth in this question."""

    token: Token
    #: the terms that it may stand for, the likeliest first, with what each adds to the cosine with a vector that holds it with weight 1
    stands_for: tuple[tuple[str, float], ...]
    #: those of them that it is read as; the others are only of the same family
    readings: tuple[str, ...]
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
    kept: list[Token] = []
    seen: set[str] = set()
    for token in tokens:
        terms = [reading.term for reading in token.readings] or [token.word]
        if token.role != "ignored" and seen.isdisjoint(terms):
            kept.append(token)
            seen.update(terms)
    worths = [index.worth_of(token, token.term) for token in kept]
    length = math.sqrt(sum(worth * worth for worth in worths)) or 1.0
    scale = WORDS_SHARE**0.5 / length
    return Question(tuple(_word(token, worth, scale, index) for token, worth in zip(kept, worths, strict=True)), _pairs(kept, index))


def _word(token: Token, worth: float, scale: float, index: Index) -> Word:
    """Return the word with what it may stand for; nothing is worth more than the best reading."""
    readings = {reading.term: reading.weight for reading in token.readings} or {token.word: 1.0}
    likenesses = _family(token.term, index) | readings
    found = [
        (term, scale * likeness * min(worth, index.worth_of(token, term))) for term, likeness in likenesses.items() if term in index.worth
    ]
    return Word(token, tuple(sorted(found, key=lambda entry: -entry[1])), tuple(readings), worth)


def _family(term: str, index: Index) -> dict[str, float]:
    if len(term) <= FAMILY_LETTERS:
        return {}
    kin = ((other, JaroWinkler.similarity(term, other)) for other in index.families.get(term[:FAMILY_LETTERS], ()))
    return {other: likeness for other, likeness in kin if likeness >= LEAST_KINSHIP}


def _pairs(tokens: list[Token], index: Index) -> tuple[tuple[Pair, float], ...]:
    known = [(pair, index.worth[pair]) for pair in pairs_of(token.term for token in tokens) if pair in index.worth]
    length = math.sqrt(sum(worth * worth for _, worth in known)) or 1.0
    scale = (1 - WORDS_SHARE) ** 0.5 / length
    return tuple((pair, scale * worth) for pair, worth in known)


def things_of(question: Question) -> Iterable[tuple[tuple[Feature, float], ...]]:
    """Yield what each word, and then each pair of words, may stand for."""
    for word in question.words:
        yield word.stands_for
    for pair in question.pairs:
        yield (pair,)
