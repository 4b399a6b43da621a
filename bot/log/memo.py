"""Memo: recent answers, held in memory for some minutes, so that a question whose answer is disliked can be kept."""

import secrets
import time
from threading import Lock
from typing import Final

from bot.log.turn import LoggedTurn

_SECONDS: Final = 600.0
_MOST: Final = 2_000


class TurnMemo:
    """Turns by an id that cannot be guessed; each is given out once, and forgotten soon."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[float, LoggedTurn]] = {}
        self._lock = Lock()

    def add(self, turn: LoggedTurn) -> str:
        """Hold ``turn``; return its id."""
        made = secrets.token_urlsafe(12)
        with self._lock:
            self._forget(_MOST - 1)
            self._held[made] = (time.monotonic(), turn)
        return made

    def take(self, made: str) -> LoggedTurn | None:
        """Return the turn of that id, and hold it no longer; None if it is not held."""
        with self._lock:
            self._forget(_MOST)
            return self._held.pop(made, (0, None))[1]

    def _forget(self, most: int) -> None:
        """Let go of what is too old, and of the oldest until ``most`` are left."""
        since = time.monotonic() - _SECONDS
        while self._held and (len(self._held) > most or next(iter(self._held.values()))[0] < since):
            del self._held[next(iter(self._held))]
