"""Change: what the content would be after an edit, checked before anything is written."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.content.load import read_document, validate
from bot.content.nodes import Node, read_nodes
from bot.content.nodes import Path as NodePath
from bot.edit.files import Change, read_bytes
from bot.edit.rewrite import rewrite
from bot.errors import BotError

_MARK = b"\xef\xbb\xbf"


def prepare(path: Path, alter: Callable[[Any], None]) -> Change:
    """Return what ``alter`` makes of the content at ``path``; it is given lists, dicts and texts to change in place.

    Raises ContentError if the outcome would not have the right form, BotError if the file cannot be read or its layout is such
    that it cannot be changed without harm.
    """
    before = read_bytes(path)
    written, meant = read_nodes(before, str(path)).data, read_document(before, str(path)).data
    wanted: Node = copy.deepcopy(meant)
    alter(wanted)
    mark = _MARK if before.startswith(_MARK) else b""
    after = mark + rewrite(before.decode("utf-8-sig"), _as_written(wanted, meant, written)).encode()
    document = read_document(after, str(path))
    if document.data != wanted:
        raise BotError(f"{path} is laid out in a way that only a person can change. Nothing was written.")
    validate(document)
    return Change(path, before, after)


def add_item(path: Path, where: NodePath, text: str) -> Change:
    """Return the change that adds ``text`` to a list, such as ``("intents", "video", "patterns")`` or ``("synonyms", "lamp")``.

    The list is made if it is missing; a text that stands in it already is not added again. Raises as ``prepare`` does.
    """

    def alter(data: Any) -> None:
        items = _group(data, where[:-1]).setdefault(where[-1], [])
        if text not in items:
            items.append(text)

    return prepare(path, alter)


def add_part(path: Path, where: NodePath, part: Node) -> Change:
    """Return the change that puts ``part`` (text, list or dict of the same) at ``where``, such as ``("topics", "parking")``.

    Raises as ``prepare`` does.
    """

    def alter(data: Any) -> None:
        _group(data, where[:-1])[where[-1]] = part

    return prepare(path, alter)


def replace_item(path: Path, old: str, where: NodePath, text: str) -> Change:
    """Return the change that replaces the item ``old`` of the list at ``where`` by ``text``.

    Raises as ``prepare`` does, and BotError if the list holds no such item.
    """

    def alter(data: Any) -> None:
        items = _group(data, where[:-1]).get(where[-1], [])
        if old not in items:
            raise BotError(f'{path} holds no "{old}" in {" / ".join(map(str, where))}.')
        items[items.index(old)] = text

    return prepare(path, alter)


def _as_written(wanted: Node, meant: Node, written: Node) -> Node:
    """Return ``wanted`` with its short lists as they are ``written``, with commas; ``meant`` is the same with each of them cut."""
    if wanted == meant:
        return written
    if isinstance(wanted, dict) and isinstance(meant, dict):
        return {key: _as_written(part, meant[key], written[key]) if key in meant else part for key, part in wanted.items()}
    if isinstance(wanted, list) and isinstance(meant, list) and meant != written and not any("," in item for item in wanted):
        same = wanted[: len(meant)] == meant
        if isinstance(written, str):
            return ", ".join([written, *wanted[len(meant) :]] if same else wanted)
        return [*written, *wanted[len(meant) :]] if same else wanted
    return wanted


def _group(data: Any, where: NodePath) -> Any:
    for key in where:
        data = data.setdefault(key, {})
    return data
