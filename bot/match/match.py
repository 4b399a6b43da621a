"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern, with its
intent as a whole, and with what sets the intent apart from the others. A word that the intent does not explain counts against it.
"""

import math
from bisect import insort
from collections.abc import Mapping, Sequence
from typing import Final

from bot.match.account import covered, explained, most_explained
from bot.match.index import ODDS, Index
from bot.match.question import Question, weigh
from bot.match.rows import ROUNDING, best_row, reachable_rows
from bot.model import Candidate, Token

#: how much the likeness to the best pattern counts, beside those to the intent as a whole
PATTERN: Final = 1.0
#: the part of its likeness that an intent keeps which explains no word at all
UNEXPLAINED_KEEPS: Final = 0.5
#: likeness to a row from which on nothing is missing and nothing is said besides
WORD_FOR_WORD: Final = 1 - ROUNDING
#: more than a score changes by being rounded
_ROUNDED: Final = 0.01
_MOST_CANDIDATES: Final = 10


def match(tokens: tuple[Token, ...], index: Index, within: float = 100.0, shown: int = _MOST_CANDIDATES) -> tuple[Candidate, ...]:
    """Return the intents that the question may mean, best first, at most ten; ties in the order of the file.

    They are the best ``shown``, and all others that explain every content word. As soon as one leaves nothing unexplained, those that
    do not come ``within`` so many points of it are left out. Where none is to be shown, only those that explain are looked at.
    """
    question = weigh(tokens, index)
    found: list[tuple[float, int, Candidate]] = []
    least, needed, needed_if_shown = 0.0, -math.inf, -math.inf if shown else math.inf
    for reach, intent, besides in _standings(question, index, None if shown else _ones(question.explained_by)):
        if reach < needed:
            break
        explains = question.explained_by >> intent & 1
        wanted = needed if explains else max(needed, needed_if_shown)
        if reach < wanted or reach < (wanted := wanted / _kept(most_explained(question, intent))):
            continue
        rows = reachable_rows(question, intent, index)
        if _reach(max(rows.values()), besides, explains) < wanted:
            continue
        candidate = _candidate(question, intent, besides, rows, index)
        insort(found, (-candidate.score, intent, candidate))
        if not candidate.unexplained and candidate.score - within > least:
            least = candidate.score - within
            needed = _needed(least)
        if 0 < shown <= len(found):
            needed_if_shown = _needed(-found[shown - 1][0])
    ranked = enumerate(found[:_MOST_CANDIDATES])
    kept = [candidate for rank, (_, intent, candidate) in ranked if rank < shown or question.explained_by >> intent & 1]
    return tuple([candidate for candidate in kept if candidate.score >= least])


def _standings(question: Question, index: Index, among: Sequence[int] | None) -> list[tuple[float, int, float]]:
    """Return the intents (of those ``among`` which to look) that share anything with the question: the most that each can reach, its
    number, what speaks for it beside its best pattern; the one that can reach most first.
    """
    if among is not None and not among:
        return []
    columns = index.columns
    to_rows, to_whole = [0.0] * len(index.intents), [0.0] * len(index.intents)
    said = usual = 0.0
    for options in question.features:
        if options:
            said += options[0][1]
            usual += options[0][1] * index.usual[options[0][0]]
        held: set[int] = set()
        for feature, weight in options:
            holders = columns.intents_with(feature, among)
            for intent, at_most, in_whole in holders:
                to_rows[intent] += weight * at_most
                if intent not in held:
                    to_whole[intent] += weight * in_whole
            if len(options) > 1:
                held.update([intent for intent, _, _ in holders])
    lean, explained_by, silence = ODDS * said, question.explained_by, index.silence
    standings = []
    for intent, to_row in enumerate(to_rows):
        if to_row:
            besides = to_whole[intent] + lean * silence[intent] - ODDS * usual
            standings.append((_reach(to_row, besides, explained_by >> intent & 1), intent, besides))
    standings.sort(reverse=True)
    return standings


def _ones(bits: int) -> list[int]:
    """Return the places of the bits that are set, the lowest first."""
    places = []
    while bits:
        places.append((bits & -bits).bit_length() - 1)
        bits &= bits - 1
    return places


def _reach(to_row: float, besides: float, explains: int) -> float:
    """Return the most likeness that there can be, to the best row and besides, if the rows are so like at most."""
    if to_row + ROUNDING < WORD_FOR_WORD:
        return PATTERN * to_row + besides + ROUNDING
    return math.inf if explains else PATTERN + besides + ROUNDING


def _score(likeness: float, to_row: float, share: float) -> float:
    """Return 0 to 100: evidence adds up, and the more there is the less more of it changes.

    Who says just what an editor wrote means just that, whatever else is like it.
    """
    if to_row >= WORD_FOR_WORD and share == 1.0:
        return 100.0
    return round(100 * (1 - math.exp(-max(0.0, likeness) * _kept(share))), 2)


def _kept(share: float) -> float:
    """Return the part of its likeness that an intent keeps which explains so much of the question."""
    return UNEXPLAINED_KEEPS + (1 - UNEXPLAINED_KEEPS) * share


def _needed(score: float) -> float:
    """Return the least likeness by which the score may be reached, with everything explained and before it is rounded."""
    return -math.log(1 - (score - _ROUNDED) / 100) if score > _ROUNDED else -math.inf


def _candidate(question: Question, intent: int, besides: float, rows: Mapping[int, float], index: Index) -> Candidate:
    number, likeness = best_row(question, rows, index)
    row = index.row(number)
    share, unexplained = explained(question, intent, row)
    return Candidate(
        index.intents[intent],
        _score(PATTERN * likeness + besides, likeness, share),
        index.texts[number],
        likeness,
        besides,
        covered(question, row),
        unexplained,
        frozenset(row.places),
    )
