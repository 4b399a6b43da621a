"""The pattern language: plain words, ``[optional words]`` and ``(one|other)`` alternatives, which may nest.

Its grammar::

    pattern      = item+
    item         = word | "[" alternatives "]" | "(" alternatives ")"
    alternatives = item+ ("|" item+)*
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

#: most ways to say one pattern of an intent
MAX_VARIANTS: Final = 500
_MAX_DEPTH: Final = 8
_CLOSING: Final = {"[": "]", "(": ")"}
_SPECIAL: Final = re.compile(r"([\[\](|)])")
#: what is no word of a pattern; a comma stands between two of them
_MARKS: Final = re.compile(rf"{_SPECIAL.pattern}|,|(?<!\S)[-–—•]")
#: a dash or bullet that begins an item of a list and came into a pattern, because it stands without a space
_DASH: Final = re.compile(r"(?<=\s)[-–—•]|^[-–—•]\s*\w")

#: the words of one way to say a pattern
Variant = tuple[str, ...]
#: what stands one after the other: runs of words and groups
Items = tuple["str | Group", ...]


#: patterns that were read without a fault, each with what it was read by
Readable = set[tuple[str, str]]


class Group(NamedTuple):
    """Alternatives of which one stands here, or none if they are optional."""

    options: tuple[Items, ...]
    optional: bool


class PatternError(Exception):
    """A pattern that cannot be read: what is wrong, and at which character (from 0)."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


@lru_cache(maxsize=20_000)
def parse(pattern: str) -> Items:
    """Return ``pattern`` as runs of words and groups.

    >>> parse("[please] call me")
    (Group(options=(('please',),), optional=True), 'call me')

    Raises PatternError for an unclosed bracket, a stray mark or dash, an empty group, or a pattern that may be said with no word.
    """
    if "," in pattern:  # where a list was cut at its commas there is none
        raise PatternError("patterns that share a line go on in the next only after a comma; write one a line", pattern.index(","))
    if dash := _DASH.search(pattern):
        raise PatternError(
            "a dash stands in the pattern; if the line below is one of its own, its dash must stand right under this one", dash.start()
        )
    sequence = _read(pattern)
    if _may_be_silent(sequence):
        raise PatternError("every word can be left out" if sequence else "the pattern has no words", 0)
    return sequence


def first_way(sequence: Items) -> str:
    """Return the first way to say ``sequence``: without optional words."""
    said = (item if isinstance(item, str) else "" if item.optional else first_way(item.options[0]) for item in sequence)
    return " ".join(filter(None, said))


def parse_whole(pattern: str) -> Items:
    """Return what ``parse`` does. Raises PatternError as ``parse`` does, and if there are over MAX_VARIANTS ways to say it."""
    sequence = parse(pattern)
    _count_ways(sequence)
    return sequence


def read_once(pattern: str, read: Callable[[str], object], known: Readable | None) -> None:
    """Read a pattern by ``parse`` or ``parse_whole``, if it is not ``known`` to be readable; then it is. Raises PatternError as they do."""
    if known is None:
        read(pattern)
    elif (read.__name__, pattern) not in known:
        read(pattern)
        known.add((read.__name__, pattern))


def expand(pattern: str) -> tuple[Variant, ...]:
    """Return every way to say ``pattern``, without repeats, in the order written.

    >>> expand("[please] (call|ring) me")
    (('call', 'me'), ('ring', 'me'), ('please', 'call', 'me'), ('please', 'ring', 'me'))

    Raises PatternError as ``parse_whole`` does.
    """
    return tuple(dict.fromkeys(_variants(parse_whole(pattern))))


def ways_to_say(group: Group) -> tuple[Variant, ...]:
    """Return every way to say what stands in ``group``, without repeats."""
    return tuple(dict.fromkeys(_options(group)))


def _may_be_silent(sequence: Items) -> bool:
    """Return whether the sequence may be said with no word at all."""
    return all(not isinstance(item, str) and (item.optional or any(map(_may_be_silent, item.options))) for item in sequence)


def words_of(pattern: str) -> str:
    """Return the words of ``pattern``, the marks of the pattern language aside."""
    return _MARKS.sub(" ", pattern)


def _count_ways(sequence: Items) -> int:
    count = 1
    for item in sequence:
        if isinstance(item, Group):
            count *= item.optional + sum(map(_count_ways, item.options))
            if count > MAX_VARIANTS:
                raise PatternError(f"the pattern stands for more than {MAX_VARIANTS} ways to say it; write two patterns", 0)
    return count


def _variants(sequence: Items) -> list[Variant]:
    variants: list[Variant] = [()]
    for item in sequence:
        options = _options(item) if isinstance(item, Group) else [tuple(item.split())]
        variants = [(*left, *right) for left in variants for right in options]
    return variants


def _options(group: Group) -> list[Variant]:
    found = [variant for option in group.options for variant in _variants(option)]
    return [(), *found] if group.optional else found


def _read(pattern: str) -> Items:
    """Read the pattern from left to right, what brackets hold before what stands around them."""
    items: list[str | Group] = []
    options: list[Items] = []
    around: list[tuple[list[str | Group], list[Items], str, int]] = []
    pieces, at = _SPECIAL.split(pattern), 0
    for text, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if words := " ".join(text.split()):
            items.append(words)
        at += len(text)
        if mark in _CLOSING:
            if len(around) == _MAX_DEPTH:
                raise PatternError(f"brackets stand more than {_MAX_DEPTH} deep in one another", at)
            around.append((items, options, mark, at))
            items, options = [], []
        elif around and mark in ("|", _CLOSING[around[-1][2]]):
            options.append(tuple(items))
            items = []
            if mark != "|":
                group = options
                items, options, bracket, start = around.pop()
                if not all(group):
                    raise PatternError("a bracket or an alternative is empty", start)
                items.append(Group(tuple(group), bracket == "["))
        elif mark:
            raise PatternError('"|" stands outside of ( )' if mark == "|" else f'"{mark}" closes nothing', at)
        at += len(mark)
    if around:
        _, _, bracket, start = around[-1]
        raise PatternError(f'"{_CLOSING[bracket]}" is missing', start)
    return tuple(items)
