"""Suppress: a comment in the file allows a finding that is meant, and says why.

It stands on the line of the finding or above it; above a key it holds for everything below that key.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.content.nodes import Document
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import Place, Problem

_COMMENT: Final = re.compile(r"(?:^|\s)#\s*check:\s*(.*?)\s*$")
_ALLOW: Final = re.compile(r"allow\s+([a-z-]+(?:\s*,\s*[a-z-]+)*)\s+-\s+\S")


def not_allowed(problems: Iterable[Problem], document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Yield the problems that no comment allows, and one for each comment that allows nothing."""
    problems, allowed = list(problems), list(_allowed(document))
    for found in problems:
        if not any(found.rule == name and found.place.line in lines for _, name, lines in allowed):
            yield found
    for place, name, lines in allowed:
        if name not in known:
            yield document.problem_at(place, suppression.id, f'there is no rule "{name}"', "bot check --rules lists them.")
        elif not any(found.rule == name and found.place.line in lines for found in problems):
            yield document.problem_at(place, suppression.id, f'nothing here breaks the rule "{name}"', "Delete the comment.")


@rule("suppression", "error", asks=False)
def suppression(draft: Draft) -> Iterator[Problem]:
    """A finding that is meant may be allowed, with the reason: in a comment on its line, or on the line above."""
    for place, said in _comments(draft.document):
        if not _ALLOW.match(said):
            cure = "Write # check: allow RULE - and the reason."
            yield draft.document.problem_at(place, suppression.id, "this comment does not say what it allows and why", cure)


def _allowed(document: Document) -> Iterator[tuple[Place, str, range]]:
    """Yield (place of the comment, rule, the lines in which it is allowed) for each rule that a comment names."""
    keys = {place.line for place in document.keys.values()}
    for place, said in _comments(document):
        form = _ALLOW.match(said)
        if form:
            line = _line_meant(document.lines, place.line)
            last = _end_of(document.lines, line) if line in keys else line
            yield from ((place, name, range(line, last + 1)) for name in re.split(r"\s*,\s*", form[1]))


def _comments(document: Document) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(document.lines, start=1):
        found = _COMMENT.search(line) if "check:" in line else None
        if found:
            start = line.index("#", found.start())
            yield Place(document.file, number, start + 1, len(line.rstrip()) - start), found[1]


def _line_meant(lines: list[str], number: int) -> int:
    """Return the line that a comment speaks of: its own, or the next that is more than a comment."""
    while number < len(lines) and lines[number - 1].lstrip()[:1] in ("#", ""):
        number += 1
    return number


def _end_of(lines: list[str], number: int) -> int:
    """Return the last line of what stands below the key in line ``number``: all that follows and is indented further."""
    indent = _indent(lines[number - 1])
    for last in range(number, len(lines)):
        if lines[last].lstrip()[:1] not in ("#", "") and _indent(lines[last]) <= indent:
            return last
    return len(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
