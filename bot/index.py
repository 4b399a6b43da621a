"""The index: the patterns of all intents as weighted words, prepared once so that a question is only looked up.

A pattern is a row of slots: a word, or the words of which one stands there. So a pattern with alternatives is one pattern, not
as many as there are ways to say it. What a word is worth is its inverse document frequency over the patterns that editors wrote
(Spärck Jones, 1972); words of grammar and words that any question about the page may hold are worth less.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.model import Role, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise
from bot.slots import Slot, ways_of

#: what a word's worth is multiplied with, by the part it plays
ROLE_WORTH: Final[Mapping[Role, float]] = {"content": 1.0, "operator": 1.0, "about": 0.5, "light": 0.7, "function": 0.5, "ignored": 0.0}

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class IndexedPattern:
    """One way to say one pattern."""

    intent: int
    #: as the editor wrote it
    text: str
    #: each of its terms -> number of the slot that it may stand in
    slots: Mapping[str, int]
    #: terms that change what is asked
    operators: frozenset[str]
    #: slots of content words; of the page's subject, and of what changes what is asked, if it has none
    core: frozenset[int]
    #: whether it holds no content word: a keyword of the page's subject, or "what is" that
    bare: bool
    #: subjects of the page that it names however it is said
    subjects: frozenset[int]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that matching looks up; made once, never changed."""

    #: ids, in the order of the file
    intents: tuple[str, ...]
    patterns: tuple[IndexedPattern, ...]
    #: for each pattern, its terms with their weights; of length 1
    pattern_vectors: tuple[Vector, ...]
    #: for each intent, the same of all of its patterns together
    intent_vectors: tuple[Vector, ...]
    #: term -> numbers of the patterns that hold it, with its weight there
    patterns_with: Mapping[str, tuple[tuple[int, float], ...]]
    #: for each intent, the terms that it explains
    vocabularies: tuple[frozenset[str], ...]
    #: term -> what it is worth; more for rare terms
    worth: Vector
    #: terms that any question about the page may hold -> number of the subject that they name
    about: Mapping[str, int]
    #: words that may stand for the page's subject ("this", "it")
    pointers: frozenset[str]
    #: words that a question is asked with
    question_words: frozenset[str]
    #: what a term is worth that no pattern holds
    unknown_worth: float

    def worth_of(self, token: Token, term: str) -> float:
        """Return what ``term`` is worth where ``token`` plays its part."""
        return self.worth.get(term, self.unknown_worth) * ROLE_WORTH[token.role]


def build_index(patterns: Mapping[str, Iterable[str]], lexicon: Lexicon, said: Mapping[str, Iterable[str]] | None = None) -> Index:
    """Prepare the ``patterns`` of each intent (id -> patterns).

    What an intent says (id -> its title and quotes) is no pattern, but its words are explained: the visitor will read them.
    """
    written = [
        (number, pattern, ways_of(pattern, lexicon))
        for number, intent in enumerate(patterns)
        for pattern in dict.fromkeys(patterns[intent])
    ]
    worth, unknown = _worth([{term for slots in ways for slot in slots for term, _ in slot} for _, _, ways in written])
    indexed: list[IndexedPattern] = []
    vectors: list[Vector] = []
    for number, pattern, ways in written:
        for slots in ways:
            indexed.append(_indexed(number, pattern, slots, lexicon.about))
            vectors.append(_vector(slots, worth))
    centroids = _centroids(indexed, vectors, len(patterns))
    return Index(
        tuple(patterns),
        tuple(indexed),
        tuple(vectors),
        tuple(centroids),
        _postings(vectors),
        tuple(
            frozenset(centroid) | _said((said or {}).get(intent, ()), lexicon) for intent, centroid in zip(patterns, centroids, strict=True)
        ),
        worth,
        lexicon.about,
        lexicon.language.pointers,
        lexicon.language.question_words,
        unknown,
    )


def _said(texts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(token.term for text in texts for token in normalise(text, lexicon))


def _indexed(number: int, pattern: str, slots: tuple[Slot, ...], about: Mapping[str, int]) -> IndexedPattern:
    places: dict[str, int] = {}
    for place, slot in enumerate(slots):
        for term, _ in slot:
            places.setdefault(term, place)
    operators = frozenset(term for slot in slots for term, role in slot if role == "operator")
    content = _playing(slots, "content")
    subjects = frozenset(about[term] for place in _playing(slots, "about") for term, _ in slots[place])
    return IndexedPattern(number, pattern, places, operators, content or _playing(slots, "about", "operator"), not content, subjects)


def _playing(slots: tuple[Slot, ...], *roles: Role) -> frozenset[int]:
    """Return the slots in which nothing but words of these parts may stand."""
    return frozenset(place for place, slot in enumerate(slots) if all(role in roles for _, role in slot))


def _vector(slots: tuple[Slot, ...], worth: Vector) -> Vector:
    """Return the weight of each term; a slot weighs what its words are worth on average, and the slots together have length 1."""
    weights = [math.fsum(worth[term] * ROLE_WORTH[role] for term, role in slot) / len(slot) for slot in slots]
    length = math.sqrt(math.fsum(weight * weight for weight in weights)) or 1.0
    vector: dict[str, float] = {}
    for slot, weight in zip(slots, weights, strict=True):
        for term, _ in slot:
            vector.setdefault(term, weight / length)
    return vector


def _worth(documents: list[set[str]]) -> tuple[dict[str, float], float]:
    counts: dict[str, int] = defaultdict(int)
    for terms in documents:
        for term in terms:
            counts[term] += 1
    total = len(documents)
    return {term: math.log(1 + total / count) for term, count in counts.items()}, math.log(1 + total)


def _unit(weights: Vector) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _centroids(patterns: list[IndexedPattern], vectors: list[Vector], intents: int) -> list[Vector]:
    sums: list[dict[str, float]] = [{} for _ in range(intents)]
    for pattern, vector in zip(patterns, vectors, strict=True):
        for term, weight in vector.items():
            sums[pattern.intent][term] = sums[pattern.intent].get(term, 0.0) + weight
    return [_unit(total) for total in sums]


def _postings(vectors: Iterable[Vector]) -> Mapping[str, tuple[tuple[int, float], ...]]:
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            postings[term].append((number, weight))
    return {term: tuple(found) for term, found in postings.items()}
