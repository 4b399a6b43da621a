"""Scores: how well each intent is recognised, and what is taken for what."""

from collections import Counter
from dataclasses import dataclass

from bot.desk.evaluate.evaluate import Case, Evaluation
from bot.desk.evaluate.judge import in_short
from bot.knowledge import Facts
from bot.model import Reply


@dataclass(frozen=True, slots=True)
class IntentScore:
    """How often an intent was wanted, answered, and both."""

    intent: str
    #: questions that want it
    wanted: int
    #: those of them that got a right reply
    found: int
    #: questions that it answered
    answered: int
    #: those of them that it answered rightly
    rightly: int

    @property
    def precision(self) -> float | None:
        """The share of its answers that is right, 0 to 1; None if it answered nothing."""
        return self.rightly / self.answered if self.answered else None

    @property
    def recall(self) -> float | None:
        """The share of the questions that want it which got a right reply, 0 to 1; None if none wants it."""
        return self.found / self.wanted if self.wanted else None


def intent_scores(evaluation: Evaluation, facts: Facts) -> tuple[IntentScore, ...]:
    """Return the scores of each intent, in the order of the file. Counter-examples count only where they are answered wrongly."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    rightly: Counter[str] = Counter()
    for case in evaluation.cases:
        right = case.outcome == "right"
        if not case.question.counter:
            wanted[wanted_label(case, facts)] += 1
            found[wanted_label(case, facts)] += right
        if case.reply.kind == "answer" and not (case.question.counter and right):
            answered.update(case.reply.intents)
            rightly.update(case.reply.intents if right else ())
    return tuple(IntentScore(intent, wanted[intent], found[intent], answered[intent], rightly[intent]) for intent in facts.intents)


def confusions(evaluation: Evaluation, facts: Facts) -> tuple[tuple[str, str, int], ...]:
    """Return (what was wanted, what came, how often) for replies that are not right, most often first."""
    cells = Counter((wanted_label(case, facts), got_label(case.reply)) for case in evaluation.cases if case.outcome != "right")
    return tuple((*cell, number) for cell, number in cells.most_common())


def wanted_label(case: Case, facts: Facts) -> str:
    """Return in a word or two what was wanted: of several that are right, the one that came, else the first."""
    question = case.question
    if question.counter:
        return f"not {question.wanted[0].id}"
    if case.outcome == "right":
        return got_label(case.reply)
    if question.wanted:
        first = question.wanted[0]
        return {"topic": f"topic {first.id}", "smalltalk": "small talk"}.get(first.what, first.id.replace("_", " "))
    quoting = (intent_id for intent_id, intent in facts.intents.items() if any(each.is_in(intent.quotes) for each in question.passages[0]))
    return next(quoting, "another sentence")


def got_label(reply: Reply) -> str:
    """Return in a word or two what came; of several intents the best."""
    return reply.intents[0] if reply.kind == "answer" else in_short(reply)
