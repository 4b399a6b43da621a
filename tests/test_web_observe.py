import json
import logging
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from service import LIMIT, SERVER, Running, answers, free_port, running, wait_until, without_settings

from bot.web.app import create_app
from bot.web.current import service_of
from bot.web.observe import JsonLines
from bot.web.voice import ERR

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
#: words that are in no message, no content and no code
ODD = ("xyzzyplugh", "qwertzuiop", "frobnicate")


def value(client, name, **labels):
    return service_of(client.application).metrics.registry.get_sample_value(name, labels)


def test_requests_are_counted_by_route_and_status(client):
    client.post("/api/v1/reply", json={"text": "cat"})
    client.get("/api/v1/xyzzyplugh")

    assert 1 == value(client, "bot_requests_total", route="/api/v1/reply", status="200")
    assert 1 == value(client, "bot_requests_total", route="none", status="404")
    assert 1 == value(client, "bot_request_seconds_count", route="/api/v1/reply")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Is there a cat?", {"kind": "answer", "reason": "", "intent": "cat"}),
        ("i want to die", {"kind": "handoff", "reason": "crisis", "intent": ""}),
        ("hello", {"kind": "smalltalk", "reason": "", "intent": ""}),
    ],
)
def test_replies_are_counted_by_kind_reason_and_intent(client, text, labels):
    client.post("/api/v1/reply", json={"text": text})
    client.post("/ask", data={"text": text})

    assert 2 == value(client, "bot_replies_total", **labels)


def test_the_content_that_answers_is_named(client, mini_bot):
    assert 1 == value(client, "bot_content", version=mini_bot.knowledge.facts.version)
    assert 1 == value(client, "bot_content_last_reload_successful")
    assert value(client, "bot_content_last_reload_seconds") > 0


def test_an_answer_has_an_id_of_its_own(client):
    first, second = (client.get("/healthz").headers["X-Request-Id"] for _ in range(2))

    assert first != second
    assert 32 == len(first)


def test_the_id_of_the_journey_is_kept(client):
    assert TRACE == client.get("/healthz", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}).headers["X-Request-Id"]


@pytest.mark.parametrize(
    "parent", ["xyzzyplugh", f"00-{TRACE}-00f067aa0ba902b7", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{TRACE}-{'0' * 16}-01"]
)
def test_an_id_that_is_none_is_not_kept(client, parent):
    assert client.get("/healthz", headers={"traceparent": parent}).headers["X-Request-Id"] not in parent


def test_a_request_is_one_line_of_json(client, capsys):
    client.post("/api/v1/reply", json={"text": "xyzzyplugh"}, headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})

    line = json.loads(capsys.readouterr().err)
    assert line.pop("time").endswith("+00:00")
    assert isinstance(line.pop("ms"), float)
    assert line == {
        "level": "info", "logger": "bot.access", "message": "request", "request": TRACE, "method": "POST", "route": "/api/v1/reply", "status": 200,
    }  # fmt: skip


@contextmanager
def full_disk() -> Iterator[BinaryIO]:
    with Path("/dev/full").open("wb") as full:
        yield full


@contextmanager
def reader_that_has_gone() -> Iterator[BinaryIO]:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        yield pipe


@pytest.mark.parametrize("nowhere", [full_disk, reader_that_has_gone])
def test_what_cannot_be_written_to_standard_error_is_dropped_and_counted_and_all_are_answered(mini_content, nowhere):
    port = free_port()
    with nowhere() as stderr, running(mini_content, stderr=stderr, BOT_METRICS_PORT=str(port), BOT_RATE="3 per hour") as server:
        asked = [server.ask(text, X_Forwarded_For="192.0.2.1").status for text in ("i want to die", "cat", "cat", "cat")]
        health = server.get("/healthz").status
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            metrics = answer.read().decode()
        server.process.send_signal(signal.SIGHUP)
        code, _, _ = server.stop()

    assert ([200, 200, 200, 429], 200, 0) == (asked, health, code)
    assert "bot_lines_dropped_total 6.0\n" in metrics  # a line for each request, and a warning of a proxy


