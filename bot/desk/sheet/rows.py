"""Rows: each text of the content as one row of a table, and what changes when rows come back changed.

A row's id is made of where its text stands and of the text itself, so it stays the same however the file around it changes. A
row that does not come back changes nothing; a text that comes back empty is deleted; a row without an id is new.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from bot.content.nodes import Node, NodePath, texts_of
from bot.content.short import is_list
from bot.errors import ContentError, Place, Problem

HEADER: Final = ("id", "part", "name", "key", "text")
#: columns, from 1
ID_COLUMN, PLACE_COLUMN, TEXT_COLUMN = 1, 2, 5
#: how a cell begins that a spreadsheet would run as a formula; an apostrophe before it makes it plain text
_FORMULA: Final = re.compile("'*[=+@\\-\t\r\n＝＋＠－]")


#: parts of which each row says in ``name`` what it belongs to, and in ``key`` what it is
_GROUPS: Final = frozenset({"intents", "topics", "calm", "guards", "smalltalk"})
#: column, rule, message and cure
_Fault = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it came back: its number in the sheet and its cells, by column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One text that changes; ``old`` is empty if it is new, ``new`` if it goes."""

    #: the path in the content; of a new item, the path of its list
    path: NodePath
    old: str
    new: str
    #: row of the sheet
    row: int


def rows_of(data: Node) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a row for each text of the content, in the order of the file; none of them can be run as a formula."""
    for name, (path, text) in _by_id(data).items():
        part, inner, key = _where(path)
        yield name, part, harmless(inner), key, harmless(text)


def edits_of(data: Node, lines: Iterable[SheetRow], file: str) -> list[CellEdit]:
    """Return what ``lines``, read from ``file``, change. Raises ContentError with a problem for each row that is not clear."""
    known, seen = _by_id(data), dict[str, int]()
    edits, problems = [], []
    for line in lines:
        name, *where, cell = line.cells
        fault = _fault(line, known, seen) if name else _fault_of_new(line, data)
        if fault:
            column, rule, message, cure = fault
            problems.append(Problem(Place(file, line.number, column), rule, message, cure))
        elif name:
            path, text = known[name]
            if plain(cell) != plain(harmless(text)):
                edits.append(CellEdit(path, text, plain(cell), line.number))
        elif cell.strip():
            edits.append(CellEdit(tuple(filter(None, map(plain, where))), "", plain(cell), line.number))
    if problems:
        raise ContentError(problems)
    return edits


def alter(data: Any, edits: Iterable[CellEdit]) -> None:
    """Put the edits into the content."""
    gone = []
    for edit in edits:
        *groups, last = edit.path
        group = data
        for key in groups:
            group = group.setdefault(key, {})
        if edit.old and not edit.new:
            gone.append((group, last))
        elif edit.old or not is_list(edit.path):
            group[last] = edit.new
        else:
            group.setdefault(last, []).append(edit.new)
    for group, last in sorted(gone, key=lambda place: str(place[1]).zfill(9), reverse=True):
        del group[last]
    for group in data.values() if gone else ():
        _drop_empty(group)


def harmless(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet runs as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return the text of a cell that ``harmless`` made, without white space around it."""
    text = "\n".join(cell.splitlines())
    return (text[1:] if text.startswith("'") and _FORMULA.match(text) else text).strip()


def _fault_of_new(line: SheetRow, data: Node) -> _Fault | None:
    """Return what is wrong with a row that has no id."""
    _, *where, text = line.cells
    path = tuple(filter(None, map(plain, where)))
    empty = next((column for column, cell in enumerate(where, PLACE_COLUMN) if not plain(cell)), None)
    if text.strip() and empty and path and path[0] in _GROUPS:
        name, of = HEADER[empty - 1], f'"{path[0]}"'
        cure = f"Write the {name} there, as in the other rows of {of}{'; for a new one, a new id' if name == 'name' else ''}."
        return empty, "wrong-place", f'the column "{name}" is empty, which a row of {of} needs', cure
    if not text.strip() or (path and _has_room(data, path)):
        return None
    message = "no new text can stand here" if path else "a new row does not say where its text belongs"
    return PLACE_COLUMN, "wrong-place", message, "Fill in part, name and key as in the rows of a list."


def _fault(line: SheetRow, known: dict[str, tuple[NodePath, str]], seen: dict[str, int]) -> _Fault | None:
    """Return what is wrong with a row that has an id, and note that it was seen."""
    name, *where, _ = line.cells
    if name not in known:
        return ID_COLUMN, "unknown-id", f'no text of the content has the id "{name}"', "It was changed since the export: export again."
    if seen.setdefault(name, line.number) != line.number:
        return ID_COLUMN, "duplicate-id", f'the id "{name}" stands in row {seen[name]} already', "Clear the id of the row that is new."
    if list(map(plain, where)) != [key.strip() for key in _where(known[name][0])]:
        message = "part, name and key are not those of this id"
        return PLACE_COLUMN, "wrong-place", message, "Put them back. For another place, add a row without an id."
    return None


def _drop_empty(group: Node) -> None:
    for key, value in list(group.items()) if isinstance(group, dict) else ():
        _drop_empty(value)
        if value in ([], {}):
            del group[key]


def _has_room(data: Node, path: NodePath) -> bool:
    """Return whether a new text can stand at ``path``: in a list, or as a value that is not there yet."""
    for key in path[:-1]:
        data = data.get(key, {})
        if not isinstance(data, dict):
            return False
    there = data.get(path[-1])
    return there is None or (is_list(path) and isinstance(there, list))


def _by_id(data: Node) -> dict[str, tuple[NodePath, str]]:
    found: dict[str, tuple[NodePath, str]] = {}
    for path, text in texts_of(data):
        digest = hashlib.sha256("\0".join((*_where(path), text)).encode("utf-8", "surrogatepass")).hexdigest()[:10]
        name = next(each for each in chain([digest], (f"{digest}-{number}" for number in count(2))) if each not in found)
        found[name] = path, text
    return found


def _where(path: NodePath) -> tuple[str, str, str]:
    keys = [key for key in path if isinstance(key, str)]
    part, name, key = [*keys, "", ""][:3]
    return part, name, key
