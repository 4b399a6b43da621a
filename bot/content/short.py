"""Short lists: where words and patterns stand, a text may hold several of them with commas between.

``radiation: radiotherapy, rays`` says what the list of both says. A pattern needs no comma, so none is lost.
"""

from collections.abc import Iterator
from typing import Final, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.content.models import OR_TEXT, Content
from bot.content.nodes import Document, Node, NodePath
from bot.errors import Place

#: how deep the lists of an intent, a topic, a guard or a small talk stand
_PART_DEPTH: Final = 3

_Pieces = list[tuple[Node, Place]]


def split_short_lists(document: Document) -> None:
    """Cut every short list of ``document`` at its commas; each piece keeps the place where it stands in the file.

    A text that begins with a dash, or goes on in the next line within a piece, stays a text: its dashes were forgotten.
    """
    for path, node in [(path, node) for path, node in _nodes((), document.data) if is_list(path, short=True)]:
        pieces: _Pieces = []
        if isinstance(node, str) and not node.startswith("-"):
            pieces = _pieces(document, path, node)
        elif isinstance(node, list) and any("," in item for item in node if isinstance(item, str)):
            items = [((*path, number), item) for number, item in enumerate(node)]
            pieces = [piece for at, item in items for piece in _pieces(document, at, item) or [(item, document.values[at])]]
        if pieces:
            _put(document, path, pieces)


def is_list(path: NodePath, *, short: bool = False) -> bool:
    """Return whether the content holds a list at ``path``; if ``short``, one that may be written as one text."""
    found = _LISTS.get((*path[:1], *("*" for _ in path[1:2]), *path[2:]))
    return found is not None and (found or not short)


def _lists(field: FieldInfo, path: NodePath = ()) -> Iterator[tuple[NodePath, bool]]:
    """Yield where lists stand, "*" for any name, each with whether it may be written as one text."""
    kind = field.annotation
    if get_origin(kind) is list:
        yield path, OR_TEXT in field.metadata
    elif get_origin(kind) is dict:
        yield from _lists(FieldInfo.from_annotation(get_args(kind)[1]), (*path, "*"))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, inner in kind.model_fields.items():
            yield from _lists(inner, (*path, inner.alias or name))


_LISTS: Final = dict(_lists(FieldInfo.from_annotation(Content)))


def _nodes(path: NodePath, node: Node) -> Iterator[tuple[NodePath, Node]]:
    """Yield what may be a short list."""
    if isinstance(node, dict) and len(path) < _PART_DEPTH:
        for key, value in node.items():
            yield from _nodes((*path, key), value)
    else:
        yield path, node


def _put(document: Document, path: NodePath, pieces: _Pieces) -> None:
    """Put the list of the ``pieces`` where ``path`` leads."""
    holder = document.data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = [node for node, _ in pieces]
    document.values.update({(*path, number): place for number, (_, place) in enumerate(pieces)})


def _pieces(document: Document, path: NodePath, text: Node) -> _Pieces:
    """Return the pieces of ``text`` between its commas; none if it is empty, no text, or not written as it is read."""
    found: _Pieces = []
    start = document.values[path]
    line, column = start.line - 1, start.column - 1
    for piece in map(str.strip, text.split(",")) if text and isinstance(text, str) else ():
        while piece not in document.lines[line][column:]:
            line, column = line + 1, 0
            if not document.lines[line - 1].rstrip().endswith((",", ">", ">-", "|", "|-")) or line == len(document.lines):
                return []
        column = document.lines[line].find(piece, column)
        found.append((piece, Place(start.file, line + 1, column + 1, max(1, len(piece)))))
        column += len(piece) + 1
    return found
