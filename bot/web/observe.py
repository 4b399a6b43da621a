"""Observe: one line of JSON and one count for each request. Neither holds an address, a client or a word of what was asked."""

import json
import logging
import re
import time
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from bot.web.current import Service
from bot.web.headers import secured
from bot.web.voice import ERR

#: the id of the request that this thread works on
_request_id: Final = ContextVar("request_id", default="")
#: where the rule of a request stands in its environment if Flask did not find it
ROUTE: Final = "bot.route"
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
#: W3C Trace Context; the first group is the id that the whole journey shares
_TRACE_PARENT: Final = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON; of an error the type only, for its text may hold what a visitor typed."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {
            "time": _now(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            said["message"] = f"A fault of the kind {record.exc_info[0].__name__}"
        if known := _request_id.get():
            said["request"] = known
        return json.dumps(said)


def log_to_stderr() -> None:
    """Write what this program and its libraries log to standard error, as lines of JSON."""
    ERR.keep_nothing()
    handler = logging.StreamHandler(ERR)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # It says how long the queue is for each request that waits a moment.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Observed:
    """A WSGI application whose every request is counted, logged and given an id, and whose every answer has the security headers.

    It stands outside of Flask: as hooks of Flask's it would take longer than a reply that is remembered.
    """

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        begun = time.perf_counter()
        known = _id(environ.get("HTTP_TRACEPARENT", ""))
        before = _request_id.set(known)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            self._tell(environ, known, int(status[:3]), time.perf_counter() - begun)
            headers = secured(status, headers, environ, self._service.settings.origins)
            return start_response(status, [*headers, ("X-Request-Id", known)], *more)

        try:
            return self._app(environ, start)
        finally:
            _request_id.reset(before)

    def _tell(self, environ: WSGIEnvironment, known: str, status: int, seconds: float) -> None:
        request = environ.get("werkzeug.request")
        route = environ.get(ROUTE) or (request.url_rule.rule if request and request.url_rule else "none")
        self._service.metrics.request(route, status, seconds)
        if self._service.settings.access_log:
            method = environ["REQUEST_METHOD"] if environ["REQUEST_METHOD"] in _METHODS else "other"
            # Nothing here can hold a quotation mark, and a logger would take longer than a reply that is remembered.
            ERR.write(
                f'{{"time": "{_now()}", "level": "info", "logger": "bot.access", "message": "request", "request": "{known}", '
                f'"method": "{method}", "route": "{route}", "status": {status}, "ms": {seconds * 1000:.2f}}}\n'
            )


def _id(parent: str) -> str:
    """Return the trace id that came with a request, else one of its own."""
    found = _TRACE_PARENT.fullmatch(parent) if parent else None
    return found[1] if found else token_hex(16)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
