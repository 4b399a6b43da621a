"""The store: the statements that keep turns, over whichever engine runs them."""

# ruff: noqa: PLC0415 - an engine is loaded by those who use it

from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from bot.errors import BotError
from bot.log.engine import StoreError
from bot.log.turn import LoggedTurn

if TYPE_CHECKING:
    from bot.log.postgres import Postgres
    from bot.log.sqlite import Sqlite

#: one row a turn; nothing tells who asked, or when on that day
_TABLE: Final = """
    CREATE TABLE IF NOT EXISTS turn (
        day TEXT NOT NULL, version TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT, intents TEXT NOT NULL, band INTEGER NOT NULL,
        helpful INTEGER, text TEXT
    )
"""
_NAMES: Final = ", ".join(LoggedTurn._fields)
_INSERT: Final = f"INSERT INTO turn ({_NAMES}) VALUES ({', '.join('?' * len(LoggedTurn._fields))})"
_TALLY: Final = """
    SELECT kind, reason, intents, helpful, count(*), count(text), min(day), max(day) FROM turn GROUP BY kind, reason, intents, helpful
"""
#: kind, reason, intents, helpful, turns, turns with text, first day, last day
Tally = tuple[str, str | None, str, int | None, int, int, str, str]


def open_store(url: str) -> "Store":
    """Open the store at ``url``, made if need be. Raises BotError if there is no such engine, StoreError if it is away."""
    return Store(engine_of(url)())


def engine_of(url: str) -> "Callable[[], Sqlite | Postgres]":
    """Return what connects to ``url``: postgresql://… or a path of SQLite. Raises BotError if there is no such engine, or no driver."""
    if url.startswith(("postgresql://", "postgres://")):
        from bot.log.postgres import Postgres

        return partial(Postgres, url)
    path = url.removeprefix("sqlite:///")
    if "://" in path:
        raise BotError("The log must be the path of a file, or postgresql://USER@HOST/DATABASE.")
    from bot.log.sqlite import Sqlite

    return partial(Sqlite, Path(path))


class Store:
    """Keeps turns. If a method raises StoreError, the store is to be opened anew."""

    def __init__(self, engine: "Sqlite | Postgres") -> None:
        self._engine = engine
        self.close = engine.close
        with suppress(StoreError):  # there is no table yet
            engine.execute("SELECT 1 FROM turn LIMIT 0")
            return  # also for those who may read and nothing else
        with engine.alone():
            engine.execute(_TABLE)
            engine.execute("CREATE INDEX IF NOT EXISTS turn_day ON turn (day)")

    def write(self, turns: Sequence[LoggedTurn]) -> None:
        """Keep ``turns``, all or none; they outlive the end of this process."""
        self._engine.insert(_INSERT, turns)

    def read(self) -> Generator[LoggedTurn]:
        """Yield all turns, by day."""
        yield from map(LoggedTurn._make, self._engine.stream(f"SELECT {_NAMES} FROM turn ORDER BY day"))

    def tally(self) -> list[Tally]:
        """Return how many rows there are of each sort."""
        return cast(list[Tally], self._engine.execute(_TALLY))

    def purge(self, before: str, compact: bool = False) -> int:
        """Remove what is older than the day ``before``, out of the files too; return how many rows."""
        removed = len(self._engine.execute("DELETE FROM turn WHERE day < ? RETURNING 1", (before,)))
        if removed or compact:
            self._engine.forget(compact)
        return removed
