"""What ``intents.yaml`` may hold: one set of models for the checks, the JSON Schema and the documents."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Annotated, Any, Final, Literal, LiteralString, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints, ValidationInfo, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError

from bot.content.nodes import NodePath
from bot.content.pattern import PatternError, parse, parse_whole, read_once
from bot.content.words import Lists, list_faults, lists_of
from bot.model import Danger, Phone

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def _readable_by(read: Callable[[str], object]) -> AfterValidator:
    """Return a check that a pattern can be read by ``read``."""

    def check(text: str, info: ValidationInfo) -> str:
        try:
            read_once(text, read, info.context)
        except PatternError as error:
            raise PydanticCustomError("pattern", "{fault}", {"fault": error.message, "offset": error.offset}) from None
        return text

    return AfterValidator(check)


def _known_placeholders(*allowed: str) -> AfterValidator:
    """Return a check that a message names only the ``allowed`` things in braces."""

    def check(text: str) -> str:
        for found in _PLACEHOLDER.finditer(text):
            if found[1] not in allowed:
                context = {"name": found[1], "allowed": ", ".join(f"{{{name}}}" for name in allowed) or "none", "offset": found.start()}
                raise PydanticCustomError("placeholder", "{name}", context)
        return text

    return AfterValidator(check)


class _OrText:
    """Says in the JSON Schema that a list may be written as one text, with commas; ``bot.content.short`` reads it so."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": ["string", "number", "boolean"], "minLength": 1}]}


