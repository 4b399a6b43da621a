import json
import re
import runpy
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from types import SimpleNamespace
from typing import ClassVar

import pytest
from conftest import REPOSITORY, write_content
from service import LIMIT, SERVER, Running, answers, finish, free_port, running, start, wait_until, without_settings
from waitress.adjustments import Adjustments

from bot.content.where import find_content
from bot.errors import BotError
from bot.web import channel
from bot.web.app import create_app
from bot.web.channel import Channel
from bot.web.current import service_of
from bot.web.serve import _Run
from bot.web.settings import Settings

PROBLEM = "application/problem+json"
DANGER = " In an emergency, call 911. In a crisis, call or text 988."


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_the_server_answers_a_question(mini_content):
    with running(mini_content) as server:
        answer = server.ask("Is there a cat?")

    assert (200, ["cat"]) == (answer.status, answer.json["intents"])


def test_the_server_does_not_say_what_it_is(mini_content):
    with running(mini_content) as server:
        assert server.get("/healthz").headers["Server"] is None


REFUSALS = {
    "broken line": (b"mysecret\r\n\r\n", 400, "The request could not be understood."),
    "broken header": (b"GET /mysecret HTTP/1.1\r\nmysecret\r\n\r\n", 400, "The request could not be understood."),
    "two lengths": (
        b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        400,
        "The request could not be understood.",
    ),
    "length and coding": (
        b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /mysecret HTTP/1.1\r\n",
        400,
        "The request could not be understood.",
    ),
    "coding before its time": (
        b"POST /api/v1/reply HTTP/1.0\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "The request could not be understood.",
    ),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: a\r\nHost: mysecret\r\n\r\n", 400, "The request could not be understood."),
    "no host": (b"GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n", 400, "The request could not be understood."),
    "unknown coding": (
        b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: mysecret\r\n\r\n",
        501,
        "This way of sending is not known here.",
    ),
    "long body": (
        b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 70000\r\n\r\n" + b"a" * 70_000,
        413,
        "That is too long: a request may hold 64 kB." + DANGER,
    ),
    "endless body": (
        b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000000\r\n\r\n",
        413,
        "That is too long: a request may hold 64 kB." + DANGER,
    ),
    "long headers": (
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 17_000)[:16_384],  # what is left unread would make the kernel cut the answer off
        431,
        "The headers are too long: they may hold 16 kB." + DANGER,
    ),
}


def test_what_the_server_refuses_by_itself_is_a_problem_too(mini_content):
    with running(mini_content) as server:
        for name, (sent, status, detail) in REFUSALS.items():
            said = server.raw(sent)
            head, _, body = said.partition(b"\r\n\r\n")

            assert head.startswith(f"HTTP/1.{'0' if b'HTTP/1.0' in head else '1'} {status} ".encode()), (name, said)
            assert b"Content-Type: application/problem+json" in head, name
            assert b"Content-Security-Policy: default-src 'none'" in head, name
            assert (status, detail) == (json.loads(body)["status"], json.loads(body)["detail"]), name
            assert b"mysecret" not in said, name


def test_a_request_without_a_host_of_old_and_one_in_parts_are_answered(mini_content):
    body = b'{"text": "Is there a cat?"}'
    with running(mini_content) as server:
        old = server.raw(b"GET /healthz HTTP/1.0\r\n\r\n")
        parts = server.raw(
            b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        )

    assert (b"HTTP/1.0 200 OK", b"HTTP/1.1 200 OK") == (old.partition(b"\r\n")[0], parts.partition(b"\r\n")[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_cleanly_when_asked_to(mini_content, number):
    with running(mini_content, BOT_ACCESS_LOG="off") as server:
        server.get("/ask")

        assert (0, "", "") == server.stop(number)


def test_a_question_is_in_the_log_when_the_server_has_ended(mini_content, tmp_path):
    log = tmp_path / "log.db"
    with running(mini_content, BOT_LOG=str(log), BOT_ACCESS_LOG="off") as server:
        server.ask("Is there a cat?")

        assert (0, "", "") == server.stop()
    with closing(sqlite3.connect(log)) as store:
        assert [("answer", "cat", None)] == store.execute("SELECT kind, intents, text FROM turn").fetchall()
    assert ["log.db"] == [file.name for file in tmp_path.glob("log.db*")]  # closed: no journal is left behind


def test_a_server_about_to_end_says_so_but_answers(mini_content):
    with running(mini_content, BOT_DRAIN="300") as server:
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: server.get("/readyz").status == 503)

        assert server.get("/readyz").json["status"] == "draining"
        assert server.get("/healthz").status == 200
        answer = server.ask("Is there a cat?")
        assert (200, "close") == (answer.status, answer.headers["Connection"])
        assert server.stop(signal.SIGINT)[0] == 0


def test_a_service_whose_stores_are_away_is_ready_and_answers(mini_content):
    away = f"127.0.0.1:{free_port()}"
    for log in (f"postgresql://{away}/log", "/proc/log.db"):
        with running(mini_content, BOT_LOG=log, BOT_RATE_STORE=f"redis://{away}", BOT_DRAIN="0") as server:
            assert (200, 200) == (server.ask("Is there a cat?").status, server.get("/readyz").status)


def test_a_question_that_was_begun_before_the_end_is_answered(mini_content):
    body = b'{"text": "Is there a cat?"}'
    with running(mini_content, BOT_DRAIN="300") as server, socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as slow:
        slow.sendall(b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body))
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: server.get("/readyz").status == 503)
        slow.sendall(body)

        assert slow.recv(65536).startswith(b"HTTP/1.1 200 OK")
        assert server.stop(signal.SIGINT)[0] == 0


