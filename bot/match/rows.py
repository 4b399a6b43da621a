"""Compare a question with the rows of one intent: which pattern it is most like, and how much."""

from collections.abc import Mapping
from typing import Final

from bot.match.account import covered
from bot.match.index import Index
from bot.match.question import Question
from bot.match.weighed import WORDS_SHARE, Place, WeighedRow

#: a pattern that lacks a word which changes what is asked counts this much of its likeness when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: more than floating-point sums can be off
ROUNDING: Final = 1e-9
#: the part of its likeness that a pattern keeps of which the question says nothing, when the best is chosen
UNCOVERED_KEEPS: Final = 0.5


def best_row(question: Question, rows: Mapping[int, float], index: Index) -> tuple[int, float]:
    """Return the row that is most like the question, and its likeness, 0 to 1; of equals the first.

    A row that holds the question's operators is preferred. ``rows`` are those of an intent that share anything with the question. They
    are tried in the order of the most that they can reach, until none that follows can be better.
    """
    best, found = (-1.0, 0), (0, 0.0)
    for number in sorted(rows, key=rows.__getitem__, reverse=True):
        if rows[number] + ROUNDING < best[0]:
            break
        row = index.row(number)
        likeness = min(1.0, sum([share for _, share in shares_of(question, row)]))
        rank = likeness if question.operators <= row.operators else LACKS_OPERATOR * likeness
        if rank >= best[0]:
            rank *= UNCOVERED_KEEPS + (1 - UNCOVERED_KEEPS) * covered(question, row)
            if (rank, -number) > best:
                best, found = (rank, -number), (number, likeness)
    return found


def shares_of(question: Question, row: WeighedRow) -> list[tuple[int, float]]:
    """Return which words, and then pairs, of the question the row holds, by number, and what each brings to the cosine, 0 to 1.

    A slot is met by one of its phrases; words of the others meet nothing there.
    """
    met = _met(question, row)
    chosen = _chosen(met, row)
    squares = list(row.unmet)
    for slot, phrase in chosen.items():
        squares[slot] = row.squares[slot][phrase]
    square = sum(squares)
    scale = (WORDS_SHARE / square) ** 0.5 if square else 0.0
    shares = [(number, scale * product) for number, place, product in met if not place.phrases or chosen[place.slot] in place.phrases]
    scale = ((1 - WORDS_SHARE) / (row.pairs_square or 1.0)) ** 0.5
    for number, (pair, weight) in enumerate(question.pairs, len(question.words)):
        if pair in row.pairs:
            shares.append((number, scale * weight * row.pairs[pair]))
    return shares


def _met(question: Question, row: WeighedRow) -> list[tuple[int, Place, float]]:
    """Return for each word, by number, where the row holds the first of its terms that it does hold, and what that brings.

    No term is met twice.
    """
    met: dict[str, tuple[int, Place, float]] = {}
    places = row.places
    for number, options in enumerate(question.terms):
        for term, weight in options:
            if term in places and term not in met:
                place = places[term]
                met[term] = number, place, weight * place.weight
                break
    return list(met.values())


def _chosen(met: list[tuple[int, Place, float]], row: WeighedRow) -> dict[int, int]:
    """Return for each slot that is met, where there is a choice, the phrase by which it is met best."""
    brought: dict[int, dict[int, float]] = {}
    for _, place, product in met:
        if place.phrases:
            totals = brought.setdefault(place.slot, {})
            for phrase in place.phrases:
                totals[phrase] = totals.get(phrase, 0.0) + product
    return {
        slot: max(totals, key=lambda phrase: totals[phrase] ** 2 / row.squares[slot][phrase]) if len(totals) > 1 else next(iter(totals))
        for slot, totals in brought.items()
    }


def reachable_rows(question: Question, intent: int, index: Index) -> dict[int, float]:
    """Return the rows of the intent that share anything with the question, with the most that the likeness to each can be."""
    brought: dict[int, float] = {}
    for options in question.features:
        for feature, weight in options:
            entry = index.holders(feature).get(intent)
            if entry:
                for number, held in index.columns.rows_of(entry[2]):
                    brought[number] = brought.get(number, 0.0) + weight * held
    return brought
