"""``bot reload``: let the running service take the content anew."""

import os
import signal
from pathlib import Path

import click

from bot.cli.content import content_option, content_path
from bot.errors import BotError
from bot.pipeline import Bot
from bot.web.settings import read_settings


@click.command("reload")
@click.option("--pid-file", metavar="FILE", help="Where the service wrote its process id (BOT_PID_FILE).")
@click.option("--settings", metavar="FILE", help="Read the settings from this TOML file (BOT_SETTINGS).")
@content_option
def command(**given: str | None) -> None:
    """Let the running service take the content anew.

    The service looks at its files by itself every few seconds; this is for
    those who switched that off, or do not want to wait. The content is read
    here first: if it cannot be used you see why, and the service is left alone.
    """
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is None:
        raise BotError("This system has no signal for it. The service looks at its files by itself; see BOT_WATCH.")
    settings = read_settings(os.environ, given)
    if not settings.pid_file:
        raise BotError("Name the file with the service's process id: BOT_PID_FILE, or --pid-file. Start the service with the same.")
    version = Bot.load(content_path(settings.content)).knowledge.facts.version
    process = _process(settings.pid_file)
    try:
        os.kill(process, hang_up)
    except OSError as error:
        raise BotError(f"The process {process} named in {settings.pid_file} cannot be told: {error.strerror}.") from None
    click.echo(f"The service takes version {version} now.")


def _process(file: str) -> int:
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        with Path(file).open(encoding="ascii") as opened:
            try:
                fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:  # the service holds it
                return int(opened.read())
        raise BotError(f"No running service holds {file}, so nobody was told. Start the service with the same BOT_PID_FILE.")
    except OSError as error:
        raise BotError(f"{file} cannot be read: {error.strerror}. Does the service run?") from None
    except ValueError:
        raise BotError(f"{file} does not hold a process id.") from None
