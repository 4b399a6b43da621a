"""Compare a question with the rows of one intent: which pattern it is most like, and how much."""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.match.account import covered
from bot.match.index import Index
from bot.match.question import WeighedQuestion
from bot.match.weighed import WORDS_SHARE, Feature, SlotPlace, WeighedRow

#: the part of its likeness kept by a pattern that lacks a word which changes what is asked, when the best is chosen
LACKS_OPERATOR: Final = 0.7
#: more than floating-point sums can be off
ROUNDING: Final = 1e-9
#: the part of its likeness kept by a pattern of which the question says nothing, when the best is chosen
UNCOVERED_KEEPS: Final = 0.5


def best_row(question: WeighedQuestion, rows: Mapping[int, float], index: Index) -> tuple[int, float, float]:
    """Return the row that is most like the question, its likeness, and the share of it that is covered, 0 to 1; of equals the first.

    A row that holds the question's operators is preferred. ``rows`` are those of an intent that share anything with the question. They
    are tried in the order of the most that they can reach, until none that follows can be better.
    """
    best, found = (-1.0, 0), (0, 0.0, 0.0)
    for number in sorted(rows, key=rows.__getitem__, reverse=True):
        if rows[number] + ROUNDING < best[0]:
            break
        row = index.row(number)
        part = covered(question, row)
        keeps = UNCOVERED_KEEPS + (1 - UNCOVERED_KEEPS) * part
        if not question.operators <= row.operators:
            keeps *= LACKS_OPERATOR
        if rows[number] * keeps + ROUNDING >= best[0]:
            likeness = min(1.0, sum([share for _, share in shares_of(question, row)]))
            if (likeness * keeps, -number) > best:
                best, found = (likeness * keeps, -number), (number, likeness, part)
    return found


def shares_of(question: WeighedQuestion, row: WeighedRow) -> list[tuple[int, float]]:
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
    words = len(question.words)
    for number, ((pair, _, weight),) in enumerate(question.features[words:], words):
        if pair in row.pairs:
            shares.append((number, scale * weight * row.pairs[pair]))
    return shares


def _met(question: WeighedQuestion, row: WeighedRow) -> list[tuple[int, SlotPlace, float]]:
    """Return for each word, by number, where the row holds the first of its terms that it does hold, and what that brings.

    No term is met twice.
    """
    met: dict[Feature, tuple[int, SlotPlace, float]] = {}
    places = row.places
    for number, options in enumerate(question.features[: len(question.words)]):
        for term, _, weight in options:
            if term in places and term not in met:
                place = places[term]
                met[term] = number, place, weight * place.weight
                break
    return list(met.values())


def _chosen(met: list[tuple[int, SlotPlace, float]], row: WeighedRow) -> dict[int, int]:
    """Return for each slot that is met, where there is a choice, the phrase by which it is met best."""
    brought: dict[int, dict[int, float]] = {}
    chosen: dict[int, int] = {}
    for _, (slot, phrases, _), product in met:
        if phrases:
            totals = brought.setdefault(slot, {})
            for phrase in phrases:
                totals[phrase] = totals.get(phrase, 0.0) + product
            chosen[slot] = phrases[0]
    for slot, totals in brought.items():
        if len(totals) > 1:
            chosen[slot] = max(totals, key=lambda phrase: totals[phrase] ** 2 / row.squares[slot][phrase])
    return chosen


def brought(question: WeighedQuestion, intent: int) -> tuple[list[tuple[int, float]], float, float]:
    """Return where rows of the intent are found that the question meets, and what it brings at most to one of them, and to the whole."""
    entries = []
    to_row = to_whole = 0.0
    for options in question.features:
        first = True
        for _, column, weight in options:
            held = column.holders.get(intent)
            if held:
                entries.append((held[2], weight))
                to_row += weight * held[0]
                if first:
                    to_whole += weight * held[1]
                    first = False
    return entries, to_row, to_whole


def reachable_rows(entries: Iterable[tuple[int, float]], index: Index) -> dict[int, float]:
    """Return the rows of an intent that share anything with the question, with the most that the likeness to each can be."""
    most: dict[int, float] = {}
    known = most.get
    for entry, weight in entries:
        for number, held in index.rows_of(entry):
            most[number] = known(number, 0.0) + weight * held
    return most
