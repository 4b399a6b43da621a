"""The question log: turns go into a queue without waiting, and one thread writes them when it can."""

import logging
from collections.abc import Callable, Container
from contextlib import suppress
from datetime import date, timedelta
from queue import Empty, Full, Queue
from threading import Event, Lock, Thread
from typing import Final

from bot.log.engine import StoreError
from bot.log.mask import common_words, mask
from bot.log.memo import TurnMemo
from bot.log.seal import Seal
from bot.log.store import Store, engine_of
from bot.log.turn import LoggedTurn, today

#: days after which a turn is forgotten
DAYS: Final = 30
#: turns that may wait to be written; more are dropped and counted
QUEUE: Final = 2_000
_MOST_AT_ONCE: Final = 200
#: seconds between two looks at the calendar, and whether to stop, when nothing is asked
_IDLE: Final = 0.5
#: seconds before a store that failed is tried again: at first, and at most
_SOONEST: Final = 0.5
_LATEST: Final = 30.0

_LOGGER: Final = logging.getLogger("bot.log")


def open_log(
    url: str,
    *,
    keep_text: bool = False,
    key: str = "",
    days: int = DAYS,
    vocabulary: Callable[[], Container[str]] = frozenset,
    queue: int = QUEUE,
) -> "QuestionLog":
    """Return the log that writes to ``url``, at once, whether the store is there or not.

    With ``keep_text`` the words of unanswered and disliked questions are kept, masked by the words of ``vocabulary``
    (the content's, asked for at each turn) and sealed with ``key``. A turn is forgotten after ``days``.
    Raises BotError if there is no such store, its driver is missing, or the key cannot be used.
    """
    if keep_text:
        common_words()  # the first visitor shall not wait for them to be read
    connect = engine_of(url)
    return QuestionLog(lambda: Store(connect()), Seal(key), vocabulary if keep_text else None, days, queue)


class QuestionLog:
    """Takes turns at any speed from any thread. What cannot be written is dropped and counted; no caller ever waits."""

    def __init__(
        self, store: Callable[[], Store], seal: Seal, vocabulary: Callable[[], Container[str]] | None, days: int, queue: int
    ) -> None:
        self._open = store
        self._seal = seal
        self._vocabulary = vocabulary
        self._days = days
        self._memo = TurnMemo()
        self._queue: Queue[LoggedTurn] = Queue(queue)
        self._store: Store | None = None
        self._purged_on: date | None = None
        self._closing = Event()
        self._lock = Lock()
        #: turns that were not written and never will be
        self.dropped = 0
        #: turns that are in the store
        self.written = 0
        self._batch: list[LoggedTurn] = []
        self._thread = Thread(target=self._run, name="question-log", daemon=True)
        self._thread.start()

    @property
    def queued(self) -> int:
        """How many turns wait to be written."""
        return self._queue.qsize() + len(self._batch)

    def take(self, turn: LoggedTurn) -> str | None:
        """Take a turn; its text is masked here and now, or dropped.

        Returns an id by which ``helpful`` may speak of it; None if the log keeps no text, or the reply is no plain answer.
        """
        is_plain_answer, masked = turn.kind == "answer" and not turn.reason, None
        if self._vocabulary and turn.text is not None and (turn.is_unanswered or is_plain_answer):
            masked = turn._replace(text=mask(turn.text, self._vocabulary()))
        self._put(masked if masked and turn.is_unanswered else turn._replace(text=None))
        return self._memo.add(masked) if masked and is_plain_answer else None

    def helpful(self, intent: str, yes: bool, turn: str | None = None, version: str = "") -> None:
        """Take what a visitor said of the answer ``intent``; with ``turn`` and a no, the words of that question too."""
        known = self._memo.take(turn) if turn else None
        kept = known.text if known and not yes and intent in known.intents.split() else None
        day, version = today().isoformat(), known.version if known else version
        self._put(LoggedTurn(day, version, "feedback", None, intent, helpful=int(yes), text=kept))

    def close(self, timeout: float = 2.0) -> None:
        """Write what waits, for at most ``timeout`` seconds; the rest is counted as dropped."""
        self._closing.set()
        self._thread.join(timeout)
        self._drop(self.queued)

    def _put(self, turn: LoggedTurn) -> None:
        try:
            self._queue.put_nowait(turn)
        except Full:
            self._drop(1)

    def _drop(self, number: int) -> None:
        with self._lock:
            self.dropped += number

    def _run(self) -> None:
        pause = _SOONEST
        while not (self._closing.is_set() and self._queue.empty() and not self._batch):
            try:
                self._store = self._store or self._open()
                self._write(self._store)
                self._forget(self._store)
                pause = _SOONEST
            except StoreError as error:
                _LOGGER.warning("%s", error)
                self._let_go()
                if self._closing.wait(pause) and pause > _SOONEST:
                    return  # it was tried once more
                pause = min(2 * pause, _LATEST)
            else:
                self._take()
        self._let_go()

    def _write(self, store: Store) -> None:
        if self._batch:
            store.write([turn if turn.text is None else turn._replace(text=self._seal.close(turn.text)) for turn in self._batch])
            self.written += len(self._batch)
            self._batch = []

    def _forget(self, store: Store) -> None:
        """Once a day remove what is old."""
        day = today()
        if self._purged_on != day:
            store.purge((day - timedelta(days=self._days)).isoformat())
            self._purged_on = day

    def _take(self) -> None:
        """Wait for a turn, and take all that came with it."""
        with suppress(Empty):
            self._batch.append(self._queue.get(timeout=_IDLE))
            while len(self._batch) < _MOST_AT_ONCE:
                self._batch.append(self._queue.get_nowait())

    def _let_go(self) -> None:
        if self._store:
            self._store.close()
        self._store = None
