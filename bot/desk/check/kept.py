"""Keep what the check found and what the bot replied, so that nothing is asked twice.

Kept are the findings of this very content and page, looked at by this very program on this very day; and the knowledge and the replies
of a bot that knows the same. Examples, counter-examples, comments and notes of review are nothing that it knows: who changes only those
has the new examples asked. The commands that ask find the knowledge, too. None of it holds anything that a visitor typed.
"""

# ruff: noqa: PLC0415 - what looks at content is slow to load, and not needed where the findings were kept

import gc
import json
import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.collector import resting_collector
from bot.errors import ContentError, Problem
from bot.kept import digest_of, keep, keep_knowledge, place_of

if TYPE_CHECKING:
    from bot.content.load import LoadedContent
    from bot.desk.many import Watch

#: what no reply depends on
_UNKNOWN_TO_THE_BOT: Final = {"tests": True, "counter_tests": True, "reviewed": True, "reviewer": True}


@resting_collector()
def kept_check(path: Path, watch: "Watch", *, deep: bool = False) -> list[Problem]:
    """Return what ``check`` returns, and with ``deep`` the collisions; from what was kept as far as that is still true.

    Raises BotError if a file cannot be read at all.
    """
    place, asked = place_of(path), (str(path), date.today(), deep)
    kept = place.with_suffix(".deep.pickle" if deep else ".check.pickle") if place else None
    found = _unpacked(kept)
    if found and found[:1] == (asked,) and found[2] == digest_of(Path(found[1])):
        return list[Problem](found[3])
    from bot.content.load import load_content
    from bot.content.standing import quotes_not_in_source
    from bot.desk.check.check import check_draft
    from bot.desk.check.draft import Draft
    from bot.pipeline import Bot

    try:
        loaded = load_content(path)
    except ContentError as error:
        return list(error.problems)
    asked_before = place_of(path, _known_to_the_bot(loaded))
    replied = asked_before.with_suffix(".replies.pickle") if asked_before else None
    replies, sound, raw = _unpacked(replied) or ({}, (), b"")
    draft, known = Draft(loaded, date.today(), replies, sound), len(replies)
    if raw:
        knowledge = pickle.loads(raw)
        draft.bot = Bot(replace(knowledge, facts=replace(knowledge.facts, version=loaded.version)))
    problems = check_draft(draft, watch, deep=deep)
    with suppress(OSError):
        if place and kept:
            keep(kept, pickle.dumps((asked, loaded.source.path, digest_of(Path(loaded.source.path)), problems)))
        if place and replied and draft.replies:  # without, no bot can be made of it
            raw = pickle.dumps(draft.bot.knowledge, pickle.HIGHEST_PROTOCOL)
            if len(draft.replies) > known:
                keep(replied, pickle.dumps((draft.replies, draft.sound, raw), pickle.HIGHEST_PROTOCOL))
            if place == place_of(path) and not any(quotes_not_in_source(loaded)):
                keep_knowledge(place, loaded.source, raw)
    gc.freeze()  # the command is at its end: to look through it all for garbage would take longer than all that follows
    return problems


def _unpacked(kept: Path | None) -> Any:
    """Return what was kept there; None if nothing was, or it cannot be used."""
    with suppress(Exception):  # whatever is wrong with a kept file, the content is looked at anew
        return pickle.loads(kept.read_bytes()) if kept else None
    return None


def _known_to_the_bot(loaded: "LoadedContent") -> bytes:
    """Return all that a reply depends on, but for the program."""
    parts = {group: {"__all__": _UNKNOWN_TO_THE_BOT} for group in ("intents", "topics", "guards", "smalltalk")}
    content = loaded.content.model_dump(exclude={**parts, "policy": {"review_every"}})
    return json.dumps([content, loaded.source.text]).encode()
