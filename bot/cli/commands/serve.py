"""``bot serve``: the bot as a web service."""

import os

import click

from bot.cli.content import content_option, content_path
from bot.web.serve import serve
from bot.web.settings import listed, read_settings


class _WithSettings(click.Command):
    """A command whose help ends with every setting of the service."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the settings below the options."""
        with formatter.section("Settings (environment, or the settings file in small letters without BOT_)"):
            formatter.write_dl(listed())


@click.command("serve", cls=_WithSettings)
@click.option("--host", help="The address to listen on (BOT_HOST).")
@click.option("--port", help="The port (BOT_PORT).")
@click.option("--settings", metavar="FILE", help="Read the settings from this TOML file (BOT_SETTINGS).")
@content_option
def command(**given: str | None) -> None:
    """Answer on the web until you press Ctrl-C.

    The page at the address that is printed holds the chat; other programs
    ask at /api/v1/reply. Only this computer can reach it, unless you choose
    another --host.

    What is given here counts before the environment, and that before the file.
    """
    settings = read_settings(os.environ, given)
    content_path(settings.content)
    serve(settings)
