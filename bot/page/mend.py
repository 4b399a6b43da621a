"""Mend: what a first content still lacks, as far as that can be known without understanding the page."""

import re
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.content.load import load_content
from bot.content.nodes import Path as NodePath
from bot.content.pattern import PatternError, expand, words_of
from bot.content.words import Lists, spell_out
from bot.edit import Change, prepare
from bot.errors import Problem

#: groups in which an example that does not hold may be left out; a guard's never is
_MAY_SHRINK: Final = ("intents", "topics", "smalltalk")
#: examples that a part should have
_EXAMPLES: Final = 3
_TITLE: Final = re.compile("“[^”]*”")


def mend(content: Path, problems: list[Problem]) -> Change:
    """Return the change that mends what it can of ``problems``; an empty one if that is nothing.

    Patterns and examples at fault are left out. A title that is not answered gives way to a pattern, which is; a part without an
    example gets its first patterns; a group of synonyms that stands for nothing goes; and a message that is hard to read no longer
    names the page.
    """
    loaded = load_content(content)
    document = loaded.document
    places = {place[:3]: path for known in (document.keys, document.values) for path, place in known.items()}
    at_fault = [(places.get(problem.place[:3], ()), problem.rule) for problem in problems]
    return prepare(content, partial(_alter, at_fault=at_fault, lists=loaded.content.lists))


def _alter(data: Any, at_fault: list[tuple[NodePath, str]], lists: Lists) -> None:
    _leave_out(data, {path for path, _ in at_fault if path[:1] and path[0] in _MAY_SHRINK and isinstance(path[-1], int)})
    for rule, path in [(rule, path) for path, rule in at_fault if len(path) > 1 and path[1] in data[path[0]]]:
        match rule, path:
            case "title-not-answered", ("intents", name, *_):
                part = data["intents"][name]
                part["title"] = _said(part["patterns"][0], lists).capitalize()
            case "unknown-synonym", (group, name, *_):
                del data[group][name]
            case "reading-level", ("smalltalk", name, "reply"):
                data["smalltalk"][name]["reply"] = _TITLE.sub("this", data["smalltalk"][name]["reply"])
    for part in [part for group in (*_MAY_SHRINK, "guards") for part in data[group].values() if not part.get("tests")]:
        part["tests"] = [_said(pattern, lists) for pattern in part["patterns"][:_EXAMPLES]]


def _leave_out(data: Any, paths: set[NodePath]) -> None:
    """Take the items out of their lists, and parts that are left without a pattern out of the content."""
    for group, name, key, _ in paths:
        part = data[group][name]
        part[key] = [item for number, item in enumerate(part[key]) if (group, name, key, number) not in paths]
    for group in _MAY_SHRINK:
        data[group] = {name: {key: value for key, value in part.items() if value} for name, part in data[group].items() if part["patterns"]}
    for lists in (data, *data["intents"].values()):
        for key in {"suggestions", "next"} & lists.keys():
            lists[key] = [name for name in lists[key] if name in data["intents"]]


def _said(pattern: str, lists: Lists) -> str:
    """Return one way to say the pattern; of one with too many ways, all of its words."""
    spelled = spell_out(pattern, lists)
    try:
        return " ".join(expand(spelled)[0])
    except PatternError:
        return words_of(spelled)
