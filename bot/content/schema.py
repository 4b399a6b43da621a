"""The JSON Schema of ``intents.yaml``, made of the same models that check it, so that the two cannot differ."""

from typing import Any, Final

from bot.content.models import Content

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def content_schema() -> dict[str, Any]:
    """Return the JSON Schema of the content, with the keys as editors write them."""
    return {"$schema": _DRAFT} | Content.model_json_schema(by_alias=True) | {"title": "intents.yaml"}
