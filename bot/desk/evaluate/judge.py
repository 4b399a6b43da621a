"""Judge: questions with the reply that is wanted, whether a reply is the wanted one, and both in an editor's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.errors import Place
from bot.knowledge import Facts
from bot.model import Reply, Span

#: what a reply may be: answered by an intent, handed off as a topic or for a reason, a certain small talk, or of a kind
What = Literal["intent", "topic", "reason", "smalltalk", "kind"]

#: reasons and kinds as they complete "this question is …"
_WORDS: Final[Mapping[str, str]] = {
    "no_match": "handed off, because no pattern fits",
    "ambiguous": "asked back",
    "topic": "handed off as a topic",
    "personal_advice": "handed off as personal advice",
    "emergency": "handed off as an emergency",
    "crisis": "handed off as a crisis",
    "other_language": "handed off as another language",
    "empty": "handed off, because it holds no words",
    "too_long": "handed off, because it is too long",
    "contact": "answered with the contact",
    "answer": "answered",
    "handoff": "handed off",
    "clarify": "asked back",
    "smalltalk": "taken as small talk",
}
_NAMED: Final[Mapping[str, str]] = {"intent": "answered by intent", "topic": "handed off as topic", "smalltalk": "taken as small talk"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reply should be, or must not be."""

    what: What
    #: of the intent, topic or small talk; else the reason or the kind itself
    id: str

    def __str__(self) -> str:
        """Return it as it completes "this question should be …"."""
        return f'{_NAMED[self.what]} "{self.id}"' if self.what in _NAMED else _WORDS[self.id]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the page that would be a right quote."""

    #: as the gold file has it: the sentence, or how it begins
    text: str
    #: where it stands; several if more than one sentence begins so
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the reply that a person says is right."""

    text: str
    place: Place
    #: what it is counted with
    group: str
    #: any one of these is right
    wanted: tuple[Wanted, ...] = ()
    #: from each inner list one must be quoted
    passages: tuple[tuple[Passage, ...], ...] = ()
    #: what the visitor said before it, in the same conversation
    after: tuple[str, ...] = ()
    #: whether it is an example of the content's own, which must be right
    own: bool = False
    #: whether it is a counter-example: none of what is wanted may be
    counter: bool = False

    @property
    def conversation(self) -> str:
        """All that the visitor said, the question last."""
        return " > ".join([*self.after, self.text])


def is_right(question: GoldQuestion, reply: Reply, facts: Facts) -> bool:
    """Return whether ``reply`` is what the question wants.

    Of a gold question, every intent that answers must be wanted; an own example may ask for more than its intent.
    """
    if question.own:
        return any(_is_met(wanted, reply, facts) for wanted in question.wanted) != question.counter
    quoted = [any(_is_quoted(passage, reply) for passage in choice) for choice in question.passages]
    if quoted and all(quoted):
        return True
    intents = {wanted.id for wanted in question.wanted if wanted.what == "intent"}
    others = [wanted for wanted in question.wanted if wanted.what != "intent"]
    return bool(reply.intents and intents.issuperset(reply.intents) and reply.kind == "answer") or any(
        _is_met(wanted, reply, facts) for wanted in others
    )


def describe_wanted(question: GoldQuestion) -> str:
    """Return what is wanted, as it completes "this question should be …", or "should not be …" for a counter-example."""
    choices = [" or ".join(f'"{passage.text}"' for passage in choice) for choice in question.passages]
    quoted = ["answered with " + ", and with ".join(choices)] if choices else []
    return " or ".join([*map(str, question.wanted), *quoted])


def describe(reply: Reply, facts: Facts) -> str:
    """Return what became of a question, as it completes "this question is …"."""
    if reply.kind == "answer":
        return "answered by intent " + " and ".join(f'"{intent}"' for intent in reply.intents)
    if reply.kind == "clarify":
        return "asked back: " + " or ".join(f'"{choice.intent}"' for choice in reply.choices)
    if reply.handoff is None:
        chats = (Wanted("smalltalk", chat_id) for chat_id in facts.smalltalk)
        return str(next((chat for chat in chats if _is_met(chat, reply, facts)), Wanted("kind", reply.kind)))
    return str(Wanted("topic", reply.handoff.topic)) if reply.handoff.topic else _WORDS[reply.handoff.reason]


def in_short(reply: Reply) -> str:
    """Return in a few words what a reply is: the intents that answer, joined by " + ", or why none does."""
    if reply.kind == "answer":
        also = f" (also topic {reply.handoff.topic})" if reply.handoff and reply.handoff.topic else ""
        return " + ".join(reply.intents) + also
    if reply.kind == "clarify":
        return "asked back"
    if reply.handoff is None:
        return "small talk"
    return f"topic {reply.handoff.topic}" if reply.handoff.topic else reply.handoff.reason.replace("_", " ")


def _is_met(wanted: Wanted, reply: Reply, facts: Facts) -> bool:
    handoff = reply.handoff
    match wanted.what:
        case "intent":
            return reply.kind == "answer" and wanted.id in reply.intents
        case "topic":
            return reply.kind == "handoff" and handoff is not None and handoff.topic == wanted.id
        case "reason":
            return handoff is not None and handoff.reason == wanted.id
        case "smalltalk":
            return reply.kind == "smalltalk" and reply.message == facts.smalltalk[wanted.id]
    return reply.kind == wanted.id


def _is_quoted(passage: Passage, reply: Reply) -> bool:
    return any(quote.overlaps(span) for quote in reply.quotes for span in passage.spans)
