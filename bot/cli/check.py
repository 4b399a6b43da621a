"""``bot check``: everything that is wrong with the content."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.content import content_option, content_path

if TYPE_CHECKING:
    from bot.errors import Problem


@click.command("check")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a loss; comments and layout stay.")
@click.option("--collisions", is_flag=True, help="Look for questions that two intents claim: words left out, words misspelt.")
@click.option("--rules", is_flag=True, help="List the rules and stop.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "junit"]), default="text", show_default=True,
    help="For a person, a program, a pull request or a CI.",
)  # fmt: skip
@content_option
@click.pass_context
def command(ctx: click.Context, fix: bool, collisions: bool, rules: bool, form: str, content: str | None) -> None:
    """Say everything that is wrong with intents.yaml.

    Each finding names the file, the line and the column, shows the line with a
    mark under the place, and says what to do about it. Run this after every edit.

    A finding that is meant can be allowed in the file, with the reason:

    \b
        # check: allow collision - the nurse asked for both

    docs/check.md explains each rule.

    Exit code: 0 if all is well, 1 if anything was found, 2 if it cannot be looked at.
    """
    from bot.cli.findings import findings

    if rules:
        _list_rules()
        return
    path = content_path(content)
    problems = _check(path, collisions)
    if fix and any(found.edit for found in problems):
        from bot.edit import apply_edits

        number = apply_edits(path, (found.edit for found in problems if found.edit))
        click.echo(f"{path}: {number} {'place' if number == 1 else 'places'} mended.", err=True)
        problems = _check(path, collisions)
    for line in findings(problems, form, str(path)):
        click.echo(line)
    ctx.exit(1 if problems else 0)


def _check(path: Path, collisions: bool) -> "list[Problem]":
    from bot.check.kept import kept_check
    from bot.cli.progress import watched

    return kept_check(path, watched, deep=collisions)


def _list_rules() -> None:
    from textwrap import fill

    from bot.check.catalogue import RULES

    for rule in RULES:
        click.echo(f"{rule.id} ({rule.level})")
        click.echo(fill(rule.summary, 80, initial_indent="    ", subsequent_indent="    "))
