"""A rule about danger: what silences a guard where there is none must not silence it where there is."""

from collections.abc import Iterator

from bot.check.danger import told_in_one_breath
from bot.check.draft import Draft
from bot.check.rule import rule
from bot.content.nodes import Path
from bot.errors import Problem
from bot.guard import DANGER
from bot.model import Reply
from bot.normalise.message import Message
from bot.normalise.tokens import normalise


@rule("guard-silenced", "warning")
def guard_silenced(draft: Draft) -> Iterator[Problem]:
    """What silences a guard (`unless`) must not silence an example of its danger, whatever is said in the same breath."""
    told = set[Path]()
    for guard_id, example, text in told_in_one_breath(draft.content):
        if _is_danger(draft.reply(example)) and not _is_danger(draft.reply(text)):
            path = _silencer(draft, guard_id, text)
            if path and path not in told:
                told.add(path)
                message = f'this silences the guard "{guard_id}" where there is danger: "{text}"'
                cure = "Make it say more of what is harmless, such as the noun after it; = before a word lets it stand for itself alone."
                yield draft.loaded.document.problem(path, guard_silenced.id, message, cure, at_key=path[0] == "calm")


def _is_danger(reply: Reply) -> bool:
    return reply.handoff is not None and reply.handoff.reason in DANGER


def _silencer(draft: Draft, guard_id: str, text: str) -> Path | None:
    """Return where it stands that ``text`` is no danger: the guard's own, before what calms every guard."""
    guards, lexicon = draft.bot.knowledge.guards, draft.bot.knowledge.lexicon
    message, unless = Message(normalise(text, lexicon)), draft.content.guards[guard_id].unless
    own = (found.pattern for found in guards.silencers.spot(message, between=0, again=True) if found.id == guard_id)
    calm: list[Path] = [("calm", found.id) for found in guards.calm.spot(message, between=0, apart=1)]
    return next(iter([*(("guards", guard_id, "unless", unless.index(pattern)) for pattern in own), *calm]), None)
