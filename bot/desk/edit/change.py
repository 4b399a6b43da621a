"""Change: what the content would be after an edit, checked before anything is written."""

import copy
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.content.load import read_document, validate
from bot.content.nodes import Node, read_nodes
from bot.desk.edit.rewrite import rewrite
from bot.errors import BotError, Edit
from bot.files import beside, read_bytes

#: what some editors put before a text in UTF-8
_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file that is ready to be written."""

    path: Path
    #: what the file held when it was read
    before: bytes
    after: bytes

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return self.before != self.after

    def write(self) -> None:
        """Put the change in place; raises as ``write_changes`` does."""
        write_changes([self])


def write_changes(changes: Sequence[Change]) -> None:
    """Put all changes in place, or none. Raises BotError if a file has changed since it was read, or cannot be written."""
    with ExitStack() as stack:
        written = []
        for change in filter(None, changes):
            if read_bytes(change.path) != change.before:
                raise BotError(f"{change.path} has changed since it was read. Nothing was written; try again.")
            written.append((stack.enter_context(beside(change.path, change.after)), change.path.resolve()))
        for new, path in written:
            new.replace(path)


def prepare(path: Path, alter: Callable[[Any], None]) -> Change:
    """Return what ``alter`` makes of the content at ``path``; it is given lists, dicts and texts to change in place.

    Raises ContentError if the outcome would not have the right form, BotError if the file cannot be read or its layout is such
    that it cannot be changed without harm.
    """
    before = read_bytes(path)
    written, meant = read_nodes(before, str(path)).data, read_document(before, str(path)).data
    wanted: Node = copy.deepcopy(meant)
    alter(wanted)
    change = _change(path, before, rewrite(before.decode("utf-8-sig"), as_written(wanted, meant, written)))
    document = read_document(change.after, str(path))
    if document.data != wanted:
        raise BotError(f"{path} is laid out in a way that only a person can change. Nothing was written.")
    validate(document)
    return change


def apply_edits(path: Path, edits: Iterable[Edit]) -> int:
    """Make the edits in the file at ``path``, all or none; return how many they are. No other character of it changes.

    Raises ContentError if the file could not be read afterwards, BotError if it cannot be written; it is then as it was.
    """
    ordered = sorted(set(edits), key=lambda edit: edit.place)
    before = read_bytes(path)
    lines = before.decode("utf-8-sig").splitlines(keepends=True)
    # From the end to the beginning, so that no place moves.
    for (_, line, column, length), text in reversed(ordered):
        old = lines[line - 1]
        # Nothing comes back into a line that is gone.
        lines[line - 1] = old[: column - 1] + text + old[column - 1 + length :] if old and text is not None else ""
    change = _change(path, before, "".join(lines))
    validate(read_document(change.after, str(path)))
    change.write()
    return len(ordered)


def _change(path: Path, before: bytes, after: str) -> Change:
    return Change(path, before, (_MARK if before.startswith(_MARK) else b"") + after.encode())


def as_written(wanted: Node, meant: Node, written: Node) -> Node:
    """Return ``wanted`` with its short lists as they are ``written``, with commas; ``meant`` is the same with each of them cut."""
    if wanted == meant:
        return written
    if isinstance(wanted, dict) and isinstance(meant, dict):
        return {key: as_written(part, meant[key], written[key]) if key in meant else part for key, part in wanted.items()}
    if isinstance(wanted, list) and isinstance(meant, list) and meant != written and not any("," in item for item in wanted):
        same = wanted[: len(meant)] == meant
        if isinstance(written, str):
            return ", ".join([written, *wanted[len(meant) :]] if same else wanted)
        return [*written, *wanted[len(meant) :]] if same else wanted
    return wanted
