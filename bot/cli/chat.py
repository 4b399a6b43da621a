"""``bot chat``: a conversation in the terminal."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from bot.cli.content import content_option, load_bot
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.pipeline import Bot

_HELP: Final = """\
Type a question and press Enter.
  /why     why the last reply was what it was
  /reload  read the content again, after you changed it
  /help    this list
  /quit    leave; Ctrl-D and Ctrl-C do the same"""


@click.command("chat")
@content_option
def command(content: str | None) -> None:
    """Talk with the bot in the terminal.

    The bot remembers what the conversation is about, as it does on the web page,
    so that a question may follow from the one before ("and how does it work?").
    Nothing that you type is stored. /help lists the few commands; /quit leaves.
    """
    bot = load_bot(content)
    click.echo(f"{bot.knowledge.facts.messages['greeting']}\n\n{_HELP}\n", err=True)
    conversation = _Conversation(content, bot)
    with suppress(KeyboardInterrupt, _Left):
        for line in _lines():
            conversation.take(line.strip())


class _Left(Exception):
    """The person wants to leave."""


class _Conversation:
    """The bot, and what the conversation is about."""

    def __init__(self, content: str | None, bot: "Bot") -> None:
        self.content = content
        self.bot = bot
        self.context: object = None
        #: the last question, and the context that it was asked in
        self.last: tuple[str, object] | None = None

    def take(self, line: str) -> None:
        """Answer a question, or do what a command says."""
        commands: dict[str, Callable[[], None]] = {"/why": self._why, "/reload": self._reload, "/help": _help, "/quit": _quit}
        if line.startswith("/"):
            commands.get(line, _unknown)()
        elif line:
            self._reply(line)

    def _reply(self, question: str) -> None:
        from bot.cli.show import show

        self.last = question, self.context
        reply = self.bot.reply(question, self.context)
        self.context = reply.context
        click.echo(f"{show(reply)}\n")

    def _why(self) -> None:
        if self.last:
            from bot.cli.explanation import explain

            explain(self.bot, *self.last)
        else:
            click.echo("Ask something first.", err=True)

    def _reload(self) -> None:
        try:
            self.bot = load_bot(self.content)
        except BotError as error:
            click.echo(f"{error}\nThe content is as it was before.", err=True)
        else:
            click.echo("The content is read again.", err=True)


def _help() -> None:
    click.echo(_HELP, err=True)


def _quit() -> None:
    raise _Left


def _unknown() -> None:
    click.echo("There is no such command. /help lists them.", err=True)


def _lines() -> Iterator[str]:
    """Yield what is typed, line by line, until the end."""
    if not sys.stdin.isatty():
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", "replace")
        return
    with suppress(ImportError):
        # Arrow keys move in the line and through what was typed before; nothing of it is stored.
        import readline  # noqa: F401
    with suppress(EOFError):
        while True:
            yield input("> ")
