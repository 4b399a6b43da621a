"""The engine of many machines: PostgreSQL."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

from bot.errors import BotError
from bot.log.engine import told
from bot.log.turn import LoggedTurn

try:
    import psycopg
except ImportError:
    raise BotError("To keep the log in PostgreSQL, the package psycopg is needed: pip install '.[postgres]'") from None

#: any number, but always the same: whoever holds this lock may make the table
_LOCK: Final = 7046_0117
#: it gives up soon on a server that is away
_CONNECTING: Final[dict[str, Any]] = {
    "connect_timeout": 2,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 10,
    "application_name": "faq-bot",
    "autocommit": True,
    "prepare_threshold": None,  # so that a pooler may stand between
}
_told: Final = partial(told, "in PostgreSQL", psycopg.Error)


class Postgres:
    """A connection to the database that ``url`` names. Each method raises StoreError if it fails; ``?`` stands for a value."""

    def __init__(self, url: str) -> None:
        with _told():
            self._connection = psycopg.connect(url, **_CONNECTING)

    def execute(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Run a statement; return its rows."""
        with _told():
            cursor = self._connection.execute(_dialect(sql), values)
            return cursor.fetchall() if cursor.description else []

    def insert(self, sql: str, rows: Sequence[LoggedTurn]) -> None:
        """Run a statement for each of ``rows``, all or none."""
        with _told(), self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(_dialect(sql), rows)

    def stream(self, sql: str) -> Generator[tuple[object, ...]]:
        """Yield the rows of a statement; a named cursor fetches them bit by bit."""
        with _told(), self._connection.transaction(), self._connection.cursor("export") as cursor:
            yield from cursor.execute(_dialect(sql))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Make one transaction, which only one process can be in at a time."""
        with _told(), self._connection.transaction():
            self.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            yield

    def forget(self, compact: bool) -> None:
        """Let the space of what was deleted be used again, or with ``compact`` write the table anew without it."""
        self.execute("VACUUM FULL turn" if compact else "VACUUM turn")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _dialect(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()
