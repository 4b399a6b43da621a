"""Edit a file of the content at the places that are known, and change no other character of it."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from bot.content.load import read_document, validate
from bot.edit.files import put
from bot.errors import Edit

_BOM = "\ufeff"


def apply_edits(path: Path, edits: Iterable[Edit]) -> int:
    """Make the edits in the file at ``path``, all or none; return how many they are. Comments, layout and line ends stay.

    Raises ContentError if the file could not be read afterwards, BotError if it cannot be written; it is then as it was.
    """
    ordered = sorted(set(edits), key=lambda edit: edit.place)
    text = path.read_bytes().decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    lines = text.removeprefix(_BOM).splitlines(keepends=True)
    for number, on_line in groupby(ordered, key=lambda edit: edit.place.line):
        lines[number - 1] = _edited(lines[number - 1], list(on_line))
    edited = mark + "".join(lines)
    validate(read_document(edited.encode(), str(path)))
    if ordered:
        put(path, edited.encode())
    return len(ordered)


def _edited(line: str, edits: list[Edit]) -> str:
    """Return the line after its edits, from its end to its beginning, so that no place moves."""
    for (_, _, column, length), text in reversed(edits):
        if text is None:
            return ""
        line = line[: column - 1] + text + line[column - 1 + length :]
    return line
