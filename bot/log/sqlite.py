"""The engine in a file: SQLite. Several processes of one machine may share it."""

import os
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from bot.log.engine import StoreError, told
from bot.log.turn import LoggedTurn

#: seconds to wait for another process that writes
_PATIENCE: Final = 5
#: what is committed outlives the process; what is deleted is overwritten
_PRAGMAS: Final = ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON")


class Sqlite:
    """A connection to the file ``path``, which only its owner may read. Each method raises StoreError if it fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told = partial(told, path, sqlite3.Error, OSError)
        with self._told():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        for pragma in _PRAGMAS:
            self.execute(f"PRAGMA {pragma}")

    def execute(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Run a statement; return its rows."""
        with self._told():
            return self._connection.execute(sql, values).fetchall()

    def insert(self, sql: str, rows: Sequence[LoggedTurn]) -> None:
        """Run a statement for each of ``rows``, all or none."""
        with self.alone(), self._told():
            self._connection.executemany(sql, rows)

    def stream(self, sql: str) -> Generator[tuple[object, ...]]:
        """Yield the rows of a statement, however many."""
        with self._told():
            yield from self._connection.execute(sql)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Make one transaction; the lock is taken at once, so that two processes wait for each other and neither fails."""
        self.execute("BEGIN IMMEDIATE")
        with self._told(), self._connection:  # commits, or rolls back if something fails
            yield

    def forget(self, compact: bool) -> None:
        """Take what was deleted, and by now is overwritten, out of the journal too."""
        if compact:
            self.execute("VACUUM")
        [(busy, *_)] = self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreError(f"The log {self._path} is being read, so what was removed still stands in its journal. Try again.")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