def test_without_any_standard_error_all_are_answered(client, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    ERR.keep_nothing()
    before = ERR.dropped

    assert 200 == client.get("/healthz").status_code
    assert 1 == ERR.dropped - before


def test_the_address_that_nobody_can_read_keeps_nobody_from_an_answer(mini_content):
    port = free_port()
    with full_disk() as full:
        process = subprocess.Popen(
            [sys.executable, SERVER], stdout=full, stderr=subprocess.DEVNULL, env=without_settings() | {"BOT_CONTENT": str(mini_content), "BOT_PORT": str(port)}
        )  # fmt: skip
        server = Running(process, port)
        wait_until(lambda: answers(server))
        process.send_signal(signal.SIGINT)

        assert 0 == process.wait(LIMIT)


def test_a_method_that_nobody_knows_is_not_repeated(client, capsys):
    client.open("/healthz", method="XYZZYPLUGH")

    assert "other" == json.loads(capsys.readouterr().err)["method"]


def record(message: str, *arguments: object, error: object = None) -> logging.LogRecord:
    return logging.LogRecord("bot.x", logging.WARNING, "", 0, message, arguments, error)


def test_a_log_line_is_json():
    line = json.loads(JsonLines().format(record('said "%s"', "a\nb")))

    assert ("warning", "bot.x", 'said "a\nb"') == (line["level"], line["logger"], line["message"])


def test_of_an_error_only_the_kind_is_logged():
    try:
        raise ValueError("xyzzyplugh")
    except ValueError:
        line = JsonLines().format(record("xyzzyplugh", error=sys.exc_info()))

    assert "A fault of the kind ValueError" == json.loads(line)["message"]
    assert "xyzzyplugh" not in line


def test_a_log_line_within_a_request_has_its_id(mini_bot):
    app = create_app(mini_bot)
    app.before_request(lambda: JsonLines().format(record("a")))

    answer = app.test_client().get("/healthz", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})

    assert TRACE == json.loads(answer.text)["request"]


def test_nothing_that_was_typed_is_written_anywhere(mini_content, tmp_path):
    port = free_port()
    with running(mini_content, BOT_METRICS_PORT=str(port), BOT_CACHE=str(tmp_path / "cache")) as server:
        for word in ODD:
            said = [
                server.ask(f"{word} cat"),
                server.request("POST", "/api/v1/reply", {"text": word, "context": {"v": 2, "topic": word}}),
                server.request("POST", "/api/v1/reply", {word: word}),
                server.request("POST", "/api/v1/reply", f'{{"text": "{word}'.encode()),
                server.request("POST", "/api/v1/feedback", {"intent": word, "helpful": True}),
                server.get(f"/api/v1/{word}?{word}={word}", traceparent=word, User_Agent=word, Referer=f"https://{word}/", Cookie=word),
                server.request(word.upper(), "/"),
            ]
            assert [] == [answer for answer in said if word in answer.body.decode() + str(answer.headers)]
            server.request("POST", "/ask", f"text={word}".encode(), Content_Type="application/x-www-form-urlencoded")
            server.raw(word.encode() + b"\r\n\r\n")
            server.raw(f"GET /{word} HTTP/1.1\r\n{word}\r\n\r\n".encode())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            metrics = answer.read().decode()
        code, out, err = server.stop()

    assert 0 == code
    assert "bot_requests_total" in metrics
    assert err.count("bot.access") > len(ODD) * 5
    kept = "".join(path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file())
    assert [] == [word for word in ODD if word in (out + err + metrics + kept).lower()]


class ListLog:
    """A question log that remembers, for a test to see what it was told."""

    queued = 3
    dropped = 4

    def __init__(self):
        self.told = []

    def take(self, turn):
        self.told.append((turn.text, turn.kind))
        return "turn-1" if turn.kind == "answer" else None

    def helpful(self, intent, yes, turn, version):
        self.told.append((intent, yes, turn, version))


def test_without_a_log_a_vote_is_taken_all_the_same(client):
    answer = client.post("/api/v1/feedback", json={"intent": "cat", "helpful": False})

    assert (204, b"") == (answer.status_code, answer.data)
    assert 1 == value(client, "bot_feedback_total", intent="cat", helpful="no")


def test_a_log_is_told_of_every_turn_and_vote(client, mini_bot):
    log = service_of(client.application).log = ListLog()

    for _ in range(2):  # the second reply is remembered
        turn = client.post("/api/v1/reply", json={"text": "Is there a cat?"}).headers["X-Turn-Id"]
    hello = client.post("/api/v1/reply", json={"text": "hello"})
    client.post("/ask", data={"text": "mouse?"})
    client.post("/api/v1/feedback", json={"intent": "cat", "helpful": True, "turn": turn})

    assert "X-Turn-Id" not in hello.headers
    assert [
        ("Is there a cat?", "answer"),
        ("Is there a cat?", "answer"),
        ("hello", "smalltalk"),
        ("mouse?", "handoff"),
        ("cat", True, "turn-1", mini_bot.knowledge.facts.version),
    ] == log.told
    assert (3, 4) == (value(client, "bot_log_queue"), value(client, "bot_log_dropped_total"))
