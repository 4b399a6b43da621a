"""The ``bot`` command: it knows its commands by name only, and tells a person's mistake in one sentence."""

import io
import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final

import click

from bot import __version__
from bot.errors import BotError, ContentError

#: the most used first; a line for each, so that ``bot --help`` need not load them
_COMMANDS: Final = {
    "ask": "Ask one question and show the reply.",
    "chat": "Talk with the bot in the terminal.",
    "explain": "Say why the bot replies as it does, and what would change it.",
    "check": "Say everything that is wrong with intents.yaml.",
    "test": "Ask every example question and count what comes back.",
    "tune": "Recommend how sure the bot must be.",
    "fuzz": "Type the examples as hurried people do, and compare the replies.",
    "review": "Show what visitors asked and did not get, and mend it by a key.",
    "replay": "Show what a change of the content does to what was asked.",
    "report": "Write one page about the bot for the clinician and the web team.",
    "sync": "Compare the page as it is now with the page that the bot knows.",
    "new": "Make first content for another page.",
    "export": "Write the content to a spreadsheet, .csv or .xlsx.",
    "import": 'Bring back a spreadsheet that "bot export" wrote.',
    "guards": "Print the guards as a document, for the clinician.",
    "schema": "Print the JSON Schema of intents.yaml.",
    "serve": "Answer on the web until you press Ctrl-C.",
    "reload": "Let the running service take the content anew.",
    "log": "Look into the question log, if one is kept.",
    "widget": "Print the two lines that put the chat on a page.",
}


class Commands(click.Group):
    """Commands that are loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, the most used first."""
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of that name; None if there is none."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"bot.cli.commands.{cmd_name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; to one that does not exist, the nearest is told."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], _COMMANDS, 1)
            hint = f' Did you mean "bot {near[0]}"?' if near else ""
            raise click.UsageError(f"{error.message}{hint}", error.ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, which returns whether anything was found; a mistake that a person can mend is told without a traceback."""
        try:
            found = super().invoke(ctx)
        except click.UsageError as error:
            # Click has no class of its own for an argument too many.
            if error.message.startswith("Got unexpected extra argument") and ".yaml" in error.message:
                raise click.UsageError(f"{error.message}. Name the content with --content.", error.ctx) from None
            raise
        except ContentError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            these = "this" if len(error.problems) == 1 else f"these {len(error.problems)} problems"
            raise _Mistake(f"Mend {these} first, then try again.") from None
        except BotError as error:
            raise _Mistake(str(error)) from None
        ctx.exit(1 if found else 0)


class _Mistake(click.ClickException):
    exit_code = 2


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
    ctx.default_map = {command: {"content": content} for command in _COMMANDS}
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal cannot show must not stop the program.
        sys.stdout.reconfigure(errors="backslashreplace")
