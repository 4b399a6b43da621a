"""``bot check``: everything that is wrong with the content."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import click

from bot.cli.content import content_option, content_path


@click.command("check")
@content_option
@click.pass_context
def command(ctx: click.Context, content: str | None) -> None:
    """Say everything that is wrong with intents.yaml.

    Each finding names the file, the line and the column, shows the line with a
    mark under the place, and says what to do about it. Run this after every edit.

    Exit code: 0 if all is well, 1 if anything was found.
    """
    from bot.check.check import check

    path = content_path(content)
    problems = check(path)
    for problem in problems:
        click.echo(problem)
    click.echo(_summary(len(problems), str(path)))
    ctx.exit(1 if problems else 0)


def _summary(number: int, file: str) -> str:
    found = {0: "nothing is wrong", 1: "1 problem"}.get(number, f"{number} problems")
    return f"{file}: {found}."
