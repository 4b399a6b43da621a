"""``bot guards``: the guards as a document, for the clinician who reviews them."""

from typing import Final

import click

from bot.cli.content import content_option, content_path
from bot.content.load import load_content
from bot.desk.report.template import filled

_REASONS: Final = {"emergency": "Emergencies", "crisis": "Crises", "personal_advice": "Calls for personal advice"}


@click.command("guards")
@content_option
def command(content: str | None) -> None:
    """Print the guards as a Markdown document, for the clinician who reviews them.

    \b
        bot guards > docs/guards.md
    """
    click.echo(filled("guards.md", content=load_content(content_path(content)).content, reasons=_REASONS), nl=False)
