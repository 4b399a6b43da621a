"""Syntax: what an editor most likely did where the file is not YAML; the parser itself only says what it missed, and where it noticed."""

import re
from collections import Counter
from typing import Final, NamedTuple

#: what the parser says where a colon is missing
NO_COLON: Final = "could not find expected ':'"
#: what the parser says where a line is not what it should be beside the others
OF_LINES: Final = (NO_COLON, "mapping values are not allowed", "did not find expected key", "did not find expected '-'")
#: what the parser says -> what an editor can do about it
CURES: Final = {
    "mapping values are not allowed": "A text with a colon must stand in double quotes, and keys of one group in one column.",
    "found character that cannot start any token": "Indent with spaces, not tabs, "
    "and put a text that begins with @, ` or % in double quotes.",
    "found a tab character": "Indent with spaces, not tabs.",
    "found unknown escape character": "Write \\\\ for a backslash in double quotes.",
    "block sequence entries are not allowed": "Begin each item of a list on a line of its own.",
    "did not find expected alphabetic": "Put a text that begins with * or & in double quotes.",
    "did not find expected": "Look at this line and the one before: indentation, a missing quote or bracket. "
    "A pattern that begins with [ must stand in double quotes.",
    NO_COLON: "A key needs a colon and a space after it.",
    "found unexpected end of stream": "A quote is opened here and never closed.",
}
#: spaces that are none to YAML, and look like spaces
HARD_SPACES: Final = "\u00a0\u2007\u2009\u202f\u3000"
_HARD_INDENT: Final = re.compile(rf"\s*?[{HARD_SPACES}]+(?=\s*\S)")
#: a text that begins with a curly quotation mark, as an item or as the value of a key
_CURLY: Final = re.compile(r"\s*(?:-\s+)?(?:[\w-]+:\s+)?([“”„‟])")
_NO_SPACE: Final = re.compile(r"\s*([\w-]+):(?!//)([^\s:].*)")
_KEY: Final = re.compile(r"( *)[\w-]+:(?:\s|$)")
_DASH: Final = re.compile(r"( *)-\s")
#: a key or item that stands farther from its column than this was moved on purpose
_MOST_OFF: Final = 3


class Mistake(NamedTuple):
    """What is likely wrong: the line and column, from 0, what is said of it, and the cure."""

    line: int
    column: int
    message: str
    cure: str


def likely_mistake(lines: list[str], at: int) -> Mistake | None:
    """Return what is likely wrong where the parser stopped, in line ``at`` (from 0); None if nothing of what is known here."""
    hard = next((number for number, line in enumerate(lines) if _HARD_INDENT.match(line)), None)
    if hard is not None:
        return Mistake(hard, 0, "this line begins with hard spaces", "Delete what stands before the text, and type plain spaces.")
    near = [number for number in (at, _beside(lines, at, -1)) if number is not None]
    for look in (_curly, _without_space, _without_dash, _out_of_line):
        for number in near:
            if found := look(lines, number):
                return found
    return None


def is_curly(line: str) -> bool:
    """Return whether the text of a line begins with a curly quotation mark."""
    return bool(_CURLY.match(line))


CURLY_CURE: Final = 'These quotation marks are curly. Type straight ones: "…".'


def _curly(lines: list[str], at: int) -> Mistake | None:
    found = _CURLY.match(lines[at])
    if not found or ":" not in lines[at][found.end() :]:
        return None
    return Mistake(at, found.start(1), "a text with a colon must stand in straight quotation marks", CURLY_CURE)


def _without_space(lines: list[str], at: int) -> Mistake | None:
    found = _NO_SPACE.match(lines[at])
    if not found:
        return None
    return Mistake(at, found.end(1), "a space is missing after this colon", f"Write: {found[1]}: {found[2].strip()}")


def _without_dash(lines: list[str], at: int) -> Mistake | None:
    """Find a line right under an item of a list that begins neither with a dash nor with a key."""
    above, indent = _beside(lines, at, -1), _indent(lines[at])
    while above is not None and _indent(lines[above]) > indent:  # an item may go on in the lines below it
        above = _beside(lines, above, -1)
    item = _DASH.match(lines[above]) if above is not None else None
    if not item or len(item[1]) != indent or _DASH.match(lines[at]) or re.match(r"\s*[^\w\s]", lines[at]):
        return None
    return Mistake(
        at, indent, "this line begins without a dash", f"Begin each item of a list with a dash and a space: - {lines[at].strip()}"
    )


def _out_of_line(lines: list[str], at: int) -> Mistake | None:
    """Find a line that begins beside the column of its neighbours."""
    kind = next((kind for kind in (_KEY, _DASH) if kind.match(lines[at])), None)
    wanted, indent = _wanted(lines, at, kind) if kind else None, _indent(lines[at])
    if wanted is None or not 0 < abs(wanted - indent) <= _MOST_OFF:
        return None
    message = f"this line begins at column {indent + 1}, the lines beside it at {wanted + 1}"
    cure = f"Write {wanted} spaces before it, as in the lines beside it." if wanted else "Delete the spaces before it."
    return Mistake(at, indent, message, cure)


def _wanted(lines: list[str], at: int, kind: re.Pattern[str]) -> int | None:
    """Return the column at which the line should begin: two before what stands below its key, else where most of its kind near it do."""
    below = _beside(lines, at, 1)
    if kind is _KEY and lines[at].rstrip().endswith(":") and below is not None:
        return max(0, _indent(lines[below]) - 2)
    if kind is _KEY and _indent(lines[at]) and (above := _beside(lines, at, -1)) is not None and _indent(lines[above]) < _indent(lines[at]):
        opens = lines[above].rstrip().endswith(":")
        return _indent(lines[above]) + (2 if opens else 0) if _KEY.match(lines[above]) else None
    near = Counter(len(found[1]) for line in lines[max(0, at - 8) : at + 9] if (found := kind.match(line)))
    off = [(abs(column - _indent(lines[at])), -times, column) for column, times in near.items() if times > near[_indent(lines[at])]]
    return min(off)[2] if off and near[_indent(lines[at])] == 1 else None


def _beside(lines: list[str], at: int, step: int) -> int | None:
    """Return the number of the next line, up or down, that is neither empty nor a note."""
    numbers = range(at + step, len(lines) if step > 0 else -1, step)
    return next((number for number in numbers if lines[number].strip() and not lines[number].lstrip().startswith("#")), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
