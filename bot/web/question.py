"""What visitors send, a question or a vote, read from a request's body; and the reply, found again if it was given of late."""

import hashlib
import json
import re
import secrets
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.context import Context
from bot.knowledge import Facts
from bot.model import Reply
from bot.pipeline import Bot
from bot.web.current import Service

#: bytes of a request's body
MAX_BODY: Final = 65_536
REPLY: Final = TypeAdapter(Reply)
_STRICT: Final = ConfigDict(strict=True, extra="forbid", frozen=True)
#: dies with the process, so that nobody can find out what was asked from what it is remembered under
_KEY: Final = secrets.token_bytes(32)
_DIGEST_LENGTH: Final = 16
_BLANKS: Final = re.compile(r"[ \t]+")

Body = TypeVar("Body", bound=BaseModel)


class NameTwiceError(ValueError):
    """An object of JSON holds a name twice, and who looked at it before us may have read the other."""


class Question(BaseModel):
    """What is asked: the visitor's words, and the context of the reply before."""

    model_config = _STRICT

    text: str = Field(description="the visitor's words")
    context: dict[str, object] | None = Field(None, description="the context of the reply before, as it came")


class Feedback(BaseModel):
    """Whether an answer helped."""

    model_config = _STRICT

    intent: str = Field(description="the id of the intent that was answered")
    helpful: bool
    turn: str | None = Field(None, max_length=64, description="the X-Turn-Id of the reply, if it had one")


def read(model: type[Body], body: bytes) -> Body:
    """Return what stands in ``body``.

    Raises NameTwiceError, ValidationError if it is JSON but no such thing, else ValueError or RecursionError.
    """
    found = _DECODER.decode(body.decode())
    if b"\\u" in body:  # so half a character may be written, which no answer could repeat
        json.dumps(found, ensure_ascii=False).encode()
    return model.model_validate(found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NameTwiceError
    return found


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once)


def answer(service: Service, bot: Bot, question: Question) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the reply to ``question`` as JSON, and its headers."""
    asked = hashlib.blake2b(_asked(question, bot.knowledge.facts).encode(), key=_KEY, digest_size=_DIGEST_LENGTH).digest()
    given = service.replies.get(asked)
    if given is None:
        reply = bot.reply(question.text, question.context)
        given = service.replies[asked] = reply, REPLY.dump_json(reply)
    reply, body = given
    turn = service.note(question.text, reply)
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    return body, [*headers, ("X-Turn-Id", turn)] if turn else headers


def _asked(question: Question, facts: Facts) -> str:
    """Return what the reply to ``question`` depends on; capitals and blanks make no difference."""
    text = question.text
    if text.isascii() and len(text) <= facts.policy.max_characters:
        text = _BLANKS.sub(" ", text.lower()).strip(" ")
    return f"{facts.version} {Context.read(question.context)!r} {text!r}"
