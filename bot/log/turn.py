"""The turn, as it is kept: what the bot made of a question, never who asked, when on that day, or from where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal

from bot.log.seal import Seal
from bot.model import Kind, Reason, Reply

#: a row of the store: the columns of the table, in order
Row = tuple[str, str, str, str | None, str, int, int | None, str | None]
COLUMNS: Final = ("day", "version", "kind", "reason", "intents", "band", "helpful", "text")
#: the same in an export
FIELDS: Final = (*COLUMNS[:-1], "question")
#: reasons for which the words are worth reading again; never danger, advice, or another language
_UNANSWERED: Final = ("no_match", "ambiguous", "topic")
_BAND: Final = 10


@dataclass(frozen=True, slots=True)
class LoggedTurn:
    """One question, or one word about an answer (kind ``feedback``)."""

    #: in UTC
    day: date
    #: of the content that answered
    version: str
    kind: Kind | Literal["feedback"]
    reason: Reason | None = None
    intents: tuple[str, ...] = ()
    #: the lower end of the score's band of ten: 0, 10, … 100
    band: int = 0
    #: what the visitor said of the answer; None if nothing
    helpful: bool | None = None
    #: the question as typed, until the log masks it or drops it
    text: str | None = None

    @classmethod
    def of(cls, reply: Reply, text: str) -> "LoggedTurn":
        """Return the turn of today in which ``text`` got ``reply``."""
        reason = reply.handoff.reason if reply.handoff else None
        band = int(reply.score // _BAND * _BAND)
        return cls(today(), reply.content_version, reply.kind, reason, reply.intents, band, text=text)

    @property
    def is_unanswered(self) -> bool:
        """Whether the page had no answer, so that an editor may want to see the words."""
        return self.reason in _UNANSWERED


def today() -> date:
    """Return the day by which turns are kept and forgotten."""
    return datetime.now(UTC).date()


def row_of(turn: LoggedTurn, seal: Seal) -> Row:
    """Return ``turn`` as the store keeps it, its text sealed."""
    helpful = None if turn.helpful is None else int(turn.helpful)
    text = None if turn.text is None else seal.close(turn.text)
    return turn.day.isoformat(), turn.version, turn.kind, turn.reason, " ".join(turn.intents), turn.band, helpful, text


def record_of(row: Row, unseal: Callable[[str], str]) -> dict[str, object]:
    """Return a row as an export shows it: its ``FIELDS``, the text readable. Raises what ``unseal`` raises."""
    day, version, kind, reason, intents, band, helpful, text = row
    said = None if helpful is None else bool(helpful)
    question = None if text is None else unseal(text)
    return dict(zip(FIELDS, (day, version, kind, reason, intents.split(), band, said, question), strict=True))
