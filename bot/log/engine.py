"""How the failures of the two engines, SQLite and PostgreSQL, are told."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import BotError


class StoreError(BotError):
    """The store cannot be used now; the text says why, and nothing of what was to be written."""


@contextmanager
def told(log: object, *errors: type[Exception]) -> Iterator[None]:
    """Raise StoreError in place of the ``errors`` of an engine."""
    try:
        yield
    except errors as error:
        # The first line says what is wrong; those below may repeat what was to be written.
        why = (getattr(error, "strerror", None) or str(error)).partition("\n")[0].rstrip(".")
        raise StoreError(f"The log {log} cannot be used: {why}.") from None
