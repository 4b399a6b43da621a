import http.client
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import REPOSITORY, write_content

from bot.content.where import find_content
from bot.errors import BotError
from bot.web.app import create_app
from bot.web.serve import serve

SERVER = str(REPOSITORY / "server.py")
LIMIT = 30


def start(*arguments: str, **settings: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return subprocess.Popen(
        [sys.executable, SERVER, *arguments], env=environment | settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    with process:
        out, err = process.communicate(timeout=LIMIT)
    return process.returncode, out, err


@contextmanager
def running(content: Path) -> Iterator[tuple[subprocess.Popen[str], http.client.HTTPConnection]]:
    """A real server on a free port, and a connection to it."""
    process = start(BOT_CONTENT=str(content), BOT_PORT="0")
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("Listening on http://127.0.0.1:")
        connection = http.client.HTTPConnection(address.removeprefix("Listening on http://").rstrip("/"), timeout=LIMIT)
        yield process, connection
        connection.close()
    finally:
        process.terminate()
        finish(process)


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_the_server_answers_a_question(mini_content):
    with running(mini_content) as (_, connection):
        connection.request("POST", "/api/v1/reply", json.dumps({"text": "Is there a cat?"}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        reply = json.load(answer)

    assert answer.status == 200
    assert reply["intents"] == ["cat"]


def test_the_server_does_not_say_what_it_is(mini_content):
    with running(mini_content) as (_, connection):
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        answer.read()

    assert answer.headers["Server"] is None


def test_the_server_refuses_a_body_over_the_limit(mini_content):
    with running(mini_content) as (_, connection):
        connection.request("POST", "/api/v1/reply", b"a" * 70_000, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()

    assert (413, "application/problem+json") == (answer.status, answer.headers["Content-Type"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly_when_asked_to(mini_content, number):
    with running(mini_content) as (process, connection):
        connection.request("GET", "/ask")
        connection.getresponse().read()
        connection.close()
        process.send_signal(number)
        code, out, err = finish(process)

    assert (code, out, err) == (0, "", "")


def test_a_port_that_is_taken_is_said_in_one_sentence(mini_content):
    with taken_port() as port:
        code, out, err = finish(start("--content", str(mini_content), "--port", str(port)))

    assert code == 2
    assert out == ""
    assert err == f"Port {port} is taken by another program. Stop that program, or choose another port with BOT_PORT.\n"


def test_an_address_that_is_not_ours_is_said_in_one_sentence(mini_bot):
    with pytest.raises(BotError, match=r"^The service cannot listen on 192\.0\.2\.1:0: .+\.$"):
        serve(mini_bot, "192.0.2.1", 0)


def test_an_ipv6_address_is_written_in_brackets(mini_bot):
    with pytest.raises(BotError, match=r"^The service cannot listen on \[2001:db8::1\]:0: .+\.$"):
        serve(mini_bot, "2001:db8::1", 0)


def test_content_that_is_not_there_is_said_in_one_sentence(tmp_path):
    missing = str(tmp_path / "nowhere.yaml")

    assert finish(start("--content", missing)) == (2, "", f"The content {missing} does not exist.\n")


def test_a_port_that_is_no_number_is_said_with_where_it_comes_from():
    code, _, err = finish(start(BOT_PORT="eight"))

    assert code == 2
    assert "'--port' (env var: 'BOT_PORT'): 'eight' is not a valid" in err


def test_another_server_finds_the_application(mini_content, monkeypatch):
    monkeypatch.setenv("BOT_CONTENT", str(mini_content))

    app = runpy.run_path(SERVER, run_name="server")["app"]

    assert "Gull Point" in app.test_client().get("/").text


def test_an_application_without_usable_content_is_not_made(monkeypatch):
    monkeypatch.setenv("BOT_CONTENT", "nowhere.yaml")

    with pytest.raises(BotError, match=r"^The content nowhere\.yaml does not exist\.$"):
        create_app()


def test_the_content_that_is_named_is_used(mini_content):
    assert find_content(str(mini_content)) == mini_content


@pytest.mark.parametrize("given", [None, ""])
def test_without_a_name_the_content_in_this_folder_is_used(tmp_path, monkeypatch, given):
    write_content(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert find_content(given).resolve() == tmp_path / "intents.yaml"


def test_else_the_content_beside_the_server_is_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert find_content(None) == REPOSITORY / "intents.yaml"


def test_else_the_copy_that_came_with_the_program_is_used(tmp_path, monkeypatch):
    empty, program = tmp_path / "empty", tmp_path / "program"
    empty.mkdir()
    packaged = write_content(program / "bot" / "default")
    monkeypatch.chdir(empty)

    assert find_content(None, program) == packaged


def test_no_content_at_all_is_said_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BotError, match=r"^There is no intents\.yaml here\. Name one with --content or BOT_CONTENT\.$"):
        find_content(None, tmp_path)
