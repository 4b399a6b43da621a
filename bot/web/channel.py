"""The channel: what this service does its own way in the server under it (waitress), connection by connection."""

import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # it comes without types
from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.task import ErrorTask, Task, ThreadedTaskDispatcher, WSGITask  # type: ignore[import-untyped]

from bot.web.headers import HEADERS, share
from bot.web.problems import KIND, problem_body

#: seconds in which a request must have come whole, however steadily its bytes drip
_MOST_SECONDS: Final = 30
#: seconds after which a question that still waits in line is refused, so that others are answered in time
_LONGEST_WAIT: Final = 2.0
#: who asks this does not wait in line: a replica that is busy lives, and is not to be restarted for it
_PROBES: Final = ("/healthz", "/readyz")
#: seconds after which who was refused may try again
_LATER: Final = "5"


class _Request(HTTPRequestParser):  # type: ignore[misc]  # the same
    """A request that knows when it began."""

    #: until it has been read; it may never be
    path = ""

    def __init__(self, adjustments: object) -> None:
        super().__init__(adjustments)
        self.begun = time.monotonic()

    def parse_header(self, head: bytes) -> None:
        """Read the head. Raises ParsingError if two servers might read it as two requests, or as being for two hosts."""
        super().parse_header(head)
        host = self.headers.get("HOST", "," if self.version == "1.1" else "")
        # In HTTP/1.1 the one under it has taken out the coding by now.
        if "," in host or "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError("ambiguous")


def _refuse(task: Task, code: int, detail: str = "") -> None:
    """Write a refusal: the same as the application's."""
    body, asked = problem_body(code, detail), task.request
    shared = share(task.channel.server.service.settings.origins, asked.path, asked.headers.get("ORIGIN", ""))
    task.status = f"{code} {HTTPStatus(code).phrase}"
    task.response_headers += [("Content-Type", KIND), *(HEADERS | dict(shared)).items()]
    task.content_length, task.complete = len(body), True
    task.write(body)


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What is said of a request that is too broken or too long to reach the application."""

    def execute(self) -> None:
        """Write it."""
        self.set_close_on_finish()
        _refuse(self, self.request.error.code)


class _Task(WSGITask):  # type: ignore[misc]
    """An answer, unless too many wait for one; it asks the client to come again on a new connection if the server is about to end."""

    def execute(self) -> None:
        """Answer; or refuse a program's question that has waited too long, at a small part of what its answer would cost."""
        is_question = self.request.command == "POST" and self.request.path.startswith("/api/")
        if not is_question or time.monotonic() - self.channel.asked < _LONGEST_WAIT:
            super().execute()
            return
        service = self.channel.server.service
        service.metrics.overloaded.inc()
        self.response_headers.append(("Retry-After", _LATER))
        _refuse(self, 503, f"Too many ask at once. Please wait {_LATER} seconds, or call {service.bot.knowledge.facts.phone.display}.")

    def build_response_header(self) -> bytes:
        """Return the head of the response."""
        if self.channel.server.service.draining:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        return head


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; its server has an attribute ``service``."""

    parser_class = _Request
    error_task_class = _Refusal
    task_class = _Task
    #: when the last bytes of the request that is worked on were read
    asked = 0.0

    def received(self, data: bytes) -> bool:
        """Take some of a request."""
        self.asked = time.monotonic()
        return bool(super().received(data))

    @property
    def is_busy(self) -> bool:
        """Whether a request is being worked on or an answer is on its way."""
        return bool(self.requests or self.total_outbufs_len)


class WaitingLine(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The connections whose requests wait for a thread; it answers a probe next, and none if all threads hang."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.set_thread_count(threads)

    def add_task(self, task: Channel) -> None:
        """Let a connection wait in line, or at its front."""
        if task.requests[0].path not in _PROBES:
            super().add_task(task)
            return
        with self.lock:
            self.queue.appendleft(task)
            self.queue_cv.notify()


def accept_all(server: Any) -> None:
    """Accept all who wait at the door, as far as there is room; the server under it lets one in for each turn of its loop."""
    known = -1
    while server.readable() and len(server.active_channels) > known:
        known = len(server.active_channels)
        type(server).handle_accept(server)


def hang_up_on_slow(channels: Iterable[Channel]) -> None:
    """Close the connections whose request has not come whole in time; to be called by the thread that reads them."""
    oldest = time.monotonic() - _MOST_SECONDS
    for channel in channels:
        if channel.request is not None and channel.request.begun < oldest:
            channel.will_close = True
