"""Which content a command works on: ``--content`` after the command, before it, or BOT_CONTENT."""

from pathlib import Path

import click

from bot.content.where import find_content
from bot.kept import kept_bot
from bot.pipeline import Bot


def _or_before(ctx: click.Context, _: click.Parameter, given: str | None) -> str | None:
    """Return what stands after the command, else what stands before it."""
    before: str | None = ctx.obj
    return given or before


content_option = click.option(
    "--content", metavar="FILE", callback=_or_before, help="Use this intents.yaml. Without it: the one in this folder."
)


def content_path(given: str | None) -> Path:
    """Return the path of the content to work on.

    Raises BotError if there is none.
    """
    return find_content(given)


def load_bot(given: str | None) -> Bot:
    """Return the bot of the content to work on.

    Raises BotError if it cannot be used.
    """
    return kept_bot(content_path(given))
