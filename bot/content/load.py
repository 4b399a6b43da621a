"""Load: read ``intents.yaml`` and the page, and say everything that is wrong with them at once."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from bot.content.models import Content
from bot.content.nodes import Document, NodePath, read_nodes
from bot.content.pattern import Readable
from bot.content.short import split_short_lists
from bot.content.syntax import CURLY_CURE, HARD_SPACES, is_curly
from bot.errors import ContentError, Problem
from bot.files import read_bytes
from bot.source import Source

#: rule, message and cure
_Said = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """Content that can be used: what the file says, where it says it, and the page it quotes."""

    content: Content
    source: Source
    document: Document
    #: changes with every change of the file or the page; 12 hexadecimal digits
    version: str


def load_content(path: Path, readable: Readable | None = None) -> LoadedContent:
    """Read the content at ``path`` and its page. Raises ContentError with every problem of form, BotError if a file cannot be read.

    The patterns that are known to be ``readable`` are not read again, and the others are put beside them.
    """
    raw = read_bytes(path, "The content ")
    return parse_content(raw, str(path), lambda page: Source.read(path.parent / page), readable)


def parse_content(raw: bytes, name: str, read_page: Callable[[str], Source], readable: Readable | None = None) -> LoadedContent:
    """Return the content in ``raw``, which is called ``name`` in problems; ``read_page`` reads the page that it names.

    Raises ContentError with every problem of form, and what ``read_page`` raises.
    """
    document = read_document(raw, name)
    content = validate(document, readable)
    source = read_page(content.source)
    digest = hashlib.sha256(raw + b"\0" + source.text.encode())
    return LoadedContent(content, source, document, digest.hexdigest()[:12])


def read_document(raw: bytes, name: str) -> Document:
    """Return what ``raw`` (a file called ``name``) says, short lists cut at their commas. Raises ContentError as ``read_nodes`` does."""
    document = read_nodes(raw, name)
    split_short_lists(document)
    return document


def validate(document: Document, readable: Readable | None = None) -> Content:
    """Return the document as Content. Raises ContentError with a problem for each thing that does not fit."""
    try:
        return Content.model_validate(document.data, context=readable)
    except ValidationError as error:
        raise ContentError([_problem(document, dict(fault)) for fault in error.errors(include_url=False)]) from None


def known_key(key: str, allowed: Sequence[str]) -> str:
    """Return the cure for a ``key`` that is not among the ``allowed`` ones: the one that is most like it, and all of them."""
    near = process.extractOne(key, allowed, score_cutoff=60)
    return (f'Did you mean "{near[0]}"? ' if near else "") + f"Allowed: {', '.join(allowed)}."


def _problem(document: Document, fault: dict[str, Any]) -> Problem:
    """Say one fault in an editor's words."""
    path: NodePath = fault["loc"]
    kind, offset = fault["type"], fault.get("ctx", {}).get("offset", 0)
    at_key = kind in ("extra_forbidden", "missing")
    if path[-1:] == ("[key]",) and not at_key:
        path, at_key = path[:-1], True
    said = _said_of_numbers(path, fault) if kind in _NUMBERS else _said(kind, path, fault)
    found = document.problem(path[:-1] if kind == "missing" else path, *said, at_key=at_key, offset=offset)
    if kind == "string_type" and is_curly(found.line_text):
        return replace(found, cure=CURLY_CURE)
    if kind == "extra_forbidden" and str(path[-1]).startswith(tuple(HARD_SPACES)):
        return replace(
            found, message="this line begins with hard spaces", cure="Delete what stands before the text, and type plain spaces."
        )
    return found


