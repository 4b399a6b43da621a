"""``bot check``: everything that is wrong with the content, told to a person, a program, a pull request or a CI."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bot.cli.content import content_option, content_path
from bot.cli.lines import say, wrap
from bot.cli.progress import watched
from bot.desk.check.kept import kept_check
from bot.errors import Problem

if TYPE_CHECKING:
    from bot.cli.junit import TestCase


@click.command("check")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a loss; comments and layout stay.")
@click.option("--collisions", is_flag=True, help="Look for questions that two intents claim: words left out, words misspelt.")
@click.option("--rules", is_flag=True, help="List the rules and stop.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "junit"]), default="text", show_default=True,
    help="For a person, a program, a pull request or a CI.",
)  # fmt: skip
@content_option
def command(fix: bool, collisions: bool, rules: bool, form: str, content: str | None) -> bool:
    """Say everything that is wrong with intents.yaml.

    Each finding names the file, the line and the column, shows the line with a
    mark under the place, and says what to do about it. Run this after every edit.

    A finding that is meant can be allowed in the file, with the reason:

    \b
        # check: allow collision - the nurse asked for both

    docs/check.md explains each rule.

    Exit code: 0 if all is well, 1 if anything was found, 2 if it cannot be looked at.
    """
    if rules:
        say(_rules())
        return False
    path = content_path(content, writes=fix)
    problems = kept_check(path, watched, deep=collisions)
    if fix and any(found.edit for found in problems):
        from bot.desk.edit import apply_edits

        number = apply_edits(path, (found.edit for found in problems if found.edit))
        click.echo(f"{path}: {number} {'place' if number == 1 else 'places'} mended.", err=True)
        problems = kept_check(path, watched, deep=collisions)
    say(_findings(problems, form, str(path)))
    return bool(problems)


def _rules() -> Iterator[str]:
    from bot.desk.check.check import RULES

    for rule in RULES:
        yield f"{rule.id} ({rule.level})"
        yield from wrap(rule.summary, "    ")


def _findings(problems: list[Problem], form: str, file: str) -> Iterator[str]:
    if form == "json":
        yield json.dumps([_record(found) for found in problems], indent=2, ensure_ascii=False)
    elif form == "github":
        yield from map(_annotation, problems)
    elif form == "junit":
        from bot.cli.junit import junit

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
    told = {"level": found.level, "rule": found.rule, "message": found.message, "cure": found.cure, "fixable": found.edit is not None}
    return found.place._asdict() | told


def _annotation(found: Problem) -> str:
    """Return the finding as a command of GitHub's workflows, which marks the line in a pull request."""
    file, line, column, length = found.place
    where = f"file={_escaped(file)},line={line},col={column},endColumn={column + length},title={found.rule}"
    return f"::{found.level} {where}::{_escaped(found.message, value=False)}%0A{_escaped(found.cure, value=False)}"


def _escaped(text: str, *, value: bool = True) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if value else text


def _cases(problems: list[Problem], file: str) -> "Iterator[TestCase]":
    """Yield a failed case for each finding, and a passed one for each rule that nothing breaks."""
    from bot.cli.junit import TestCase
    from bot.desk.check.check import RULES

    for found in problems:
        where = ":".join(map(str, found.place[:3]))
        yield TestCase(found.rule, where, "failure", found.message, str(found))
    broken = {found.rule for found in problems}
    yield from (TestCase(rule.id, file) for rule in RULES if rule.id not in broken)
