"""The quick way: a plain question is answered around Flask, whose way to a view takes longer than many an answer.

What is not plain, or not good, or fails, goes on to Flask, and is told there what is wrong. Both ways end in ``answer``.
"""

import json
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final, TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from werkzeug.sansio.utils import host_is_trusted

from bot.context import Context
from bot.knowledge import Facts
from bot.model import Reply
from bot.pipeline import Bot
from bot.web.current import Service
from bot.web.gate import wait
from bot.web.memo import Given
from bot.web.observe import ROUTE

#: bytes of a request's body
MAX_BODY: Final = 65_536
REPLY: Final = TypeAdapter(Reply)
STRICT: Final = ConfigDict(strict=True, extra="forbid", frozen=True)
#: a full stop at the end of a host's name, which makes no difference
_LAST_STOP: Final = re.compile(r"\.(?=:\d*$|$)")
_BLANKS: Final = re.compile(r"[ \t]+")
_PLAIN: Final = {"PATH_INFO": "/api/v1/reply", "REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/json"}.items()


Body = TypeVar("Body", bound=BaseModel)


class NameTwiceError(ValueError):
    """An object of JSON holds a name twice, and who looked at it before us may have read the other."""


class Question(BaseModel):
    """What is asked: the visitor's words, and the context of the reply before."""

    model_config = STRICT

    text: str = Field(description="the visitor's words")
    context: dict[str, object] | None = Field(None, description="the context of the reply before, as it came")


def read(model: type[Body], body: bytes) -> Body:
    """Return what stands in ``body``. Raises ValidationError if it is no such thing, else NameTwiceError if it says a name twice."""
    found = model.model_validate_json(body)
    json.loads(body, object_pairs_hook=_once)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NameTwiceError
    return found


def answer(service: Service, bot: Bot, question: Question) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the reply to ``question`` as JSON, and its headers."""
    digest = service.memo.digest(_asked(question, bot.knowledge.facts).encode())
    given = service.memo.recall(digest)
    if given is None:
        reply = bot.reply(question.text, question.context)
        given = Given(reply, REPLY.dump_json(reply))
        service.memo.keep(digest, given)
    turn = service.note(question.text, given.reply)
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(given.body)))]
    return given.body, [*headers, ("X-Turn-Id", turn)] if turn else headers


def _asked(question: Question, facts: Facts) -> str:
    """Return what the reply to ``question`` depends on; capitals and blanks make no difference."""
    text = question.text
    if text.isascii() and len(text) <= facts.policy.max_characters:
        text = _BLANKS.sub(" ", text.lower()).strip(" ")
    return f"{facts.version} {Context.read(question.context)!r} {text!r}"


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
