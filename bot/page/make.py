"""Make: a folder with a page's text and its first content, tried before it is put in place."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.check.check import check_draft
from bot.check.draft import Draft
from bot.content.load import load_content
from bot.errors import BotError, ContentError, Problem
from bot.judge import describe
from bot.page.mend import mend
from bot.page.read import Page
from bot.page.starter import make_starter


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

    What does not hold on this page (a guard or another intent takes an example) is mended until the check finds nothing more of the
    kind. Raises BotError if the folder is there already or cannot be made, or if the phone number or the address
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
    while problems and (change := mend(content, problems)) and change.after not in seen:
        seen.add(change.after)
        change.write()
        checked, problems = _checked(content)
    found, facts = checked.content, checked.bot.knowledge.facts
    replies = {heading: checked.reply(heading) for heading in starter.headings}
    headings = {heading: "" if reply.quotes else describe(reply, facts) for heading, reply in replies.items()}
    return Made(folder, len(found.intents), len(found.topics), len(found.guards), starter.left_out, headings, tuple(problems))


def _checked(content: Path) -> tuple[Draft, list[Problem]]:
    """Return the content with what is wrong with it; raises BotError if a person named something that cannot stand in it."""
    try:
        draft = Draft(load_content(content), date.today())
    except ContentError as error:
        told = " ".join(f"{problem.message}. {problem.cure}" for problem in error.problems)
        raise BotError(told[0].upper() + told[1:]) from None
    return draft, check_draft(draft)
