"""The engine: what a database must do to keep turns. There are two, and one set of tests for both."""

from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from bot.errors import BotError
from bot.log.turn import Row


class StoreError(BotError):
    """The store cannot be used now; the text says why, and nothing of what was to be written."""


class Engine(Protocol):
    """A connection to an engine. Each method raises StoreError if it fails; ``?`` stands for a value."""

    def execute(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Run a statement; return its rows."""

    def insert(self, sql: str, rows: Sequence[Row]) -> None:
        """Run a statement for each of ``rows``, all or none."""

    def stream(self, sql: str) -> Generator[tuple[object, ...]]:
        """Yield the rows of a statement, however many."""

    def migrating(self) -> AbstractContextManager[object]:
        """Make one transaction, which only one process can be in at a time."""

    def forget(self, compact: bool) -> None:
        """Take what was deleted out of the files; ``compact`` gives the space back too, which takes a lock and time."""

    def close(self) -> None:
        """Let go of the engine."""
