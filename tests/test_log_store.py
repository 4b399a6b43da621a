"""The store: one set of tests for both engines, and what only a file can show."""

import sqlite3
import stat
from multiprocessing import get_context
from urllib.parse import urlsplit

import psycopg
import pytest
from cryptography.fernet import Fernet
from stores import POSTGRES, STORES, insert_forever

from bot.errors import BotError
from bot.log.engine import StoreError
from bot.log.seal import Seal
from bot.log.store import open_store
from bot.log.turn import FIELDS, record_of

OLD = ("2026-01-01", "v1", "handoff", "no_match", "", 0, None, "is • here")
NEW = ("2026-02-01", "v2", "answer", None, "cat lamp-range", 90, None, None)
SAID = ("2026-02-01", "v2", "feedback", None, "cat", 0, 0, "is there a cat")


@pytest.fixture(params=STORES)
def url(request, tmp_path):
    """A place for a log that is not there yet."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


def test_what_was_written_is_read_by_day(store):
    store.write([NEW, SAID])
    store.write([OLD])

    assert [OLD, NEW, SAID] == sorted(store.read())


def test_a_new_store_is_empty(store):
    assert ([], []) == (list(store.read()), store.tally())


def test_what_was_written_is_there_when_it_is_opened_again(store, url):
    store.write([OLD])
    again = open_store(url)

    assert [OLD] == list(again.read())
    again.close()


def test_rows_are_kept_all_or_none(store):
    broken = (None, *NEW[1:])

    with pytest.raises(StoreError, match="cannot be used: "):
        store.write([OLD, broken])

    assert [] == list(store.read())


def test_after_a_failure_the_store_can_go_on(store):
    with pytest.raises(StoreError):
        store.write([(None, *NEW[1:])])
    store.write([NEW])

    assert [NEW] == list(store.read())


def test_turns_are_counted_by_their_sort(store):
    store.write([OLD, OLD, NEW, SAID, ("2026-02-03", *OLD[1:7], None)])

    assert [
        ("answer", None, "cat lamp-range", None, 1, 0, "2026-02-01", "2026-02-01"),
        ("feedback", None, "cat", 0, 1, 1, "2026-02-01", "2026-02-01"),
        ("handoff", "no_match", "", None, 3, 2, "2026-01-01", "2026-02-03"),
    ] == sorted(store.tally())


@pytest.mark.parametrize("compact", [False, True])
def test_what_is_old_is_forgotten(store, compact):
    store.write([OLD, OLD, NEW])

    assert 2 == store.purge("2026-02-01", compact)
    assert 0 == store.purge("2026-02-01", compact)
    assert [NEW] == list(store.read())


def test_no_value_is_read_as_a_statement(store):
    row = (*NEW[:7], "'); DROP TABLE turn; -- % ? %s")
    store.write([row])

    assert [row] == list(store.read())


def test_several_processes_open_and_write_at_once(url, store):
    context = get_context("spawn")
    writers = [context.Process(target=insert_forever, args=(url, NEW, 20)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [0, 0, 0] == [writer.exitcode for writer in writers]
    assert [("answer", None, "cat lamp-range", None, 60, 0, "2026-02-01", "2026-02-01")] == store.tally()


@pytest.mark.servers
def test_who_may_only_read_may_see_the_figures(postgres_url):
    open_store(postgres_url).close()
    owner = urlsplit(postgres_url).username
    with psycopg.connect(POSTGRES, autocommit=True) as administrator:
        for statement in (
            f"CREATE ROLE {owner}_reader LOGIN",
            f"ALTER ROLE {owner}_reader SET search_path = {owner}",
            f"GRANT USAGE ON SCHEMA {owner} TO {owner}_reader",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {owner} TO {owner}_reader",
        ):
            administrator.execute(statement)
        store = open_store(postgres_url.replace(f"{owner}@", f"{owner}_reader@"))

        assert [] == store.tally()
        with pytest.raises(StoreError, match="permission denied for table turn"):
            store.write([NEW])
        store.close()
        administrator.execute(f"DROP OWNED BY {owner}_reader")
        administrator.execute(f"DROP ROLE {owner}_reader")


# --- the file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_a_path_is_a_file_that_only_its_owner_may_read(tmp_path, scheme):
    open_store(f"{scheme}{tmp_path}/log.db").close()

    assert 0o600 == stat.S_IMODE((tmp_path / "log.db").stat().st_mode)


@pytest.mark.parametrize("compact", [False, True])
def test_what_is_forgotten_stands_in_no_file_any_more(tmp_path, compact):
    store = open_store(f"{tmp_path}/log.db")
    store.write([(*OLD[:7], f"barnacle {number}") for number in range(500)])
    assert any(b"barnacle" in path.read_bytes() for path in tmp_path.iterdir())

    store.purge("2026-02-01", compact)

    assert [] == [path.name for path in tmp_path.iterdir() if b"barnacle" in path.read_bytes()]
    store.close()


def test_compacting_gives_the_space_back(tmp_path):
    store = open_store(f"{tmp_path}/log.db")
    store.write([(*OLD[:7], f"barnacle {number}") for number in range(5000)])
    store.purge("2026-02-01")
    before = (tmp_path / "log.db").stat().st_size
    store.purge("2026-02-01", compact=True)

    assert (tmp_path / "log.db").stat().st_size < before / 10
    store.close()


def test_what_cannot_be_taken_out_of_the_journal_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.log.sqlite._PATIENCE", 0)
    store, reader = open_store(f"{tmp_path}/log.db"), sqlite3.connect(tmp_path / "log.db")
    store.write([OLD])
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM turn").fetchall()

    with pytest.raises(StoreError, match=r"log\.db is being read, so what was removed still stands in its journal\. Try again\.$"):
        store.purge("2026-02-01")
    reader.close()
    store.close()


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=rf"^The log {tmp_path}/file/log\.db cannot be used: Not a directory\.$"):
        open_store(f"{tmp_path}/file/log.db")


def test_a_file_that_is_no_log_is_said(tmp_path):
    (tmp_path / "log.db").write_text("dear diary, " * 100, encoding="utf-8")

    with pytest.raises(StoreError, match=r"log\.db cannot be used: file is not a database\.$"):
        open_store(f"{tmp_path}/log.db")


# --- which engine --------------------------------------------------------------------------------------------------


def test_another_engine_is_said_to_be_none():
    with pytest.raises(BotError, match=r"^The log must be the path of a file, or postgresql://USER@HOST/DATABASE\.$"):
        open_store("mysql://here")


def test_a_missing_driver_is_said_with_its_cure(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    monkeypatch.delitem(__import__("sys").modules, "bot.log.postgres", raising=False)

    with pytest.raises(BotError, match=r"^To keep the log in PostgreSQL, the package psycopg is needed: pip install '\.\[postgres\]'$"):
        open_store("postgresql://here")


def test_a_server_that_is_away_is_said():
    with pytest.raises(StoreError, match=r"^The log in PostgreSQL cannot be used: .*refused"):
        open_store("postgresql://someone@127.0.0.1:1/here")


# --- the seal ------------------------------------------------------------------------------------------------------


def test_without_a_key_the_text_is_kept_as_it_is():
    assert "is • here" == Seal().close("is • here") == Seal().open("is • here")


def test_with_a_key_only_the_key_reads_it():
    key, other = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    kept = Seal(key).close("is • here")

    assert "here" not in kept
    assert "is • here" == Seal(key).open(kept) == Seal(f"{other}, {key}").open(kept)
    with pytest.raises(BotError, match=r"^The kept text is sealed with another key\. Set BOT_LOG_KEY to the key it was written with\.$"):
        Seal(other).open(kept)
    with pytest.raises(BotError, match=r"^The kept text is sealed\. Set BOT_LOG_KEY to the key it was written with\.$"):
        Seal().open(kept)


def test_what_was_kept_before_there_was_a_key_can_still_be_read():
    assert "is • here" == Seal(Fernet.generate_key().decode()).open("is • here")


def test_a_sealed_text_does_not_tell_its_hour():
    key = Fernet.generate_key().decode()

    assert 0 == Fernet(key).extract_timestamp(Seal(key).close("is • here").encode())


def test_a_key_that_is_none_is_said_with_how_to_make_one():
    with pytest.raises(BotError, match=r"^BOT_LOG_KEY is no key\. Make one: python -c '.*generate_key.*'$"):
        Seal("secret")


def test_a_missing_package_is_said_with_its_cure(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "cryptography.fernet", None)

    with pytest.raises(BotError, match=r"^To seal the kept text, the package cryptography is needed: pip install '\.\[log\]'$"):
        Seal(Fernet.__name__)


# --- the export ----------------------------------------------------------------------------------------------------


def test_a_row_is_exported_with_its_names():
    assert {
        "day": "2026-02-01",
        "version": "v2",
        "kind": "feedback",
        "reason": None,
        "intents": ["cat"],
        "band": 0,
        "helpful": False,
        "question": "is there a cat",
    } == record_of(SAID, Seal().open)
    assert (*FIELDS,) == (*record_of(NEW, Seal().open),)
    assert (["cat", "lamp-range"], None, None) == tuple(record_of(NEW, Seal().open)[name] for name in ("intents", "helpful", "question"))
