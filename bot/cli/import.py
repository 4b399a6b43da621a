"""``bot import``: a spreadsheet that "bot export" wrote, brought back."""

from pathlib import Path

import click
from rich.console import Console

from bot.cli.content import content_option, content_path
from bot.cli.diff import signed
from bot.sheet.bring import bring
from bot.sheet.rows import Edit


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Put the changes into intents.yaml; its comments and layout stay.")
@content_option
@click.pass_context
def command(ctx: click.Context, file: Path, write: bool, content: str | None) -> None:
    """Bring back a spreadsheet that "bot export" wrote.

    Shows what it changes. What "bot check" would refuse is refused here, with the
    row and column of the sheet. Nothing is written without --write.

    Exit code: 0 if all is well, 1 if it is refused.
    """
    path = content_path(content)
    with Console(stderr=True).status("Checking what the sheet changes …"):
        brought = bring(file, path)
    for edit in brought.edits:
        _show(edit)
    for problem in brought.problems:
        click.echo(problem)
    if write and not brought.problems:
        brought.change.write()
    click.echo(
        f"Changes: {len(brought.edits)}, problems: {len(brought.problems)}. {_outcome(bool(brought.edits), bool(brought.problems), write)}"
    )
    ctx.exit(1 if brought.problems else 0)


def _show(edit: Edit) -> None:
    click.secho(f"{' / '.join(key for key in edit.path if isinstance(key, str))} (row {edit.row})", bold=True)
    for sign, text in (("-", edit.old), ("+", edit.new)):
        for line in signed(sign, text):
            click.echo(line)


def _outcome(changes: bool, refused: bool, write: bool) -> str:
    if refused:
        return "Refused; nothing is written."
    if not changes:
        return "Nothing to do."
    return "Written." if write else "Nothing is written yet: add --write."
