"""What the check found, in the form that is wanted: for a person, for a program, for a pull request, for a CI."""

import json
from collections.abc import Iterator

import click

from bot.check.catalogue import RULES
from bot.cli.junit import TestCase, junit
from bot.errors import Problem


def findings(problems: list[Problem], form: str, file: str) -> Iterator[str]:
    """Yield the lines that tell the problems of ``file``."""
    if form == "json":
        yield json.dumps([_record(found) for found in problems], indent=2, ensure_ascii=False)
    elif form == "github":
        yield from map(_annotation, problems)
    elif form == "junit":
        yield junit("bot check", _cases(problems, file))
    else:
        yield from map(_coloured, problems)
        yield _summary(problems, file)


def _summary(problems: list[Problem], file: str) -> str:
    number, mendable = len(problems), sum(found.edit is not None for found in problems)
    found = {0: "nothing is wrong", 1: "1 problem"}.get(number, f"{number} problems")
    return f"{file}: {found}{f'; bot check --fix mends {mendable} of them' if mendable else ''}."


def _coloured(found: Problem) -> str:
    first, end, rest = str(found).partition("\n")
    return f"{click.style(first, fg='red' if found.level == 'error' else 'yellow')}{end}{rest}"


def _record(found: Problem) -> dict[str, object]:
    file, line, column, length = found.place
    return {
        "file": file, "line": line, "column": column, "length": length, "level": found.level, "rule": found.rule,
        "message": found.message, "cure": found.cure, "fixable": found.edit is not None,
    }  # fmt: skip


def _annotation(found: Problem) -> str:
    """Return the finding as a command of GitHub's workflows, which marks the line in a pull request."""
    file, line, column, length = found.place
    where = f"file={_escaped(file)},line={line},col={column},endColumn={column + length},title={found.rule}"
    return f"::{found.level} {where}::{_escaped(found.message, value=False)}%0A{_escaped(found.cure, value=False)}"


def _escaped(text: str, *, value: bool = True) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if value else text


def _cases(problems: list[Problem], file: str) -> Iterator[TestCase]:
    """Yield a failed case for each finding, and a passed one for each rule that nothing breaks."""
    for found in problems:
        where = ":".join(map(str, found.place[:3]))
        yield TestCase(found.rule, where, "failure", found.message, str(found))
    broken = {found.rule for found in problems}
    yield from (TestCase(rule.id, file) for rule in RULES if rule.id not in broken)
