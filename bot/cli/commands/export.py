"""``bot export``: the content as a spreadsheet."""

from pathlib import Path

import click

from bot.cli.content import content_option, content_path
from bot.content.load import load_content
from bot.desk.sheet.files import sheet_bytes
from bot.desk.sheet.rows import rows_of
from bot.errors import BotError
from bot.files import put


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace FILE if it is there already.")
@content_option
def command(file: Path, overwrite: bool, content: str | None) -> None:
    """Write the content to a spreadsheet, .csv or .xlsx.

    Each text of intents.yaml is one row. Change texts, clear those that should go,
    add rows without an id for new ones, and bring it back with "bot import". Rows
    may be sorted, filtered or deleted: a row that is not there changes nothing.

    Text that a spreadsheet would run as a formula gets an apostrophe before it,
    which the import takes away.
    """
    if file.exists() and not overwrite:
        raise BotError(f'{file} is there already. "bot import {file}" brings its changes back; --overwrite replaces it.')
    rows = list(rows_of(load_content(content_path(content)).document.data))
    put(file, sheet_bytes(rows, file))
    click.echo(f"{file}: {len(rows)} rows.")
