"""A rule about danger: what silences a guard where there is none must not silence it where there is."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.content.nodes import NodePath
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import Problem
from bot.guard import DANGER
from bot.model import Reply

#: language -> what is said in one breath with danger; {danger} is an example of it
_BREATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "en": ("what do i do {danger}", "i am scared {danger}", "i had treatment {danger}", "{danger} after the treatment",
           "{danger} help me", "{danger} is that normal", "{danger} it is getting worse", "{danger} he is with me now",
           "{danger} i do not know what to do"),
}  # fmt: skip


@rule("guard-silenced", "warning")
def guard_silenced(draft: Draft) -> Iterator[Problem]:
    """What silences a guard (`unless`) must not silence an example of its danger, whatever is said in the same breath."""
    told = set[NodePath]()
    for guard_id, example, text in in_one_breath(draft):
        if _is_danger(draft.reply(example)) and not _is_danger(draft.reply(text)):
            # The guard that the example is of comes before any other that sees it.
            silent, path = min(_silenced(draft, text), key=lambda found: found[0] != guard_id, default=("", ()))
            if path and path not in told:
                told.add(path)
                message = f'this silences the guard "{silent}" where there is danger: "{text}"'
                cure = "Make it say more of what is harmless, such as the noun after it; = before a word lets it stand for itself alone."
                yield draft.document.problem(path, guard_silenced.id, message, cure, at_key=path[0] == "calm")


def in_one_breath(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield (id of a guard of danger, an example of it, what is asked with that in one breath)."""
    for guard_id, guard in draft.content.guards.items():
        for example in guard.tests if guard.reason in DANGER else ():
            for breath in _BREATHS.get(draft.content.language, ()):
                yield guard_id, example, breath.format(danger=example.rstrip(".!? "))


def _is_danger(reply: Reply) -> bool:
    return reply.handoff is not None and reply.handoff.reason in DANGER


def _silenced(draft: Draft, text: str) -> Iterator[tuple[str, NodePath]]:
    """Yield each guard that sees something in ``text`` and is silent, with where it stands that this is no danger."""
    for danger, silencer in draft.bot.silenced(text):
        unless = draft.content.guards[danger.id].unless
        own = silencer.id == danger.id and silencer.pattern in unless
        yield danger.id, ("guards", danger.id, "unless", unless.index(silencer.pattern)) if own else ("calm", silencer.id)
