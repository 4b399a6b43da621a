"""Since: what was changed in the content between two versions, part by part, and what that does to the tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.compile import compile_content
from bot.content.load import LoadedContent
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.replay.compare import ReplyChange, VersionComparison


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from an older version."""

    name: str
    version: str
    #: whether the page's text is another
    page: bool
    #: part of the content -> "new", "gone", or what changed in it
    differences: dict[str, str]
    #: tests and counter-tests of both versions whose reply changed
    replies: tuple[tuple[str, ReplyChange], ...]


def since(name: str, old: LoadedContent, new: LoadedContent) -> Since:
    """Return what changed from ``old``, which is called ``name``, to ``new``."""
    questions = list(dict.fromkeys(question.text for loaded in (old, new) for question in own_questions(loaded)))
    compared = VersionComparison(compile_content(old), compile_content(new))
    replies = tuple((question, change) for question in questions if (change := compared.change(question)))
    return Since(name, old.version, old.source.text != new.source.text, dict(_differences(_parts(old), _parts(new))), replies)


def _parts(loaded: LoadedContent) -> dict[str, Any]:
    """Return every part of the content under its key in the file, and its id if there are several ("intent cat", "phone")."""
    parts: dict[str, Any] = {}
    for key, value in loaded.content.model_dump(by_alias=True).items():
        parts |= {f"{key.removesuffix('s')} {name}": part for name, part in value.items()} if isinstance(value, dict) else {key: value}
    return parts


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part in new | old:
        before, after = old.get(part), new.get(part)
        if before != after:
            yield part, "new" if before is None else "gone" if after is None else ", ".join(_changed(before, after))


def _changed(before: Any, after: Any) -> Iterator[str]:
    """Yield what changed in a part: a text as such, of a list how many came and went."""
    if not isinstance(before, dict):
        yield "changed"
        return
    for key, value in after.items():
        if isinstance(value, list) and value != before[key]:
            came, went = (len([item for item in one if item not in other]) for one, other in ((value, before[key]), (before[key], value)))
            yield f"{key} +{came} −{went}"
        elif value != before[key]:
            yield f"{key} changed"
