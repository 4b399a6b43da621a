"""Places for a question log: a file, and a schema and user of its own in the PostgreSQL that TEST_POSTGRES names."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

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
    """An empty schema of a real server, as a user who owns nothing else."""
    name = f"test_{secrets.token_hex(4)}"
    server = urlsplit(POSTGRES)
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN")
        connection.execute(f"CREATE SCHEMA AUTHORIZATION {name}")
        yield server._replace(netloc=f"{name}@{server.netloc.rpartition('@')[2]}").geturl()
        connection.execute(f"DROP SCHEMA {name} CASCADE")
        connection.execute(f"DROP ROLE {name}")


def insert_forever(url: str, row: tuple, times: int) -> None:
    """Write the same row, each time by itself; for a process of its own."""
    store = open_store(url)
    for _ in range(times):
        store.write([row])
    store.close()
