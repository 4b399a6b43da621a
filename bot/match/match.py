"""Match: find the intents that a question may mean, best first, with the evidence for each.

SoftTFIDF (Cohen, Ravikumar, Fienberg, "A comparison of string distance metrics for name-matching tasks", 2003): the
cosine of weighted words, where a misspelt word stands for its near spellings. A question is compared with each pattern, with its
intent as a whole, and with what sets the intent apart from the others. A word that the intent does not explain counts against it.
"""

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

from bot.match.account import covered, explained, explains
from bot.match.index import Feature, Index
from bot.match.question import Option, Question, weigh
from bot.match.rows import ROUNDING, BestRow, best_row, shares_of
from bot.model import Candidate, Met, Token

#: what counts more than once: the words that set an intent apart weigh least of all, for they are shared among many patterns
_APART: Final = 2.0
_ODDS: Final = 5.0
#: the part of its likeness that an intent keeps which explains no word at all
_UNEXPLAINED_KEEPS: Final = 0.5
_MOST_CANDIDATES: Final = 10


class _Standing(NamedTuple):
    """What an intent can reach at most, and what it is sure of."""

    most: float
    intent: int
    #: likeness beside that to the best row
    besides: float
    whole: float


def match(tokens: tuple[Token, ...], index: Index, within: float = 100.0, shown: int = _MOST_CANDIDATES) -> tuple[Candidate, ...]:
    """Return the intents that the question may mean, best first, at most ten; ties in the order of the file.

    As soon as one explains every word, those that cannot come ``within`` so many points of it are left out.
    """
    question = weigh(tokens, index)
    found: list[tuple[float, int, Candidate]] = []
    least = 0.0
    for standing in _standings(question, index):
        if _score(standing.most, 1.0) < least:
            break
        if len(found) >= shown and not explains(question, standing.intent, index):
            continue
        best = best_row(question, standing.intent, index)
        if best:
            candidate = _candidate(question, standing, best, index)
            found.append((-candidate.score, standing.intent, candidate))
            if not candidate.unexplained:
                least = max(least, candidate.score - within)
            if len(found) >= _MOST_CANDIDATES:
                least = max(least, -sorted(found)[_MOST_CANDIDATES - 1][0])
    return tuple(candidate for _, _, candidate in sorted(found)[:_MOST_CANDIDATES] if candidate.score >= least)


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word, and each pair of words, of the question brought to the candidate's score; they add up to it."""
    question = weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    best = best_row(question, intent, index)
    if not best:
        return ()
    to_pattern = shares_of(question, index.row(best.number))
    to_intent = _shares_of_intent(question, intent, index)
    brought = [pattern + whole + _APART * apart for pattern, (whole, apart) in zip(to_pattern, to_intent, strict=True)]
    points = candidate.score / (sum(brought) or 1.0)
    met = [
        Met(word.token.text, option.reading.term, option.reading.how, round(points * share, 2))
        for word, share in zip(question.words, brought, strict=False)
        if share and (option := _met_option(word.options, intent, index))
    ]
    pairs = zip(question.pairs, brought[len(question.words) :], strict=True)
    return (*met, *(Met(" ".join(filter(None, pair)), " ".join(filter(None, pair)), "pair", round(points * share, 2)) for (pair, _), share in pairs if share))


def _standings(question: Question, index: Index) -> list[_Standing]:
    """Return the intents that share anything with the question, the one that can reach most first."""
    count = len(index.intents)
    most, whole, apart, odds = [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * count
    known = usual = 0.0
    for options in _things(question):
        if len(options) == 1:
            feature, weight = options[0]
            if feature in index.weights:
              known += weight; usual += weight*index.usual[feature]
              for held in index.weights[feature]:
                most[held.intent] += weight * held.most
                whole[held.intent] += weight * held.whole
                apart[held.intent] += weight * held.apart
                odds[held.intent] += weight * held.odds
        else:
            best: dict[int, tuple[float, ...]] = {}
            ks=[(w,w*index.usual[f]) for f,w in options if f in index.weights]
            if ks: known+=max(k for k,_ in ks); usual+=max(u for _,u in ks)
            for feature, weight in options:
                for intent, *held4 in index.weights.get(feature, ()):
                    before = best.get(intent, (0.0, 0.0, 0.0, 0.0))
                    best[intent] = tuple(max(one, weight * other) for one, other in zip(before, held4, strict=True))
            for intent, (a, b, c, d) in best.items():
                most[intent] += a
                whole[intent] += b
                apart[intent] += c
                odds[intent] += d
    standings = []
    for intent in range(count):
        if most[intent]:
            tells = odds[intent] - usual + known * index.silence[intent]
            besides = min(1.0, whole[intent]) + _APART * apart[intent] + tells / _ODDS
            standings.append(_Standing(min(1.0, most[intent]) + besides + ROUNDING, intent, besides, whole[intent]))
    return sorted(standings, key=lambda standing: (-standing.most, standing.intent))


def _things(question: Question) -> Iterable[list[tuple[Feature, float]]]:
    for word in question.words:
        yield [(option.reading.term, option.weight) for option in word.options]
    for pair, weight in question.pairs:
        yield [(pair, weight)]


def _score(likeness: float, share: float) -> float:
    """Return 0 to 100: evidence adds up, and the more there is the less more of it changes."""
    return round(100 * (1 - math.exp(-max(0.0, likeness) * (_UNEXPLAINED_KEEPS + (1 - _UNEXPLAINED_KEEPS) * share))), 2)


def _candidate(question: Question, standing: _Standing, best: BestRow, index: Index) -> Candidate:
    row = index.row(best.number)
    share, unexplained = explained(question, standing.intent, row, index)
    likeness = best.likeness + standing.besides
    return Candidate(
        index.intents[standing.intent],
        _score(likeness, share),
        index.texts[best.number],
        best.likeness,
        min(1.0, standing.whole),
        covered(question, row, index),
        unexplained,
        frozenset(row.places),
    )


def _shares_of_intent(question: Question, intent: int, index: Index) -> list[tuple[float, float]]:
    shares = []
    for options in _things(question):
        held = [(weight * entry.whole, weight * entry.apart) for feature, weight in options for entry in index.weights.get(feature, ()) if entry.intent == intent]
        shares.append((max((whole for whole, _ in held), default=0.0), max((apart for _, apart in held), default=0.0)))
    return shares


def _met_option(options: tuple[Option, ...], intent: int, index: Index) -> Option | None:
    """Return the option by which a word meets the intent best."""
    held = [(option.weight * entry.most, option) for option in options for entry in index.weights.get(option.reading.term, ()) if entry.intent == intent]
    return max(held, key=lambda entry: entry[0])[1] if held else None
