"""Keep what the check found and what the bot replied, so that nothing is asked twice.

Kept are the findings of this very content and page, looked at by this very program on this very day; and the knowledge and the replies
of a bot that knows the same. Examples, counter-examples, comments and notes of review are nothing that it knows: who changes only those
has the new examples asked. The commands that ask find the knowledge, too. What a text is heard as does not depend on the patterns of
intents, but for the words that they hold: who changes only those has all looked up anew, and nothing heard anew. None of it holds anything
that a visitor typed.
"""

# ruff: noqa: PLC0415 - what looks at content is slow to load, and not needed where the findings were kept

import gc
import json
import pickle
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.collector import resting_collector
from bot.errors import ContentError, Problem
from bot.kept import digest_of, keep, keep_knowledge, place_of

if TYPE_CHECKING:
    from bot.content.load import LoadedContent
    from bot.desk.check.draft import Draft
    from bot.desk.many import Watch
    from bot.knowledge import Knowledge

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

    readable_before = _place(path, b"", "readable")
    readable = _unpacked(readable_before) or set()
    known = len(readable)
    try:
        loaded = load_content(path, readable)
    except ContentError as error:
        return list(error.problems)
    problems, knowledge = _check(loaded, path, watch, deep=deep)
    with suppress(OSError):
        if readable_before and len(readable) > known:
            keep(readable_before, pickle.dumps(readable))
        if place and kept:
            keep(kept, pickle.dumps((asked, loaded.source.path, digest_of(Path(loaded.source.path)), problems)))
            if knowledge and place == place_of(path):
                keep_knowledge(place, *knowledge)
    gc.freeze()  # the command is at its end: to look through it all for garbage would take longer than all that follows
    return problems


def _check(loaded: "LoadedContent", path: Path, watch: "Watch", *, deep: bool) -> tuple[list[Problem], tuple["Knowledge", bytes] | None]:
    """Return what is found, and the knowledge, pickled too; None if no bot can be made, or one that quotes what does not stand."""
    from bot.content.standing import quotes_not_in_source
    from bot.desk.check.check import check_draft
    from bot.desk.check.draft import Draft
    from bot.pipeline import Bot

    patterns, others = _known_to_the_bot(loaded)
    replied = _place(path, patterns + others, "replies")
    before: tuple[list[bytes], set[str], bytes] = _unpacked(replied) or ([], set(), b"")
    kept, sound, raw = before
    draft = Draft(loaded, date.today(), _joined(kept), sound)
    known = len(draft.replies)
    heard: _Heard | None = None
    if raw:
        draft.bot = Bot(pickle.loads(raw).of_version(loaded.version))
    elif replied and not deep and draft.can_be_asked():
        heard = _Heard(draft, _place(path, others + " ".join(sorted(draft.lexicon.stems)).encode(), "heard"))
    problems = check_draft(draft, watch, deep=deep)
    if not draft.replies:  # no bot can be made of it
        return problems, None
    raw = raw or pickle.dumps(draft.bot.knowledge, pickle.HIGHEST_PROTOCOL)
    with suppress(OSError):
        if replied and len(draft.replies) > known:
            new = dict(islice(draft.replies.items(), known, None))
            kept.append(pickle.dumps(new, pickle.HIGHEST_PROTOCOL))
            keep(replied, pickle.dumps((kept, draft.sound, raw), pickle.HIGHEST_PROTOCOL))
        if heard:
            heard.keep(raw)
    return problems, None if any(quotes_not_in_source(loaded)) else (draft.bot.knowledge, raw)


class _Heard:
    """What bots heard that know the same as the draft's, patterns of intents aside: it need not be heard again."""

    def __init__(self, draft: "Draft", place: Path | None) -> None:
        """Make the draft's bot of what is kept at ``place``, if anything is, and let it hear that."""
        from bot.compile import with_patterns
        from bot.pipeline import Bot

        self._place = place
        kept: tuple[bytes, list[bytes]] = _unpacked(place) or (b"", [])
        self._raw, self._hearings = kept
        self._known = len(self._hearings)
        if self._raw:
            draft.bot = Bot(with_patterns(pickle.loads(self._raw), draft.standing))
            draft.heard = _joined(self._hearings)
        draft.keep = self._hearings.append

    def keep(self, knowledge: bytes) -> None:
        """Keep what was heard for the first time, too. Raises OSError."""
        if self._place and len(self._hearings) > self._known:
            keep(self._place, pickle.dumps((self._raw or knowledge, self._hearings)))


def _place(path: Path, raw: bytes, what: str) -> Path | None:
    place = place_of(path, raw)
    return place.with_suffix(f".{what}.pickle") if place else None


def _joined(kept: list[bytes]) -> dict[str, Any]:
    """Return what was kept of questions, bit by bit."""
    return {question: known for raw in kept for question, known in pickle.loads(raw).items()}


def _unpacked(kept: Path | None) -> Any:
    """Return what was kept there; None if nothing was, or it cannot be used."""
    with suppress(Exception):  # whatever is wrong with a kept file, the content is looked at anew
        if kept:
            raw = kept.read_bytes()
            kept.touch()  # of what is kept the oldest is forgotten first
            return pickle.loads(raw)
    return None


def _known_to_the_bot(loaded: "LoadedContent") -> tuple[bytes, bytes]:
    """Return all that a reply depends on, but for the program: the patterns of the intents, and all else."""
    parts = {group: {"__all__": _UNKNOWN_TO_THE_BOT} for group in ("intents", "topics", "guards", "smalltalk")}
    content = loaded.content.model_dump(exclude={**parts, "policy": {"review_every"}})
    patterns = [intent.pop("patterns") for intent in content["intents"].values()]
    return json.dumps(patterns).encode(), json.dumps([content, loaded.source.text]).encode()
