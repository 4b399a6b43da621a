"""Evaluate: ask questions whose right reply is known, and count what came back.

Four outcomes, because they do not cost the same: right; wrong (a quote that should not be, which misleads); handed off (missed:
it costs a phone call); asked back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

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

    @property
    def fails(self) -> bool:
        """Whether it misleads, or is an example of the content's own that is not right."""
        return self.outcome == "wrong" or (self.question.own and self.outcome != "right")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What became of every question, in the order asked."""

    cases: tuple[Case, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups, in the order in which they first come."""
        return tuple(dict.fromkeys(case.question.group for case in self.cases))

    @property
    def failures(self) -> tuple[Case, ...]:
        """The cases that fail."""
        return tuple(case for case in self.cases if case.fails)

    def count(self, group: str | None = None) -> dict[str, int]:
        """Return how many questions of one group, or of all, were asked, and how many of them had which outcome."""
        outcomes = [case.outcome for case in self.cases if group in (None, case.question.group)]
        return {"questions": len(outcomes)} | {outcome: outcomes.count(outcome) for outcome in get_args(Outcome)}


def evaluate(bot: Bot, questions: Iterable[GoldQuestion], watch: Watch = unwatched) -> Evaluation:
    """Ask ``bot`` the questions, each by itself or at the end of its conversation, and say what became of them."""
    asked = tuple(questions)
    alone = replies(bot, [question.text for question in asked if not question.after])
    found = watch((_at_the_end(question, bot) if question.after else next(alone) for question in asked), "Asking every test", len(asked))
    return Evaluation(tuple(_case(question, reply, bot.knowledge.facts) for question, reply in zip(asked, found, strict=True)))


def _at_the_end(question: GoldQuestion, bot: Bot) -> Reply:
    """Return the reply to a question after all that was said before it."""
    context: object = None
    for turn in question.after:
        context = bot.reply(turn, context, shown=0).context
    return bot.reply(question.text, context, shown=0)


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
