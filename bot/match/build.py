"""Build the index: what each word of each pattern is worth, and what it says for an intent.

What a word is worth is its inverse frequency over the intents (Spärck Jones, "A statistical interpretation of term specificity and its
application in retrieval", 1972, with intents for documents): a word of one intent tells much, a word of all tells little. Two words
side by side count beside the words themselves, for their order says something too.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise
from typing import Final

from bot.collector import resting_collector
from bot.match.index import FAMILY_LETTERS, ODDS, Columns, Index
from bot.match.slots import Row, row_of
from bot.match.weighed import Feature, pair_places, vector_of
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise

#: how much each likeness to the intent as a whole counts: to its patterns together, and to what sets it apart from the others
WHOLE: Final = 1.0
APART: Final = 2.0
#: pseudo-count added to every crowd, so that a pattern that nothing resembles does not tell everything
_STRANGERS: Final = 3.0

#: a row: the numbers of its features, and the most that each can weigh
_Vector = tuple[Sequence[int], Sequence[float]]


@resting_collector()
def build_index(patterns: Mapping[str, Iterable[str]], lexicon: Lexicon, said: Mapping[str, Iterable[str]] | None = None) -> Index:
    """Prepare the ``patterns`` of each intent (id -> patterns).

    What an intent says (id -> its title and quotes) is no pattern, but its words are explained: the visitor will read them.
    """
    written = [(pattern, number) for number, intent in enumerate(patterns) for pattern in dict.fromkeys(patterns[intent])]
    read = [(pattern, number, row) for pattern, number in written if (row := row_of(pattern, lexicon))]
    texts, owners, rows = [list(column) for column in zip(*read, strict=True)] if read else ([], [], [])
    holders = _holders(rows, owners)
    worth = {feature: worth_of_share(count / len(patterns)) for feature, count in holders.items()}
    numbers = {feature: number for number, feature in enumerate(worth)}
    weighed = (vector_of(row, worth) for row in rows)
    vectors = [(array("I", [numbers[feature] for feature in vector]), array("d", vector.values())) for vector in weighed]
    columns = _columns(vectors, owners, len(patterns), len(worth))
    return Index(
        tuple(patterns),
        tuple(texts),
        numbers,
        worth,
        worth_of_share(1 / len(patterns)) if patterns else 0.0,
        columns,
        _silence(columns, len(patterns)),
        _usual(columns, len(patterns)),
        _explaining(patterns, said or {}, numbers, columns, lexicon),
        _families(worth),
        lexicon,
    )


def worth_of_share(share: float) -> float:
    """Return what a feature is worth that stands in this share of the intents (above 0, to 1)."""
    return math.log(1 + 1 / share)


def _holders(rows: list[Row], owners: list[int]) -> dict[Feature, int]:
    """Return how many intents hold each feature; the rows of an intent stand together."""
    count: dict[Feature, int] = {}
    last: dict[Feature, int] = {}
    for row, owner in zip(rows, owners, strict=True):
        terms: Iterable[Feature] = (term for slot in row for phrase in slot.phrases for term, _ in phrase)
        for feature in chain(terms, *pair_places(row)):
            if last.get(feature) != owner:
                last[feature] = owner
                count[feature] = count.get(feature, 0) + 1
    return count


def _told_apart(vectors: Sequence[_Vector], features: int) -> list[float]:
    """Return what each row counts for its intent: the less, the bigger the crowd of rows of any intent that are like it."""
    crowd = [0.0] * features
    for numbers, weights in vectors:
        for number, weight in zip(numbers, weights, strict=True):
            crowd[number] += weight
    return [
        1 / (_STRANGERS + math.fsum([weight * crowd[number] for number, weight in zip(numbers, weights, strict=True)]))
        for numbers, weights in vectors
    ]


def _columns(vectors: Sequence[_Vector], owners: list[int], intents: int, features: int) -> Columns:
    """Turn the rows into columns, and add up what each feature brings to each intent."""
    begins, rows, held = _turned(vectors, features)
    apart_shares = _told_apart(vectors, features)
    entry_begins, row_begins, entry_intents = array("I", [0]), array("I"), array("I")
    most, whole, apart = array("d"), array("d"), array("d")
    squares = [0.0] * intents
    for begin, end in pairwise(begins):
        for owner, group in groupby(range(begin, end), key=lambda at: owners[rows[at]]):
            places = list(group)
            entry_intents.append(owner)
            row_begins.append(places[0])
            most.append(max([held[at] for at in places]))
            whole.append(sum([held[at] for at in places]))
            apart.append(sum([apart_shares[rows[at]] * held[at] for at in places]))
            squares[owner] += whole[-1] ** 2
        entry_begins.append(len(entry_intents))
    row_begins.append(len(rows))
    besides = (
        WHOLE * weight / math.sqrt(squares[intent]) + APART * share + ODDS * math.log1p(end - begin)
        for intent, weight, share, (begin, end) in zip(entry_intents, whole, apart, pairwise(row_begins), strict=True)
    )
    return Columns(entry_begins, entry_intents, most, array("d", besides), row_begins, rows, held)


def _turned(vectors: Sequence[_Vector], features: int) -> tuple[Sequence[int], Sequence[int], Sequence[float]]:
    """Return for each feature where its rows begin; the rows of all features; the most that the feature can weigh in each."""
    sizes = [0] * features
    for numbers, _ in vectors:
        for number in numbers:
            sizes[number] += 1
    begins = list(accumulate(sizes, initial=0))
    rows, held = array("I", bytes(4 * begins[-1])), array("d", bytes(8 * begins[-1]))
    free = begins[:-1]
    for row, (numbers, weights) in enumerate(vectors):
        for number, weight in zip(numbers, weights, strict=True):
            at = free[number]
            rows[at], held[at], free[number] = row, weight, at + 1
    return begins, rows, held


def _silence(columns: Columns, intents: int) -> Sequence[float]:
    """Return the logarithm of how often each intent says a feature that it never said, beside the mean of all intents.

    Multinomial naive Bayes with one added to each count (Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 13.2).
    """
    said = [0] * intents
    for intent, (begin, end) in zip(columns.intents, pairwise(columns.row_begins), strict=True):
        said[intent] += end - begin
    sizes = [math.log(len(columns.begins) + count) for count in said]
    mean = math.fsum(sizes) / (intents or 1)
    return array("d", [mean - size for size in sizes])


def _usual(columns: Columns, intents: int) -> Sequence[float]:
    """Return the mean of the odds of each feature over all intents."""
    logs = [math.log1p(end - begin) for begin, end in pairwise(columns.row_begins)]
    return array("d", [math.fsum(logs[begin:end]) / intents for begin, end in pairwise(columns.begins)])


def _explaining(
    patterns: Iterable[str], said: Mapping[str, Iterable[str]], numbers: Mapping[Feature, int], columns: Columns, lexicon: Lexicon
) -> dict[str, int]:
    explaining: dict[str, int] = defaultdict(int)
    for term, number in numbers.items():
        if isinstance(term, str):
            for intent in columns.intents[columns.begins[number] : columns.begins[number + 1]]:
                explaining[term] |= 1 << intent
    for number, intent_id in enumerate(patterns):
        for text in said.get(intent_id, ()):
            for token in normalise(text, lexicon):
                explaining[token.term] |= 1 << number
    return dict(explaining)


def _families(worth: Iterable[Feature]) -> dict[str, tuple[str, ...]]:
    families: dict[str, list[str]] = defaultdict(list)
    for term in sorted(feature for feature in worth if isinstance(feature, str)):
        if len(term) > FAMILY_LETTERS and term.isalpha():
            families[term[:FAMILY_LETTERS]].append(term)
    return {letters: tuple(terms) for letters, terms in families.items()}
