"""Evaluate: ask questions whose right reply is known, and count what came back.

Four outcomes, because they do not cost the same: right; wrong (a quote that should not be, which misleads); handed off (missed:
it costs a phone call); asked back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.content.load import LoadedContent
from bot.content.models import Guard
from bot.desk.evaluate.judge import GoldQuestion, Wanted, What, is_right
from bot.desk.many import Watch, replies, unwatched
from bot.knowledge import Facts
from bot.model import Reply
from bot.pipeline import Bot

Outcome = Literal["right", "wrong", "handed_off", "asked_back"]


@dataclass(frozen=True, slots=True)
class Case:
    """A question that was asked, and what became of it."""

    question: GoldQuestion
    reply: Reply
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions had which outcome."""

    right: int
    wrong: int
    handed_off: int
    asked_back: int

    @property
    def questions(self) -> int:
        """How many were asked."""
        return self.right + self.wrong + self.handed_off + self.asked_back


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What became of every question, in the order asked."""

    cases: tuple[Case, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups, in the order in which they first come."""
        return tuple(dict.fromkeys(case.question.group for case in self.cases))

    @property
    def wrong(self) -> tuple[Case, ...]:
        """The cases with a quote that should not be."""
        return tuple(case for case in self.cases if case.outcome == "wrong")

    @property
    def failed(self) -> tuple[Case, ...]:
        """The content's own examples that are not right; the wrong ones among them too."""
        return tuple(case for case in self.cases if case.question.own and case.outcome != "right")

    def count(self, group: str | None = None) -> Counts:
        """Return the counts of one group, or of all."""
        outcomes = [case.outcome for case in self.cases if group in (None, case.question.group)]
        return Counts(outcomes.count("right"), outcomes.count("wrong"), outcomes.count("handed_off"), outcomes.count("asked_back"))


def evaluate(bot: Bot, questions: Iterable[GoldQuestion], watch: Watch = unwatched) -> Evaluation:
    """Ask ``bot`` the questions, each by itself, and say what became of them."""
    asked = tuple(questions)
    found = watch(replies(bot, [question.text for question in asked]), "Asking every test", len(asked))
    return Evaluation(tuple(_case(question, reply, bot.knowledge.facts) for question, reply in zip(asked, found, strict=True)))


def own_questions(loaded: LoadedContent) -> Iterator[GoldQuestion]:
    """Yield the example questions and counter-examples that stand in the content itself, in the order of the file."""
    content = loaded.content
    kinds: tuple[tuple[str, What], ...] = (("intents", "intent"), ("topics", "topic"), ("guards", "reason"), ("smalltalk", "smalltalk"))
    for group, what in kinds:
        for part_id, part in getattr(content, group).items():
            wanted = (Wanted(what, part.reason if isinstance(part, Guard) else part_id),)
            for key, texts in (("tests", part.tests), ("not", part.counter_tests)):
                for position, text in enumerate(texts):
                    place = loaded.document.values[group, part_id, key, position]
                    yield GoldQuestion(text, place, group, wanted, own=True, counter=key == "not")


def _case(question: GoldQuestion, reply: Reply, facts: Facts) -> Case:
    if is_right(question, reply, facts):
        return Case(question, reply, "right")
    outcomes: dict[str, Outcome] = {"answer": "wrong", "clarify": "asked_back"}
    return Case(question, reply, outcomes.get(reply.kind, "handed_off"))
