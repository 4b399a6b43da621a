"""The pattern language: plain words, ``[optional words]`` and ``(one|other)`` alternatives, which may nest.

    pattern      = item+
    item         = word | "[" alternatives "]" | "(" alternatives ")"
    alternatives = item+ ("|" item+)*
"""

from typing import Final

MAX_VARIANTS: Final = 100
_MAX_DEPTH: Final = 8
_CLOSING: Final = {"[": "]", "(": ")"}
_SPECIAL: Final = "[](|)"

#: the words of one way to say a pattern
Variant = tuple[str, ...]


class PatternError(Exception):
    """A pattern that cannot be read: what is wrong, and at which character (from 0)."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def expand(pattern: str) -> tuple[Variant, ...]:
    """Return every way to say ``pattern``, without repeats, in the order written.

    >>> expand("[please] (call|ring) me")
    (('call', 'me'), ('ring', 'me'), ('please', 'call', 'me'), ('please', 'ring', 'me'))

    Raises PatternError for an unclosed bracket, a stray mark, an empty group or over MAX_VARIANTS variants.
    """
    reader = _Reader(pattern)
    variants = reader.alternatives(closing="")
    if not any(variants):
        raise PatternError("the pattern has no words", 0)
    return tuple(variant for variant in dict.fromkeys(variants) if variant)


class _Reader:
    """Reads a pattern from left to right; each method is a line of the grammar."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.depth = 0

    def alternatives(self, closing: str) -> list[Variant]:
        start = self.position
        found = self._sequence()
        while self._peek() == "|" and closing:
            self.position += 1
            found += self._sequence()
        if self._peek() != closing:
            self._fail(closing, start)
        self.position += 1
        return found

    def _sequence(self) -> list[Variant]:
        start = self.position
        variants: list[Variant] = [()]
        while (mark := self._peek()) and mark not in "])|":
            options = self._group(mark) if mark in _CLOSING else [self._words()]
            variants = [(*left, *right) for left in variants for right in options]
            if len(variants) > MAX_VARIANTS:
                raise PatternError(f"the pattern stands for more than {MAX_VARIANTS} ways to say it; write two patterns", start)
        return variants

    def _group(self, mark: str) -> list[Variant]:
        start = self.position
        self.position += 1
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise PatternError(f"brackets stand more than {_MAX_DEPTH} deep in one another", start)
        options = self.alternatives(_CLOSING[mark])
        self.depth -= 1
        if not all(options):
            raise PatternError("a bracket or an alternative is empty", start)
        return [(), *options] if mark == "[" else options

    def _words(self) -> Variant:
        start = self.position
        while (mark := self._peek()) and mark not in _SPECIAL:
            self.position += 1
        return tuple(self.pattern[start : self.position].split())

    def _peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def _fail(self, closing: str, start: int) -> None:
        found = self._peek()
        if closing and not found:
            raise PatternError(f'"{closing}" is missing', start - 1)
        if found == "|":
            raise PatternError('"|" stands outside of ( )', self.position)
        raise PatternError(f'"{found}" closes nothing', self.position)
