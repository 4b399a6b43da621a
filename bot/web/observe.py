"""Observe: one line of JSON and one count for each request. Neither holds an address, a client or a word of what was asked."""

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime
from secrets import token_hex
from typing import Final

from flask import Flask, Response, g, has_request_context, request

from bot.web.current import current_service

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
        if has_request_context():
            said["request"] = request_id()
        return json.dumps(said)


def log_to_stderr() -> None:
    """Write what this program and its libraries log to standard error, as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # It says how long the queue is for each request that waits a moment.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def observe(app: Flask) -> None:
    """Count and log every request of ``app``."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the id of this request: the trace id that came with it, else one of its own."""
    if "request_id" not in g:
        found = _TRACE_PARENT.fullmatch(request.headers.get("traceparent", ""))
        g.request_id = found[1] if found else token_hex(16)
    known: str = g.request_id
    return known


def _begin() -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    service = current_service()
    # A request that is refused before it finds a route was not begun.
    seconds = time.perf_counter() - g.get("begun", time.perf_counter())
    route = request.url_rule.rule if request.url_rule else "none"
    service.metrics.request(route, response.status_code, seconds)
    known = request_id()
    response.headers.add("X-Request-Id", known)
    if service.settings.access_log:
        method = request.method if request.method in _METHODS else "other"
        # Nothing here can hold a quotation mark, and a logger would take longer than a reply that is remembered.
        sys.stderr.write(
            f'{{"time": "{_now()}", "level": "info", "logger": "bot.access", "message": "request", "request": "{known}", '
            f'"method": "{method}", "route": "{route}", "status": {response.status_code}, "ms": {seconds * 1000:.2f}}}\n'
        )
    return response


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