class LastAnswer:
    """A server, as far as the end of a run knows it, whose last answer leaves in the third turn."""

    accepting = True
    _map: ClassVar[dict] = {}

    def __init__(self) -> None:
        self.active_channels = {1: self}
        self.asyncore = self.task_dispatcher = self
        self.request = None
        self.is_busy = True
        self.said: list[str] = []

    def loop(self, **_) -> None:
        self.said.append("turn")
        self.is_busy = len(self.said) < 3

    def shutdown(self) -> None:
        self.said.append("shutdown")

    def close_all(self, _) -> None:
        self.said.append("closed")

    def close(self) -> None:
        self.said.append("log closed")

    def stop(self) -> None:
        self.said.append("reload stopped")


def test_an_answer_on_its_way_is_waited_for_at_the_end(mini_bot):
    server = LastAnswer()
    service = service_of(create_app(mini_bot))
    service.log = server
    run = _Run(server, service, server)
    run.end(0)

    run.until_the_end()

    assert not server.accepting
    assert ["turn", "turn", "turn", "reload stopped", "shutdown", "log closed", "closed"] == server.said


def test_a_request_that_drips_is_hung_up_on():
    class Dripping:
        request = channel._Request(None)
        will_close = False

    old, new = Dripping(), Dripping()
    old.request = channel._Request(None)
    old.request.begun = time.monotonic() - 31
    idle = Dripping()
    idle.request = None

    channel.hang_up_on_slow([old, new, idle])

    assert (True, False, False) == (old.will_close, new.will_close, idle.will_close)


@pytest.mark.parametrize(
    "begun",
    [b"GET /mysecret HTTP/1.1\r\nHost: a\r\n", b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n{"],
    ids=["headers", "bodies"],
)
def test_four_hundred_slow_clients_starve_nobody(mini_content, begun):
    with running(mini_content, BOT_DRAIN="0") as server, ExitStack() as slow:
        for _ in range(400):
            slow.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)).sendall(begun)

        assert (200, 200) == (server.get("/healthz").status, server.ask("Is there a cat?").status)


class Waiting:
    """A server that answers everybody, or whoever has not waited too long."""

    def __init__(self, bot, **settings) -> None:
        self.service = service_of(create_app(bot, Settings(**settings)))
        self.adj = Adjustments()
        self.effective_host, self.effective_port, self.server_name = "127.0.0.1", 80, "a"
        self.written = b""

    def application(self, environ, start_response):
        start_response("200 OK", [("Content-Length", "8")])
        return [b"answered"]

    def ask(self, sent: bytes, waited: float) -> bytes:
        request = channel._Request(self.adj)
        request.received(sent)
        connection = SimpleNamespace(server=self, asked=time.monotonic() - waited, adj=self.adj, addr=("127.0.0.1", 1), creation_time=0)
        connection.write_soon = lambda data: setattr(self, "written", self.written + data) or len(data)
        connection.check_client_disconnected = lambda: False
        channel._Task(connection, request).service()
        return self.written


QUESTION = b'POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"text": "cat"}'


def test_a_question_that_has_waited_too_long_is_refused_so_that_others_are_answered_in_time(mini_bot):
    server = Waiting(mini_bot)
    head, _, body = server.ask(QUESTION, 2.1).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert {b"Content-Type: application/problem+json", b"Retry-After: 5", b"Cache-Control: no-store"} <= set(head.split(b"\r\n"))
    assert "Too many ask at once. Please wait 5 seconds, or call (207) 555-0142." + DANGER == json.loads(body)["detail"]
    assert 1 == server.service.metrics.registry.get_sample_value("bot_overloaded_total")


