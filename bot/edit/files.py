"""Files that are put in place whole: whoever reads them meanwhile, or presses Ctrl-C, finds the old text or the new one."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file that is ready to be written."""

    path: Path
    #: what the file held when it was read
    before: bytes
    after: bytes

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return self.before != self.after

    def write(self) -> None:
        """Put the change in place; raises as ``write_changes`` does."""
        write_changes([self])


def write_changes(changes: Sequence[Change]) -> None:
    """Put all changes in place, or none. Raises BotError if a file has changed since it was read, or cannot be written."""
    with ExitStack() as stack:
        written = []
        for change in filter(None, changes):
            if read_bytes(change.path) != change.before:
                raise BotError(f"{change.path} has changed since it was read. Nothing was written; try again.")
            written.append((stack.enter_context(beside(change.path, change.after)), change.path.resolve()))
        for new, path in written:
            new.replace(path)


def put(path: Path, raw: bytes) -> None:
    """Make the file, or put it in place of the one that is there. Raises BotError if it cannot be written."""
    with beside(path, raw) as new:
        new.replace(path.resolve())


@contextmanager
def beside(path: Path, raw: bytes) -> Iterator[Path]:
    """Write ``raw`` into the folder of ``path`` under another name; what is not put in place by then is taken away.

    Raises BotError if it cannot be written.
    """
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


def read_bytes(path: Path) -> bytes:
    """Return what the file holds. Raises BotError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror}.") from None
