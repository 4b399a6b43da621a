"""Danger in one breath: each example of danger with what people in need say before or after it, which must silence no guard."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.content.models import Content
from bot.content.pattern import Sequence, parse
from bot.content.words import spell_out
from bot.guard import DANGER

#: language -> what is said in one breath with danger; {danger} is an example of it, {subject} what the page is about
_BREATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": (
        "what do i do {danger}",
        "i am scared {danger}",
        "i had {subject} {danger}",
        "{danger} help me",
        "{danger} is that normal",
        "{danger} after the {subject}",
        "{danger} it is getting worse",
        "{danger} i do not know what to do",
        "{danger} he is with me now",
    )
}


def told_in_one_breath(content: Content) -> Iterator[tuple[str, str, str]]:
    """Yield (id of a guard, an example of danger, that with ordinary words before or after it)."""
    subject = _said(parse(spell_out(content.about[0], content.lists))) if content.about else "it"
    for guard_id, guard in content.guards.items():
        for example in guard.tests if guard.reason in DANGER else ():
            for breath in _BREATHS.get(content.language, ()):
                yield guard_id, example, breath.format(danger=example.rstrip(".!? "), subject=subject)


def _said(items: Sequence) -> str:
    """Return the first way to say a pattern, without what is optional."""
    return " ".join(
        item if isinstance(item, str) else _said(item.options[0]) for item in items if isinstance(item, str) or not item.optional
    )
