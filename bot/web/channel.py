"""The channel: what this service does its own way in the server under it (waitress), connection by connection."""

import time
from collections.abc import Iterable
from typing import Final

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # it comes without types
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]

from bot.web.headers import HEADERS
from bot.web.problems import KIND, problem_body

#: seconds in which a request must have come whole, however steadily its bytes drip
_MOST_SECONDS: Final = 30


class _Request(HTTPRequestParser):  # type: ignore[misc]  # the same
    """A request that knows when it began."""

    def __init__(self, adjustments: object) -> None:
        super().__init__(adjustments)
        self.begun = time.monotonic()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What is said of a request that is too broken or too long to reach the application: the same as there."""

    def execute(self) -> None:
        """Write it."""
        error = self.request.error
        body = problem_body(error.code)
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", KIND), *HEADERS.items()]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Task(WSGITask):  # type: ignore[misc]
    """An answer that asks the client to come again on a new connection if the server is about to end."""

    def build_response_header(self) -> bytes:
        """Return the head of the response."""
        if self.channel.server.ending:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        return head


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; its server has an attribute ``ending``."""

    parser_class = _Request
    error_task_class = _Refusal
    task_class = _Task

    @property
    def is_busy(self) -> bool:
        """Whether a request is being worked on or an answer is on its way."""
        return bool(self.requests or self.total_outbufs_len)


def hang_up_on_slow(channels: Iterable[Channel]) -> None:
    """Close the connections whose request has not come whole in time; to be called by the thread that reads them."""
    oldest = time.monotonic() - _MOST_SECONDS
    for channel in channels:
        if channel.request is not None and channel.request.begun < oldest:
            channel.will_close = True
