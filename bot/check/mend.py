"""Mend: make the changes of the file that are safe, and no other character of it."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from bot.content.load import validate
from bot.content.nodes import read_nodes
from bot.content.save import save
from bot.errors import Edit, Problem

_BOM = "\ufeff"


def mend(path: Path, problems: Iterable[Problem]) -> int:
    """Make the edits of ``problems`` in the file at ``path``; return how many.

    Comments, layout and line ends stay. Raises BotError if the file cannot be written; it is then as it was.
    """
    edits = sorted({found.edit for found in problems if found.edit}, key=lambda edit: edit.place)
    text = path.read_bytes().decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    lines = text.removeprefix(_BOM).splitlines(keepends=True)
    for number, on_line in groupby(edits, key=lambda edit: edit.place.line):
        lines[number - 1] = _edited(lines[number - 1], list(on_line))
    mended = mark + "".join(lines)
    validate(read_nodes(mended.encode(), str(path)))
    if edits:
        save(path, mended)
    return len(edits)


def _edited(line: str, edits: list[Edit]) -> str:
    """Return the line after its edits, from its end to its beginning, so that no place moves."""
    for (_, _, column, length), text in reversed(edits):
        if text is None:
            return ""
        line = line[: column - 1] + text + line[column - 1 + length :]
    return line
