import logging
import os
import re
import socket
from itertools import accumulate
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis import Redis

from benchmarks.faults import frozen
from bot.web.app import create_app
from bot.web.current import service_of
from bot.web.limiter import Limiter
from bot.web.settings import read_settings

#: no program may listen on this port
NOBODY = "redis://127.0.0.1:1"
AWAY = "The rate store does not answer (ConnectionError); this process counts alone until it does."


def limiter(rate: str, store: str = "") -> Limiter:
    return Limiter(read_settings({"BOT_RATE": rate, "BOT_RATE_STORE": store}, {}))


def allowed(limiter: Limiter, client: str, times: int) -> list[bool]:
    return [limiter.wait(client) == 0 for _ in range(times)]


def test_a_client_may_ask_as_often_as_the_rate_says():
    assert [True, True, False, False] == allowed(limiter("2 per hour"), "192.0.2.1", 4)


def test_who_asked_too_often_is_told_how_long_to_wait():
    patient = limiter("1 per hour")
    patient.wait("192.0.2.1")

    assert 0 < patient.wait("192.0.2.1") <= 3600


def test_clients_are_counted_apart():
    both = limiter("1 per hour")

    assert [True, True] == allowed(both, "192.0.2.1", 1) + allowed(both, "192.0.2.2", 1)


