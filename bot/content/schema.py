"""The JSON Schema of ``intents.yaml``, made of the same models that check it, so that the two cannot differ."""

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.content.models import Content

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
#: what YAML takes for a number or for yes and no is read as text all the same
_TEXT: Final = ("string", "number", "boolean")


def content_schema() -> dict[str, Any]:
    """Return the JSON Schema of the content, with the keys as editors write them."""
    schema = Content.model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": _DRAFT} | schema | {"title": "intents.yaml"}


class _Generator(GenerateJsonSchema):
    """Says what pydantic's own generator leaves out, and leaves out the titles that it makes up."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return super().str_schema(schema) | {"type": list(_TEXT)}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        return found | {"additionalProperties": False} if "patternProperties" in found else found
