"""Problems: what goes wrong, told as ``application/problem+json`` (RFC 9457) to programs and as a page to people."""

import logging
from http import HTTPStatus
from typing import Final, Literal

from flask import Response, render_template, request
from pydantic import BaseModel, Field
from werkzeug.exceptions import HTTPException, InternalServerError

_log: Final = logging.getLogger(__name__)
KIND: Final = "application/problem+json"

#: what is said; never anything that was sent
_SENTENCES: Final = {
    400: "The request could not be understood.",
    404: "There is nothing at this address.",
    405: "This address cannot be asked in that way.",
    413: "That is too long: a request may hold 64 kB.",
    431: "The headers are too long: they may hold 16 kB.",
    500: "Something went wrong on our side.",
    501: "This way of sending is not known here.",
}
#: what a visitor may meet with, who may be in danger: it is told to programs too, for them to show
_MET: Final = (413, 429, 431, 500, 503)
_DANGER: Final = " In an emergency, call 911. In a crisis, call or text 988."


class ProblemDetails(BaseModel):
    """A refusal (RFC 9457)."""

    type: Literal["about:blank"] = "about:blank"
    title: str = Field(description="what the status code means")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="one clear sentence; never anything that was sent")


def problem_body(status: int, detail: str = "") -> bytes:
    """Return a problem for a program to read: ``detail`` is one clear sentence; empty: the usual one."""
    said = (detail or _SENTENCES.get(status, _SENTENCES[400])) + _DANGER * (status in _MET)
    return ProblemDetails(title=HTTPStatus(status).phrase, status=status, detail=said).model_dump_json().encode()


def problem(status: int, detail: str) -> Response:
    """Return a problem as the response to a program."""
    return Response(problem_body(status, detail), status, content_type=KIND)


def show_problem(error: Exception) -> Response:
    """Return what is said of ``error``, whatever it is.

    Of an unforeseen one only the type is logged: its text may hold what the visitor typed.
    """
    if not isinstance(error, HTTPException):
        _log.error("A request failed: %s", type(error).__name__)
        error = InternalServerError()
    status = error.code or 500
    response = refusal(status, _SENTENCES.get(status, _SENTENCES[400]))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def refusal(status: int, sentence: str) -> Response:
    """Return ``sentence`` as a page if a person reads the answer: on /ask always, elsewhere if the browser says that it takes pages."""
    if request.path.startswith("/api/"):
        return problem(status, sentence)
    if request.path == "/ask" or any(kind == "text/html" for kind, _ in request.accept_mimetypes):
        return Response(render_template("problem.html", sentence=sentence, status=status), status)
    return problem(status, sentence)
