"""Files that are put in place whole: whoever reads them meanwhile, or presses Ctrl-C, finds the old text or the new one."""

import difflib
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
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

    def diff(self) -> list[str]:
        """Return the lines that change, as ``diff -U0`` does; empty if none."""
        old, new = (raw.decode("utf-8-sig").splitlines() for raw in (self.before, self.after))
        return list(difflib.unified_diff(old, new, str(self.path), str(self.path), n=0, lineterm=""))

    def write(self) -> None:
        """Put the change in place; raises as ``write_changes`` does."""
        write_changes([self])


def write_changes(changes: Sequence[Change]) -> None:
    """Put all changes in place, or none.

    Raises BotError if a file has changed since it was read, or cannot be written.
    """
    with ExitStack() as stack:
        written = [(_beside(change, stack), change.path.resolve()) for change in changes if change]
        for new, path in written:
            new.replace(path)


def read_bytes(path: Path) -> bytes:
    """Return what the file holds.

    Raises BotError if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BotError(f"{path} cannot be read: {error.strerror}.") from None


def _beside(change: Change, stack: ExitStack) -> Path:
    """Write the new text into the same folder, under another name; what is not put in place is taken away."""
    path = change.path.resolve()
    if read_bytes(path) != change.before:
        raise BotError(f"{change.path} has changed since it was read. Nothing was written; try again.")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            new = Path(file.name)
            stack.callback(new.unlink, missing_ok=True)
            file.write(change.after)
        new.chmod(path.stat().st_mode)
    except OSError as error:
        raise BotError(f"{change.path} cannot be written: {error.strerror}.") from None
    return new
