"""The index: the patterns of all intents as weighted words, prepared once so that a question is only looked up.

A pattern is a row of slots: a word, or the phrases of which one stands there. So a pattern with alternatives is one row, not as many as
there are ways to say it. What a word is worth is its inverse frequency over the intents (Spärck Jones, "A statistical interpretation
of term specificity and its application in retrieval", 1972, with intents for documents): a word of one intent tells much, a word of
all tells little. Two words side by side count beside the words themselves, for their order says something too.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.match.slots import Row, row_of
from bot.match.weighed import ROLE_WORTH, Feature, Vector, WeighedRow, pair_places, vector_of, weigh_row
from bot.model import Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise

#: how much each likeness counts: to the best pattern, to the intent as a whole, to what sets it apart from the others
PATTERN: Final = 1.0
WHOLE: Final = 1.0
APART: Final = 2.0
#: the odds count this part of the others: they are logarithms, and run from about -5 to 5
ODDS: Final = 1 / 5
#: how many strange patterns are taken to be in every crowd, so that a pattern that nothing resembles does not tell everything
_STRANGERS: Final = 3.0
#: words that begin with the same letters, this many, are looked at as words of one family
FAMILY_LETTERS: Final = 3

#: number of an intent; most that a feature brings to the likeness to one of its rows; what it brings to the likenesses to the whole
Weight = tuple[int, float, float]
#: the rows of one intent that hold a feature, and the most that it can weigh in each
Posting = tuple[tuple[int, ...], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that matching looks up; made once, never changed."""

    #: ids, in the order of the file
    intents: tuple[str, ...]
    #: for each row, its pattern as the editor wrote it
    texts: tuple[str, ...]
    #: feature -> what it weighs in each intent that holds it
    weights: Mapping[Feature, tuple[Weight, ...]]
    #: for each intent, feature -> its rows that hold it
    postings: tuple[Mapping[Feature, Posting], ...]
    #: for each intent, the odds of a feature that it does not hold and others do, beside what is usual for the feature
    silence: tuple[float, ...]
    #: feature -> the odds that are usual
    usual: Vector
    #: for each intent, the terms that it explains
    vocabularies: tuple[frozenset[str], ...]
    #: feature -> what it is worth; more for those of few intents
    worth: Vector
    #: what a term is worth that no pattern holds
    unknown_worth: float
    #: first letters -> the terms that begin with them
    families: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    _made: dict[int, WeighedRow] = field(default_factory=dict, compare=False, repr=False)

    def row(self, number: int) -> WeighedRow:
        """Return a row ready to be compared; it is made when it is first asked for."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = weigh_row(row_of(self.texts[number], self.lexicon), self.worth, self.lexicon.about)
        return made

    def worth_of(self, token: Token, term: str) -> float:
        """Return what ``term`` is worth where ``token`` plays its part."""
        return self.worth.get(term, self.unknown_worth) * ROLE_WORTH[token.role]


def build_index(patterns: Mapping[str, Iterable[str]], lexicon: Lexicon, said: Mapping[str, Iterable[str]] | None = None) -> Index:
    """Prepare the ``patterns`` of each intent (id -> patterns).

    What an intent says (id -> its title and quotes) is no pattern, but its words are explained: the visitor will read them.
    """
    written = [(pattern, number) for number, intent in enumerate(patterns) for pattern in dict.fromkeys(patterns[intent])]
    read = [(pattern, number, row) for pattern, number in written if (row := row_of(pattern, lexicon))]
    texts, owners, rows = [list(column) for column in zip(*read, strict=True)] if read else ([], [], [])
    worth, unknown = _worth(rows, owners, len(patterns))
    vectors = [vector_of(weigh_row(row, worth, lexicon.about)) for row in rows]
    whole = _together(vectors, owners, [1.0] * len(rows), len(patterns))
    apart = _together(vectors, owners, _told_apart(vectors), len(patterns))
    postings = _postings(vectors, owners, len(patterns))
    counts = _together([dict.fromkeys(vector, 1.0) for vector in vectors], owners, [1.0] * len(rows), len(patterns))
    return Index(
        tuple(patterns),
        tuple(texts),
        _weights(postings, [_unit(vector) for vector in whole], apart, counts),
        tuple(postings),
        _silence(counts, len(worth)),
        _usual(counts),
        tuple(_explained(held, (said or {}).get(intent, ()), lexicon) for intent, held in zip(patterns, whole, strict=True)),
        worth,
        unknown,
        _families(worth),
        lexicon,
    )


def worth_of_share(share: float) -> float:
    """Return what a feature is worth that stands in this share of the intents (above 0, to 1)."""
    return math.log(1 + 1 / share)


def _worth(rows: list[Row], owners: list[int], intents: int) -> tuple[dict[Feature, float], float]:
    holding: dict[Feature, set[int]] = defaultdict(set)
    for row, owner in zip(rows, owners, strict=True):
        for term in _terms(row):
            holding[term].add(owner)
        for choices in pair_places(row):
            for pair in choices:
                holding[pair].add(owner)
    return {feature: worth_of_share(len(found) / intents) for feature, found in holding.items()}, worth_of_share(
        1 / intents
    ) if intents else 0.0


def _terms(row: Row) -> Iterable[str]:
    return (term for slot in row for phrase in slot.phrases for term, _ in phrase)


def _together(vectors: list[dict[Feature, float]], owners: list[int], shares: list[float], intents: int) -> list[dict[Feature, float]]:
    sums: list[dict[Feature, float]] = [{} for _ in range(intents)]
    for vector, owner, share in zip(vectors, owners, shares, strict=True):
        total = sums[owner]
        for feature, weight in vector.items():
            total[feature] = total.get(feature, 0.0) + share * weight
    return sums


def _told_apart(vectors: list[dict[Feature, float]]) -> list[float]:
    """Return what each row counts for its intent: the less, the bigger the crowd of rows of any intent that are like it."""
    crowd: dict[Feature, float] = {}
    for vector in vectors:
        for feature, weight in vector.items():
            crowd[feature] = crowd.get(feature, 0.0) + weight
    return [1 / (_STRANGERS + math.fsum(weight * crowd[feature] for feature, weight in vector.items())) for vector in vectors]


def _postings(vectors: list[dict[Feature, float]], owners: list[int], intents: int) -> list[dict[Feature, Posting]]:
    numbers: list[dict[Feature, list[int]]] = [defaultdict(list) for _ in range(intents)]
    for number, (vector, owner) in enumerate(zip(vectors, owners, strict=True)):
        for feature in vector:
            numbers[owner][feature].append(number)
    return [
        {feature: (tuple(held), tuple(vectors[number][feature] for number in held)) for feature, held in of_intent.items()}
        for of_intent in numbers
    ]


def _weights(
    postings: list[dict[Feature, Posting]],
    whole: list[dict[Feature, float]],
    apart: list[dict[Feature, float]],
    counts: list[dict[Feature, float]],
) -> dict[Feature, tuple[Weight, ...]]:
    weights: dict[Feature, list[Weight]] = defaultdict(list)
    for intent, held in enumerate(postings):
        for feature, posting in held.items():
            besides = WHOLE * whole[intent][feature] + APART * apart[intent][feature] + ODDS * math.log1p(counts[intent][feature])
            weights[feature].append((intent, max(posting[1]), besides))
    return {feature: tuple(found) for feature, found in weights.items()}


def _silence(counts: list[dict[Feature, float]], features: int) -> tuple[float, ...]:
    """Return the logarithm of how often each intent says a feature that it never said, beside the mean of all intents.

    Multinomial naive Bayes with one added to each count (Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 13.2).
    """
    sizes = [math.log(1 + features + math.fsum(held.values())) for held in counts]
    mean = math.fsum(sizes) / (len(sizes) or 1)
    return tuple(mean - size for size in sizes)


def _usual(counts: list[dict[Feature, float]]) -> dict[Feature, float]:
    logs: dict[Feature, list[float]] = defaultdict(list)
    for held in counts:
        for feature, count in held.items():
            logs[feature].append(math.log1p(count))
    return {feature: math.fsum(found) / len(counts) for feature, found in logs.items()}


def _unit(weights: Mapping[Feature, float]) -> dict[Feature, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {feature: weight / length for feature, weight in weights.items()}


def _explained(held: Mapping[Feature, float], said: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    own = (feature for feature in held if isinstance(feature, str))
    return frozenset(own) | {token.term for text in said for token in normalise(text, lexicon)}


def _families(worth: Vector) -> dict[str, tuple[str, ...]]:
    families: dict[str, list[str]] = defaultdict(list)
    for term in sorted(feature for feature in worth if isinstance(feature, str)):
        if len(term) > FAMILY_LETTERS and term.isalpha():
            families[term[:FAMILY_LETTERS]].append(term)
    return {letters: tuple(terms) for letters, terms in families.items()}
