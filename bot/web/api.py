"""The API: the reply record, votes on answers, and what a widget needs to begin, as JSON."""

from typing import Final

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError

from bot.web.current import WELCOME, current_bot, current_service, welcome
from bot.web.openapi import document
from bot.web.problems import Refusal
from bot.web.question import Body, Feedback, NameTwiceError, Question, answer, read

api: Final = Blueprint("api", __name__, url_prefix="/api/v1")

#: what is wrong with a body, by where it is wrong; the words sent are never repeated
_FAULTS: Final = {
    "text": 'The body must hold "text", and it must be a string.',
    "context": '"context" must be an object or null: the context of the reply before.',
    "intent": 'The body must hold "intent", and it must be the id of an intent.',
    "helpful": 'The body must hold "helpful", and it must be true or false.',
    "turn": '"turn" must be a string or null: the X-Turn-Id of the reply.',
}
#: what is said of a body that is JSON, but holds something else
_WANTED: Final[dict[type[BaseModel], str]] = {
    Question: 'The body must be one JSON object that holds "text" and, if you like, "context", and nothing else.',
    Feedback: 'The body must be one JSON object that holds "intent", "helpful" and, if you like, "turn", and nothing else.',
}


@api.post("/reply")
def reply() -> Response:
    """Answer a question."""
    body, headers = answer(current_service(), current_bot(), _read(Question))
    return Response(body, headers=headers)


@api.post("/feedback")
def feedback() -> Response:
    """Take a vote on an answer."""
    vote = _read(Feedback)
    if vote.intent not in current_bot().knowledge.facts.intents:
        raise Refusal(422, _FAULTS["intent"])
    current_service().vote(vote.intent, helpful=vote.helpful, turn=vote.turn)
    return Response(status=204)


@api.get("/content")
def content() -> Response:
    """Tell what a widget shows before the first question."""
    bot = current_bot()
    response = Response(WELCOME.dump_json(welcome(bot)), content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(bot.knowledge.facts.version)
    response.make_conditional(request)
    return response


@api.get("/openapi.json")
def openapi() -> Response:
    """Describe this API (OpenAPI 3.1)."""
    return Response(document(), content_type="application/json")


def _read(model: type[Body]) -> Body:
    """Return the body as ``model``. Raises Refusal if it is none."""
    if request.mimetype != "application/json":
        raise Refusal(415, "Send the question as JSON, with the header Content-Type: application/json.")
    try:
        return read(model, request.get_data())
    except NameTwiceError:
        raise Refusal(400, "The body must not say the same name twice.") from None
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    except (ValueError, RecursionError):
        raise Refusal(400, "The body cannot be read as JSON in UTF-8.") from None
    place = str(fault["loc"][0]) if fault["loc"] else ""
    raise Refusal(422, _FAULTS[place] if place in model.model_fields else _WANTED[model])
