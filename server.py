"""The web service's entry: ``python server.py`` is ``bot serve``; ``server:app`` is for any other WSGI server."""

import sys

import click

from bot.cli import main
from bot.errors import BotError
from bot.web.app import create_app

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])  # does not return, so the program makes one application, not two

try:
    app = create_app()
except BotError as error:
    click.echo(f"Error: {error}", err=True)
    sys.exit(3)  # so gunicorn knows that it would be no better the next time
