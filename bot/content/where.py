"""Where the content is: the file that was named, or the nearest ``intents.yaml``."""

from pathlib import Path
from typing import Final

from bot.errors import BotError

_NAME: Final = "intents.yaml"
_PROGRAM: Final = Path(__file__).parents[2]


def find_content(given: str | None, program: Path = _PROGRAM) -> Path:
    """Return the content's path: ``given``, else in this folder, else beside ``server.py``, else the program's own copy.

    Raises BotError if what was given, or any content at all, does not exist.
    """
    if given:
        path = Path(given)
        if not path.exists():
            raise BotError(f"The content {given} does not exist.")
        return path
    for path in (Path(_NAME), *_shipped(program)):
        if path.exists():
            return path
    raise BotError(f"There is no {_NAME} here. Name one with --content or BOT_CONTENT.")


def shipped_content(program: Path = _PROGRAM) -> Path:
    """Return the path of the content that comes with the program."""
    return next(path for path in _shipped(program) if path.exists())


def _shipped(program: Path) -> tuple[Path, Path]:
    return program / _NAME, program / "bot" / "default" / _NAME
