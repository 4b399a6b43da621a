"""The gate: who asks too often waits, and is told how long, and whom to call meanwhile; who tells of danger is answered all the same."""

import logging
from contextlib import suppress
from typing import Final
from wsgiref.types import WSGIEnvironment

from flask import request

from bot.model import DANGERS
from bot.web.current import Service, current_bot, current_service
from bot.web.problems import Refusal
from bot.web.question import Question, read

_log: Final = logging.getLogger(__name__)
#: where the outcome stands in the environment of a request
_WAIT: Final = "bot.wait"


def limit() -> None:
    """Raise Refusal for a question or a vote by a client that asks too often, unless it tells of danger."""
    if request.method != "POST" or request.url_rule is None:
        return
    service = current_service()
    seconds = wait(service, request.environ)
    if not seconds or _is_danger(service):
        return
    service.metrics.limited.inc()
    phone = current_bot().knowledge.facts.phone.display
    some = "a second" if seconds == 1 else f"{seconds} seconds"
    sentence = f"You have asked many questions in a short time. Please wait {some}, or call {phone}."
    raise Refusal(429, sentence, {"Retry-After": str(seconds)})


def _is_danger(service: Service) -> bool:
    """Return whether the question tells of danger, unless the client asks far too often even for that to be found out."""
    if not service.limiter.listens(request.environ.get("REMOTE_ADDR", "")):
        return False
    alarm = current_bot().hear(_words()).alarm
    return bool(alarm and alarm.reasons[0] in DANGERS)


def _words() -> str:
    """Return what the visitor typed; nothing if it cannot be read."""
    if request.mimetype != "application/json":
        return request.form.get("text", "")
    with suppress(ValueError, RecursionError):
        return read(Question, request.get_data()).text
    return ""


def wait(service: Service, environ: WSGIEnvironment) -> int:
    """Return the seconds that the client must wait, 0 if it may ask; a request counts once, however often this is called."""
    if _WAIT not in environ:
        if "HTTP_X_FORWARDED_FOR" in environ and not service.settings.proxies and not service.warned:
            service.warned = True
            _log.warning("A proxy stands before the service, but BOT_PROXIES is 0: all visitors count as one client.")
        environ[_WAIT] = service.limiter.wait(environ.get("REMOTE_ADDR", ""))
    seconds: int = environ[_WAIT]
    return seconds
