"""Weigh the words of a question: what each may stand for, and what it is worth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from bot.match.index import Index
from bot.match.weighed import WORDS_SHARE, Pair, pairs_of
from bot.model import Token


class Word(NamedTuple):
    """A token with what it is worth in this question."""

    token: Token
    #: the terms that it may stand for, the likeliest first, with what each adds to the cosine with a vector that holds it with weight 1
    stands_for: Sequence[tuple[str, float]]
    #: those of them that it is read as; the others are only of the same family
    readings: tuple[str, ...]
    #: what it is worth, whatever it stands for
    worth: float
    #: the intents that explain it, one bit for each
    explained_by: int
    #: whether it says what is asked, so that only an intent that explains it may be answered with
    asks: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a question, each thing once; what is ignored is left out."""

    words: tuple[Word, ...]
    #: two words side by side that stand so in some pattern, with what they add to the cosine
    pairs: tuple[tuple[Pair, float], ...]
    #: what each word, and then each pair, may stand for: features by number
    features: tuple[tuple[tuple[int, float], ...], ...]
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
    kept: list[tuple[Token, tuple[str, ...]]] = []
    seen: set[str] = set()
    for token in tokens:
        terms = tuple([reading.term for reading in token.readings]) or (token.word,)
        if token.role != "ignored" and seen.isdisjoint(terms):
            kept.append((token, terms))
            seen.update(terms)
    worths = [index.worth_of(token, terms[0]) for token, terms in kept]
    length = math.sqrt(sum([worth * worth for worth in worths])) or 1.0
    scale = WORDS_SHARE**0.5 / length
    words = tuple([_word(token, terms, worth, scale, index) for (token, terms), worth in zip(kept, worths, strict=True)])
    pairs = _pairs([terms[0] for _, terms in kept], index)
    options = [word.stands_for for word in words] + [(pair,) for pair in pairs]
    explained_by = (1 << len(index.intents)) - 1
    for word in words:
        if word.asks:
            explained_by &= word.explained_by
    about, language = index.lexicon.about, index.lexicon.language
    return Question(
        words,
        pairs,
        tuple([tuple([(index.numbers[feature], weight) for feature, weight in found]) for found in options]),
        frozenset([term for word in words if word.token.role == "operator" for term, _ in word.stands_for]),
        language.question_words & seen,
        frozenset([about[term] for term in about.keys() & seen]),
        frozenset(about if any(token.word in language.pointers for token, _ in kept) else ()),
        explained_by,
        sum(worths),
    )


def _word(token: Token, terms: tuple[str, ...], worth: float, scale: float, index: Index) -> Word:
    """Return the word with what it may stand for; nothing is worth more than the best reading."""
    read_as = tuple([(reading.term, reading.weight) for reading in token.readings]) or ((token.word, 1.0),)
    likenesses = {**dict(index.kin_of(terms[0])), **dict(read_as)}
    found = [
        (term, scale * likeness * (worth if term == terms[0] else min(worth, index.worth_of(token, term))))
        for term, likeness in likenesses.items()
        if term in index.worth
    ]
    if len(found) > 1:
        found.sort(key=itemgetter(1), reverse=True)
    explained_by = 0
    for term in terms:
        explained_by |= index.explaining.get(term, 0)
    language = index.lexicon.language
    asks = token.role == "content" and (bool(token.parts) or language.stem(token.word) not in language.idle_words)
    return Word(token, found, terms, worth, explained_by, asks)


def _pairs(terms: list[str], index: Index) -> tuple[tuple[Pair, float], ...]:
    known = [(pair, index.worth[pair]) for pair in pairs_of(terms) if pair in index.worth]
    length = math.sqrt(sum([worth * worth for _, worth in known])) or 1.0
    scale = (1 - WORDS_SHARE) ** 0.5 / length
    return tuple([(pair, scale * worth) for pair, worth in known])
