"""YAML as plain text with places: every scalar is text, nothing is guessed, nothing is silently lost.

The parser's events are read one by one into lists and dicts, never deeper than MAX_DEPTH, so nested brackets cannot crash the
process, and the place of each key and value is kept beside them.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from bot.content.syntax import CURES, NO_COLON, OF_LINES, likely_mistake
from bot.errors import ContentError, Place, Problem

#: where in the file something stands: keys and list positions from the top
NodePath = tuple[str | int, ...]
#: text, list or dict of the same
Node = Any

MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 12
#: the parser in C where there is one
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: what YAML does not allow anywhere in a file
_CONTROL: Final = re.compile(r"[^\t\n\r -~\x85\xa0-\ufffd\U00010000-\U0010ffff]")
#: what stands where the dash of an item should
_BULLET: Final = re.compile("[-–—•*·]")
#: how a line begins that was meant to be an item, though it goes on with the text above
_ITEM: Final = re.compile(rf"\s*({_BULLET.pattern})\s")
_JOINED_TO_ITEM: Final = (
    "this line begins with a dash, but goes on with the text above",
    "The dash of an item must stand right under the dash above",
)
_JOINED_TO_KEY: Final = ("a list begins here, but no key stands above it", "Write its key on a line of its own above it, such as patterns")
_DASH_IN_QUOTES: Final = "a text that goes on with a dash, in double quotes."


@dataclass(slots=True)
class Document:
    """A YAML file as text, lists and dicts, with the place of everything in it."""

    file: str
    lines: list[str]
    data: Node = ""
    keys: dict[NodePath, Place] = field(default_factory=dict)
    values: dict[NodePath, Place] = field(default_factory=dict)

    def problem(self, path: NodePath, rule: str, message: str, cure: str = "", *, at_key: bool = False, offset: int = 0) -> Problem:
        """Return a problem at ``path``; at the nearest enclosing item if nothing stands there."""
        while True:
            place = self.keys.get(path) if at_key else self.values.get(path)
            if place or not path:
                break
            path, at_key = path[:-1], True
        return self.problem_at(place or Place(self.file, 1, 1), rule, message, cure, offset=offset)

    def problem_at(self, place: Place, rule: str, message: str, cure: str = "", *, offset: int = 0) -> Problem:
        """Return a problem at ``place``, ``offset`` characters in, with the line it stands on.

        In a text of several lines the offset says nothing about the column, so the place stays where the text begins.
        """
        if offset < place.length:
            place = place._replace(column=place.column + offset, length=place.length - offset)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        return Problem(place, rule, message, cure, line)


def read_nodes(raw: bytes, file: str) -> Document:
    """Read a YAML file.

    Raises ContentError with all that was found: not UTF-8, too large, a syntax error, a key written twice, an alias,
    anchor or tag, nesting too deep.
    """
    document = Document(file, [])
    if len(raw) > MAX_BYTES:
        raise ContentError([document.problem((), "too-large", f"the file is over {MAX_BYTES // 1_000_000} MB", "Split the content.")])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        place = Place(file, line, error.start - raw.rfind(b"\n", 0, error.start))
        raise ContentError([Problem(place, "not-utf-8", "the file is not UTF-8 text", "Save it as UTF-8.")]) from None
    document.lines = text.splitlines()
    _refuse_control_characters(document, text)
    reader = _Reader(document, yaml.parse(text, Loader=LOADER))
    try:
        reader.read()
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_syntax_problem(document, error, text))
    if reader.problems:
        raise ContentError(reader.problems)
    return document


def texts_of(node: Node, path: NodePath = ()) -> Iterator[tuple[NodePath, str]]:
    """Yield (path, text) for each text below ``node``, in the order of the file."""
    if isinstance(node, str):
        yield path, node
    else:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from texts_of(value, (*path, key))


class _Reader:
    """Builds the document from the parser's events; each method takes those of one thing."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._events = events

    def read(self) -> None:
        documents = 0
        for event in self._events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                self._say(event, "one-document", "a second document starts here", "Delete the line ---.")
                return
            if isinstance(event, yaml.NodeEvent):
                self.document.data = self._value(event, ())

    def _value(self, event: yaml.Event, path: NodePath) -> Node:
        self.document.values[path] = self._place_of(event)
        self._refuse_cleverness(event)
        if isinstance(event, yaml.CollectionStartEvent) and len(path) >= MAX_DEPTH:
            self._say(event, "nested-too-deep", f"lists stand more than {MAX_DEPTH} deep in one another", "Close the brackets.")
            raise ContentError(self.problems)
        if isinstance(event, yaml.MappingStartEvent):
            keys = (self._key(key, path) for key in self._inner())
            return {key: self._value(next(self._events), (*path, key)) for key in keys}
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, (*path, number)) for number, item in enumerate(self._inner())]
        self._refuse_joined_items(event)
        return _text(event)

    def _refuse_joined_items(self, event: yaml.Event) -> None:
        """Tell each line of a text without quotes that begins with a dash: YAML reads it as a part of the item above."""
        start, end = event.start_mark, event.end_mark
        if not isinstance(event, yaml.ScalarEvent) or event.style or not start or not end:
            return
        for number in range(start.line + 1, min(end.line + 1, len(self.document.lines))):
            if found := _ITEM.match(self.document.lines[number]):
                place = Place(self.document.file, number + 1, found.start(1) + 1)
                below_item = _ITEM.match(self.document.lines[start.line])
                message, cure = _JOINED_TO_ITEM if below_item else _JOINED_TO_KEY
                self.problems.append(self.document.problem_at(place, "dash-in-text", message, f"{cure}; {_DASH_IN_QUOTES}"))
                if not below_item:
                    return

    def _inner(self) -> Iterator[yaml.Event]:
        """Yield what begins each item or key of the list or dict that was just begun; who takes it takes all of it."""
        while not isinstance(event := next(self._events), yaml.CollectionEndEvent):
            yield event

    def _key(self, event: yaml.Event, path: NodePath) -> str:
        if isinstance(event, yaml.CollectionStartEvent):
            self._say(event, "key-not-text", "a key must be one line of text", "Put a text that begins with [ or { in double quotes.")
            self._value(event, (*path, ""))
            return ""
        self._refuse_cleverness(event)
        key, place = _text(event), self._place_of(event)
        first = self.document.keys.get((*path, key))
        if first:
            self._say(event, "duplicate-key", f'"{key}" is written twice; first on line {first.line}', "Keep one of the two.")
            # What stands below the second of two is told apart from what stands below the first.
            key = f"{key} (line {place.line})"
        self.document.keys[*path, key] = place
        return key

    def _refuse_cleverness(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            what = f"aliases are not allowed (*{anchor})" if isinstance(event, yaml.AliasEvent) else f"anchors are not allowed (&{anchor})"
            self._say(event, "no-alias", what, "Write the text out, or put it in double quotes.")
        if tag:
            self._say(event, "no-tag", f"tags are not allowed ({tag})", "Put a text that begins with ! in double quotes.")

    def _place_of(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        length = end.column - start.column if end.line == start.line else 1
        column = start.column + 1
        if isinstance(event, yaml.ScalarEvent) and event.style in ('"', "'"):
            column, length = column + 1, length - 2
        return Place(self.document.file, start.line + 1, column, max(1, length))

    def _say(self, event: yaml.Event, rule: str, message: str, cure: str) -> None:
        self.problems.append(self.document.problem_at(self._place_of(event), rule, message, cure))


def _text(event: Any) -> str:
    """Return the text of a scalar; of an alias, as it is written."""
    return f"*{event.anchor}" if isinstance(event, yaml.AliasEvent) else event.value


def _refuse_control_characters(document: Document, text: str) -> None:
    found = _CONTROL.search(text)
    if found:
        # The character put after what stands before it makes the lines count as the parser counts them.
        lines = f"{text[: found.start()]}x".splitlines()
        place = Place(document.file, len(lines), len(lines[-1]))
        cure = "Delete the invisible character here, or type the line anew."
        raise ContentError([document.problem_at(place, "syntax", "a control character stands here", cure)])


def _syntax_problem(document: Document, error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark, said, opened = error.problem_mark, str(error.problem), None
    cure = next((cure for start, cure in CURES.items() if said.startswith(start)), "Look at this line and the one before.")
    # What is missing is missed on the next line or at the end of the file; the editor wants to know where it was begun.
    if mark and error.context_mark and (mark.index >= len(text) or said == NO_COLON):
        mark = error.context_mark
        if said == NO_COLON and _BULLET.match(text, mark.index):
            cure = "Begin an item of a list with a dash and a space that is typed: - text."
    elif opened := mark and _opened(text, mark.line):
        mark, cure = opened, f"A quote is opened here and only closed on line {mark.line + 1}."
    last = len(document.lines)
    likely = likely_mistake(document.lines, mark.line) if mark and mark.line < last and not opened and said.startswith(OF_LINES) else None
    if likely:
        return document.problem_at(Place(document.file, likely.line + 1, likely.column + 1), "syntax", likely.message, likely.cure)
    place = Place(document.file, last, len(document.lines[-1]) + 1)
    if mark and mark.line < last:
        place = Place(document.file, mark.line + 1, mark.column + 1)
    return document.problem_at(place, "syntax", f"not YAML: {said}", cure)


def _opened(text: str, line: int) -> Any:
    """Return where a quote is opened that is closed on ``line``, lines below; None if there is none."""
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=LOADER):
            start, end = event.start_mark, event.end_mark
            if isinstance(event, yaml.ScalarEvent) and event.style in ('"', "'") and start and end and start.line < end.line == line:
                return start
    return None
