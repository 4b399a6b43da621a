"""Weigh the words of a question: what each may stand for, and what it is worth beside the others."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from bot.match.index import Index, Word
from bot.match.weighed import WORDS_SHARE, Feature, Pair, pairs_of
from bot.model import Token


class Question(NamedTuple):
    """The words of a question, each thing once; what is ignored is left out."""

    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    #: the terms that each word may stand for, the likeliest first, with what each adds to the cosine with a vector that holds it with
    #: weight 1
    terms: list[list[tuple[str, float]]]
    #: two words side by side that stand so in some pattern, with what they add to the cosine
    pairs: list[tuple[Pair, float]]
    #: what each word, and then each pair, may stand for
    features: Sequence[Sequence[tuple[Feature, float]]]
    #: terms that change what is asked
    operators: frozenset[str]
    #: terms that begin a question
    asks: frozenset[str]
    #: the page's subjects that it names, and all terms of them if it points to one ("it", "this")
    named: frozenset[int]
    pointed: frozenset[str]
    #: the intents that explain every content word, one bit for each: only they may be answered with
    explained_by: int
    #: what all words are worth
    worth: float


def weigh(tokens: tuple[Token, ...], index: Index) -> Question:
    """Return the words with their worth; a word that says the same again counts once."""
    kept: list[Token] = []
    words: list[Word] = []
    seen: set[str] = set()
    for token in tokens:
        if token.role != "ignored":
            word = index.word(token)
            if seen.isdisjoint(word.readings):
                kept.append(token)
                words.append(word)
                seen.update(word.readings)
    scale = _scale([word.worth for word in words], WORDS_SHARE)
    explained_by = (1 << len(index.intents)) - 1
    for word in words:
        if word.asks:
            explained_by &= word.explained_by
    terms = [[(term, scale * likeness * worth) for term, likeness, worth in word.stands_for] for word in words]
    pairs = _pairs([word.readings[0] for word in words], index)
    about, language = index.lexicon.about, index.lexicon.language
    return Question(
        tuple(kept),
        tuple(words),
        terms,
        pairs,
        [*terms, *[(pair,) for pair in pairs]],
        frozenset([term for word in words if word.role == "operator" for term, _, _ in word.stands_for]),
        language.question_words & seen,
        frozenset([about[term] for term in about.keys() & seen]),
        frozenset() if language.pointers.isdisjoint([token.word for token in kept]) else frozenset(about),
        explained_by,
        sum([word.worth for word in words]),
    )


def _pairs(terms: list[str], index: Index) -> list[tuple[Pair, float]]:
    known = [(pair, index.worth[pair]) for pair in pairs_of(terms) if pair in index.worth]
    scale = _scale([worth for _, worth in known], 1 - WORDS_SHARE)
    return [(pair, scale * worth) for pair, worth in known]


def _scale(worths: list[float], share: float) -> float:
    """Return what brings a vector to the length whose square is the ``share`` of the likeness that it brings."""
    return share**0.5 / (math.sqrt(sum([worth * worth for worth in worths])) or 1.0)
