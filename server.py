"""The web service's entry: ``python server.py``, or ``server:app`` for any WSGI server."""

import sys

import click

from bot.content.where import find_content
from bot.errors import BotError
from bot.pipeline import Bot
from bot.web.app import create_app
from bot.web.serve import serve


@click.command()
@click.option(
    "--content", envvar="BOT_CONTENT", show_envvar=True, metavar="FILE", help="What the bot knows; without it, the nearest intents.yaml."
)
@click.option("--host", envvar="BOT_HOST", show_envvar=True, default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    envvar="BOT_PORT",
    show_envvar=True,
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on.",
)
def main(content: str | None, host: str, port: int) -> None:
    """Serve the page and the bot that answers questions about it."""
    try:
        serve(Bot.load(find_content(content)), host, port)
    except BotError as error:
        click.echo(error, err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()  # does not return, so the program makes one application, not two

app = create_app()
