"""Places for a question log: a file, and a schema of its own in the PostgreSQL that TEST_POSTGRES names."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.log.store import open_store

POSTGRES = os.environ.get("TEST_POSTGRES", "")
#: names of the fixtures that are places
STORES = ["sqlite_url", pytest.param("postgres_url", marks=pytest.mark.servers)]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return str(tmp_path / "log.db")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """An empty schema of a real server."""
    schema = f"test_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


def insert_forever(url: str, row: tuple, times: int) -> None:
    """Write the same row, each time by itself; for a process of its own."""
    store = open_store(url)
    for _ in range(times):
        store.write([row])
    store.close()
