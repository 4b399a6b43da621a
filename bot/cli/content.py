"""Which content a command works on: ``--content`` after the command, before it, or BOT_CONTENT."""

# ruff: noqa: PLC0415 - what is kept needs no content to be read

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.progress import told
from bot.content.where import find_content
from bot.errors import BotError
from bot.kept import kept_bot

if TYPE_CHECKING:
    from bot.content.load import LoadedContent
    from bot.pipeline import Bot

#: without it, the command takes what stands before it
content_option = click.option("--content", metavar="FILE", help="Use this intents.yaml. Without it: the one in this folder.")


def content_path(given: str | None, *, writes: bool = False) -> Path:
    """Return the path of the content to work on; if it is the program's own, say so.

    Raises BotError if there is none, or if the command ``writes`` and the content is the program's own.
    """
    path = find_content(given)
    if not given and path.is_absolute():
        if writes:
            raise BotError(f"There is no intents.yaml here, and {path} comes with the program. Go to your own, or name it with --content.")
        click.echo(f"There is no intents.yaml here, so the program's own is used: {path}", err=True)
    return path


def load_bot(path: Path) -> "Bot":
    """Return the bot of the content at ``path``. Raises BotError if it cannot be used."""
    with told("Reading the content; after a change this takes a few seconds …"):
        return kept_bot(path)


def load_both(path: Path) -> "tuple[LoadedContent, Bot]":
    """Return the content at ``path``, as it was read, and its bot. Raises as ``load_bot`` does."""
    from bot.content.load import load_content

    return load_content(path), load_bot(path)
