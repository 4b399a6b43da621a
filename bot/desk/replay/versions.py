"""Versions: the content that stands in a file, or stood in it at a git revision."""

import os
import posixpath
import subprocess
from pathlib import Path

from bot.content.load import LoadedContent, load_content, parse_content
from bot.errors import BotError, ContentError
from bot.source import Source


def load_version(name: str, content: Path) -> LoadedContent:
    """Return the content that ``name`` names: a file, ``REVISION:file`` or a revision, of which ``content`` is the file.

    The page is the one of the same revision. Raises BotError if there is none, ContentError if it cannot be used.
    """
    if Path(name).is_file():
        return _load_file(Path(name))
    revision, _, file = name.partition(":")
    folder = Path() if file else content.parent
    # "./" is this folder; without it git counts from the top of the repository.
    file = file or f"./{content.name}"
    raw = _show(f"{revision}:{file}", folder)
    if raw is None:
        raise BotError(f'"{name}" is no file, and no git revision that holds the content. Such as HEAD~1, or HEAD~1:intents.yaml.')

    def read_page(page: str) -> Source:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(file), page))
        at = f"{revision}:{'./' if file.startswith('.') else ''}{place}"
        text = _show(at, folder)
        if text is None:
            raise BotError(f'Git holds no page "{at}", which the content of "{name}" names as its source.')
        return Source.of(text.decode("utf-8", "replace"))

    return parse_content(raw, f"{revision}:{file}", read_page)


def _load_file(path: Path) -> LoadedContent:
    """Return the content in a file, which may be a copy far from its page."""
    try:
        return load_content(path)
    except BotError as error:
        if str(error).startswith("The page's text ") and not isinstance(error, ContentError):
            cure = "It is looked for beside the content: copy the page's text there too, or name a git revision, such as HEAD~1."
            raise BotError(f"{error} {cure}") from None
        raise


def _show(blob: str, folder: Path) -> bytes | None:
    """Return what git keeps under that name; None if nothing, or if there is no git."""
    if blob.startswith("-"):
        return None
    try:
        done = subprocess.run(["git", "show", blob], cwd=folder, env=_ENVIRONMENT, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


_ENVIRONMENT = os.environ | {"GIT_OPTIONAL_LOCKS": "0"}
