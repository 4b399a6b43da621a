"""Change: what the content would be after an edit, checked before anything is written."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.content.load import validate
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
    wanted: Node = copy.deepcopy(read_nodes(before, str(path)).data)
    alter(wanted)
    mark = _MARK if before.startswith(_MARK) else b""
    after = mark + rewrite(before.decode("utf-8-sig"), wanted).encode()
    document = read_nodes(after, str(path))
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


def _group(data: Any, where: NodePath) -> Any:
    for key in where:
        data = data.setdefault(key, {})
    return data
