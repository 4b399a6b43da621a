"""What is measured of answers to questions in and out of scope.

A share is 0 to 1, and not a number (nan) where there is nothing to count. A *kept* question is one whose score is at or over a threshold:
it would be answered.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.data import OUT_OF_SCOPE, Point


class Answered(NamedTuple):
    """A question that was asked: what should have come and what came."""

    #: the intent that people gave it, or ``oos``
    wanted: str
    intent: str
    score: float
    #: what the policy decided; empty where there is no policy
    decision: str = ""


class Decided(NamedTuple):
    """What the default policy made of the questions."""

    #: of those in scope: answered by the right intent, by a wrong one, asked back, handed off
    right: float
    wrong: float
    asked_back: float
    handed_off: float
    #: of those out of scope: not answered
    oos_recall: float
    #: of those out of scope: asked back
    oos_asked_back: float


def accuracy(answers: Iterable[Answered]) -> float:
    """Return the share of the questions in scope whose best intent is right, whatever its score."""
    return _share([answer.intent == answer.wanted for answer in _inside(answers)])


def area_under_curve(answers: Sequence[Answered]) -> float:
    """Return how often a question in scope scores over one out of scope, of all pairs of such; a tie is half."""
    outside = [answer.score for answer in answers if answer.wanted == OUT_OF_SCOPE]
    ranked = sorted([(answer.score, True) for answer in _inside(answers)] + [(score, False) for score in outside])
    pairs = len(outside) * (len(ranked) - len(outside))
    won, below, position = 0.0, 0, 0
    while position < len(ranked):
        end = position
        while end < len(ranked) and ranked[end][0] == ranked[position][0]:
            end += 1
        inside = sum(is_inside for _, is_inside in ranked[position:end])
        tied = end - position - inside
        won += inside * (below + tied / 2)
        below += tied
        position = end
    return won / pairs if pairs else math.nan


def recall_at_kept(answers: Sequence[Answered], kept: float) -> float:
    """Return the share of the questions out of scope under the highest threshold that keeps the share ``kept`` of those in scope."""
    scores = sorted((answer.score for answer in _inside(answers)), reverse=True)
    if not scores:
        return math.nan
    threshold = scores[max(0, math.ceil(kept * len(scores) - 1e-9) - 1)]
    return _share([answer.score < threshold for answer in answers if answer.wanted == OUT_OF_SCOPE])


def decided(answers: Sequence[Answered]) -> Decided:
    """Return what the policy made of the questions."""
    inside = list(_inside(answers))
    outside = [answer.decision for answer in answers if answer.wanted == OUT_OF_SCOPE]
    return Decided(
        _share([answer.decision == "answer" and answer.intent == answer.wanted for answer in inside]),
        _share([answer.decision == "answer" and answer.intent != answer.wanted for answer in inside]),
        _share([answer.decision == "clarify" for answer in inside]),
        _share([answer.decision not in ("answer", "clarify") for answer in inside]),
        _share([decision != "answer" for decision in outside]),
        _share([decision == "clarify" for decision in outside]),
    )


def curve(answers: Sequence[Answered]) -> list[tuple[float, float]]:
    """Return (in-scope accuracy, out-of-scope recall) at every threshold, from the lowest; a question under it counts as not answered."""
    inside = sorted(answer.score for answer in _inside(answers) if answer.intent == answer.wanted)
    outside = sorted(answer.score for answer in answers if answer.wanted == OUT_OF_SCOPE)
    asked = sum(1 for _ in _inside(answers))
    if not asked or not outside:
        return []
    thresholds = [*sorted({answer.score for answer in answers}), math.inf]
    return [
        ((len(inside) - bisect_left(inside, threshold)) / asked, bisect_left(outside, threshold) / len(outside)) for threshold in thresholds
    ]


def matched_points(answers: Sequence[Answered], published: Iterable[Point]) -> list[Point]:
    """Return the published points that some threshold of ours matches: its out-of-scope recall and its in-scope accuracy, or better."""
    ours = curve(answers)
    return [point for point in published if any(right >= point.in_scope_accuracy and recall >= point.oos_recall for right, recall in ours)]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def _inside(answers: Iterable[Answered]) -> Iterable[Answered]:
    return (answer for answer in answers if answer.wanted != OUT_OF_SCOPE)


def _share(yes: Sequence[bool]) -> float:
    return sum(yes) / len(yes) if yes else math.nan
