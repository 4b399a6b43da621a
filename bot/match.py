"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern and
with its intent as a whole; either likeness is evidence by itself. A word that the intent does not explain counts against it.
"""

import math
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.index import Index, IndexedPattern, Vector
from bot.model import Candidate, Met, Reading, Token

#: a pattern that lacks a word which changes what is asked counts this much of its likeness when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: small words that a pattern does not hold are a weak sign against it, for people wrap questions in them: the part of their
#: worth, squared, that lengthens the question
UNMET_SMALL_WORD: Final = 0.3
_SMALL_ROLES: Final = ("function", "light")
#: roles of the words by which patterns are looked up, most telling first
_TELLING: Final = (("content", "operator"), ("about",), ("light", "function"))
_MOST_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class _Word:
    """A reading of a token with what it is worth in this question."""

    token: Token
    reading: Reading
    worth: float
    #: what it adds to the length of the question's vector where it is met
    square: float
    #: what it adds where it is not met
    unmet: float


def match(tokens: tuple[Token, ...], index: Index) -> tuple[Candidate, ...]:
    """Return the intents that the question may mean, best first, at most ten; ties in the order of the file.

    Looked at are the patterns that share a word which says what is asked; if none does, those that share a word of the page's
    subject, then those that share any.
    """
    words = _weigh(tokens, index)
    candidates = [
        (intent, _candidate(intent, number, likeness, words, index)) for intent, (likeness, number) in _best_patterns(words, index).items()
    ]
    candidates.sort(key=lambda entry: (-entry[1].score, entry[0]))
    return tuple(candidate for _, candidate in candidates[:_MOST_CANDIDATES])


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word of the question brought to the candidate's score; they add up to it."""
    words = _weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    likeness, number = _best_patterns(words, index)[intent]
    explained, _ = _account(words, intent, number, index)
    pattern_shares = _shares(words, index.pattern_vectors[number])
    intent_shares = _shares(words, index.intent_vectors[intent])
    met = []
    for word, pattern_share, intent_share in zip(words, pattern_shares, intent_shares, strict=True):
        share = 100 * explained * (pattern_share + (1 - likeness) * intent_share)
        if share:
            met.append(Met(word.token.text, word.reading.term, word.reading.how, round(share, 2)))
    return tuple(met)


def _weigh(tokens: tuple[Token, ...], index: Index) -> list[_Word]:
    """Return the readings with their worth; a word that says the same again counts once."""
    words: dict[str, _Word] = {}
    for token in tokens:
        readings = token.readings or (Reading(token.word, 1.0, "exact"),)
        if token.role == "ignored" or any(reading.term in words for reading in readings):
            continue
        most = index.worth_of(token, readings[0].term)
        unmet = most * most * (UNMET_SMALL_WORD if token.role in _SMALL_ROLES else 1.0)
        for reading in readings:
            worth = min(most, index.worth_of(token, reading.term)) * reading.weight
            first = reading is readings[0]
            # A token of several readings is one word: if another than the first is met, the first is already counted as unmet.
            words[reading.term] = _Word(token, reading, worth, most * most - (0.0 if first else unmet), unmet if first else 0.0)
    return list(words.values())


def _best_patterns(words: list[_Word], index: Index) -> dict[int, tuple[float, int]]:
    """Return for each intent its best pattern and the likeness to it: one that holds the question's operators, if it is at all alike."""
    asked = {word.reading.term for word in words if word.token.role == "operator"}
    best: dict[int, tuple[float, float, int]] = {}
    for number in _looked_at(words, index):
        pattern = index.patterns[number]
        likeness = min(1.0, sum(_shares(words, index.pattern_vectors[number])))
        rank = likeness * (LACKS_OPERATOR if asked - pattern.operators else 1.0)
        if rank > best.get(pattern.intent, (0.0, 0.0, 0))[0]:
            best[pattern.intent] = (rank, likeness, number)
    return {intent: (likeness, number) for intent, (_, likeness, number) in best.items()}


def _looked_at(words: list[_Word], index: Index) -> list[int]:
    for roles in _TELLING:
        numbers = {number for word in words if word.token.role in roles for number in index.patterns_with.get(word.reading.term, ())}
        if numbers:
            return sorted(numbers)
    return []


def _shares(words: list[_Word], vector: Vector) -> list[float]:
    """Return what each word brings to the cosine with ``vector``; they add up to it, 0 to 1."""
    square = 0.0
    products = []
    for word in words:
        weight = vector.get(word.reading.term, 0.0)
        products.append(word.worth * weight)
        square += word.square if weight else word.unmet
    length = math.sqrt(square) or 1.0
    return [product / length for product in products]


def _candidate(intent: int, number: int, likeness: float, words: list[_Word], index: Index) -> Candidate:
    intent_likeness = min(1.0, sum(_shares(words, index.intent_vectors[intent])))
    explained, unexplained = _account(words, intent, number, index)
    pattern = index.patterns[number]
    score = round(100 * (likeness + (1 - likeness) * intent_likeness) * explained, 2)
    covered = _covered(pattern, words, index)
    return Candidate(index.intents[intent], score, pattern.text, likeness, intent_likeness, covered, unexplained, pattern.terms)


def _covered(pattern: IndexedPattern, words: list[_Word], index: Index) -> float:
    """Return the share of the pattern's own words that the question holds; 0 if the question names another subject."""
    asked = {word.reading.term for word in words}
    pointing = any(word.token.word in index.pointers for word in words)
    subjects = {index.about[term] for term in pattern.terms if term in index.about}
    named = {index.about[term] for term in asked if term in index.about}
    if subjects and named and not pointing and subjects.isdisjoint(named):
        return 0.0
    missing = pattern.core - asked
    if pointing:
        missing -= index.about.keys()
    return 1 - len(missing) / len(pattern.core) if pattern.core else 1.0


def _account(words: list[_Word], intent: int, number: int, index: Index) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's worth that is explained (0 to 1) and the words that are not.

    The intent's patterns explain content words; a word that changes what is asked must stand in the very pattern.
    """
    vocabulary, operators = index.vocabularies[intent], index.patterns[number].operators
    explained = total = 0.0
    unexplained = []
    for token, group in groupby(words, key=lambda word: word.token):
        readings = list(group)
        explains = operators if token.role == "operator" else vocabulary
        worth = readings[0].worth
        if token.role == "about" or any(word.reading.term in explains for word in readings):
            explained += worth
            total += worth
        elif token.role not in _SMALL_ROLES:
            unexplained.append(token.text)
            total += worth
    return explained / total if total else 0.0, tuple(unexplained)
