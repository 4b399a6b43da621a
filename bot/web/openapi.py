"""The description of the API (OpenAPI 3.1), made from the very models that read and write it."""

import json
from functools import cache
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from bot import __version__
from bot.web.current import WELCOME
from bot.web.health import LIVE, READY
from bot.web.problems import KIND, ProblemDetails
from bot.web.question import REPLY, Feedback, Question

_TEMPLATE: Final = "#/components/schemas/{model}"
_JSON: Final = "application/json"
_REFUSALS: Final = {
    400: "the body is no JSON, or the request is broken",
    404: "there is nothing at this address",
    405: "not in this way",
    413: "longer than 64 kB",
    415: "not application/json",
    422: "JSON, but not what is asked for",
    429: "too often; Retry-After says how many seconds to wait",
    503: "not now",
}
_FOR_BODIES: Final = tuple(_REFUSALS)
_FOR_ALL: Final = (400, 404, 405)


@cache
def document() -> str:
    """Return the description, as JSON."""
    schemas: dict[str, Any] = {}
    for name, adapter in (("Reply", REPLY), ("Welcome", WELCOME), ("Live", LIVE), ("Ready", READY)):
        schema = adapter.json_schema(mode="serialization", ref_template=_TEMPLATE)
        schemas |= schema.pop("$defs", {}) | {name: schema}
    _, models = models_json_schema(
        [(Question, "validation"), (Feedback, "validation"), (ProblemDetails, "serialization")], ref_template=_TEMPLATE
    )
    schemas |= models["$defs"]
    described = {
        "openapi": "3.1.0",
        "info": {"title": "The FAQ bot that only quotes", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
        "paths": {
            "/api/v1/reply": {"post": _post("Answer a question.", "reply", "Question", {"200": _json("the reply", "Reply")})},
            "/api/v1/feedback": {"post": _post("Take a vote on an answer.", "feedback", "Feedback", {"204": {"description": "taken"}})},
            "/api/v1/content": {"get": _get("What a widget shows before the first question.", "content", "Welcome")},
            "/healthz": {"get": _get("Whether the process lives.", "live", "Live")},
            "/readyz": {"get": _ready()},
        },
        "components": {"schemas": schemas},
    }
    return json.dumps(described)


def _post(summary: str, name: str, model: str, answers: dict[str, Any]) -> dict[str, Any]:
    body = {"required": True, "content": {_JSON: {"schema": _ref(model)}}}
    return {"summary": summary, "operationId": name, "requestBody": body, "responses": answers | _refusals(_FOR_BODIES)}


def _get(summary: str, name: str, model: str) -> dict[str, Any]:
    return {"summary": summary, "operationId": name, "responses": {"200": _json(summary, model)} | _refusals(_FOR_ALL)}


def _ready() -> dict[str, Any]:
    operation = _get("Whether visitors may come.", "ready", "Ready")
    operation["responses"]["503"] = _json("about to end: send visitors to another replica", "Ready")
    return operation


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    content = {KIND: {"schema": _ref("ProblemDetails")}}
    return {str(status): {"description": _REFUSALS[status], "content": content} for status in statuses}


def _json(description: str, model: str) -> dict[str, Any]:
    return {"description": description, "content": {_JSON: {"schema": _ref(model)}}}


def _ref(model: str) -> dict[str, str]:
    return {"$ref": _TEMPLATE.format(model=model)}
