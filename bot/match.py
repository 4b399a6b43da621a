"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern and
with its intent as a whole, and a word that the intent does not explain counts against it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from bot.index import Index, Postings
from bot.model import Candidate, Met, Reading, Token

#: share of the best pattern in the score; the rest is the intent as a whole
PATTERN_SHARE: Final = 0.5
_MOST_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class _Weighted:
    """A reading of a token with what it is worth in this question."""

    token: Token
    reading: Reading
    weight: float


def match(tokens: tuple[Token, ...], index: Index) -> tuple[Candidate, ...]:
    """Return the intents that share a word with the question, best first, at most ten; ties in the order of the file."""
    question = _weigh(tokens, index)
    pattern_scores = _cosines(question, index.pattern_postings)
    intent_scores = _cosines(question, index.intent_postings)
    best_patterns: dict[int, int] = {}
    for number in sorted(pattern_scores):
        intent = index.patterns[number].intent
        if pattern_scores[number] > pattern_scores.get(best_patterns.get(intent, -1), 0.0):
            best_patterns[intent] = number
    candidates = [
        _candidate(intent, number, pattern_scores[number], intent_scores.get(intent, 0.0), question, index)
        for intent, number in best_patterns.items()
    ]
    order = {intent: number for number, intent in enumerate(index.intents)}
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.score, order[candidate.intent]))[:_MOST_CANDIDATES])


def _weigh(tokens: tuple[Token, ...], index: Index) -> list[_Weighted]:
    """Return the readings with their weights in the question's unit vector; a word that says the same again counts once."""
    weighted: dict[str, _Weighted] = {}
    squares = []
    for token in tokens:
        readings = token.readings or (Reading(token.word, 1.0, "exact"),)
        if any(reading.term in weighted for reading in readings):
            continue
        squares.append(max(index.worth_of(token, reading.term) for reading in readings) ** 2)
        for reading in readings:
            weighted[reading.term] = _Weighted(token, reading, index.worth_of(token, reading.term) * reading.weight)
    length = math.sqrt(math.fsum(squares)) or 1.0
    return [_Weighted(entry.token, entry.reading, entry.weight / length) for entry in weighted.values()]


def _cosines(question: list[_Weighted], postings: Postings) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for entry in question:
        for number, weight in postings.get(entry.reading.term, ()):
            scores[number] += entry.weight * weight
    return scores


def _candidate(intent: int, number: int, pattern_score: float, intent_score: float, question: list[_Weighted], index: Index) -> Candidate:
    vocabulary = index.vocabularies[intent]
    explained, unexplained = _account(question, vocabulary)
    likeness = PATTERN_SHARE * pattern_score + (1 - PATTERN_SHARE) * intent_score
    return Candidate(
        index.intents[intent],
        round(min(100.0, 100 * likeness * explained), 2),
        index.patterns[number].text,
        pattern_score,
        intent_score,
        unexplained,
    )


def _account(question: list[_Weighted], vocabulary: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's worth that the intent explains (0 to 1) and the content words that it does not."""
    by_token: dict[Token, list[_Weighted]] = defaultdict(list)
    for entry in question:
        by_token[entry.token].append(entry)
    explained = total = 0.0
    unexplained = []
    for token, entries in by_token.items():
        worth = max(entry.weight for entry in entries)
        total += worth
        if any(entry.reading.term in vocabulary for entry in entries) or token.role == "about":
            explained += worth
        elif token.role == "content":
            unexplained.append(token.text)
        else:
            total -= worth
    return explained / total if total else 0.0, tuple(unexplained)


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word of the question brought to the candidate's score; only asked for to explain."""
    question = _weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    explained, _ = _account(question, index.vocabularies[intent])
    pattern_scores = _cosines(question, index.pattern_postings)
    number = max(
        (number for number, pattern in enumerate(index.patterns) if pattern.intent == intent and pattern.text == candidate.pattern),
        key=lambda number: pattern_scores.get(number, 0.0),
    )
    met = []
    for entry in question:
        term = entry.reading.term
        pattern = dict(index.pattern_postings.get(term, ())).get(number, 0.0)
        whole = dict(index.intent_postings.get(term, ())).get(intent, 0.0)
        share = 100 * entry.weight * explained * (PATTERN_SHARE * pattern + (1 - PATTERN_SHARE) * whole)
        if share:
            met.append(Met(entry.token.text, term, entry.reading.how, round(share, 2)))
    return tuple(met)
