"""Make: a folder with a page's text and its first content, tried before it is put in place."""

import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.check.check import check
from bot.content.load import load_content
from bot.content.nodes import Path as NodePath
from bot.edit import prepare
from bot.errors import BotError, ContentError, Problem
from bot.judge import describe
from bot.page.read import Page
from bot.page.starter import make_starter
from bot.pipeline import Bot

#: groups in which an example that does not hold may be left out; a guard's never is
_MAY_SHRINK: Final = ("intents", "topics", "smalltalk")


@dataclass(frozen=True, slots=True)
class Made:
    """A folder with first content."""

    folder: Path
    intents: int
    topics: int
    guards: int
    #: topics that were left out because the page speaks of them
    spoken_of: tuple[str, ...]
    #: each heading of the page -> what becomes of it when asked; empty if it is answered
    headings: dict[str, str]
    #: what is still wrong
    problems: tuple[Problem, ...]


def make_content(page: Page, folder: Path) -> Made:
    """Make ``folder`` with ``intents.yaml`` and the page's text.

    Patterns and examples that do not hold on this page (a guard or another intent takes them) are left out, until the check finds
    nothing more of the kind. Raises BotError if the folder is there already or cannot be made, or if the phone number or the address
    has not the right form.
    """
    if folder.exists():
        raise BotError(f"{folder} is there already. Name another folder with --into, or move that one away.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise BotError(f"{folder} cannot be made: {error.strerror}.") from None
    try:
        made = _fill(draft, page, folder)
        draft.chmod(0o755)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def _fill(draft: Path, page: Page, folder: Path) -> Made:
    content = draft / "intents.yaml"
    source = f"source/{folder.name}.txt"
    starter = make_starter(page, source)
    (draft / "source").mkdir()
    (draft / source).write_text(page.source.text, encoding="utf-8")
    content.write_text(starter.text, encoding="utf-8")
    _require_form(content)
    while at_fault := _at_fault(problems := check(content), content):
        prepare(content, partial(_leave_out, paths=at_fault)).write()
    bot, found = Bot.load(content), load_content(content).content
    replies = {heading: bot.reply(heading) for heading in starter.headings}
    headings = {heading: "" if reply.quotes else describe(reply, bot.knowledge.facts) for heading, reply in replies.items()}
    return Made(folder, len(found.intents), len(found.topics), len(found.guards), starter.left_out, headings, tuple(problems))


def _require_form(content: Path) -> None:
    """Raise BotError if a person named something that cannot stand in the content."""
    try:
        load_content(content)
    except ContentError as error:
        told = " ".join(f"{problem.message}. {problem.cure}" for problem in error.problems)
        raise BotError(told[0].upper() + told[1:]) from None


def _at_fault(problems: list[Problem], content: Path) -> set[NodePath]:
    """Return the items of lists at which the problems stand."""
    places = {place[:3]: path for path, place in load_content(content).document.values.items()}
    found = {places.get(problem.place[:3], ()) for problem in problems}
    return {path for path in found if path[:1] and path[0] in _MAY_SHRINK and isinstance(path[-1], int)}


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
