"""Many machines, on one: no visitor notices that a replica is restarted, or dies, or that the log and the limits are away."""

import os
import signal
import sys
import time

import pytest
from cluster import REPLICAS, load, running
from stores import POSTGRES

from bot.log.store import open_store

pytestmark = pytest.mark.cluster
#: questions a second
LOAD = 500


@pytest.fixture(scope="module")
def cluster():
    with running(POSTGRES, os.environ["TEST_REDIS"]) as started:
        yield started


@pytest.fixture(scope="module")
def edge(cluster):
    return cluster.open_edge()


def note(record_property, cluster, counts, seconds):
    """Keep the figures with the report of the test (``--junit-xml``), and show them with ``-s``."""
    record_property("answers", counts.total())
    each = 1000 * cluster.edge_seconds() / counts.total()
    sys.stdout.write(f" {counts.total()} answers, {counts.total() / seconds:.0f} a second, HAProxy {each:.2f} ms of a core for each ")


def test_a_rolling_restart_loses_no_answer(cluster, edge, record_property):
    started = time.monotonic()
    with load(cluster, edge, LOAD) as counts:
        for replica in cluster.replicas:
            replica.restart()
            time.sleep(2)  # the balancer has to see it
    note(record_property, cluster, counts, time.monotonic() - started)

    assert {200} == set(counts)


def test_a_killed_replica_loses_no_answer(cluster, edge, record_property):
    started = time.monotonic()
    with load(cluster, edge, LOAD) as counts:
        for replica in cluster.replicas:
            time.sleep(1)
            replica.restart(signal.SIGKILL)
            time.sleep(2)
    note(record_property, cluster, counts, time.monotonic() - started)

    assert {200} == set(counts)


@pytest.mark.parametrize("server", ["TEST_POSTGRES_PID", "TEST_REDIS_PID"])
def test_a_server_that_stands_still_costs_no_answer(cluster, edge, server):
    process = int(os.environ[server])
    with load(cluster, edge, LOAD // 5) as counts:
        time.sleep(1)
        os.kill(process, signal.SIGSTOP)
        try:
            time.sleep(4)
        finally:
            os.kill(process, signal.SIGCONT)
        time.sleep(1)

    assert {200} == set(counts)


def test_all_replicas_write_to_one_log(cluster, edge):
    with load(cluster, edge, LOAD // 5) as counts:
        time.sleep(3)
    time.sleep(2)
    store = open_store(POSTGRES)
    tally = store.tally()
    store.close()

    assert counts.total() <= sum(row[4] for row in tally)
    assert REPLICAS == len(cluster.replicas)


def test_who_asks_too_often_is_told_to_wait(cluster):
    port = cluster.open_edge(rate=20)
    statuses = [cluster.ask(port) for _ in range(40)]

    assert {200, 429} == set(statuses)
