"""Which content a command works on: ``--content`` after the command, before it, or BOT_CONTENT."""

# ruff: noqa: PLC0415 - what is kept needs no content to be read

from typing import TYPE_CHECKING

import click

from bot.cli.progress import told
from bot.content.where import find_content
from bot.kept import kept_bot

if TYPE_CHECKING:
    from bot.content.load import LoadedContent
    from bot.pipeline import Bot

#: without it, the command takes what stands before it
content_option = click.option("--content", metavar="FILE", help="Use this intents.yaml. Without it: the one in this folder.")


def load_bot(given: str | None) -> "Bot":
    """Return the bot of the content to work on. Raises BotError if it cannot be used."""
    with told("Reading the content; after a change this takes a few seconds …"):
        return kept_bot(find_content(given))


def load_both(given: str | None) -> "tuple[LoadedContent, Bot]":
    """Return the content to work on, as it was read, and its bot. Raises as ``load_bot`` does."""
    from bot.content.load import load_content

    return load_content(find_content(given)), load_bot(given)
