"""Make: a folder with a page's text and its first content, tried and mended before it is put in place."""

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot.content.load import LoadedContent, load_content
from bot.content.models import Content
from bot.content.nodes import NodePath
from bot.content.words import Lists, said_first
from bot.desk.check.check import check_draft
from bot.desk.check.draft import Draft
from bot.desk.edit import Change, prepare
from bot.desk.evaluate.judge import describe
from bot.desk.page.read import Page
from bot.desk.starter.content import make_starter
from bot.desk.starter.outline import short_name
from bot.desk.starter.phrases import telling_words
from bot.errors import BotError, ContentError, Problem
from bot.language.language import Language, language_of
from bot.model import Reply

#: groups in which an example that does not hold may be left out; a guard's never is
_MAY_SHRINK: Final = ("intents", "topics", "smalltalk")
#: examples that a part should have
_EXAMPLES: Final = 3
_TITLE: Final = re.compile("“[^”]*”")


@dataclass(frozen=True, slots=True)
class Made:
    """A folder with first content."""

    folder: Path
    content: Content
    #: topics that were left out because the page speaks of them
    spoken_of: tuple[str, ...]
    #: each heading of the page -> what becomes of it when asked, and what to do; empty if it is answered
    headings: dict[str, str]
    #: what is still wrong
    problems: tuple[Problem, ...]


def folder_name(title: str) -> str:
    """Return how the folder of a page with this title is called."""
    return short_name(title, language_of("en")) or "page"


def make_content(page: Page, folder: Path) -> Made:
    """Make ``folder`` with ``intents.yaml`` and the page's text.

    What does not hold on this page (a guard or another intent takes an example) is mended until the check finds nothing more of the
    kind. Raises BotError if the folder is there already or cannot be made, or if the phone number or the address
    does not have the right form.
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
    file = str(folder / "intents.yaml")
    return replace(made, problems=tuple(replace(found, place=found.place._replace(file=file)) for found in made.problems))


def _fill(draft: Path, page: Page, folder: Path) -> Made:
    content = draft / "intents.yaml"
    source = f"source/{folder.name}.txt"
    starter = make_starter(page, source)
    (draft / "source").mkdir()
    (draft / source).write_text(page.source.text, encoding="utf-8")
    content.write_text(starter.text, encoding="utf-8")
    checked, problems = _checked(content)
    seen: set[bytes] = set()
    while problems and (change := _mend(content, checked.loaded, problems)) and change.after not in seen:
        seen.add(change.after)
        change.write()
        checked, problems = _checked(content)
    facts = checked.bot.knowledge.facts
    replies = {heading: checked.reply(heading) for heading in starter.headings}
    headings = {
        heading: "" if reply.quotes else f"{describe(reply, facts)}. {_cure(reply, checked.content, starter.headings[heading])}"
        for heading, reply in replies.items()
    }
    return Made(folder, checked.content, starter.left_out, headings, tuple(problems))


def _cure(reply: Reply, content: Content, intent: str) -> str:
    """Return what to do about a heading that is not answered."""
    if reply.handoff and reply.handoff.reason == "personal_advice":
        return "That is right where a person should answer."
    if intent not in content.intents:
        return "No intent is left for it: write one that quotes what stands below it."
    answered = content.intents[intent].title
    return f'Its own words say too little, so the button is "{answered}". Add what visitors say to the patterns of "{intent}".'


def _checked(content: Path) -> tuple[Draft, list[Problem]]:
    """Return the content with what is wrong with it; raises BotError if a person named something that cannot stand in it."""
    try:
        draft = Draft(load_content(content), date.today())
    except ContentError as error:
        told = " ".join(f"{problem.message}. {problem.cure}" for problem in error.problems)
        raise BotError(told[0].upper() + told[1:]) from None
    return draft, check_draft(draft)


def _mend(content: Path, loaded: LoadedContent, problems: list[Problem]) -> Change:
    """Return the change that mends what it can of ``problems``; an empty one if that is nothing.

    Patterns and examples at fault are left out. A title that is not answered is told apart by a pattern, or gives way to it; a part
    without an example gets its first patterns; a group of synonyms that stands for nothing goes; and a message that is hard to read
    no longer names the page.
    """
    places = {place[:3]: path for known in (loaded.document.keys, loaded.document.values) for path, place in known.items()}
    at_fault = [(places.get(problem.place[:3], ()), problem.rule) for problem in problems]
    return prepare(content, partial(_alter, at_fault=at_fault, lists=loaded.content.lists, language=language_of(loaded.content.language)))


def _alter(data: Any, at_fault: list[tuple[NodePath, str]], lists: Lists, language: Language) -> None:
    _leave_out(data, {path for path, _ in at_fault if path[:1] and path[0] in _MAY_SHRINK and isinstance(path[-1], int)}, language)
    for rule, path in [(rule, path) for path, rule in at_fault if len(path) > 1 and path[1] in data[path[0]]]:
        match rule, path:
            case "title-not-answered", ("intents", name, *_):
                part = data["intents"][name]
                said = said_first(part["patterns"][0], lists)
                part["title"] = said.capitalize() if part["title"].endswith(f": {said}") else f"{part['title'].rstrip('?.')}: {said}"
            case "unknown-synonym", (group, name, *_):
                del data[group][name]
            case "reading-level", ("smalltalk", name, "reply"):
                data["smalltalk"][name]["reply"] = _TITLE.sub("this", data["smalltalk"][name]["reply"])
    for part in [part for group in (*_MAY_SHRINK, "guards") for part in data[group].values() if not part.get("tests")]:
        part["tests"] = [said_first(pattern, lists) for pattern in part["patterns"][:_EXAMPLES]]


def _leave_out(data: Any, paths: set[NodePath], language: Language) -> None:
    """Take the items out of their lists, and parts that are left without a pattern out of the content.

    An intent that loses its last pattern gets the rare words of its quotes that no other quotes.
    """
    for group, name, key, _ in paths:
        part = data[group][name]
        part[key] = [item for number, item in enumerate(part[key]) if (group, name, key, number) not in paths]
    for part in [part for part in data["intents"].values() if not part["patterns"]]:
        others = " ".join(quote for other in data["intents"].values() if other is not part for quote in other["quotes"])
        part["patterns"] = telling_words(" ".join(part["quotes"]), others, language)[:_EXAMPLES]
    for group in _MAY_SHRINK:
        data[group] = {name: {key: value for key, value in part.items() if value} for name, part in data[group].items() if part["patterns"]}
    for lists in (data, *data["intents"].values()):
        for key in {"suggestions", "next"} & lists.keys():
            lists[key] = [name for name in lists[key] if name in data["intents"]]
