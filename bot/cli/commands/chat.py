"""``bot chat``: a conversation in the terminal."""

import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from bot.cli.content import content_option, content_path, load_bot
from bot.cli.lines import wrap
from bot.cli.show import offered, show
from bot.errors import BotError
from bot.pipeline import Bot

_HELP: Final = """\
Type a question, or the number of one that is offered, and press Enter.
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
    path = content_path(content)
    bot = load_bot(path)
    greeting = "\n".join(wrap(bot.knowledge.facts.messages["greeting"]))
    _tell(f"{greeting}\n\n{_HELP}\n")
    try:
        _talk(bot, path)
    except KeyboardInterrupt:
        # Whoever presses it twice leaves in the same way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _talk(bot: Bot, path: Path) -> None:
    """Answer each question, or do what a command says, until the person leaves."""
    #: the question asked last, and the context that it was asked in
    last: tuple[str, object] | None = None
    context: object = None
    choices: list[str] = []
    for line in map(str.strip, _lines()):
        match line:
            case "/quit":
                return
            case "/help":
                _tell(_HELP)
            case "/reload":
                bot = _reloaded(bot, path)
            case "/why" if last:
                from bot.cli.explanation import explain  # noqa: PLC0415 - slow to load, and seldom asked for

                explain(bot, *last)
            case "/why":
                _tell("Ask something first.")
            case _ if line.startswith("/"):
                _tell("There is no such command. /help lists them.")
            case _ if line:
                last = _chosen(line, choices), context
                reply = bot.reply(*last)
                context, choices = reply.context, offered(reply)
                click.echo(f"{show(reply, numbered=True)}\n")


def _chosen(line: str, choices: list[str]) -> str:
    """Return what is meant: one of the ``choices`` if the line is its number, else the line."""
    number = line.rstrip(".)")
    is_one = number.isascii() and number.isdigit() and len(number) <= 2 and 1 <= int(number) <= len(choices)
    return choices[int(number) - 1] if is_one else line


def _reloaded(bot: Bot, path: Path) -> Bot:
    try:
        bot = load_bot(path)
    except BotError as error:
        _tell(f"{error}\nThe content is as it was before.")
    else:
        _tell("The content is read again.")
    return bot


def _tell(text: str) -> None:
    click.echo(text, err=True)


def _lines() -> Iterator[str]:
    """Yield what is typed, line by line, until the end."""
    if not sys.stdin.isatty():
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", "replace")
        return
    with suppress(ImportError):
        # Arrow keys move in the line and through what was typed before; nothing of it is stored.
        import readline  # noqa: F401, PLC0415
    with suppress(EOFError):
        while True:
            yield input("> ")
