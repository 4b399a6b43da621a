"""Weigh the words of a question: what each may stand for, and what it is worth beside the others."""

import math
from itertools import pairwise
from typing import NamedTuple

from bot.match.index import Column, Index, WeighedWord
from bot.match.weighed import WORDS_SHARE, Feature
from bot.model import Token


class WeighedQuestion(NamedTuple):
    """The words of a question, each thing once; what is ignored is left out."""

    tokens: list[Token]
    words: list[WeighedWord]
    #: what each word, and then each two words side by side, may stand for, the likeliest first: features that some pattern holds, each with
    #: what it adds to the cosine with a vector that holds it with weight 1
    features: list[list[tuple[Feature, Column, float]]]
    #: what all of that weighs, and the odds of it that are usual
    said: float
    usual: float
    #: terms that change what is asked
    operators: frozenset[str]
    #: terms that begin a question
    asks: frozenset[str]
    #: the page's subjects that it names
    named: frozenset[int]
    #: all terms of the page's subjects if it points to one ("it", "this")
    pointed: frozenset[str]
    #: the terms that it says, with those; None if a misspelt word may be several, so that it depends on the pattern
    met: frozenset[str] | None
    #: the intents that explain every content word, one bit for each: only they may be answered with
    explained_by: int
    #: what all words are worth
    worth: float


def weigh(tokens: tuple[Token, ...], index: Index) -> WeighedQuestion:
    """Return the words with their worth; a word that says the same again counts once."""
    kept: list[Token] = []
    words: list[WeighedWord] = []
    seen: set[str] = set()
    explained_by = (1 << len(index.intents)) - 1
    for token in tokens:
        word = index.word(token)
        if word.role != "ignored" and seen.isdisjoint(word.readings):
            kept.append(token)
            words.append(word)
            seen.update(word.readings)
            if word.asks:
                explained_by &= word.explained_by
    scale = _scale([word.worth for word in words], WORDS_SHARE)
    features: list[list[tuple[Feature, Column, float]]] = [
        [(term, column, scale * likeness * worth) for term, column, likeness, worth in word.stands_for] for word in words
    ]
    features += _pairs([word.readings[0] for word in words], index)
    likeliest = [options[0] for options in features if options]
    about, language = index.lexicon.about, index.lexicon.language
    pointed = frozenset[str]() if language.pointers.isdisjoint([token.word for token in kept]) else frozenset(about)
    return WeighedQuestion(
        kept,
        words,
        features,
        sum([weight for _, _, weight in likeliest]),
        sum([weight * column.usual for _, column, weight in likeliest]),
        frozenset([term for word in words if word.role == "operator" for term, _, _, _ in word.stands_for]),
        language.question_words & seen,
        frozenset([about[term] for term in about.keys() & seen]),
        pointed,
        pointed | seen if len(seen) == len(words) else None,
        explained_by,
        sum([word.worth for word in words]),
    )


def _pairs(terms: list[str], index: Index) -> list[list[tuple[Feature, Column, float]]]:
    """Return the pairs of terms side by side that stand so in some pattern, with the edges of what is said."""
    known = [(pair, index.worth[pair]) for pair in pairwise(["", *terms, ""]) if pair in index.worth]
    scale = _scale([worth for _, worth in known], 1 - WORDS_SHARE)
    return [[(pair, index.column(pair), scale * worth)] for pair, worth in known]


def _scale(worths: list[float], share: float) -> float:
    """Return the factor that scales a vector to a squared length of ``share``, the part of the likeness that it brings."""
    return math.sqrt(share) / (math.sqrt(sum([worth * worth for worth in worths])) or 1.0)
