"""What can go wrong, and how it is told.

::

    BotError              one clear sentence for a person; the command line exits with 2
    └── ContentError      carries every problem found in the content, each with its place
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

#: an error misleads or does not work; a warning may be on purpose
Level = Literal["error", "warning"]
#: characters of a line that are shown, so that the mark stands under its place in a terminal of 80 columns
_SHOWN: Final = 68


class Place(NamedTuple):
    """Where something stands in a file that a person edits; line and column count from 1."""

    file: str
    line: int
    column: int
    #: characters to underline, 0 or more
    length: int = 1


class Edit(NamedTuple):
    """A change of a file that is safe: ``text`` goes where ``place`` says; if it is None, the whole line goes."""

    place: Place
    text: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the check: where, what, by which rule, and what to do about it."""

    place: Place
    #: the rule's id, such as ``duplicate-pattern``
    rule: str
    #: what is wrong, one sentence without a full stop
    message: str
    #: what to do, one sentence; may be empty
    cure: str = ""
    #: the line of the file as it stands there; empty if there is none
    line_text: str = ""
    level: Level = "error"
    #: what mends it without loss, if anything does
    edit: Edit | None = None

    def __str__(self) -> str:
        """Return the finding as editors understand it, with the line, a marker and the cure."""
        file, line, column, _ = self.place
        parts = [f"{file}:{line}:{column}: {self.level}: {self.message}  [{self.rule}]"]
        parts += self._picture()
        if self.cure:
            parts.append(f"    {self.cure}")
        return "\n".join(parts)

    def _picture(self) -> list[str]:
        if not self.line_text.strip():
            return []
        number, column = str(self.place.line), self.place.column
        left = max(0, column - _SHOWN // 2)
        # A tab would move the marker, a control character might do anything to a terminal.
        shown = "".join(character if character.isprintable() else " " for character in self.line_text[left : left + _SHOWN])
        start = column - 1 - left
        width = max(1, min(self.place.length, len(shown) - start))
        return [f"    {number} | {shown}", f"    {' ' * len(number)} | {' ' * start}{'^' + '~' * (width - 1)}"]


class BotError(Exception):
    """A mistake that a person can mend; the text is one clear sentence."""


class ContentError(BotError):
    """The content cannot be used. ``problems`` holds every finding, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__("\n".join(str(problem) for problem in self.problems))
