"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern, with its
intent as a whole, and with what sets the intent apart from the others. A word that the intent does not explain counts against it.
"""

import math
from typing import Final, NamedTuple

from bot.match.account import covered, explained, explains
from bot.match.index import ODDS, PATTERN, Index
from bot.match.question import Question, things_of, weigh
from bot.match.rows import ROUNDING, BestRow, best_row
from bot.model import Candidate, Token

#: the part of its likeness that an intent keeps which explains no word at all
UNEXPLAINED_KEEPS: Final = 0.5
#: likeness to a row from which on nothing is missing and nothing is said besides
WORD_FOR_WORD: Final = 1 - ROUNDING
_MOST_CANDIDATES: Final = 10


class _Standing(NamedTuple):
    """What an intent can reach at most, and what it is sure of."""

    #: score
    most: float
    intent: int
    #: what speaks for it beside its best pattern
    besides: float


def match(tokens: tuple[Token, ...], index: Index, within: float = 100.0, shown: int = _MOST_CANDIDATES) -> tuple[Candidate, ...]:
    """Return the intents that the question may mean, best first, at most ten; ties in the order of the file.

    As soon as one explains every word, those that cannot come ``within`` so many points of it are left out.
    """
    question = weigh(tokens, index)
    found: list[tuple[float, int, Candidate]] = []
    least = 0.0
    for standing in _standings(question, index):
        if standing.most < least:
            break
        hopeless = len(found) >= shown and not explains(question, standing.intent, index)
        best = None if hopeless else best_row(question, standing.intent, index)
        if best is None:
            continue
        candidate = _candidate(question, standing, best, index)
        found.append((-candidate.score, standing.intent, candidate))
        if not candidate.unexplained:
            least = max(least, candidate.score - within)
        if len(found) >= _MOST_CANDIDATES:
            least = max(least, -sorted(found)[_MOST_CANDIDATES - 1][0])
    return tuple(candidate for _, _, candidate in sorted(found)[:_MOST_CANDIDATES] if candidate.score >= least)


def _standings(question: Question, index: Index) -> list[_Standing]:
    """Return the intents that share anything with the question, the one that can reach most first."""
    most, besides = [0.0] * len(index.intents), [0.0] * len(index.intents)
    said = usual = 0.0
    for options in things_of(question):
        for feature, weight in options[:1]:
            said += weight
            usual += weight * index.usual[feature]
        held: set[int] = set()
        for feature, weight in options:
            for intent, at_most, in_whole in index.weights[feature]:
                most[intent] += weight * at_most
                if intent not in held:
                    besides[intent] += weight * in_whole
            if len(options) > 1:
                held.update(intent for intent, _, _ in index.weights[feature])
    standings = []
    for intent, to_row in enumerate(most):
        if to_row:
            speaks = besides[intent] + ODDS * (said * index.silence[intent] - usual)
            at_most = _score(PATTERN * min(1.0, to_row) + speaks + ROUNDING, to_row + ROUNDING, 1.0)
            standings.append(_Standing(at_most, intent, speaks))
    return sorted(standings, key=lambda standing: (-standing.most, standing.intent))


def _score(likeness: float, to_row: float, share: float) -> float:
    """Return 0 to 100: evidence adds up, and the more there is the less more of it changes.

    Who says just what an editor wrote means just that, whatever else is like it.
    """
    if to_row >= WORD_FOR_WORD and share == 1.0:
        return 100.0
    return round(100 * (1 - math.exp(-max(0.0, likeness) * (UNEXPLAINED_KEEPS + (1 - UNEXPLAINED_KEEPS) * share))), 2)


def _candidate(question: Question, standing: _Standing, best: BestRow, index: Index) -> Candidate:
    row = index.row(best.number)
    share, unexplained = explained(question, standing.intent, row, index)
    return Candidate(
        index.intents[standing.intent],
        _score(PATTERN * best.likeness + standing.besides, best.likeness, share),
        index.texts[best.number],
        best.likeness,
        standing.besides,
        covered(question, row, index),
        unexplained,
        frozenset(row.places),
    )