def test_an_ipv6_network_is_one_client():
    both = limiter("1 per hour")

    assert [True, False, True] == [both.wait(client) == 0 for client in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")]


def test_an_ipv4_client_is_the_same_however_it_is_written():
    both = limiter("1 per hour")

    assert [True, False, True] == [both.wait(client) == 0 for client in ("192.0.2.1", "::ffff:192.0.2.1", "::ffff:192.0.2.2")]


def test_several_rates_hold_together():
    assert [True, True, False] == allowed(limiter("2 per second; 2 per hour"), "192.0.2.1", 3)


@given(gaps=st.lists(st.floats(0, 40), max_size=200), amount=st.integers(1, 9))
def test_in_no_stretch_of_time_more_is_allowed_than_the_rate_says(gaps, amount):
    patient = limiter(f"{amount} per minute")
    moments = list(accumulate(gaps))
    with patch("bot.web.limiter.time") as clock:
        served = [clock.monotonic.return_value for clock.monotonic.return_value in moments if patient.wait("192.0.2.1") == 0]

    for first, begin in enumerate(served):
        for last, end in enumerate(served[first:], first):
            assert last - first + 1 <= amount * (1 + (end - begin) / 60) + 1e-6


def test_who_waits_as_long_as_told_may_ask():
    patient = limiter("7 per minute")
    with patch("bot.web.limiter.time") as clock:
        clock.monotonic.return_value = 1000.0
        assert 7 == sum(allowed(patient, "192.0.2.1", 20))
        clock.monotonic.return_value += patient.wait("192.0.2.1")

        assert 0 == patient.wait("192.0.2.1")


def test_clients_that_asked_long_ago_are_forgotten():
    patient = limiter("60 per minute")
    with patch("bot.web.limiter.time") as clock:
        clock.monotonic.return_value = 1000.0
        allowed(patient, "192.0.2.1", 9)
        allowed(patient, "192.0.2.2", 9)
        clock.monotonic.return_value = 1010.0
        patient.wait("192.0.2.3")

    assert 1 == len(patient._near._until)


def test_of_very_many_clients_the_latest_are_counted(monkeypatch):
    monkeypatch.setattr("bot.web.limiter._MOST", 2)
    patient = limiter("1 per hour")

    assert [True, True, True, False, True] == [patient.wait(f"192.0.2.{number}") == 0 for number in (1, 2, 3, 3, 1)]


def test_without_a_rate_nobody_waits():
    assert all(allowed(limiter("off"), "192.0.2.1", 500))


def test_clients_without_an_address_are_one():
    assert [True, False] == allowed(limiter("1 per hour"), "", 2)


def test_without_a_store_that_answers_the_process_counts_alone_and_says_so_once(caplog):
    alone = limiter("2 per hour", NOBODY)

    assert [True, True, False] == allowed(alone, "192.0.2.1", 3)
    assert (True, 1) == (alone.alone, alone.failures)
    assert [AWAY] == [record.getMessage() for record in caplog.records]


def test_a_store_that_does_not_answer_is_asked_again_later_by_one_request(caplog):
    alone = limiter("9 per hour", NOBODY)
    allowed(alone, "192.0.2.1", 2)
    alone._ask_again = 0.0
    allowed(alone, "192.0.2.1", 3)

    assert (True, 2) == (alone.alone, alone.failures)
    assert [AWAY] == [record.getMessage() for record in caplog.records]


def test_a_store_that_came_back_counts_again():
    both = limiter("2 per hour", NOBODY)
    allowed(both, "192.0.2.1", 2)
    both._far._strategy = SlidingWindowCounterRateLimiter(MemoryStorage())
    both._ask_again = 0.0

    assert [True, True, False] == allowed(both, "192.0.2.1", 3)
    assert not both.alone


def test_a_frozen_store_is_waited_for_once():
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the connection and never says a word
        alone = limiter("9 per hour", f"redis://127.0.0.1:{silent.getsockname()[1]}")
        allowed(alone, "192.0.2.1", 8)

    assert (True, 1) == (alone.alone, alone.failures)


@pytest.fixture
def redis(monkeypatch):
    """The address of a real server, emptied; on a machine that does much else it may take its time."""
    monkeypatch.setattr("bot.web.limiter._PATIENCE", 2.0)
    store = os.environ["TEST_REDIS"]
    with Redis.from_url(store) as server:
        server.flushdb()
    return store


@pytest.mark.servers
def test_replicas_count_together_in_a_store(redis):
    first, second = limiter("3 per hour", redis), limiter("3 per hour", redis)

    assert [True, True, True, False] == [replica.wait("192.0.2.1") == 0 for replica in (first, second, first, second)]
    assert (0, 0) == (first.failures, second.failures)


@pytest.mark.servers
def test_the_store_does_not_learn_the_address_of_a_client(redis):
    limiter("3 per hour", redis).wait("192.0.2.1")

    with Redis.from_url(redis, decode_responses=True) as server:
        (key,) = server.keys()
        assert "192.0.2.1" not in key + str(server.get(key))


@pytest.mark.servers
def test_a_store_that_freezes_and_thaws_is_left_and_found_again(redis):
    both = limiter("9 per hour", redis)
    both.wait("192.0.2.1")
    with frozen(int(os.environ["TEST_REDIS_PID"])):
        allowed(both, "192.0.2.1", 3)

        assert (True, 1) == (both.alone, both.failures)
    both._ask_again = 0.0
    both.wait("192.0.2.1")

    assert (False, 1) == (both.alone, both.failures)


# --- at the gate -----------------------------------------------------------------------------------------------------


@pytest.fixture
def strict(mini_bot):
    return create_app(mini_bot, read_settings({"BOT_RATE": "1 per hour"}, {})).test_client()


def test_a_question_too_many_is_refused_with_the_phone_number(strict):
    strict.post("/api/v1/reply", json={"text": "cat"})

    refusal = strict.post("/api/v1/reply", json={"text": "cat"})

    seconds = refusal.headers["Retry-After"]
    assert (429, "application/problem+json") == (refusal.status_code, refusal.content_type)
    assert refusal.get_json()["detail"] == (
        f"You have asked many questions in a short time. Please wait {seconds} seconds, or call (207) 555-0142."
        " In an emergency, call 911. In a crisis, call or text 988."
    )


DANGERS = {"i want to die": "tel:988", "call an ambulance": "tel:911"}


@pytest.mark.parametrize(("text", "number"), DANGERS.items())
def test_who_tells_of_danger_is_answered_however_often_the_client_has_asked(strict, text, number):
    strict.post("/api/v1/reply", json={"text": "cat"})
    page = strict.post("/ask", data={"text": text})
    reply = strict.post("/api/v1/reply", json={"text": text})

    assert (200, 200) == (page.status_code, reply.status_code)
    assert f'href="{number}"' in page.text
    assert number == reply.get_json()["handoff"]["urgent"][0]["uri"]


def test_of_a_client_that_asks_ten_times_as_often_as_it_may_nobody_listens_any_more(strict):
    said = [strict.post("/api/v1/reply", json={"text": "i want to die"}) for _ in range(12)]

    assert [200] * 11 + [429] == [answer.status_code for answer in said]
    assert "In an emergency, call 911. In a crisis, call or text 988." in said[-1].get_json()["detail"]


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": "cat"}},
        {"json": {"text": ["i want to die"]}},
        {"json": ["i want to die"]},
        {"data": b'{"text": "i want to die"', "content_type": "application/json"},
        {"data": b"i want to die", "content_type": "text/plain"},
    ],
    ids=str,
)
def test_what_tells_of_no_danger_is_refused(strict, sent):
    strict.post("/api/v1/reply", json={"text": "cat"})

    assert 429 == strict.post("/api/v1/reply", **sent).status_code