def _day(text: str | None) -> str | None:
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        raise PydanticCustomError("day", "{text}", {"text": text}) from None


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
TopicName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)]
_PatternText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
#: compared as a whole, in every way to say it
Pattern = Annotated[_PatternText, _readable_by(parse_whole)]
#: looked for within a message
SpotPattern = Annotated[_PatternText, _readable_by(parse)]
Questions = list[Text]
OR_TEXT: Final = _OrText()
_WAYS: Final = Field(description="ways to say it: plain words, [optional words], (one|other), <name of a word list>")
Patterns = Annotated[list[Pattern], Field(min_length=1), OR_TEXT]
SpotPatterns = Annotated[list[SpotPattern], Field(min_length=1), OR_TEXT]
Ids = Annotated[list[Id], OR_TEXT]
#: a sentence of the bot's own; {phone} is replaced by the page's number
Message = Annotated[Text, _known_placeholders("phone")]
TopicMessage = Annotated[Text, _known_placeholders("phone", "topic")]
#: when and by whom a clinician looked at it
Reviewed = Annotated[Text | None, AfterValidator(_day), Field(description="the day of the last review, such as 2026-05-04")]
Reviewer = Annotated[Title | None, Field(description="who reviewed it")]
Flag = Annotated[bool, Field(strict=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Recognised(_Part):
    """Something that is recognised by patterns and tried by examples."""

    tests: Annotated[Questions, Field(description="example questions that must be recognised as this")] = []
    counter_tests: Annotated[Questions, Field(alias="not", description="questions that look alike and must not be")] = []


class Intent(_Recognised):
    """One thing visitors want to know, and the sentences of the page that answer it."""

    patterns: Annotated[Patterns, _WAYS]
    title: Annotated[Title, Field(description="the question in the visitor's words, shown as a button")]
    quotes: Annotated[list[Text], Field(min_length=1, description="what the page says, word for word")]
    contact: Annotated[Flag, Field(description="true if the visitor asks for the number, a person or the hospital")] = False
    next: Annotated[Ids, Field(description="ids of intents to ask next")] = []
    reviewed: Reviewed = None
    reviewer: Reviewer = None


class Topic(_Recognised):
    """Something that people ask and the page does not answer."""

    patterns: Annotated[SpotPatterns, _WAYS]
    name: Annotated[TopicName, Field(description='completes "This page does not say …"')]
    unless: Annotated[list[SpotPattern], OR_TEXT, Field(description="patterns that silence the topic")] = []
    another: Annotated[Flag, Field(description='true if it names another thing, which "it" means afterwards (chemo, a mask)')] = False
    rival: Annotated[Flag, Field(description="true if it names another of what the page is about, such as another treatment")] = False
    elsewhere: Annotated[Flag, Field(description="true if it has nothing to do with the page (the weather, a car)")] = False


class Guard(_Recognised):
    """Danger or a call for personal advice, looked at before anything else."""

    patterns: Annotated[SpotPatterns, _WAYS]
    reason: Annotated[Literal[Danger, "personal_advice"], Field(description="what kind of guard it is")]
    name: Annotated[Title, Field(description="a short name for the clinician who reviews it")]
    unless: Annotated[list[SpotPattern], OR_TEXT, Field(description="patterns that silence the guard")] = []
    gives_way: Annotated[Ids, Field(description="ids of intents whose sentences say themselves for whom they are")] = []
    reviewed: Reviewed = None
    reviewer: Reviewer = None


class Calm(_Part):
    """What makes a danger none if it stands near: it is long past, asked in general, a way of speaking …"""

    name: Annotated[Title, Field(description="a short name for the clinician who reviews it")]
    calms: Annotated[list[Danger], Field(min_length=1), OR_TEXT, Field(description="the guards that it may silence")]
    patterns: Annotated[SpotPatterns, _WAYS]
    unless: Annotated[list[SpotPattern], OR_TEXT, Field(description="patterns that show that it is happening now all the same")] = []
    within: Annotated[int, Field(ge=0, le=50, description="most words from the danger; 0: it must hold a word of it")] = 10


class SmallTalk(_Recognised):
    """Greetings, thanks and the like: the whole message must be accounted for."""

    patterns: Annotated[SpotPatterns, _WAYS]
    unless: Annotated[list[SpotPattern], OR_TEXT, Field(description="patterns that silence the small talk")] = []
    reply: Message


class Messages(_Part):
    """The bot's few own sentences. {phone} is replaced by the page's number, {topic} by the topic's name."""

    greeting: Message
    clarify: Message
    something_else: Title
    nothing_more: Message
    no_match: Message
    second_miss: Message
    topic: TopicMessage
    also_topic: TopicMessage
    also_no_match: Message
    personal_advice: Message
    #: added where a visitor tells something and puts no question mark: there may be danger that no guard knows
    told: Message | None = None
    emergency: Message
    crisis: Message
    other_language: Message
    empty: Message
    too_long: Message
    contact: Message


class PolicyPart(_Part):
    """How sure the bot must be; see ``docs/content.md`` before changing a number."""

    threshold: Annotated[float, Field(ge=0, le=100, description="lowest score that may be answered")] = 50.0
    margin: Annotated[float, Field(ge=0, le=100, description="smallest lead over the runner-up; below it the bot asks back")] = 5.0
    coverage: Annotated[float, Field(ge=0, le=1, description="smallest share of the best pattern's own words in the question")] = 0.6
    max_quotes: Annotated[int, Field(ge=1, le=5, description="most passages in one reply")] = 3
    max_characters: Annotated[int, Field(ge=100, le=10_000, description="longest message that is read")] = 2000
    review_every: Annotated[int | None, Field(ge=1, description="days after which intents and guards must be reviewed again")] = None


class Content(_Part):
    """What the bot knows."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2}$", description="two letters, such as en")] = "en"
    source: Annotated[Text, Field(description="file with the page's text, beside this file")]
    address: Annotated[Text, Field(pattern=r"^https?://\S+$", description="the page's public address")]
    phone: Annotated[Text, Field(pattern=r"^\+?[0-9() .-]{7,25}$", description="the page's phone number")]
    policy: PolicyPart = PolicyPart()
    messages: Messages
    suggestions: Annotated[Ids, Field(description="ids of the intents offered first")] = []
    synonyms: Annotated[dict[Text, Annotated[list[Pattern], OR_TEXT]], Field(description="a main word: what visitors say for it")] = {}
    words: Annotated[dict[Id, SpotPatterns], Field(description="a name: the words that <name> in a pattern stands for any of")] = {}
    about: Annotated[list[Pattern], OR_TEXT, Field(description="what the page is about, one subject a line: (imrt|radiation)")] = []
    ignore: Annotated[list[SpotPattern], OR_TEXT, Field(description="words and phrases that carry nothing")] = []
    intents: Annotated[dict[Id, Intent], Field(min_length=1)]
    topics: dict[Id, Topic] = {}
    calm: dict[Id, Calm] = {}
    guards: dict[Id, Guard] = {}
    smalltalk: dict[Id, SmallTalk] = {}

    @property
    def page_phone(self) -> Phone:
        """The page's number as people read it and as a link; ten digits are a number of the United States."""
        digits = re.sub(r"\D", "", self.phone)
        if self.phone.startswith("+") or re.fullmatch(r"1\d{10}", digits):
            return Phone(self.phone, f"tel:+{digits}")
        return Phone(self.phone, f"tel:+1{digits}" if re.fullmatch(r"[2-9]\d{9}", digits) else f"tel:{digits}")

    @cached_property
    def lists(self) -> Lists:
        """What each word list stands for in a pattern."""
        return lists_of(self.words)

    def patterns(self) -> Iterator[tuple[NodePath, str]]:
        """Yield each pattern as it is written, with where it stands."""
        for key, listed in (("about", self.about), ("ignore", self.ignore)):
            yield from (((key, number), pattern) for number, pattern in enumerate(listed))
        groups = {key: getattr(self, key) for key in ("intents", "topics", "calm", "guards", "smalltalk")}
        for group, parts in groups.items():
            for part_id, part in parts.items():
                for key in ("patterns", "unless"):
                    yield from (((group, part_id, key, number), pattern) for number, pattern in enumerate(getattr(part, key, ())))

    @model_validator(mode="after")
    def _what_is_named_exists(self, info: ValidationInfo) -> Self:
        faults = list(self._unknown_intents())
        synonyms = ((("synonyms", main, number), text) for main, others in self.synonyms.items() for number, text in enumerate(others))
        readers: dict[str | int, Callable[[str], object]] = dict.fromkeys(("about", "intents", "synonyms"), parse_whole)
        patterns = chain(self.patterns(), synonyms)
        for path, error in list_faults(self.words, patterns, lambda at, text: read_once(text, readers.get(at[0], parse), info.context)):
            faults.append(_fault(path, "pattern", fault=error.message, offset=error.offset))
        if faults:
            raise ValidationError.from_exception_data("Content", faults)
        return self

    def _unknown_intents(self) -> Iterator[InitErrorDetails]:
        named: list[tuple[NodePath, str]] = [(("suggestions", position), name) for position, name in enumerate(self.suggestions)]
        for intent_id, intent in self.intents.items():
            named += [(("intents", intent_id, "next", position), name) for position, name in enumerate(intent.next)]
        for guard_id, part in self.guards.items():
            named += [(("guards", guard_id, "gives_way", position), name) for position, name in enumerate(part.gives_way)]
        known = list(self.intents)
        return (_fault(path, "unknown_intent", name=name, known=known) for path, name in named if name not in self.intents)


def _fault(path: NodePath, kind: LiteralString, **context: Any) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(kind, "see bot.content.load", context), loc=path, input="")
