"""Knowledge: the content and the page, made ready for the stages. It is made once and never changes.

It holds nothing of YAML or of the file's models, so that it can be kept on disk and loaded at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.guard import Guards
from bot.match.index import Index
from bot.model import Choice, Phone, Quote
from bot.normalise.lexicon import Lexicon
from bot.source import Source
from bot.spot import Spotter


@dataclass(frozen=True, slots=True)
class Policy:
    """How sure the bot must be; ``docs/content.md`` says what each number does."""

    #: lowest score that may be answered, 0 to 100
    threshold: float
    #: smallest lead over the runner-up, 0 to 100
    margin: float
    #: smallest share of the best pattern's own words in the question, 0 to 1
    coverage: float
    #: most passages in one reply
    max_quotes: int
    #: longest message that is read, in characters
    max_characters: int


@dataclass(frozen=True, slots=True)
class KnownIntent:
    """What is said for an intent."""

    title: str
    quotes: tuple[Quote, ...]
    #: whether it is about reaching a person or the hospital
    contact: bool
    #: what to ask next
    next: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What replies are put together from; every number and address is filled in."""

    #: changes with every change of the content or the page
    version: str
    language: str
    phone: Phone
    policy: Policy
    #: kind of message -> the bot's own words; those about topics still hold ``{topic}``
    messages: Mapping[str, str]
    intents: Mapping[str, KnownIntent]
    #: id -> what completes "This page does not say …"
    topics: Mapping[str, str]
    #: topics that have nothing to do with the page
    elsewhere: frozenset[str]
    #: topics that name another thing, which "it" means afterwards
    another: frozenset[str]
    #: of these, the ones that name another of what the page is about
    rival: frozenset[str]
    #: id -> what the bot says
    smalltalk: Mapping[str, str]
    #: what to ask first
    suggestions: tuple[Choice, ...]
    #: the page, sentence by sentence
    passages: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the pipeline looks up."""

    facts: Facts
    source: Source
    lexicon: Lexicon
    index: Index
    guards: Guards
    topics: Spotter
    small_talk: Spotter
    #: how a message goes on with the conversation
    follow_ups: Spotter
    #: words and phrases that carry nothing
    ignored: Spotter

    def of_version(self, version: str) -> "Knowledge":
        """Return the same, made of another version of the content."""
        return replace(self, facts=replace(self.facts, version=version))

    def with_policy(self, **changes: Any) -> "Knowledge":
        """Return the same with these numbers of the policy changed."""
        return replace(self, facts=replace(self.facts, policy=replace(self.facts.policy, **changes)))
