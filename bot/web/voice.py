"""Voice: what the process says on its standard streams. No answer ever fails because nobody can hear it."""

import io
import sys
from contextlib import suppress
from threading import Lock
from typing import Final


class Voice:
    """``stdout`` or ``stderr``; what cannot be written to it (a full disk, a reader that has gone) is dropped and counted."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()
        #: how often something could not be written
        self.dropped = 0

    def write(self, lines: str) -> None:
        """Write whole lines."""
        try:
            stream = getattr(sys, self._name)
            stream.write(lines)
            stream.flush()
        except Exception:  # whatever is wrong with it; without any stream it is None
            with self._lock:
                self.dropped += 1

    def keep_nothing(self) -> None:
        """Write without a buffer, for what could not be written would stay in it, and fail again when the process ends."""
        with suppress(AttributeError, OSError):  # there is no stream, or it is no file
            raw = io.FileIO(getattr(sys, self._name).fileno(), "w", closefd=False)
            setattr(sys, self._name, io.TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=True))


OUT: Final = Voice("stdout")
ERR: Final = Voice("stderr")
