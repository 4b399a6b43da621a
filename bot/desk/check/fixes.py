"""Fixes: the changes of a file that ``bot check --fix`` makes to mend one text in it."""

from dataclasses import replace

from bot.content.nodes import Document
from bot.errors import Edit, Problem


def whole_line(document: Document, found: Problem) -> Problem:
    """Return the finding with the edit that deletes its line, if nothing but this item of a list stands on it."""
    line = document.lines[found.place.line - 1]
    before, after = line[: found.place.column - 1], line[found.place.column - 1 + found.place.length :]
    alone = before.strip() in ("-", '- "', "- '") and after.strip() in ("", '"', "'")
    # A text that goes on in the next line is wider than this one.
    follows = document.lines[found.place.line : found.place.line + 1]
    indent = len(line) - len(line.lstrip())
    goes_on = any(other.strip() and len(other) - len(other.lstrip()) > indent for other in follows)
    return replace(found, edit=Edit(found.place, None)) if alone and not goes_on else found


def in_place(document: Document, found: Problem, text: str, new: str) -> Problem:
    """Return the finding with the edit that writes ``new`` for ``text``, if it stands in the file as it is read."""
    start = found.place.column - 1
    line = document.lines[found.place.line - 1]
    quote = line[start - 1] if line[start - 1 : start] in ('"', "'") else ""
    safe = quote not in new if quote else new[:1] not in ('"', "'")
    same = line[start : start + found.place.length] == text
    return replace(found, edit=Edit(found.place, new)) if safe and same else found