def _said(kind: str, path: NodePath, fault: dict[str, Any]) -> _Said:
    name, context = _name(path), fault.get("ctx", {})
    match kind:
        case "missing":
            where = f' in "{path[-2]}"' if len(path) > 1 else ""
            return "missing-part", f"{name} is missing{where}", "Add it."
        case "extra_forbidden":
            return "unknown-key", f"{name} is not known here", known_key(str(path[-1]), _allowed_keys(path[:-1]))
        case "unknown_intent":
            near = process.extractOne(context["name"], context["known"])
            return "unknown-intent", f'there is no intent "{context["name"]}"', f'Did you mean "{near[0]}"?'
        case "string_pattern_mismatch":
            return _FORMS.get(str(path[0]), _ID_FORM)
        case "list_type" | "string_type" | "dict_type" | "model_type":
            wanted, cure = _SHAPES[kind]
            empty = fault["input"] == ""
            return ("missing-part", f"{name} is empty", cure) if empty else ("wrong-shape", f"{name} must be {wanted}", cure)
    rule, message, cure = (part.format(**context, it=name) for part in _SAID[kind])
    return rule, message, cure


def _said_of_numbers(path: NodePath, fault: dict[str, Any]) -> _Said:
    wanted = "a whole number" if fault["type"].startswith("int") else "a number"
    for key, words in (("ge", "at least"), ("le", "at most")):
        if key in fault.get("ctx", {}):
            wanted = f"{words} {fault['ctx'][key]:g}"
    return "wrong-value", f"{_name(path)} must be {wanted}", ""


def _name(path: NodePath) -> str:
    """Return what an editor calls the thing at ``path``."""
    if not path:
        return "the file"
    return f'"{path[-1]}"' if isinstance(path[-1], str) else f'an item of "{path[-2]}"'


def _allowed_keys(path: Iterable[str | int]) -> list[str]:
    """Return the keys that the model at ``path`` takes."""
    model: type[BaseModel] = Content
    for part in path:
        field = model.model_fields.get(str(part))
        kinds = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), model)
    return [field.alias or name for name, field in model.model_fields.items()]


_KEYS: Final = ("a group of keys", "Write key: value lines below it, indented.")
#: kind of fault -> what it must be, and the cure
_SHAPES: Final = {
    "list_type": ("a list", "Write each item on its own line after a dash: - text."),
    "string_type": ("one text", "Write the text on this line; in double quotes if it holds a colon or begins with [ or {."),
    "dict_type": _KEYS,
    "model_type": _KEYS,
}
_ID_FORM: Final = ("wrong-form", "an id is lower-case letters, digits and hyphens, and begins with a letter", "Such as side-effects.")
_FORMS: Final[dict[str, _Said]] = {
    "language": ("wrong-form", "a language is two lower-case letters", "Such as en."),
    "address": ("wrong-form", "the address must begin with http:// or https:// and hold no spaces", "Copy it from the browser."),
    "phone": ("wrong-form", "the phone number may hold digits, spaces, ( ) . - and a leading +", "Such as (800) 615-3055."),
}
_FLAG: Final = ("wrong-value", "{it} must be true or false", "")
#: kind of fault -> what is said of it; in braces what is at fault, and what is known of the fault
_SAID: Final[dict[str, _Said]] = {
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "literal_error": ("wrong-value", "this is not one of the allowed words", "Allowed: {expected}."),
    "too_short": ("missing-part", "{it} is empty", "Add at least one item."),
    "string_too_short": ("empty-text", "{it} is empty", "Write a text, or delete the line."),
    "string_too_long": ("too-long", "{it} is over {max_length} characters", "Make it shorter."),
    "string_unicode": ("wrong-value", "{it} holds half a character", "Delete it and type it anew."),
    "pattern": ("wrong-pattern", "{fault}", "Allowed: words, [optional words], (one|other), <name of a word list>."),
    "day": ("wrong-form", "this is not a day of the calendar", "Write year, month and day: 2026-05-04."),
    "placeholder": ("unknown-placeholder", '"{{{name}}}" is not known here', "Allowed: {allowed}."),
}
_NUMBERS: Final = frozenset(
    ("greater_than_equal", "less_than_equal", "float_type", "float_parsing", "int_type", "int_parsing", "int_parsing_size")
)
