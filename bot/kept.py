"""Keep compiled knowledge on disk, so that a command that asks one question need not read the content anew each time.

As Python keeps compiled modules: what is kept is found by the content, the page and the program that made it, so a change of
any of them makes it anew. It lies in the user's own cache folder, which nobody else may write to, and holds nothing that a
visitor typed.
"""

# ruff: noqa: PLC0415 - the bot is slow to load, and not needed to find what else was kept

import gc
import hashlib
import os
import pickle
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.collector import resting_collector

if TYPE_CHECKING:
    from bot.knowledge import Knowledge
    from bot.pipeline import Bot

#: the folder for what is kept; empty: keep nothing
FOLDER_VARIABLE: Final = "BOT_CACHE"
#: older ones are of content that has changed since, or of a process that died while it wrote
_MOST_KEPT: Final = 8
_PROGRAM: Final = Path(__file__).parent
#: the program, and the words that it knows
_MADE_BY: Final = (".py", ".toml")


def kept_bot(path: Path) -> "Bot":
    """Return the bot of the content at ``path``, from what was kept if that is still true, else made anew and kept.

    Raises what ``Bot.load`` raises.
    """
    from bot.knowledge import Knowledge
    from bot.pipeline import Bot

    place = place_of(path)
    if place:
        with suppress(Exception):  # whatever is wrong with a kept file, it is made anew
            with resting_collector():
                page, digest, version, raw = pickle.loads(place.read_bytes())
                knowledge = pickle.loads(raw).of_version(version)
                gc.freeze()  # it all stays, and holds no rings: to look through it would take as long as to load it
            if isinstance(knowledge, Knowledge) and digest == digest_of(Path(page)):
                return Bot(knowledge)
    bot = Bot.load(path)
    # Content that was changed while it was read must not be kept under the name of what it was before, nor a page.
    if place and place == place_of(path):
        with suppress(OSError):
            keep_knowledge(place, bot.knowledge, pickle.dumps(bot.knowledge, pickle.HIGHEST_PROTOCOL))
    return bot


def keep_knowledge(place: Path, knowledge: "Knowledge", raw: bytes) -> None:
    """Keep the knowledge of a content at its place, with what tells its page from others; ``raw`` is it, pickled, of whatever version.

    Raises OSError.
    """
    page, facts = knowledge.source, knowledge.facts
    keep(place, pickle.dumps((page.path, hashlib.sha256(page.text.encode()).hexdigest(), facts.version, raw)))


def keep(place: Path, raw: bytes) -> None:
    """Keep ``raw`` at ``place``, and forget the oldest.

    Raises OSError.
    """
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(raw)
    Path(file.name).replace(place)
    newest_first = sorted(place.parent.iterdir(), key=lambda kept: kept.stat().st_mtime_ns, reverse=True)
    for old in newest_first[_MOST_KEPT:]:
        old.unlink()


def place_of(path: Path, raw: bytes | None = None) -> Path | None:
    """Return where what is made of ``raw`` (without it: of the content at ``path``) by this very program is kept; None if nowhere."""
    try:
        folder = _folder()
        made_by = [sys.version, str(path.resolve()), *sorted(_stamp(file) for file in _PROGRAM.rglob("*") if file.suffix in _MADE_BY)]
        digest = hashlib.sha256((path.read_bytes() if raw is None else raw) + "\n".join(made_by).encode())
    except (OSError, RuntimeError):  # a user without a home, as in a container
        return None
    return folder / f"{digest.hexdigest()[:32]}.pickle" if folder else None


def _folder() -> Path | None:
    """Return the user's own folder, made if need be; None if it is switched off, or not the user's alone."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named == "":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(named) if named else Path(base) / "faq-bot-that-only-quotes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    own = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    return folder if own else None


def _stamp(module: Path) -> str:
    status = module.stat()
    return f"{module} {status.st_mtime_ns} {status.st_size}"


def digest_of(path: Path) -> str:
    """Return what tells the bytes of a file from others."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
