"""The quick way: a plain question is answered around Flask, whose way to a view takes longer than many an answer.

What is not plain, or not good, or fails, goes on to Flask, and is told there what is wrong. Both ways end in ``answer``.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.sansio.utils import host_is_trusted

from bot.web.current import Service
from bot.web.gate import wait
from bot.web.observe import ROUTE
from bot.web.question import MAX_BODY, Question, answer, read

#: a full stop at the end of a host's name, which makes no difference
_LAST_STOP: Final = re.compile(r"\.(?=:\d*$|$)")
_PLAIN: Final = {"PATH_INFO": "/api/v1/reply", "REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/json"}.items()


class Quick:
    """A WSGI application that answers a plain question, and leaves all else to ``app``."""

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        if "HTTP_HOST" in environ:
            environ["HTTP_HOST"] = _LAST_STOP.sub("", environ["HTTP_HOST"].lower())
        answered = self._answer(environ) if self._is_plain(environ) else None
        if answered is None:
            return self._app(environ, start_response)
        body, headers = answered
        environ[ROUTE] = environ["PATH_INFO"]
        start_response("200 OK", headers)
        return (body,)

    def _is_plain(self, environ: WSGIEnvironment) -> bool:
        length = environ.get("CONTENT_LENGTH", "")
        return (
            environ.items() >= _PLAIN
            and len(length) <= len(str(MAX_BODY))
            and length.isdecimal()
            and int(length) <= MAX_BODY
            and host_is_trusted(environ.get("HTTP_HOST"), self._service.settings.trusted_hosts)
        )

    def _answer(self, environ: WSGIEnvironment) -> tuple[bytes, list[tuple[str, str]]] | None:
        length = int(environ["CONTENT_LENGTH"])
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = BytesIO(body)  # to be read again by what refuses it
        try:
            question = read(Question, body)
            is_refused = len(body) < length or wait(self._service, environ)
            return None if is_refused else answer(self._service, self._service.bot, question)
        except Exception:  # it comes again there, and is told of
            return None
