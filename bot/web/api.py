"""The API: the reply record, and what a widget needs to begin, as JSON."""

from typing import Final, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from bot.model import Reply
from bot.web.current import Welcome, current_bot, welcome
from bot.web.problems import problem

api: Final = Blueprint("api", __name__, url_prefix="/api/v1")

_Record = TypeVar("_Record")
_REPLY: Final = TypeAdapter(Reply)
_WELCOME: Final = TypeAdapter(Welcome)

#: what is wrong with a question, by where it is wrong; the words sent are never repeated
_FAULTS: Final = {
    "text": 'The body must hold "text", and it must be a string.',
    "context": '"context" must be an object or null: the context of the reply before.',
    "": 'The body must be one JSON object that holds "text" and, if you like, "context", and nothing else.',
}


class Question(BaseModel):
    """What is asked: the visitor's words, and the context of the reply before."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    text: str
    context: dict[str, object] | None = None


@api.post("/reply")
def reply() -> Response:
    """Answer a question."""
    if request.mimetype != "application/json":
        return problem(415, "Send the question as JSON, with the header Content-Type: application/json.")
    try:
        question = Question.model_validate_json(request.get_data(cache=False))
    except ValidationError as error:
        return _refusal(error)
    return _json(_REPLY, current_bot().reply(question.text, question.context))


@api.get("/content")
def content() -> Response:
    """Tell what a widget shows before the first question."""
    return _json(_WELCOME, welcome(current_bot()))


def _refusal(error: ValidationError) -> Response:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if fault["type"] == "json_invalid":
        return problem(400, "The body is not valid JSON in UTF-8.")
    place = fault["loc"][0] if fault["loc"] else ""
    return problem(422, _FAULTS.get(str(place), _FAULTS[""]))


def _json(adapter: TypeAdapter[_Record], record: _Record) -> Response:
    return Response(adapter.dump_json(record), content_type="application/json")
