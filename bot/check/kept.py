"""Keep what the check found: content that has not changed since need not be asked again.

Kept are the findings of this very content and page, looked at by this very program on this very day. They lie beside the kept
knowledge, and hold nothing that a visitor typed.
"""

# ruff: noqa: PLC0415 - what looks at content is slow to load, and not needed where the findings were kept

import pickle
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ContentError, Problem
from bot.kept import digest_of, keep, place_of

if TYPE_CHECKING:
    from bot.check.draft import Watch


def kept_check(path: Path, watch: "Watch", *, deep: bool = False) -> list[Problem]:
    """Return what ``check`` returns, from what was kept if that is still true.

    Raises BotError if a file cannot be read at all.
    """
    place, asked = place_of(path), (str(path), date.today(), deep)
    kept = place.with_suffix(".deep.pickle" if deep else ".check.pickle") if place else None
    if kept:
        with suppress(Exception):  # whatever is wrong with a kept file, the content is looked at anew
            before, page, digest, problems = pickle.loads(kept.read_bytes())
            if before == asked and digest == digest_of(Path(page)):
                return list[Problem](problems)
    from bot.check.check import check_loaded
    from bot.content.load import load_content

    try:
        loaded = load_content(path)
    except ContentError as error:
        return list(error.problems)
    problems = check_loaded(loaded, watch, deep=deep)
    if kept:
        page = loaded.source.path
        with suppress(OSError):
            keep(kept, pickle.dumps((asked, page, digest_of(Path(page)), problems)))
    return problems
