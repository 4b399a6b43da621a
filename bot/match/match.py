"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern, with its
intent as a whole, and with what sets the intent apart from the others. A word that the intent does not explain counts against it.
"""

import math
from bisect import insort
from collections.abc import Sequence
from typing import Final

from bot.match.account import explained, most_explained
from bot.match.index import ODDS, Index
from bot.match.question import WeighedQuestion, weigh
from bot.match.rows import ROUNDING, best_row, brought, reachable_rows
from bot.model import Candidate, Token

#: how much the likeness to the best pattern counts, at most 1, beside those to the intent as a whole
PATTERN: Final = 1.0
#: the part of its likeness kept by an intent that explains no word at all
UNEXPLAINED_KEEPS: Final = 0.5
#: a row this like is the question, word for word
WORD_FOR_WORD: Final = 1 - ROUNDING
#: more than a score changes by being rounded
_ROUNDED: Final = 0.01
_MOST_CANDIDATES: Final = 10
#: more likeness than any score needs
_UNBOUNDED: Final = 1000.0


def match(tokens: tuple[Token, ...], index: Index, within: float = 100.0, shown: int = _MOST_CANDIDATES) -> tuple[Candidate, ...]:
    """Return the intents that the question may mean, best first, at most ten; ties in the order of the file.

    They are the best ``shown``, and all others that explain every content word. As soon as one leaves nothing unexplained, those that
    do not come ``within`` so many points of it are left out. Where none is to be shown, only those that explain are looked at.
    """
    question = weigh(tokens, index)
    found: list[tuple[float, int, Candidate]] = []
    least, needed, needed_if_shown = 0.0, -math.inf, -math.inf if shown else math.inf
    for explains, reach, intent in _standings(question, index, None if shown else _ones(question.explained_by)):
        wanted = needed if explains else max(needed, needed_if_shown)
        candidate = _candidate(question, intent, reach, wanted, index) if reach >= wanted else None
        if candidate:
            insort(found, (-candidate.score, intent, candidate))
            if not candidate.unexplained and candidate.score - within > least:
                least = candidate.score - within
                needed = _needed(least)
            if 0 < shown <= len(found):
                needed_if_shown = _needed(-found[shown - 1][0])
        elif reach < wanted and not explains:
            break
    ranked = enumerate(found[:_MOST_CANDIDATES])
    kept = [candidate for rank, (_, intent, candidate) in ranked if rank < shown or question.explained_by >> intent & 1]
    return tuple([candidate for candidate in kept if candidate.score >= least])


def _standings(question: WeighedQuestion, index: Index, among: Sequence[int] | None) -> list[tuple[bool, float, int]]:
    """Return the intents (of those ``among`` which to look) that share anything with the question: whether each explains every content
    word, no less than it can reach, and its number. Those that do come first, for others count only if they are the best of all; then
    who can reach most.
    """
    if among is not None and not among:
        return []
    brings = [0.0] * len(index.intents)
    for options in question.features:
        for _, column, weight in options:
            for intent, at_most in column.reach if among is None else column.reach_among(among):
                brings[intent] += weight * at_most
    lean, ahead, silence, explained_by = ODDS * question.said, 2 * ROUNDING - ODDS * question.usual, index.silence, question.explained_by
    standings = []
    for intent in range(len(brings)) if among is None else among:
        most = brings[intent]
        if most:
            explains = bool(explained_by >> intent & 1)
            beyond = _UNBOUNDED if explains and most + ROUNDING >= WORD_FOR_WORD else ahead
            standings.append((explains, most + lean * silence[intent] + beyond, intent))
    standings.sort(reverse=True)
    return standings


def _ones(bits: int) -> list[int]:
    """Return the places of the bits that are set, the lowest first."""
    return [place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


def _reach(to_row: float, besides: float, explains: int) -> float:
    """Return an upper bound on the likeness, given one on the likeness to the best row."""
    if to_row + ROUNDING < WORD_FOR_WORD:
        return PATTERN * to_row + besides + ROUNDING
    return math.inf if explains else PATTERN + besides + ROUNDING


def _score(likeness: float, to_row: float, share: float) -> float:
    """Return 0 to 100: evidence adds up, and the more there is, the less each further piece changes.

    Who says just what an editor wrote means just that, whatever else is like it.
    """
    if to_row >= WORD_FOR_WORD and share == 1.0:
        return 100.0
    return round(100 * (1 - math.exp(-max(0.0, likeness) * _kept(share))), 2)


def _kept(share: float) -> float:
    """Return the part of its likeness kept by an intent that explains this ``share`` of the question."""
    return UNEXPLAINED_KEEPS + (1 - UNEXPLAINED_KEEPS) * share


def _needed(score: float) -> float:
    """Return the lowest likeness at which the score may be reached, with everything explained and before it is rounded."""
    return -math.log(1 - (score - _ROUNDED) / 100) if score > _ROUNDED else -math.inf


def _candidate(question: WeighedQuestion, intent: int, reach: float, wanted: float, index: Index) -> Candidate | None:
    """Return the intent, which may ``reach`` so much, with its best pattern; None if it does not reach the ``wanted`` likeness."""
    explains = question.explained_by >> intent & 1
    if not explains:
        wanted /= _kept(most_explained(question, intent))
        if reach < wanted:
            return None
    entries, to_row, to_whole = brought(question, intent)
    besides = to_whole + ODDS * question.said * index.silence[intent] - ODDS * question.usual
    if _reach(to_row, besides, explains) < wanted:
        return None
    rows = reachable_rows(entries, index)
    if _reach(max(rows.values()), besides, explains) < wanted:
        return None
    number, likeness, part = best_row(question, rows, index)
    row = index.row(number)
    share, unexplained = explained(question, intent, row)
    return Candidate(
        index.intents[intent],
        _score(PATTERN * likeness + besides, likeness, share),
        index.texts[number],
        likeness,
        besides,
        part,
        unexplained,
        row.terms,
    )
