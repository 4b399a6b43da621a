"""Serve: run the application until somebody asks it to stop."""

import errno
import signal
import socket
import sys
from types import FrameType
from typing import Final

import click
import waitress  # type: ignore[import-untyped]  # it comes without types

from bot.errors import BotError
from bot.pipeline import Bot
from bot.web.app import MAX_BODY, create_app

#: seconds without a word after which a client is let go
_PATIENCE: Final = 15
#: slow clients wait in line without taking a thread
_MOST_CONNECTIONS: Final = 1000
_THREADS: Final = 4
#: bytes of a body after which the server itself hangs up
_MOST_READ: Final = 4 * MAX_BODY


def serve(bot: Bot, host: str, port: int) -> None:
    """Serve ``bot`` on ``host`` and ``port`` (0: any free one) until SIGTERM or SIGINT; say the address on stdout.

    Raises BotError if the port cannot be had.
    """
    listening = _listen(host, port)
    server = waitress.create_server(
        create_app(bot),
        sockets=[listening],
        threads=_THREADS,
        connection_limit=_MOST_CONNECTIONS,
        channel_timeout=_PATIENCE,
        # Somewhat more than the application reads, so that it is the one to refuse, in its own words; and never on disk.
        max_request_body_size=_MOST_READ,
        inbuf_overflow=2 * _MOST_READ,
        ident=None,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    click.echo(f"Listening on http://{_bracketed(host)}:{listening.getsockname()[1]}/")
    server.run()
    server.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BotError(f"Port {port} is taken by another program. Stop that program, or choose another port with BOT_PORT.") from None
        raise BotError(f"The service cannot listen on {_bracketed(host)}:{port}: {error.strerror}.") from None


def _stop(number: int, frame: FrameType | None) -> None:
    # The server takes this as a request to finish what it is doing and return.
    sys.exit(0)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
