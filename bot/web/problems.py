"""Problems: what goes wrong, told as ``application/problem+json`` (RFC 9457) to programs and as a page to people."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Literal

from flask import Response, render_template, request
from pydantic import BaseModel, Field
from werkzeug.exceptions import HTTPException

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


@dataclass(eq=False)
class Refusal(Exception):
    """A request is refused."""

    status: int
    #: one clear sentence; empty: the usual one
    sentence: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def show_problem(error: Exception) -> Response:
    """Return what is said of ``error``, whatever it is.

    It is a page if a person reads the answer: on /ask always, outside of the API if the browser says that it takes pages.
    """
    refusal = _refusal(error)
    takes_pages = any(kind == "text/html" for kind, _ in request.accept_mimetypes) and not request.path.startswith("/api/")
    if request.path == "/ask" or takes_pages:
        sentence = refusal.sentence or _SENTENCES.get(refusal.status, _SENTENCES[400])
        response = Response(render_template("problem.html", sentence=sentence, status=refusal.status), refusal.status)
    else:
        response = Response(problem_body(refusal.status, refusal.sentence), refusal.status, content_type=KIND)
    response.headers.update(refusal.headers)
    return response


def _refusal(error: Exception) -> Refusal:
    """Return ``error`` as a refusal. Of an unforeseen one only the type is logged: its text may hold what the visitor typed."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, HTTPException):
        return Refusal(error.code or 500, headers={name: value for name, value in error.get_headers() if name == "Allow"})
    _log.error("A request failed: %s", type(error).__name__)
    return Refusal(500)
