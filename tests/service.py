"""Real servers on the loopback address, and what is asked of them."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
SERVER = str(REPOSITORY / "server.py")
LIMIT = 30


def without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}


def start(*arguments: str, stderr: Any = subprocess.PIPE, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, SERVER, *arguments], env=without_settings() | settings, stdout=subprocess.PIPE, stderr=stderr, text=True
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    with process:
        out, err = process.communicate(timeout=LIMIT)
    return process.returncode, out, err


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        data = body if body is None or isinstance(body, bytes) else json.dumps(body)
        sent = {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(method, path, data, sent | {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def ask(self, text: str, **headers: str) -> Answer:
        return self.request("POST", "/api/v1/reply", {"text": text}, **headers)

    def raw(self, sent: bytes) -> bytes:
        """Return what the server says to these very bytes, until it hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT) as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while part := connection.recv(65536):
                received += part
        return received

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        return finish(self.process)


@contextmanager
def running(content: Path, **settings: Any) -> Iterator[Running]:
    """A real server of ``content`` on a free port, that ends at once when told to."""
    process = start(**{"BOT_CONTENT": str(content), "BOT_PORT": "0", "BOT_DRAIN": "0", "BOT_RATE": "off"} | settings)
    try:
        assert process.stdout
        said = process.stdout.readline().strip()
        assert said.startswith("Listening on http://127.0.0.1:"), said
        yield Running(process, int(said.rstrip("/").rpartition(":")[2]))
    finally:
        if process.poll() is None:
            process.terminate()
            finish(process)


def answers(server: Running) -> bool:
    """Return whether it does by now."""
    try:
        return server.get("/readyz").status == 200
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody uses just now, below those that the system gives away by itself."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def wait_until(true: Any) -> None:
    """Return as soon as ``true()`` is; it is given half a minute."""
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)
