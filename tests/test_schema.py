"""The JSON Schema says what the models say."""

import re
from types import NoneType

import pytest
import yaml
from conftest import MINI_YAML, REPOSITORY

from bot.content.schema import content_schema

SCHEMA = content_schema()
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int, "null": NoneType}


def fits(value, schema=SCHEMA):
    """Whether ``value`` fits; as much of JSON Schema as the content needs."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return any(fits(value, choice) for choice in schema["anyOf"])
    kinds = schema.get("type", list(TYPES))
    if not isinstance(value, tuple(TYPES[kind] for kind in (kinds if isinstance(kinds, list) else [kinds]))):
        return False
    if isinstance(value, dict):
        return (
            all(_fits_key(key, item, schema) for key, item in value.items())
            and set(schema.get("required", ())) <= value.keys()
            and len(value) >= schema.get("minProperties", 0)
        )
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(fits(item, schema["items"]) for item in value)
    if isinstance(value, str):
        short_enough = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return short_enough and value in schema.get("enum", [value]) and bool(re.search(schema.get("pattern", ""), value))
    return schema.get("minimum", value) <= value <= schema.get("maximum", value)


def _fits_key(key, value, schema):
    for pattern, found in schema.get("patternProperties", {}).items():
        if re.search(pattern, key):
            return fits(value, found)
    other = schema.get("additionalProperties", True)
    found = schema.get("properties", {}).get(key, other)
    return found if isinstance(found, bool) else fits(value, found)


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2, as editors' programs do: numbers, true and false are no text; "no" and "12:30" are."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.endswith((":int", ":float")) and first != ":"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def read_as_an_editor_does(text):
    return yaml.load(text, EditorLoader)


@pytest.mark.parametrize("text", [MINI_YAML, (REPOSITORY / "intents.yaml").read_text(encoding="utf-8")], ids=["mini", "real"])
def test_valid_content_fits(text):
    assert fits(read_as_an_editor_does(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("language: en\n", "language: English\n"),
        ("language: en\n", "langage: en\n"),
        ("source: source/gull-point.txt\n", ""),
        ("  cat:\n    title: Is there a cat?\n", "  The Cat:\n    title: Is there a cat?\n"),
        ("    title: Is there a cat?\n", ""),
        ("    title: Is there a cat?\n", "    titel: Is there a cat?\n    title: Is there a cat?\n"),
        ("    title: Is there a cat?\n", f"    title: {'Is there a cat? ' * 9}\n"),
        ("    contact: true\n", "    contact: perhaps\n"),
        ("    reason: crisis\n", "    reason: worry\n"),
        ("    reply: You are welcome.\n", "    reply: [You, are, welcome]\n"),
        ("    - kitty\n    - feline\n    - mouser\n", "    kitty: feline\n"),
        ("  clarify: I am not sure", "  clarify: ''\n  # I am not sure"),
        ("\nsynonyms:\n", "\npolicy:\n  threshold: 101\n\nsynonyms:\n"),
    ],
)
def test_a_mistake_does_not_fit(old, new):
    assert old in MINI_YAML
    assert not fits(read_as_an_editor_does(MINI_YAML.replace(old, new, 1)))


def test_a_number_among_texts_fits_because_it_is_read_as_text():
    assert fits(read_as_an_editor_does(MINI_YAML.replace("      - is there a kitty\n", "      - 42\n")))


def test_a_short_list_may_be_one_text_with_commas():
    assert fits(read_as_an_editor_does(MINI_YAML.replace("    - kitty\n    - feline\n    - mouser\n", "    kitty, feline, mouser\n")))


def test_it_names_its_draft_and_itself():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "intents.yaml"


def test_keys_are_named_as_editors_write_them():
    assert set(SCHEMA["$defs"]["Intent"]["properties"]) == {
        "title",
        "patterns",
        "quotes",
        "contact",
        "next",
        "tests",
        "not",
        "reviewed",
        "reviewer",
    }


def test_descriptions_help_while_typing():
    assert SCHEMA["$defs"]["Intent"]["properties"]["title"]["description"] == "the question in the visitor's words, shown as a button"
    assert "title" not in SCHEMA["$defs"]["Intent"]["properties"]["quotes"]
