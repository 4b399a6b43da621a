"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern and
with its intent as a whole; either likeness is evidence by itself. A word that the intent does not explain counts against it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.index import Index, IndexedPattern, Vector
from bot.model import Candidate, Met, Reading, Role, Token

#: a pattern that lacks a word which changes what is asked counts this much of its likeness when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: small words that a pattern does not hold are a weak sign against it, for people wrap questions in them: the part of their
#: worth, squared, that lengthens the question
UNMET_SMALL_WORD: Final = 0.3
_SMALL_ROLES: Final[tuple[Role, ...]] = ("function", "light")
#: roles of the words by which patterns are looked up, most telling first
_TELLING: Final[tuple[tuple[Role, ...], ...]] = (("content", "operator"), ("about",), ("light", "function"))
_MOST_CANDIDATES: Final = 10
#: more than floating-point sums can be off
_ROUNDING: Final = 1e-9
_NO_SLOTS: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class _Word:
    """A token with what it is worth in this question."""

    token: Token
    #: each reading with its worth
    options: tuple[tuple[Reading, float], ...]
    #: what it adds to the length of the question's vector where it is met
    square: float
    #: what it adds where it is not
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
    vectors = index.pattern_vectors[number], index.intent_vectors[intent]
    pattern_shares = _shares(words, vectors[0], index.patterns[number].slots)
    met = []
    for word, *shares in zip(words, pattern_shares, _shares(words, vectors[1]), strict=True):
        share = 100 * explained * (shares[0] + (1 - likeness) * shares[1])
        if share:
            reading = max(word.options, key=lambda option: max(option[1] * vector.get(option[0].term, 0.0) for vector in vectors))[0]
            met.append(Met(word.token.text, reading.term, reading.how, round(share, 2)))
    return tuple(met)


def _weigh(tokens: tuple[Token, ...], index: Index) -> list[_Word]:
    """Return the words with their worth; a word that says the same again counts once."""
    words: list[_Word] = []
    seen: set[str] = set()
    for token in tokens:
        readings = token.readings or (Reading(token.word, 1.0, "exact"),)
        if token.role == "ignored" or any(reading.term in seen for reading in readings):
            continue
        seen.update(reading.term for reading in readings)
        most = index.worth_of(token, readings[0].term)
        options = tuple((reading, min(most, index.worth_of(token, reading.term)) * reading.weight) for reading in readings)
        words.append(_Word(token, options, most * most, most * most * (UNMET_SMALL_WORD if token.role in _SMALL_ROLES else 1.0)))
    return words


def _best_patterns(words: list[_Word], index: Index) -> dict[int, tuple[float, int]]:
    """Return for each intent its best pattern and the likeness to it: one that holds the question's operators, if it is at all alike.

    Patterns are tried in the order of the most that they can reach, until none that follows can be better.
    """
    asked = {reading.term for word in words if word.token.role == "operator" for reading, _ in word.options}
    best: dict[int, tuple[float, float, int]] = {}
    for number, most in sorted(_reachable(words, index).items(), key=lambda entry: (-entry[1], entry[0])):
        pattern = index.patterns[number]
        before = best.get(pattern.intent, (0.0, 0.0, 0))
        if most < before[0]:
            continue
        likeness = min(1.0, sum(_shares(words, index.pattern_vectors[number], pattern.slots)))
        rank = likeness * (LACKS_OPERATOR if asked - pattern.operators else 1.0)
        if rank and (rank, -number) > (before[0], -before[2]):
            best[pattern.intent] = (rank, likeness, number)
    return {intent: (likeness, number) for intent, (_, likeness, number) in best.items()}


