"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern and
with its intent as a whole; either likeness is evidence by itself. A word that the intent does not explain counts against it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.index import Index, IndexedPattern, Postings
from bot.model import Candidate, Met, Reading, Token

#: a pattern that lacks a word which changes what is asked counts this much of its likeness when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: small words that a pattern does not hold are a weak sign against it, for people wrap questions in them: the part of their
#: worth, squared, that lengthens the question
UNMET_SMALL_WORD: Final = 0.3
_SMALL_ROLES: Final = ("function", "light")
_MOST_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class _Word:
    """A reading of a token with what it is worth in this question."""

    token: Token
    reading: Reading
    worth: float
    #: what the token adds to the length of the question's vector
    square: float
    #: whether this is the token's likeliest reading
    first: bool


def match(tokens: tuple[Token, ...], index: Index) -> tuple[Candidate, ...]:
    """Return the intents that share a word with the question, best first, at most ten; ties in the order of the file."""
    words = _weigh(tokens, index)
    pattern_scores = _cosines(words, index.pattern_postings)
    intent_scores = _cosines(words, index.intent_postings)
    best_patterns = _best_patterns(words, pattern_scores, index)
    candidates = [
        (intent, _candidate(intent, number, pattern_scores[number], intent_scores[intent], words, index))
        for intent, number in best_patterns.items()
    ]
    candidates.sort(key=lambda entry: (-entry[1].score, entry[0]))
    return tuple(candidate for _, candidate in candidates[:_MOST_CANDIDATES])


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word of the question brought to the candidate's score; they add up to it."""
    words = _weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    number = _best_patterns(words, _cosines(words, index.pattern_postings), index)[intent]
    explained, _ = _account(words, intent, number, index)
    parts = [
        (_shares(words, index.pattern_postings, number), 1.0),
        (_shares(words, index.intent_postings, intent), 1.0 - candidate.pattern_score),
    ]
    met = []
    for position, word in enumerate(words):
        share = 100 * explained * sum(shares[position] * scale for shares, scale in parts)
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
        for reading in readings:
            worth = min(most, index.worth_of(token, reading.term)) * reading.weight
            words[reading.term] = _Word(token, reading, worth, most * most, reading is readings[0])
    return list(words.values())


def _cosines(words: list[_Word], postings: Postings) -> dict[int, float]:
    """Return the cosine with each posted vector, 0 to 1."""
    products: dict[int, float] = defaultdict(float)
    squares: dict[int, float] = defaultdict(float)
    unmet = math.fsum(_unmet(word) for word in words if word.first)
    for word in words:
        more = word.square - _unmet(word)
        for number, weight in postings.get(word.reading.term, ()):
            products[number] += word.worth * weight
            squares[number] += more
    return {number: min(1.0, product / math.sqrt(unmet + squares[number])) for number, product in products.items()}


def _unmet(word: _Word) -> float:
    """Return what the word adds to the length of the question where it is not met."""
    return word.square * UNMET_SMALL_WORD if word.token.role in _SMALL_ROLES else word.square


def _best_patterns(words: list[_Word], scores: dict[int, float], index: Index) -> dict[int, int]:
    """Return the best pattern of each intent: one that holds the question's operators, if it is at all alike."""
    asked = {word.reading.term for word in words if word.token.role == "operator"}
    best: dict[int, tuple[float, int]] = {}
    for number in sorted(scores):
        pattern = index.patterns[number]
        rank = scores[number] * (LACKS_OPERATOR if asked - pattern.operators else 1.0)
        if rank > best.get(pattern.intent, (0.0, 0))[0]:
            best[pattern.intent] = (rank, number)
    return {intent: number for intent, (_, number) in best.items()}


def _candidate(intent: int, number: int, pattern_score: float, intent_score: float, words: list[_Word], index: Index) -> Candidate:
    explained, unexplained = _account(words, intent, number, index)
    likeness = pattern_score + (1 - pattern_score) * intent_score
    score = round(100 * likeness * explained, 2)
    pattern = index.patterns[number]
    covered = _covered(pattern, words, index)
    return Candidate(index.intents[intent], score, pattern.text, pattern_score, intent_score, covered, unexplained, pattern.terms)


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


def _shares(words: list[_Word], postings: Postings, number: int) -> list[float]:
    """Return what each word brings to the cosine with one posted vector."""
    weights = [dict(postings.get(word.reading.term, ())).get(number, 0.0) for word in words]
    pairs = list(zip(words, weights, strict=True))
    unmet = math.fsum(_unmet(word) for word in words if word.first)
    more = sum(word.square - _unmet(word) for word, weight in pairs if weight)
    length = math.sqrt(unmet + more) or 1.0
    return [word.worth * weight / length for word, weight in pairs]