def test_one_second_is_a_second(mini_bot):
    client = create_app(mini_bot, read_settings({"BOT_RATE": "1 per second"}, {})).test_client()
    said = [client.post("/api/v1/reply", json={"text": "cat"}) for _ in range(9)][-1]

    assert (429, "1") == (said.status_code, said.headers["Retry-After"])
    assert "Please wait a second, or call (207) 555-0142." in said.get_json()["detail"]


def test_a_person_is_refused_on_a_page(strict):
    strict.post("/ask", data={"text": "cat"})

    refusal = strict.post("/ask", data={"text": "cat"})

    assert (429, "text/html; charset=utf-8") == (refusal.status_code, refusal.content_type)
    assert "call (207) 555-0142." in refusal.text
    assert {'href="tel:911"', 'href="tel:988"'} == set(re.findall(r'href="tel:\d{3}"', refusal.text))


def test_pages_files_and_health_are_never_refused(strict):
    assert {200} == {strict.get(path).status_code for path in ("/", "/ask", "/api/v1/content", "/readyz") * 2}


def test_an_unknown_address_is_not_counted(strict):
    strict.post("/nothing")

    assert 200 == strict.post("/api/v1/reply", json={"text": "cat"}).status_code


def post_from(client, *forwarded: str):
    return client.post("/api/v1/reply", json={"text": "cat"}, headers={"X-Forwarded-For": ", ".join(forwarded)}).status_code


def test_a_client_cannot_choose_its_own_address(strict):
    assert [200, 429] == [post_from(strict, "192.0.2.1"), post_from(strict, "192.0.2.2")]


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(mini_bot):
    client = create_app(mini_bot, read_settings({"BOT_RATE": "1 per hour", "BOT_PROXIES": "1"}, {})).test_client()

    assert [200, 200] == [post_from(client, "192.0.2.1"), post_from(client, "192.0.2.2")]
    assert 429 == post_from(client, "192.0.2.9", "192.0.2.1")


def test_a_proxy_that_nobody_told_of_is_warned_of_once(strict, caplog):
    caplog.set_level(logging.WARNING)
    post_from(strict, "192.0.2.1")
    post_from(strict, "192.0.2.1")

    assert ["A proxy stands before the service, but BOT_PROXIES is 0: all visitors count as one client."] == [
        record.getMessage() for record in caplog.records
    ]


def test_refusals_are_counted(strict):
    strict.post("/api/v1/feedback", json={"intent": "cat", "helpful": True})
    strict.post("/api/v1/feedback", json={"intent": "cat", "helpful": True})

    assert 1 == service_of(strict.application).metrics.registry.get_sample_value("bot_limited_total")
