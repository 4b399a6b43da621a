"""Tune: how many questions are answered, and how many wrongly, as the policy gets stricter; and which policy can be recommended.

What is recommended is not what came out best on the questions at hand, but what holds with the given certainty for questions like
them: the upper end of the exact interval of Clopper and Pearson (1934) must lie below the bound. The policies are tried from the
strictest on, until the first that cannot be shown to hold; so trying many does not make one of them look good by chance (Maurer,
Hothorn, Lehmacher: fixed-sequence tests, 1995). Several margins share the doubt that is allowed.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from bot.desk.evaluate.evaluate import Case, evaluate
from bot.desk.evaluate.judge import GoldQuestion
from bot.desk.many import Watch
from bot.knowledge import Facts
from bot.pipeline import Bot

#: the thresholds that are tried, 0 to 100
THRESHOLDS: Final = tuple(float(threshold) for threshold in range(0, 101, 2))
#: the chance that the bound does not hold after all
DOUBT: Final = 0.05
_HALVINGS: Final = 60
#: more than anybody asks
_MOST_QUESTIONS: Final = 10**12


@dataclass(frozen=True, slots=True)
class Point:
    """What became of the questions under one policy."""

    threshold: float
    margin: float
    #: questions that were asked
    questions: int
    #: those that the page answers
    answerable: int
    #: those that got a right quote
    answered: int
    #: those that got a quote of something else
    wrong: int
    #: most that the share of wrong quotes can be, 0 to 1
    bound: float

    @property
    def coverage(self) -> float:
        """The share of the answerable questions that got a right quote, 0 to 1."""
        return self.answered / self.answerable if self.answerable else 0.0


def sweep(bot: Bot, questions: list[GoldQuestion], margins: list[float], watch: Watch) -> list[Point]:
    """Return a point for each margin and threshold, the strictest of each margin first.

    A stricter policy never makes an answer, so between two thresholds with the same reply nothing need be asked.
    """
    thresholds = tuple(sorted({*THRESHOLDS, bot.knowledge.facts.policy.threshold}, reverse=True))
    policies = [(margin, threshold) for margin in margins for threshold in thresholds]
    bots = {(margin, threshold): Bot(bot.knowledge.with_policy(threshold=threshold, margin=margin)) for margin, threshold in policies}
    cases: dict[tuple[float, float], list[Case]] = {policy: [] for policy in policies}
    for question in watch(questions, "Asking under each policy"):
        for margin in margins:
            for threshold, case in zip(thresholds, _cases([bots[margin, each] for each in thresholds], question), strict=True):
                cases[margin, threshold].append(case)
    return [_point(threshold, margin, cases[margin, threshold], bot.knowledge.facts, DOUBT / len(margins)) for margin, threshold in cases]


def recommended(points: list[Point], most_wrong: float) -> Point | None:
    """Return the policy that answers most among those that are shown to keep wrong quotes below ``most_wrong`` (0 to 1).

    Of several that answer as much, the strictest; None if none can be shown to hold.
    """
    shown = []
    for margin in dict.fromkeys(point.margin for point in points):
        for point in (point for point in points if point.margin == margin):
            if point.bound > most_wrong:
                break
            shown.append(point)
    return max(shown, key=lambda point: (point.coverage, point.threshold, point.margin), default=None)


def upper_bound(wrong: int, questions: int, doubt: float) -> float:
    """Return the upper confidence bound on the share of wrong ones, 0 to 1, if ``wrong`` were seen; it fails with a chance of ``doubt``."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS if wrong < questions else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(wrong, questions, middle) > doubt else (low, middle)
    return high


def questions_needed(wrong: int, most_wrong: float, doubt: float) -> int:
    """Return how many questions it takes, if ``wrong`` are answered wrongly, to show that the share is at most ``most_wrong``."""
    return bisect_left(range(_MOST_QUESTIONS), True, lo=wrong + 1, key=lambda number: upper_bound(wrong, number, doubt) <= most_wrong)


def _at_most(wrong: int, questions: int, share: float) -> float:
    """Return the chance of at most ``wrong`` of ``questions``, if each is wrong with a chance of ``share``."""
    ways = math.lgamma(questions + 1)
    return math.fsum(
        math.exp(
            ways
            - math.lgamma(seen + 1)
            - math.lgamma(questions - seen + 1)
            + seen * math.log(share)
            + (questions - seen) * math.log1p(-share)
        )
        for seen in range(wrong + 1)
    )


def _cases(bots: list[Bot], question: GoldQuestion) -> list[Case]:
    """Return what becomes of the question under each policy, the strictest first."""
    known: dict[int, Case] = {}

    def ask(number: int) -> Case:
        if number not in known:
            (known[number],) = evaluate(bots[number], [question]).cases
        return known[number]

    open_ranges = [(0, len(bots) - 1)]
    while open_ranges:
        first, last = open_ranges.pop()
        one, other = ask(first), ask(last)
        if (one.reply.kind, one.reply.intents, one.outcome) == (other.reply.kind, other.reply.intents, other.outcome):
            known.update(dict.fromkeys(range(first, last), one))
        elif last - first > 1:
            open_ranges += [(first, (first + last) // 2), ((first + last) // 2, last)]
    return [known[number] for number in range(len(bots))]


def _point(threshold: float, margin: float, cases: list[Case], facts: Facts, doubt: float) -> Point:
    answerable = [case for case in cases if _wants_answer(case.question)]
    answered = sum(case.outcome == "right" and case.reply.kind == "answer" for case in answerable)
    wrong = sum(_misleads(case, facts) for case in cases)
    return Point(threshold, margin, len(cases), len(answerable), answered, wrong, upper_bound(wrong, len(cases), doubt))


def _misleads(case: Case, facts: Facts) -> bool:
    """Return whether an intent answered that nobody asked for; half of an answer is not wanted either, but does not mislead."""
    if case.outcome != "wrong":
        return False
    wanted = {wanted.id for wanted in case.question.wanted if wanted.what == "intent"}
    spans = [span for choice in case.question.passages for passage in choice for span in passage.spans]
    for intent in set(case.reply.intents) - wanted:
        quotes = facts.intents[intent].quotes
        if not any(quote.overlaps(span) for quote in quotes for span in spans):
            return True
    return False


def _wants_answer(question: GoldQuestion) -> bool:
    return bool(question.passages) or any(wanted.what == "intent" for wanted in question.wanted)
