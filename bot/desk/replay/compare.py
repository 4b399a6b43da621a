"""Compare: what a question gets from two versions of the content. Pure, so that any number of machines may share the work."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from bot.desk.evaluate.judge import in_short
from bot.knowledge import Knowledge
from bot.model import DANGERS, Reply
from bot.pipeline import Bot

ChangeKind = Literal["danger", "flipped", "handed_off", "answered", "other"]

#: kind of change -> what it means, the gravest first
KINDS: Final[dict[ChangeKind, str]] = {
    "danger": "an emergency or a crisis that is no longer seen as that",
    "flipped": "answered with other sentences than before",
    "handed_off": "answered before, not any more",
    "answered": "not answered before",
    "other": "no other sentence is quoted",
}


class ReplyChange(NamedTuple):
    """What became of a question, in the few words of a table."""

    kind: ChangeKind
    #: the intents that answer, joined by " + ", or why none does: ``cat``, ``topic cost``, ``no match``
    before: str
    after: str


class ChangedQuestion(NamedTuple):
    """A question whose reply changed, and how often it was asked; then its ``ReplyChange``."""

    question: str
    times: int
    kind: ChangeKind
    before: str
    after: str


class VersionComparison:
    """Two versions, asked side by side. What is heard the same by both is heard once; what comes of it is what each would reply."""

    def __init__(self, old: Knowledge, new: Knowledge) -> None:
        self._old, self._new = Bot(old), Bot(new)
        self._hear_alike = _ears(old) == _ears(new)
        self._read_alike = self._hear_alike and old.lexicon == new.lexicon

    def __call__(self, asked: Iterable[tuple[str, int]]) -> list[ChangedQuestion]:
        """Return those of the questions, each with how often it was asked, to which a visitor does not read the same as before."""
        found = ((question, times, self.change(question)) for question, times in asked)
        return [ChangedQuestion(question, times, *change) for question, times, change in found if change]

    def change(self, question: str) -> ReplyChange | None:
        """Return what changed in the reply to ``question``, asked by itself; None if the visitor reads the same sentences as before."""
        heard = self._old.hear(question)
        old = self._old.compose(self._old.consider(heard, shown=0))
        if not self._read_alike:
            heard = self._new.hear(question, like=heard if self._hear_alike else None)
        return _change(old, self._new.compose(self._new.consider(heard, shown=0)))


def _ears(knowledge: Knowledge) -> tuple[object, ...]:
    """Return all that a message is heard with before anything is looked up, but for the words of the content."""
    heard = knowledge.guards, knowledge.small_talk, knowledge.follow_ups, knowledge.ignored, knowledge.topics
    return *heard, knowledge.lexicon.language, knowledge.facts.policy.max_characters


def _change(old: Reply, new: Reply) -> ReplyChange | None:
    if _meaning(old) == _meaning(new):
        return None
    return ReplyChange(_kind(old, new), in_short(old), in_short(new))


def _meaning(reply: Reply) -> tuple[object, ...]:
    """Return what makes a difference to the visitor: an intent of another name that quotes the same makes none."""
    choices = {choice.intent for choice in reply.choices} if reply.kind == "clarify" else None
    return reply.kind, _sentences(reply), choices, (reply.handoff.reason, reply.handoff.topic) if reply.handoff else None


def _sentences(reply: Reply) -> tuple[str, ...]:
    return tuple(quote.text for quote in reply.quotes)


def _kind(old: Reply, new: Reply) -> ChangeKind:
    if _danger(old) and _danger(old) != _danger(new):
        return "danger"
    match old.kind == "answer", new.kind == "answer":
        case True, True:
            return "flipped" if _sentences(old) != _sentences(new) else "other"
        case True, False:
            return "handed_off"
        case False, True:
            return "answered"
    return "other"


def _danger(reply: Reply) -> str:
    return reply.handoff.reason if reply.handoff and reply.handoff.reason in DANGERS else ""
