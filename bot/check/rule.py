"""A rule: what it is called, how bad a finding is, and how it is found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.check.draft import Draft
from bot.errors import Level, Problem


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that may be wrong with content that can be read."""

    id: str
    level: Level
    find: Callable[[Draft], Iterator[Problem]]
    #: what it is about, with a snippet that passes and one that fails: the docstring of its module
    text: str | None
    #: whether it needs the bot that the content makes
    asks: bool = True

    @property
    def summary(self) -> str:
        """The first sentence of its text."""
        return (self.text or "").partition("\n\n")[0]
