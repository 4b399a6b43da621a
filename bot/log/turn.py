"""The turn, as it is kept: what the bot made of a question, never who asked, when on that day, or from where."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final, Literal, NamedTuple

from bot.model import Kind, Reason, Reply

#: reasons for which the words are worth reading again; never danger, advice, or another language
_UNANSWERED: Final = ("no_match", "ambiguous", "topic")
_BAND: Final = 10


class LoggedTurn(NamedTuple):
    """One question, or one word about an answer (kind ``feedback``): a row of the store, whose columns have these names."""

    #: in UTC, such as 2026-11-23
    day: str
    #: of the content that answered
    version: str
    kind: Kind | Literal["feedback"]
    reason: Reason | None = None
    #: ids with a blank between them
    intents: str = ""
    #: the lower end of the score's band of ten: 0, 10, … 100
    band: int = 0
    #: what the visitor said of the answer, 1 or 0; None if nothing
    helpful: int | None = None
    #: the question as typed, until the log masks it or drops it; sealed in the store, if a key is set
    text: str | None = None

    @classmethod
    def of(cls, reply: Reply, text: str) -> "LoggedTurn":
        """Return the turn of today in which ``text`` got ``reply``."""
        reason = reply.handoff.reason if reply.handoff else None
        band = int(reply.score // _BAND * _BAND)
        return cls(today().isoformat(), reply.content_version, reply.kind, reason, " ".join(reply.intents), band, text=text)

    @property
    def is_unanswered(self) -> bool:
        """Whether the page had no answer, so that an editor may want to see the words."""
        return self.reason in _UNANSWERED


#: what an export calls the columns
FIELDS: Final = (*LoggedTurn._fields[:-1], "question")


def today() -> date:
    """Return the day by which turns are kept and forgotten."""
    return datetime.now(UTC).date()


def record_of(turn: LoggedTurn, unseal: Callable[[str], str]) -> dict[str, object]:
    """Return a turn that was kept as an export shows it: its ``FIELDS``, the text readable. Raises what ``unseal`` raises."""
    day, version, kind, reason, intents, band, helpful, text = turn
    said = None if helpful is None else bool(helpful)
    question = None if text is None else unseal(text)
    return dict(zip(FIELDS, (day, version, kind, reason, intents.split(), band, said, question), strict=True))
