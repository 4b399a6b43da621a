"""Compare a question with the rows of one intent: which pattern it is most like, and how much."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from bot.match.account import covered
from bot.match.index import Index, Posting
from bot.match.question import Question
from bot.match.weighed import WORDS_SHARE, Feature, WeighedRow

#: a pattern that lacks a word which changes what is asked counts this much of its likeness when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: more than floating-point sums can be off
ROUNDING: Final = 1e-9
#: the part of its likeness that a pattern keeps of which the question says nothing, when the best is chosen
UNCOVERED_KEEPS: Final = 0.5
_NONE: Final[Posting] = ((), ())


class BestRow(NamedTuple):
    """The row of an intent that a question is most like."""

    number: int
    #: 0 to 1
    likeness: float


def best_row(question: Question, intent: int, index: Index) -> BestRow | None:
    """Return the row that holds the question's operators, if it is at all alike, and is most like it; of equals the first.

    Rows are tried in the order of the most that they can reach, until none that follows can be better.
    """
    asked = {term for word in question.words if word.token.role == "operator" for term, _ in word.stands_for}
    best: tuple[float, int, float] | None = None
    for number, most in sorted(_reachable(question, index.postings[intent]).items(), key=lambda entry: (-entry[1], entry[0])):
        if best and most + ROUNDING < best[0]:
            break
        row = index.row(number)
        likeness = min(1.0, sum(shares_of(question, row)))
        rank = likeness * (LACKS_OPERATOR if asked - row.operators else 1.0)
        if best and rank < best[0]:
            continue
        rank *= UNCOVERED_KEEPS + (1 - UNCOVERED_KEEPS) * covered(question, row, index)
        if best is None or (rank, -number) > best[:2]:
            best = rank, -number, likeness
    return BestRow(-best[1], best[2]) if best else None


def shares_of(question: Question, row: WeighedRow) -> list[float]:
    """Return what each word and then each pair of the question brings to the cosine with the row; they add up to it, 0 to 1.

    A slot is met by one of its phrases; words of the others meet nothing there.
    """
    met = _met(question, row)
    brought: dict[int, dict[int, float]] = {}
    for term, product in met:
        if term:
            slot, phrases = row.places[term]
            totals = brought.setdefault(slot, {})
            for phrase in phrases:
                totals[phrase] = totals.get(phrase, 0.0) + product
    best = {slot: max(totals, key=lambda phrase: totals[phrase] ** 2 / row.squares[slot][phrase]) for slot, totals in brought.items()}
    stand = [product if term and best[row.places[term].slot] in row.places[term].phrases else 0.0 for term, product in met]
    square = sum(
        phrases[best[slot]] if slot in best else min(phrases)
        for slot, phrases in enumerate(row.squares)
        if slot in best or slot not in row.optional
    )
    scale, pairs_scale = (WORDS_SHARE / square) ** 0.5 if square else 0.0, ((1 - WORDS_SHARE) / (row.pairs_square or 1.0)) ** 0.5
    pairs = [pairs_scale * weight * row.pairs.get(pair, 0.0) for pair, weight in question.pairs]
    return [*(scale * product for product in stand), *pairs]


def _met(question: Question, row: WeighedRow) -> list[tuple[str, float]]:
    """Return for each word the first of its terms that the row holds, and what that brings; no term is met twice."""
    met: list[tuple[str, float]] = []
    taken: set[str] = set()
    for word in question.words:
        term, weight = next(((term, weight) for term, weight in word.stands_for if term in row.weights and term not in taken), ("", 0.0))
        taken.add(term)
        met.append((term, weight * row.weights.get(term, 0.0)))
    return met


def _reachable(question: Question, postings: Mapping[Feature, Posting]) -> dict[int, float]:
    """Return the rows that share anything with the question, with the most that the likeness to each can be."""
    brought: dict[int, float] = {}
    for word in question.words:
        for term, weight in word.stands_for:
            numbers, weights = postings.get(term, _NONE)
            for number, held in zip(numbers, weights, strict=True):
                brought[number] = brought.get(number, 0.0) + weight * held
    for pair, weight in question.pairs:
        numbers, weights = postings.get(pair, _NONE)
        for number, held in zip(numbers, weights, strict=True):
            brought[number] = brought.get(number, 0.0) + weight * held
    return brought
