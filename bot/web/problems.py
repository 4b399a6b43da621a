"""Problems: what goes wrong, told as ``application/problem+json`` (RFC 9457) to programs and as a page to people."""

import json
import logging
from http import HTTPStatus
from typing import Final

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from bot.web.current import current_bot

_log: Final = logging.getLogger(__name__)

#: what is said; never anything that was sent
_SENTENCES: Final = {
    404: "There is nothing at this address.",
    405: "This address cannot be asked in that way.",
    413: "That is too long: a request may hold 64 kB.",
    500: "Something went wrong on our side.",
}
_OTHERWISE: Final = "The request could not be understood."


def problem(status: int, detail: str) -> Response:
    """Return a problem for a program to read: ``detail`` is one clear sentence."""
    record = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps(record), status, content_type="application/problem+json")


def show_problem(error: Exception) -> Response:
    """Return what is said of ``error``, whatever it is.

    Of an unforeseen one only the type is logged: its text may hold what the visitor typed.
    """
    if not isinstance(error, HTTPException):
        _log.error("A request failed: %s", type(error).__name__)
        error = InternalServerError()
    status = error.code or 500
    sentence = _SENTENCES.get(status, _OTHERWISE)
    response = _page(status, sentence) if _asks_a_person() else problem(status, sentence)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _asks_a_person() -> bool:
    """Whether a person reads the answer: on /ask always, elsewhere if the browser says that it takes pages."""
    if request.path.startswith("/api/"):
        return False
    return request.path == "/ask" or any(kind == "text/html" for kind, _ in request.accept_mimetypes)


def _page(status: int, sentence: str) -> Response:
    facts = current_bot().knowledge.facts
    return Response(render_template("problem.html", sentence=sentence, phone=facts.phone, language=facts.language), status)
