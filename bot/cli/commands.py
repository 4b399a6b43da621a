"""The ``bot`` command: it knows its commands by name only, and tells a person's mistake in one sentence."""

import io
import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from bot import __version__
from bot.errors import BotError, ContentError

_NAMES: Final = (
    "ask",
    "chat",
    "explain",
    "check",
    "test",
    "tune",
    "fuzz",
    "review",
    "replay",
    "report",
    "sync",
    "new",
    "export",
    "import",
    "guards",
    "schema",
    "serve",
    "reload",
    "log",
    "widget",
)


class Commands(click.Group):
    """Commands that are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, the most used first."""
        return list(_NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; None if there is none."""
        if cmd_name not in _NAMES:
            return None
        command: click.Command = import_module(f"bot.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a mistake that a person can mend is told without a traceback."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            raise _Mistake(f"Mend {_these(len(error.problems))} first, then try again.") from None
        except BotError as error:
            raise _Mistake(str(error)) from None


class _Mistake(click.ClickException):
    exit_code = 2


def _these(number: int) -> str:
    return "this" if number == 1 else f"these {number} problems"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, "--version", prog_name="bot", message="%(prog)s %(version)s")
@click.option(
    "--content", envvar="BOT_CONTENT", show_envvar=True, metavar="FILE", help="Use this intents.yaml. Without it: the one in this folder."
)
@click.pass_context
def main(ctx: click.Context, content: str | None) -> None:
    """Answer questions about one page with the page's own sentences.

    The bot never writes an answer of its own. It finds the sentences that
    answer a question and shows them word for word, or it says whom to call.
    All it knows stands in one file, intents.yaml.

    \b
    To try it:          bot ask "what is imrt"
    After an edit:      bot check
                        bot test
    On your web page:   bot serve

    "bot COMMAND --help" says more about each command.
    """
    ctx.obj = content
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal cannot show must not stop the program.
        sys.stdout.reconfigure(errors="backslashreplace")
