"""Bring: a sheet brought back into the content, refused if the check finds in it what was not there before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.load import read_document
from bot.desk.check.check import check
from bot.desk.edit import Change, prepare
from bot.desk.edit.rewrite import scalar
from bot.desk.sheet.files import read_sheet
from bot.desk.sheet.rows import TEXT_COLUMN, CellEdit, alter, edits_of
from bot.errors import ContentError, Place, Problem
from bot.files import read_bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """What a sheet changes."""

    edits: tuple[CellEdit, ...]
    #: why it is refused; empty if it is not
    problems: tuple[Problem, ...]
    #: nothing changes if it is refused
    change: Change


def bring(sheet: Path, path: Path) -> Brought:
    """Return what ``sheet`` changes at ``path``. Raises ContentError with every unclear row, BotError if a file cannot be read."""
    before = read_bytes(path)
    edits = tuple(edits_of(read_document(before, str(path)).data, read_sheet(sheet), str(sheet)))
    try:
        change = prepare(path, lambda data: alter(data, edits))
        problems = _new_problems(change)
    except ContentError as error:
        problems = list(error.problems)
    if problems:
        return Brought(edits, tuple(_in_sheet(problems, edits, sheet)), Change(path, before, before))
    return Brought(edits, (), change)


def _new_problems(change: Change) -> list[Problem]:
    """Return what the check finds in the changed content and not in the content as it is."""
    if not change:
        return []
    found = check(change.path, change.after)
    known = {(problem.rule, problem.message) for problem in check(change.path)} if found else set()
    return [problem for problem in found if (problem.rule, problem.message) not in known]


def _in_sheet(problems: Iterable[Problem], edits: tuple[CellEdit, ...], sheet: Path) -> Iterator[Problem]:
    """Yield the problems with the row of the sheet where the text stands; as they are if it comes from no row."""
    for problem in problems:
        row = next((edit.row for edit in edits if edit.new and scalar(edit.new) in problem.line_text), None)
        yield replace(problem, place=Place(str(sheet), row, TEXT_COLUMN, 0), line_text="") if row else problem
