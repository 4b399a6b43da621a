"""Rewrite: put wanted values into YAML text and leave every other character of it alone.

The text is compared with what is wanted, value by value; each difference becomes one small edit at its place.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial
from operator import itemgetter
from typing import Final

import yaml

from bot.content.nodes import LOADER, Node

#: what may stand without quotes on a line of its own, and within [ ]
_PLAIN: Final = re.compile(r"[^\W_](?:(?!: | #|:$)[^\n])*|\((?:(?!: | #|:$)[^\n])*")
_PLAIN_IN_BRACKETS: Final = re.compile(r"[^\W_][\w ()|'.?-]*")
_STEP: Final = "  "


#: where it begins and ends, and what stands there then
_Edit = tuple[int, int, str]


def rewrite(text: str, wanted: Node) -> str:
    """Return ``text``, one YAML document of lists, groups of keys and texts, changed so that it reads as ``wanted``.

    What is the same stays character for character; the order of keys stays as written, and new keys follow the last. Comments
    stay, save those on a line that is deleted.
    """
    node = yaml.compose(text, Loader=LOADER)
    if node is None or value_of(node) == wanted:
        return text
    whole = text if text.endswith("\n") else f"{text}\n"
    parts, last = [], 0
    for start, end, new in sorted(_Rewriter(whole).edits(node, wanted), key=itemgetter(0)):
        parts += [whole[last:start], new]
        last = end
    return "".join([*parts, whole[last:]])


def value_of(node: yaml.Node) -> Node:
    """Return what ``node`` reads as: text, list or dict of the same."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    return node.value


def scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """Return ``text`` as YAML writes it on one line: as it is if it can stand so, else in double quotes."""
    if plain.fullmatch(text) and text.isprintable() and not text.endswith(" "):
        return text
    escaped = text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return '"' + "".join(each if each.isprintable() or each == "\xa0" else f"\\U{ord(each):08x}" for each in escaped) + '"'


class _Rewriter:
    """Finds the edits; one method for each kind of value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def edits(self, node: yaml.Node, wanted: Node) -> Iterator[_Edit]:
        if value_of(node) == wanted:
            return
        if isinstance(node, yaml.MappingNode) and not node.flow_style:
            yield from self._keys(node, wanted)
        elif isinstance(node, yaml.SequenceNode) and not node.flow_style and wanted:
            yield from self._items(node, wanted)
        elif _goes_on(node, wanted):
            yield self._end(node), self._end(node), wanted.removeprefix(node.value)
        else:
            start, end = node.start_mark.index, self._end(node)
            # An empty value stands right behind its colon or dash.
            yield start, end, " " * (start == end) + _on_one_line(wanted)

    def _keys(self, node: yaml.MappingNode, wanted: dict[str, Node]) -> Iterator[_Edit]:
        for key, value in node.value:
            if key.value in wanted and _is_alike(value, wanted[key.value]):
                yield from self.edits(value, wanted[key.value])
            else:
                yield self._line_start(key), self._line_end(value), ""
        known = {key.value for key, value in node.value if _is_alike(value, wanted.get(key.value))}
        indent = " " * node.start_mark.column
        end = self._line_end(node)
        gap = self._newline if self._is_airy(node) else ""
        for name, part in wanted.items():
            if name not in known:
                yield end, end, gap + "".join(self._lines(name, part, indent))

    def _items(self, node: yaml.SequenceNode, wanted: list[str]) -> Iterator[_Edit]:
        items = node.value
        indent = " " * node.start_mark.column
        for _, i, i_end, j, j_end in SequenceMatcher(None, value_of(node), wanted, autojunk=False).get_opcodes():
            both = min(i_end - i, j_end - j)
            for item, text in zip(items[i : i + both], wanted[j : j + both], strict=True):
                yield from self.edits(item, text)
            for item in items[i + both : i_end]:
                yield self._line_start(item), self._line_end(item), ""
            at = self._line_end(items[i_end - 1]) if i_end else self._line_start(items[0])
            for text in wanted[j + both : j_end]:
                yield at, at, f"{indent}- {scalar(text)}{self._newline}"

    def _lines(self, name: str, value: Node, indent: str) -> Iterator[str]:
        """Yield the lines of a new key and its value."""
        if not value or isinstance(value, str):
            yield f"{indent}{scalar(name)}: {_on_one_line(value)}{self._newline}"
            return
        yield f"{indent}{scalar(name)}:{self._newline}"
        if isinstance(value, list):
            yield from (f"{indent}{_STEP}- {scalar(item)}{self._newline}" for item in value)
        else:
            for key, part in value.items():
                yield from self._lines(key, part, indent + _STEP)

    def _is_airy(self, node: yaml.MappingNode) -> bool:
        """Return whether an empty line stands between the first two keys."""
        first = node.value[1:2] and self._text[self._end(node.value[0][1]) : node.value[1][0].start_mark.index]
        return bool(first) and any(not line.strip() for line in first.splitlines()[1:-1])

    def _end(self, node: yaml.Node) -> int:
        """Return where the last character of the node ends; the parser counts what follows a block as part of it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self._text[start:end].rstrip())

    def _line_start(self, node: yaml.Node) -> int:
        return self._text.rfind("\n", 0, node.start_mark.index) + 1

    def _line_end(self, node: yaml.Node) -> int:
        return self._text.find("\n", self._end(node)) + 1


def _goes_on(node: yaml.Node, wanted: Node) -> bool:
    """Return whether ``wanted`` is the text of ``node``, written without quotes, and more that can stand behind it so."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style and isinstance(wanted, str) and bool(node.value)
    return plain and wanted.startswith(node.value) and scalar(wanted) == wanted


def _is_alike(node: yaml.Node, wanted: Node) -> bool:
    """Return whether ``wanted`` can be reached by changes within ``node``: a list or group of some length stays one."""
    value = value_of(node)
    return type(value) is type(wanted) and (bool(value) == bool(wanted) or isinstance(value, str))


def _on_one_line(value: Node, plain: re.Pattern[str] = _PLAIN) -> str:
    if isinstance(value, str):
        return scalar(value, plain)
    inner = partial(_on_one_line, plain=_PLAIN_IN_BRACKETS)
    if isinstance(value, list):
        return f"[{', '.join(map(inner, value))}]"
    return f"{{{', '.join(f'{inner(key)}: {inner(part)}' for key, part in value.items())}}}"
