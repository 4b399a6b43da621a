"""A rule: what it is called, how bad a finding is, and how it is found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.desk.check.draft import Draft
from bot.errors import Level, Problem

_Find = Callable[[Draft], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that may be wrong with content that can be read; ``docs/check.md`` explains each, with snippets that pass and fail."""

    id: str
    level: Level
    find: _Find
    #: one sentence on what must or should be
    summary: str
    #: whether it needs the bot that the content makes
    asks: bool
    #: whether it looks at nothing but what the bot knows: what is sound stays so until that changes
    of_knowledge: bool


def rule(name: str, level: Level, *, asks: bool = True, of_knowledge: bool = False) -> Callable[[_Find], Rule]:
    """Make a rule of the function that finds what breaks it; the summary is its docstring."""
    return lambda find: Rule(name, level, find, " ".join((find.__doc__ or "").split()), asks, of_knowledge)
