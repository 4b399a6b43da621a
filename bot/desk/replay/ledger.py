"""Ledger: what was asked how often, and what changed. It lies on disk where it does not fit in memory, so it may be of any length.

SQLite keeps it in a file without a name, which is gone when the ledger is closed or the program stops, however it stops.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from hashlib import blake2b

from bot.desk.replay.compare import ChangedQuestion, ChangeKind, ReplyChange

_TABLES = """
CREATE TABLE asked (question TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE changes (question TEXT PRIMARY KEY, times INTEGER NOT NULL, kind TEXT, was TEXT, is_now TEXT) WITHOUT ROWID;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""


class Ledger:
    """Counts questions, then what changed; to be used in a ``with`` statement."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._store.executescript(_TABLES)
        self._store.execute("BEGIN")

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def ask(self, questions: Iterable[str]) -> None:
        """Count each of the questions once more."""
        count = "INSERT INTO asked VALUES (?, 1) ON CONFLICT (question) DO UPDATE SET times = times + 1"
        self._store.executemany(count, ((question,) for question in questions))

    def asked(self) -> Generator[tuple[str, int]]:
        """Yield each question once, with how often it was asked, in alphabetical order."""
        yield from self._store.execute("SELECT question, times FROM asked ORDER BY question")

    def totals(self) -> tuple[int, int]:
        """Return how many questions were asked, and how many of them were distinct."""
        times, distinct = self._store.execute("SELECT total(times), count(*) FROM asked").fetchone()
        return int(times), distinct

    def add(self, changed: ChangedQuestion) -> None:
        """Note a question whose reply changed; a question is noted once."""
        self._store.execute("INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?)", changed)

    def changed(self, kind: ChangeKind | None = None) -> tuple[int, int]:
        """Return how often questions were asked whose reply changed (in that way), and how many of them are distinct."""
        counts = "SELECT total(times), count(*) FROM changes WHERE kind = coalesce(?, kind)"
        times, distinct = self._store.execute(counts, (kind,)).fetchone()
        return int(times), distinct

    def changes(self) -> Iterator[ChangedQuestion]:
        """Yield what was noted, the most frequent first, then in alphabetical order."""
        yield from map(ChangedQuestion._make, self._store.execute("SELECT * FROM changes ORDER BY times DESC, question"))

    def groups(self, kind: ChangeKind) -> Iterator[tuple[ReplyChange, int]]:
        """Yield each way to change so, with how often what changed in that way was asked, the most frequent first."""
        alike = "SELECT kind, was, is_now, sum(times) FROM changes WHERE kind = ? GROUP BY was, is_now"
        rows = self._store.execute(f"{alike} ORDER BY sum(times) DESC, count(*) DESC, was, is_now", (kind,))
        yield from ((ReplyChange(*change), times) for *change, times in rows)

    def examples(self, change: ReplyChange, most: int) -> Iterator[ChangedQuestion]:
        """Yield at most ``most`` questions that changed so, the most frequent first."""
        rows = self._store.execute(
            "SELECT * FROM changes WHERE kind = ? AND was = ? AND is_now = ? ORDER BY times DESC, question LIMIT ?", (*change, most)
        )
        yield from map(ChangedQuestion._make, rows)


def shard_of(question: str, shards: int) -> int:
    """Return which of ``shards`` the question belongs to, from 1: the same on every machine, so equal questions meet in one."""
    return int.from_bytes(blake2b(question.encode(), digest_size=8).digest(), "big") % shards + 1