def _reachable(words: list[_Word], index: Index) -> dict[int, float]:
    """Return the patterns that share a telling word, with the most that the likeness to each can be.

    What the other words bring is at most the length of their own vector (the inequality of Cauchy and Schwarz), and the question is
    at least as long as if nothing were met.
    """
    shortest = math.sqrt(math.fsum(word.unmet for word in words)) or 1.0
    for roles in _TELLING:
        brought: dict[int, float] = {}
        for word in words:
            if word.token.role in roles:
                for reading, worth in word.options:
                    for number, weight in index.patterns_with.get(reading.term, ()):
                        brought[number] = brought.get(number, 0.0) + worth * weight
        if brought:
            others = math.sqrt(math.fsum(word.square for word in words if word.token.role not in roles)) + _ROUNDING
            return {number: (product + others) / shortest for number, product in brought.items()}
    return {}


def _shares(words: list[_Word], vector: Vector, slots: Mapping[str, int] = _NO_SLOTS) -> list[float]:
    """Return what each word, in its best reading, brings to the cosine with ``vector``; they add up to it, 0 to 1.

    A slot is met by one word; another that may stand there, too, meets nothing.
    """
    square = 0.0
    products = []
    taken: set[int | str] = set()
    for word in words:
        product, place = 0.0, None
        for reading, worth in word.options:
            weight = vector.get(reading.term)
            slot = slots.get(reading.term, reading.term)
            if weight and worth * weight > product and slot not in taken:
                product, place = worth * weight, slot
        if place is not None:
            taken.add(place)
        products.append(product)
        square += word.square if product else word.unmet
    length = math.sqrt(square) or 1.0
    return [product / length for product in products]


def _candidate(intent: int, number: int, likeness: float, words: list[_Word], index: Index) -> Candidate:
    intent_likeness = min(1.0, sum(_shares(words, index.intent_vectors[intent])))
    explained, unexplained = _account(words, intent, number, index)
    pattern = index.patterns[number]
    score = round(100 * (likeness + (1 - likeness) * intent_likeness) * explained, 2)
    covered = _covered(pattern, words, index)
    return Candidate(index.intents[intent], score, pattern.text, likeness, intent_likeness, covered, unexplained, frozenset(pattern.slots))


def _covered(pattern: IndexedPattern, words: list[_Word], index: Index) -> float:
    """Return the share of the pattern's own slots that the question fills; 0 if the question names another subject or asks otherwise."""
    pointing = any(word.token.word in index.pointers for word in words)
    asked = [reading.term for word in words for reading, _ in word.options]
    subjects = pattern.subjects
    named = {index.about[term] for term in asked if term in index.about}
    if subjects and named and not pointing and (subjects - named if pattern.bare else subjects.isdisjoint(named)):
        # A pattern that says nothing but its subjects is only met by a question that names all of them.
        return 0.0
    if pattern.bare and any(term in index.question_words and term not in pattern.slots for term in asked):
        # "Spinal tumor" is a keyword; "what is a spinal tumor" is a question that it does not answer.
        return 0.0
    filled: set[int] = set()
    for word in words:
        # A misspelt word may be near several words of the pattern; it stands for one of them.
        places = [pattern.slots[reading.term] for reading, _ in word.options if reading.term in pattern.slots]
        filled.update(places[:1])
    if pointing:
        filled.update(place for term, place in pattern.slots.items() if term in index.about)
    return len(pattern.core & filled) / len(pattern.core) if pattern.core else 1.0


def _account(words: list[_Word], intent: int, number: int, index: Index) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's worth that is explained (0 to 1) and the words that are not.

    The intent's patterns explain content words; a word that changes what is asked must stand in the very pattern.
    """
    vocabulary, operators = index.vocabularies[intent], index.patterns[number].operators
    explained = total = 0.0
    unexplained = []
    for word in words:
        role, worth = word.token.role, word.options[0][1]
        explains = operators if role == "operator" else vocabulary
        if role == "about" or any(reading.term in explains for reading, _ in word.options):
            explained += worth
            total += worth
        elif role not in _SMALL_ROLES:
            unexplained.append(word.token.text)
            total += worth
    return explained / total if total else 0.0, tuple(unexplained)
