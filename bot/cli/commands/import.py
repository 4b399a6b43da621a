"""``bot import``: a spreadsheet that "bot export" wrote, brought back."""

from pathlib import Path

import click

from bot.cli.content import content_option, content_path
from bot.cli.lines import say, signed
from bot.cli.progress import told
from bot.desk.sheet.bring import Brought, bring


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Put the changes into intents.yaml; its comments and layout stay.")
@content_option
def command(file: Path, write: bool, content: str | None) -> bool:
    """Bring back a spreadsheet that "bot export" wrote.

    Shows what it changes. What "bot check" would refuse is refused here, with the
    row and column of the sheet. Nothing is written without --write.

    Exit code: 0 if all is well, 1 if it is refused.
    """
    path = content_path(content, writes=write)
    with told("Checking what the sheet changes …"):
        brought = bring(file, path)
    for edit in brought.edits:
        click.secho(f"{' / '.join(key for key in edit.path if isinstance(key, str))} (row {edit.row})", bold=True)
        say((*signed("-", edit.old), *signed("+", edit.new)))
    for problem in brought.problems:
        click.echo(problem)
    if write and not brought.problems:
        brought.change.write()
    click.echo(f"Changes: {len(brought.edits)}, problems: {len(brought.problems)}. {_outcome(brought, write)}")
    return bool(brought.problems)


def _outcome(brought: Brought, write: bool) -> str:
    if brought.problems:
        return "Refused; nothing is written."
    if not brought.edits:
        return "Nothing to do."
    return "Written." if write else "Nothing is written yet: add --write."
