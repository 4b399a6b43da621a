"""Files: read with a clear message if that fails, and put in place whole, so that nobody ever finds half a file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BotError


def put(path: Path, raw: bytes) -> None:
    """Make the file, or put it in place of the one that is there. Raises BotError if it cannot be written."""
    with beside(path, raw) as new:
        new.replace(path.resolve())


def refuse_same(path: str, *read: str | Path) -> None:
    """Raise BotError if the file ``path``, which is to be written, is one of those that are ``read``."""
    if Path(path).resolve() in {Path(each).resolve() for each in read}:
        raise BotError(f"{path} is read here, so it is not written. Name another file.")


@contextmanager
def beside(path: Path, raw: bytes) -> Iterator[Path]:
    """Write ``raw`` beside ``path``; remove it at the end unless it was put in place. Raises BotError if it cannot be written."""
    target = path.resolve()
    new: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            new = Path(file.name)
            file.write(raw)
        new.chmod(target.stat().st_mode if target.exists() else 0o644)
        yield new
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        if new is not None:
            new.unlink(missing_ok=True)


def read_bytes(path: Path, called: str = "") -> bytes:
    """Return what the file holds. Raises BotError, which says what the file is ``called``, if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BotError(f"{called}{path} cannot be read: {error.strerror}.") from None
    except ValueError as error:  # a file's name cannot hold the character NUL
        raise BotError(f"{called}{str(path)!r} cannot be read: {error}.") from None
