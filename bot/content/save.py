"""Save a file so that it is either the old one or the new one, whatever happens meanwhile."""

import tempfile
from pathlib import Path

from bot.errors import BotError


def save(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, as UTF-8, whole or not at all; its permissions stay.

    Raises BotError if it cannot be written.
    """
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            made = Path(file.name)
            try:
                file.write(text.encode())
                made.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
                made.replace(target)
            finally:
                made.unlink(missing_ok=True)
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}.") from None
