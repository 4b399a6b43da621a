"""Run every rule on the content and return what they find."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.check.catalogue import RULES
from bot.check.collisions import collisions
from bot.check.draft import Draft, Watch, unwatched
from bot.check.suppress import not_allowed
from bot.content.load import LoadedContent, load_content
from bot.errors import ContentError, Problem


def check(path: Path, watch: Watch = unwatched, *, deep: bool = False, today: date | None = None) -> list[Problem]:
    """Return every problem of the content at ``path``, by place; an empty list if all is well.

    If the form of the file is wrong, only that is told: the rules need content that can be read. ``deep`` looks for collisions
    beyond the patterns, too; ``today`` is the day on which reviews are due. Raises BotError if a file cannot be read at all.
    """
    try:
        loaded = load_content(path)
    except ContentError as error:
        return list(error.problems)
    return check_loaded(loaded, watch, deep=deep, today=today)


def check_loaded(loaded: LoadedContent, watch: Watch = unwatched, *, deep: bool = False, today: date | None = None) -> list[Problem]:
    """Return what the rules find in content that can be read."""
    draft = Draft(loaded, today or date.today())
    asking = draft.can_be_asked()
    rules = [rule for rule in RULES if asking or not rule.asks]
    if asking:
        draft.ask_all(watch)
    found = [replace(problem, level=rule.level) for rule in rules for problem in rule.find(draft)]
    if asking and deep:
        found += collisions(draft, watch)
    known = frozenset(rule.id for rule in RULES)
    return sorted(not_allowed(found, loaded.document, known), key=lambda problem: problem.place)
