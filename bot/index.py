"""The index: the patterns of all intents as weighted words, prepared once so that a question is only looked up.

What a word is worth is its inverse document frequency over the patterns that editors wrote (Spärck Jones, 1972); words
of grammar and words that any question about the page may hold are worth less.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.pattern import expand
from bot.model import Role, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise, pattern_terms

#: what a word's worth is multiplied with, by the part it plays
ROLE_WORTH: Final[Mapping[Role, float]] = {"content": 1.0, "operator": 1.0, "about": 0.5, "light": 0.7, "function": 0.5, "ignored": 0.0}

#: terms with the parts they play
Terms = tuple[tuple[str, Role], ...]
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class IndexedPattern:
    """One way to say one pattern."""

    intent: int
    #: as the editor wrote it
    text: str
    terms: frozenset[str]
    #: those that change what is asked
    operators: frozenset[str]
    #: its content words; those of the page's subject, and that change what is asked, if it has none
    core: frozenset[str]


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
    #: what a term is worth that no pattern holds
    unknown_worth: float

    def worth_of(self, token: Token, term: str) -> float:
        """Return what ``term`` is worth where ``token`` plays its part."""
        return self.worth.get(term, self.unknown_worth) * ROLE_WORTH[token.role]


def build_index(patterns: Mapping[str, Iterable[str]], lexicon: Lexicon, said: Mapping[str, Iterable[str]] | None = None) -> Index:
    """Prepare the ``patterns`` of each intent (id -> patterns).

    What an intent says (id -> its title and quotes) is no pattern, but its words are explained: the visitor will read them.
    """
    written = [(number, pattern) for number, intent in enumerate(patterns) for pattern in patterns[intent]]
    variants = [
        (number, pattern, [pattern_terms(" ".join(variant), lexicon) for variant in expand(pattern)]) for number, pattern in written
    ]
    worth, unknown = _worth([{term for terms in ways for term, _ in terms} for _, _, ways in variants])
    indexed: list[IndexedPattern] = []
    vectors: list[Vector] = []
    for number, pattern, ways in variants:
        for terms in ways:
            indexed.append(IndexedPattern(number, pattern, frozenset(term for term, _ in terms), _playing(terms, "operator"), _core(terms)))
            vectors.append(_unit({term: worth[term] * ROLE_WORTH[role] for term, role in terms}))
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
        unknown,
    )


def _said(texts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(token.term for text in texts for token in normalise(text, lexicon))


def _playing(terms: Terms, *roles: Role) -> frozenset[str]:
    return frozenset(term for term, role in terms if role in roles)


def _core(terms: Terms) -> frozenset[str]:
    return _playing(terms, "content") or _playing(terms, "about", "operator")


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
