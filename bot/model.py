"""The vocabulary: the frozen records that the stages hand to one another, and the reply that every edge shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, get_args

Kind = Literal["answer", "clarify", "handoff", "smalltalk"]
Reason = Literal[
    "no_match", "ambiguous", "topic", "personal_advice", "emergency", "crisis", "other_language", "empty", "too_long", "contact"
]
#: reasons that put a life in danger
Danger = Literal["emergency", "crisis"]
DANGERS: Final[tuple[Danger, ...]] = get_args(Danger)
Evidence = Literal["exact", "spelling", "synonym", "family", "pair"]
Role = Literal["content", "operator", "light", "function", "about", "ignored"]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of characters in the text as it was written."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a token may stand for.

    A word that the content or a dictionary knows has one reading; a misspelt one may have several near ones.
    """

    #: the stem, or the main word of the synonym group
    term: str
    #: likeness of what was written to what was read, 0 (exclusive) to 1
    weight: float
    how: Evidence

    def __reduce__(self) -> tuple[type["Reading"], tuple[object, ...]]:
        # Readings and tokens are kept by the ten thousand: one that is made anew is read back sooner.
        return Reading, (self.term, self.weight, self.how)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the utterance, or several that stand for one thing ("linear accelerator").

    Invariant: folding never moves a span; ``utterance[span.start:span.end] == text``.
    """

    text: str
    span: Span
    #: folded: lower case, no accents, chat spelling and contractions opened, spelling mended
    word: str
    #: best first; empty for a word that nothing in the content is like
    readings: tuple[Reading, ...]
    role: Role = "content"
    #: the words of a joined phrase, each by itself; empty for a single word
    parts: tuple["Token", ...] = ()

    def __reduce__(self) -> tuple[type["Token"], tuple[object, ...]]:
        return Token, (self.text, self.span, self.word, self.readings, self.role, self.parts)

    @property
    def term(self) -> str:
        """The best reading's term, or the folded word where there is none."""
        return self.readings[0].term if self.readings else self.word


@dataclass(frozen=True, slots=True)
class Spotted:
    """A pattern of a guard, topic or small talk that was found in the utterance."""

    #: id of the guard, topic or small talk
    id: str
    #: the pattern as the editor wrote it
    pattern: str
    #: positions of the tokens that it took
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """A piece of evidence: a token of the utterance met a term of the content."""

    text: str
    term: str
    how: Evidence
    #: part of the score that it brings, 0 to 100
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent that could be meant, with the evidence for it."""

    intent: str
    #: 0 to 100, higher is better; not a probability
    score: float
    #: the best pattern, as the editor wrote it
    pattern: str
    #: likeness to the best pattern, 0 to 1
    pattern_score: float
    #: what speaks for the intent as a whole, beside its best pattern; below 0 if other intents say the words more often
    intent_score: float
    #: share of the best pattern's own words that the utterance holds, 0 to 1
    covered: float
    #: content words of the utterance that neither the intent nor the page's subject explains, as written
    unexplained: tuple[str, ...] = ()
    #: the best pattern's words, as terms
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the page, word for word: ``text == source[start:end]``, in characters."""

    text: str
    section: str
    start: int
    end: int
    #: address of the page that scrolls to the passage
    link: str

    def overlaps(self, span: Span) -> bool:
        """Return whether the quote and ``span`` have a character in common."""
        return self.start < span.end and span.start < self.end


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the visitor can ask next."""

    intent: str
    title: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call or text: as people read it, and as a link."""

    display: str
    uri: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """Why a person should take over, and how to reach one."""

    reason: Reason
    message: str
    phone: Phone
    #: id of the topic that was recognised, or None
    topic: str | None = None
    #: 911 or 988 where a guard says so; else empty
    urgent: tuple[Phone, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the visitor gets: one record, the same in Python, on the command line and over HTTP."""

    kind: Kind
    #: ids of the intents, best first; empty if none
    intents: tuple[str, ...] = ()
    #: 0 to 100, of the best candidate; 0 if it is handed off for any reason but ``no_match``, as nothing was compared
    score: float = 0.0
    quotes: tuple[Quote, ...] = ()
    choices: tuple[Choice, ...] = ()
    handoff: Handoff | None = None
    #: the bot's own words; never medical content
    message: str = ""
    #: opaque; sent back with the next question
    context: Mapping[str, object] = field(default_factory=dict)
    #: which content answered: changes with intents.yaml and with the page
    content_version: str = ""
