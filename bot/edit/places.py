"""Edit a file of the content at the places that are known, and change no other character of it."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from bot.content.load import validate
from bot.content.nodes import Document, read_nodes
from bot.edit.files import put
from bot.errors import BotError, Edit, Place

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
    validate(read_nodes(edited.encode(), str(path)))
    if ordered:
        put(path, edited.encode())
    return len(ordered)


def policy_edits(document: Document, numbers: dict[str, float]) -> list[Edit]:
    """Return the edits that write ``numbers`` into the policy, which is made if there is none.

    Raises BotError if the policy is written in braces.
    """
    known = {key: document.values["policy", key] for key in numbers if ("policy", key) in document.values}
    edits = [Edit(place, f"{numbers[key]:g}") for key, place in known.items()]
    new = {key: number for key, number in numbers.items() if key not in known}
    first = min((place for path, place in document.keys.items() if path[:1] == ("policy",) and len(path) > 1), default=None)
    if new and first is None:
        if ("policy",) in document.keys:
            raise BotError("The policy is empty. Write its first number yourself, or delete the line.")
        head = Place(document.file, document.keys["messages",].line, 1, 0)
        edits.append(Edit(head, "".join(["policy:\n", *(f"  {key}: {number:g}\n" for key, number in new.items()), "\n"])))
    elif new and first:
        if first.line == document.keys["policy",].line:
            raise BotError("The policy is written in braces. Write each of its numbers on a line of its own first.")
        indent = " " * (first.column - 1)
        head = Place(document.file, first.line, 1, 0)
        edits.append(Edit(head, "".join(f"{indent}{key}: {number:g}\n" for key, number in new.items())))
    return edits


def _edited(line: str, edits: list[Edit]) -> str:
    """Return the line after its edits, from its end to its beginning, so that no place moves."""
    end = "\r\n" if line.endswith("\r\n") else "\n"
    for (_, _, column, length), text in reversed(edits):
        if text is None:
            return ""
        line = line[: column - 1] + text.replace("\n", end) + line[column - 1 + length :]
    return line