@pytest.mark.parametrize(("origin", "allowed"), [("https://www.hospital.example", True), ("https://evil.example", False)])
def test_the_page_of_a_site_that_is_allowed_may_read_that_it_is_refused(mini_bot, origin, allowed):
    server = Waiting(mini_bot, origins=("https://www.hospital.example",))
    head = server.ask(QUESTION.replace(b"\r\n", f"\r\nOrigin: {origin}\r\n".encode(), 1), 2.1).decode()

    assert (f"Access-Control-Allow-Origin: {origin}" in head) == allowed
    assert head.count("Cross-Origin-Resource-Policy: cross-origin") == head.count("Cross-Origin-Resource-Policy") == 1


@pytest.mark.parametrize(
    ("sent", "waited"),
    [(QUESTION, 1.5), (b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n", 60), (QUESTION.replace(b"/api/v1/reply", b"/ask"), 60)],
    ids=["in time", "health", "a person's form"],
)
def test_who_waited_a_moment_and_who_is_no_program_is_answered(mini_bot, sent, waited):
    assert Waiting(mini_bot).ask(sent, waited).endswith(b"answered")


def test_a_probe_does_not_wait_in_line():
    line = channel.WaitingLine(0)
    asked = [SimpleNamespace(requests=[SimpleNamespace(path=path)]) for path in ("/api/v1/reply", "/readyz", "/", "/healthz")]
    for one in asked:
        line.add_task(one)

    assert ["/healthz", "/readyz", "/api/v1/reply", "/"] == [one.requests[0].path for one in line.queue]


class Door:
    """A server at whose door ten clients wait."""

    def __init__(self, room: int) -> None:
        self.active_channels: dict[int, object] = {}
        self.room, self.waiting = room, 10

    def readable(self) -> bool:
        return len(self.active_channels) < self.room

    def handle_accept(self) -> None:
        if self.waiting:
            self.waiting -= 1
            self.active_channels[self.waiting] = self


@pytest.mark.parametrize(("room", "left"), [(1000, 0), (4, 6)])
def test_all_who_wait_at_the_door_are_let_in_at_once_as_far_as_there_is_room(room, left):
    door = Door(room)

    channel.accept_all(door)

    assert left == door.waiting


def test_a_port_that_is_taken_is_said_in_one_sentence(mini_content):
    with taken_port() as port:
        code, out, err = finish(start("--content", str(mini_content), "--port", str(port)))

    assert code == 2
    assert out == ""
    assert f"Error: Port {port} is taken by another program. Stop that program, or choose another port: BOT_PORT, or --port.\n" == err


@pytest.mark.parametrize(("given", "said"), [([], "bot serve"), (["PORT=81"], "bot serve --port 81"), (["BOT_PORT=81"], "bot serve")])
def test_make_serve_leaves_the_port_to_the_settings_unless_it_is_given_one(given, said):
    made = subprocess.run(
        ["make", "--no-print-directory", "-n", "serve", *given],
        cwd=REPOSITORY,
        env=without_settings(),
        capture_output=True,
        text=True,
        check=True,
    )

    assert made.stdout.strip().endswith(said)


def test_a_port_for_the_metrics_that_is_taken_is_said_in_one_sentence(mini_content):
    with taken_port() as port:
        code, _, err = finish(start(BOT_CONTENT=str(mini_content), BOT_PORT="0", BOT_METRICS_PORT=str(port)))

    assert code == 2
    assert f"Error: The metrics cannot be served on 127.0.0.1:{port}: Address already in use. Choose another BOT_METRICS_PORT.\n" == err


def test_an_address_that_is_not_ours_is_said_in_one_sentence(mini_content):
    code, _, err = finish(start(BOT_CONTENT=str(mini_content), BOT_HOST="192.0.2.1", BOT_PORT="0"))

    assert code == 2
    assert re.fullmatch(r"Error: The service cannot listen on 192\.0\.2\.1:0: .+\.\n", err)


def test_an_ipv6_address_is_written_in_brackets(mini_content):
    code, _, err = finish(start(BOT_CONTENT=str(mini_content), BOT_HOST="2001:db8::1", BOT_PORT="0"))

    assert code == 2
    assert re.fullmatch(r"Error: The service cannot listen on \[2001:db8::1\]:0: .+\.\n", err)


def test_the_process_id_is_written_while_the_server_runs(mini_content, tmp_path):
    file = tmp_path / "bot.pid"
    with running(mini_content, BOT_PID_FILE=str(file)) as server:
        assert f"{server.process.pid}\n" == file.read_text()
        server.stop()

    assert not file.exists()


def test_two_services_do_not_write_into_one_file(mini_content, tmp_path):
    file = tmp_path / "bot.pid"
    file.write_text("left behind")
    with running(mini_content, BOT_PID_FILE=str(file)) as server:
        code, _, err = finish(start(BOT_CONTENT=str(mini_content), BOT_PORT="0", BOT_PID_FILE=str(file)))

        assert f"{server.process.pid}\n" == file.read_text()
    assert code == 2
    assert f"Error: The process id cannot be written to {file}: another service holds it. Choose another BOT_PID_FILE.\n" == err


def test_a_process_id_that_cannot_be_written_is_said_in_one_sentence(mini_content):
    code, _, err = finish(start(BOT_CONTENT=str(mini_content), BOT_PORT="0", BOT_PID_FILE="/proc/bot.pid"))

    assert code == 2
    assert "Error: The process id cannot be written to /proc/bot.pid: No such file or directory. Choose another BOT_PID_FILE.\n" == err


def test_content_that_is_not_there_is_said_in_one_sentence(tmp_path):
    missing = str(tmp_path / "nowhere.yaml")

    assert finish(start("--content", missing)) == (
        2,
        "",
        f"Error: content in the command line cannot be used. The content {missing} does not exist.\n",
    )


def test_settings_that_cannot_be_are_said_all_at_once():
    code, _, err = finish(start("--host", "127.0.0.1", BOT_PORT="eight", BOT_TRUSTED_HOST="a"))

    assert code == 2
    assert err == (
        "Error: BOT_PORT in the environment must be a whole number from 0 to 65535.\n"
        "BOT_TRUSTED_HOST in the environment is no setting. Did you mean BOT_TRUSTED_HOSTS?\n"
    )


OTHER_SERVERS = {
    "gunicorn": ("gunicorn", "--no-control-socket", "-k", "gthread", "--threads", "4", "-b", "127.0.0.1:{port}", "server:app"),
    "granian": (
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        "{port}",
        "--no-ws",
        "--blocking-threads",
        "4",
        "server:app",
    ),
}


@pytest.mark.parametrize("name", OTHER_SERVERS)
def test_another_server_gives_the_same_answers(mini_content, name):
    with running(mini_content) as server:
        expected = server.ask("Is there a cat?").json
    port = free_port()
    module, *arguments = (part.format(port=port) for part in OTHER_SERVERS[name])
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=REPOSITORY, env={**without_settings(), "BOT_CONTENT": str(mini_content)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        other = Running(process, port)
        wait_until(lambda: answers(other))

        assert expected == other.ask("Is there a cat?").json
        assert PROBLEM == other.get("/api/v1/nothing").headers["Content-Type"]
    finally:
        process.terminate()
        finish(process)


@pytest.mark.parametrize("name", OTHER_SERVERS)
def test_another_server_ends_with_what_is_wrong_and_no_trace(name):
    module, *arguments = (part.format(port=free_port()) for part in OTHER_SERVERS[name])
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=REPOSITORY, env={**without_settings(), "BOT_PORT": "eight"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    code, out, _ = finish(process)

    assert code
    assert "Error: BOT_PORT in the environment must be a whole number from 0 to 65535.\n" in out
    assert "Traceback" not in out


def test_an_application_that_cannot_be_made_ends_its_process_for_good(monkeypatch, capsys):
    monkeypatch.setenv("BOT_PORT", "eight")

    with pytest.raises(SystemExit) as caught:
        runpy.run_path(SERVER, run_name="server")

    assert (3, "Error: BOT_PORT in the environment must be a whole number from 0 to 65535.\n") == (
        caught.value.code,
        capsys.readouterr().err,
    )


def test_an_application_without_usable_content_is_not_made(monkeypatch):
    monkeypatch.setenv("BOT_CONTENT", "nowhere.yaml")

    with pytest.raises(BotError, match=r"^BOT_CONTENT in the environment cannot be used\. The content nowhere\.yaml does not exist\.$"):
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


@pytest.mark.parametrize(("requests", "waiting", "busy"), [([], 0, False), (["a question"], 0, True), ([], 12, True)])
def test_a_connection_is_busy_while_it_is_asked_or_answered(requests, waiting, busy):
    assert busy == Channel.is_busy.fget(SimpleNamespace(requests=requests, total_outbufs_len=waiting))
