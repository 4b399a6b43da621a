"""Faults, with the real engines: the writer is killed, the server stands still, the disk is full. No answer waits."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from service import wait_until
from terminal import unmeasured

from benchmarks.faults import frozen
from bot.log import LoggedTurn, open_log
from bot.log.store import open_store

TURN = LoggedTurn("2999-01-01", "v1", "answer", None, "cat", 90)
KILLS = 50
#: seconds; who waits for a server that stands still waits for five
PATIENCE = 3
#: writes as fast as it can, and says how many turns are kept for good
WRITER = """
import sys
from bot.log import LoggedTurn, open_log
log = open_log(sys.argv[1], queue=1000)
while True:
    log.take(LoggedTurn("2999-01-01", "v1", "answer", None, "cat", 90))
    print(log.written, flush=True)
"""


def killed_writer(url: str, seconds: float) -> int:
    """Let a process write, kill it, and return how many turns it had said were kept."""
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, env=unmeasured(), stdout=subprocess.PIPE, text=True) as process:  # killed, it could not say what it ran
        assert process.stdout
        while (first := process.stdout.readline()) == "0\n":
            pass
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        said = [first, *(line for line in process.stdout if line.endswith("\n"))]
        timer.join()
    return int(said[-1])


def slowest(log, turns: int = 3000) -> float:
    """Return the seconds that the slowest of many records took."""
    longest = 0.0
    for _ in range(turns):
        started = time.perf_counter()
        log.take(TURN)
        longest = max(longest, time.perf_counter() - started)
    return longest


@contextmanager
def small_disk(folder: Path, *options: str):
    """A disk of 256 KiB; only root can make one."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(("size=256k", *options)), "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_writer_that_is_killed_loses_nothing_that_it_said_was_kept(tmp_path):
    said = killed_writer(f"{tmp_path}/log.db", 0.05)

    with sqlite3.connect(tmp_path / "log.db") as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        [(rows,)] = connection.execute("SELECT count(*) FROM turn")
    connection.close()
    assert 0 < said <= rows


@pytest.mark.servers
def test_fifty_kills_lose_nothing(tmp_path):
    said = rows = 0
    for kill in range(KILLS):
        said += killed_writer(f"{tmp_path}/log.db", 0.002 * kill)
        with sqlite3.connect(tmp_path / "log.db") as connection:
            assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
            [(now,)] = connection.execute("SELECT count(*) FROM turn")
        connection.close()
        # What a killed process had written and not yet said is there too; the next count begins after it.
        assert rows + said <= now
        rows, said = now, 0


@pytest.mark.servers
def test_a_killed_writer_loses_nothing_in_postgres_either(postgres_url):
    said = killed_writer(postgres_url, 0.2)
    store = open_store(postgres_url)

    assert 0 < said <= len(list(store.read()))
    store.close()


@pytest.mark.servers
def test_a_server_that_stands_still_delays_nobody_and_goes_on_later(postgres_url):
    log = open_log(postgres_url, queue=200)
    log.take(TURN)
    wait_until(lambda: log.written)
    with frozen(int(os.environ["TEST_POSTGRES_PID"])):
        assert slowest(log, 300) < PATIENCE
        wait_until(lambda: log.dropped + log.queued == 300)  # one may be on its way from the queue to the writer
    wait_until(lambda: not log.queued)
    log.close(30)

    assert 301 == log.written + log.dropped
    store = open_store(postgres_url)
    assert log.written == len(list(store.read()))
    store.close()


@pytest.mark.servers
def test_a_connection_that_is_cut_is_made_anew(postgres_url):
    log = open_log(postgres_url)
    log.take(TURN)
    wait_until(lambda: log.written)
    cut = open_store(postgres_url)
    cut._engine.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()")
    cut.close()
    log.take(TURN)
    log.close(30)

    assert (2, 0) == (log.written, log.dropped)


@pytest.mark.servers
def test_a_full_disk_delays_nobody_and_harms_nothing_that_was_kept(tmp_path):
    with small_disk(tmp_path):
        log = open_log(f"{tmp_path}/log.db", queue=2000)
        while not log.dropped:
            assert slowest(log, 500) < PATIENCE
        log.close(30)

        with sqlite3.connect(tmp_path / "log.db") as connection:
            assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
            [(rows,)] = connection.execute("SELECT count(*) FROM turn")
        connection.close()
        assert log.written == rows


@pytest.mark.servers
def test_a_folder_that_is_read_only_delays_nobody(tmp_path, caplog):
    with small_disk(tmp_path, "ro"):
        log = open_log(f"{tmp_path}/log.db", queue=2000)
        assert slowest(log) < PATIENCE
        wait_until(lambda: caplog.messages)
        log.close(30)

    assert (0, 3000) == (log.written, log.dropped)
    assert caplog.messages[0] == f"The log {tmp_path}/log.db cannot be used: Read-only file system."


def test_a_server_that_is_away_delays_nobody(caplog):
    log = open_log("postgresql://someone@127.0.0.1:1/here", queue=2000)
    slowest(log)
    wait_until(lambda: caplog.messages)
    log.close(30)

    assert (0, 3000) == (log.written, log.dropped)
