"""Serve: run the application until somebody asks it to stop, then finish what was begun."""

import errno
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final

import waitress  # type: ignore[import-untyped]  # it comes without types

from bot.errors import BotError
from bot.web.app import live_app
from bot.web.channel import Channel, WaitingLine, accept_all, hang_up_on_slow
from bot.web.current import Service, service_of
from bot.web.observe import log_to_stderr
from bot.web.question import MAX_BODY
from bot.web.reload import Reloader
from bot.web.settings import Settings
from bot.web.voice import OUT

#: seconds without a word after which a client is let go
_PATIENCE: Final = 15
#: slow clients wait in line without taking a thread
_MOST_CONNECTIONS: Final = 1000
#: bytes of a body after which the server itself hangs up
_MOST_READ: Final = 4 * MAX_BODY
_MOST_HEADERS: Final = 16_384
#: seconds between two looks at the clock
_TICK: Final = 0.5
#: seconds that the last answers may take
_LAST_WORDS: Final = 5.0


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; say the address on standard output.

    Raises BotError if the content cannot be used or a port cannot be had.
    """
    log_to_stderr()
    OUT.keep_nothing()
    app, reloader = live_app(settings)
    listening = _listen(settings.host, settings.port)
    if settings.metrics_port:
        service_of(app).metrics.serve(settings.metrics_host, settings.metrics_port)
    server = waitress.create_server(
        app,
        sockets=[listening],
        map={},
        _dispatcher=WaitingLine(settings.threads),
        connection_limit=_MOST_CONNECTIONS,
        channel_timeout=_PATIENCE,
        cleanup_interval=_PATIENCE // 3,
        asyncore_use_poll=True,
        max_request_header_size=_MOST_HEADERS,
        # Somewhat more than the application reads, so that it is the one to refuse, in its own words; and never on disk.
        max_request_body_size=_MOST_READ,
        inbuf_overflow=2 * _MOST_READ,
        # The application believes as many proxies as it is told to, and none else.
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    server.adj.send_bytes = 65_536  # head and body go out together, so that no kill comes between them
    server.channel_class = Channel
    server.handle_accept = partial(accept_all, server)
    run = _Run(server, service_of(app), reloader)
    run.take_signals()
    with _pid_file(settings.pid_file):
        OUT.write(f"Listening on http://{_bracketed(settings.host)}:{listening.getsockname()[1]}/\n")
        run.until_the_end()


class _Run:
    """One run of the server, from the first request to the last."""

    def __init__(self, server: Any, service: Service, reloader: Reloader) -> None:
        self._server = server
        self._service = service
        self._reloader = reloader
        self._end = float("inf")
        self._next_look = 0.0
        server.service = service

    def take_signals(self) -> None:
        """Listen to what the system says."""
        signal.signal(signal.SIGTERM, self._drain)
        signal.signal(signal.SIGINT, self._stop)
        if hasattr(signal, "SIGHUP"):  # pragma: no branch - not on Windows
            signal.signal(signal.SIGHUP, lambda number, frame: self._reloader.look_now())

    def until_the_end(self) -> None:
        """Answer; after SIGTERM tell the balancer to send no more, answer whoever comes all the same, and finish."""
        while time.monotonic() < self._end:
            self._turn()
        self._server.accepting = False
        last = time.monotonic() + _LAST_WORDS
        while any(channel.is_busy for channel in self._channels()) and time.monotonic() < last:
            self._turn()
        self._reloader.stop()
        self._server.task_dispatcher.shutdown()
        if self._service.log:
            self._service.log.close()
        self._server.asyncore.close_all(self._server._map)

    def _turn(self) -> None:
        self._server.asyncore.loop(timeout=_TICK, use_poll=True, map=self._server._map, count=1)
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _TICK
            hang_up_on_slow(self._channels())

    def _channels(self) -> list[Channel]:
        return list(self._server.active_channels.values())

    def _drain(self, number: int, frame: FrameType | None) -> None:
        self._service.draining = True
        self._end = min(self._end, time.monotonic() + self._service.settings.drain)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._service.draining = True
        self._end = 0.0


@contextmanager
def _pid_file(path: str) -> Iterator[None]:
    """Let the file hold the process id while the service runs; no path, no file.

    It is locked for as long, so that a file that was left behind is told from that of a service.
    """
    if not path:
        yield
        return
    try:
        file = Path(path).open("a", encoding="ascii")  # noqa: SIM115 - closed below
        with suppress(ImportError):  # on Windows, where nobody can be told
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.truncate(0)
        print(os.getpid(), file=file, flush=True)
    except OSError as error:
        why = "another service holds it" if isinstance(error, BlockingIOError) else error.strerror
        raise BotError(f"The process id cannot be written to {path}: {why}. Choose another BOT_PID_FILE.") from None
    try:
        yield
    finally:
        with suppress(OSError):
            Path(path).unlink()
        file.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BotError(
                f"Port {port} is taken by another program. Stop that program, or choose another port: BOT_PORT, or --port."
            ) from None
        raise BotError(f"The service cannot listen on {_bracketed(host)}:{port}: {error.strerror or error}.") from None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
