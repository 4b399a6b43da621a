"""A cluster on loopback: HAProxy with TLS before three replicas, PostgreSQL for the log and Redis for the limits.

    deploy/dev/with-servers.sh .venv/bin/python tests/cluster.py

starts one and says where it is, until Ctrl-C; ``make cluster`` does the same. Settings (BOT_…) of yours count before the cluster's own.
"""

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).parents[1]
#: the command that is tried
BOT = os.environ.get("TEST_BOT", str(Path(sys.executable).parent / "bot"))
REPLICAS = 3
BODY = b'{"text": "what is imrt"}'
QUESTION = b"POST /api/v1/reply HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(BODY),
    BODY,
)
_PATIENCE = 120


def free_ports(number: int) -> list[int]:
    """Return ports that nobody uses just now."""
    with ExitStack() as stack:
        return [stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(number)]


class Replica:
    """One process of the service."""

    def __init__(self, port: int, metrics: int, settings: dict[str, str]) -> None:
        self.port = port
        self.metrics = metrics
        self._settings = settings | {"BOT_METRICS_PORT": str(metrics)}
        self.start()

    def start(self) -> None:
        command = [BOT, "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=REPOSITORY, env=self._settings, stdout=subprocess.DEVNULL)

    def wait_until_ready(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise ChildProcessError("A replica ended; why is said above.")
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)
            finally:
                connection.close()
        raise TimeoutError(f"The replica on port {self.port} does not get ready.")

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(_PATIENCE)

    def restart(self, number: int = signal.SIGTERM) -> None:
        self.stop(number)
        self.start()
        self.wait_until_ready()


class Cluster:
    """The replicas, and the edges before them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.replicas: list[Replica] = []
        self._ticks = 0
        self._edges: list[subprocess.Popen[bytes]] = []

    def start(self, postgres: str, redis: str) -> None:
        settings = {
            "BOT_LOG": postgres, "BOT_LOG_TEXT": "true", "BOT_RATE_STORE": redis, "BOT_RATE": "100000 per second", "BOT_PROXIES": "1",
            "BOT_DRAIN": "2", "BOT_ACCESS_LOG": "false",
        }  # fmt: skip
        # What measures the tests would slow the replicas down.
        settings |= {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
        ports = free_ports(2 * REPLICAS)
        self.replicas = [Replica(port, metrics, settings) for port, metrics in zip(ports[::2], ports[1::2], strict=True)]
        folder = self._folder
        certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
        subprocess.run([*certificate, *names], check=True, capture_output=True)
        (folder / "both.pem").write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
        self.trust = ssl.create_default_context(cafile=folder / "cert.pem")
        for replica in self.replicas:
            replica.wait_until_ready()

    def open_edge(self, rate: int = 1_000_000) -> int:
        """Start a HAProxy that lets one address ask ``rate`` times in ten seconds; return its port, which speaks TLS."""
        plain, secure = free_ports(2)
        environment = {
            "EDGE_HTTP": f"127.0.0.1:{plain}", "EDGE_HTTPS": f"127.0.0.1:{secure}", "EDGE_CERTIFICATE": str(self._folder / "both.pem"),
            "EDGE_RATE": str(rate), "EDGE_HOST": "localhost",
            "EDGE_PAGES": str(REPOSITORY / "deploy" / "pages"),
        }  # fmt: skip
        environment |= {f"REPLICA_{number}": f"127.0.0.1:{replica.port}" for number, replica in enumerate(self.replicas, start=1)}
        command = ["haproxy", "-db", "-f", REPOSITORY / "deploy" / "haproxy" / "haproxy.cfg"]
        self._edges.append(subprocess.Popen(command, env=os.environ | environment))
        until = time.monotonic() + _PATIENCE
        while self.ask(secure) != 200:
            assert time.monotonic() < until
            time.sleep(0.2)
        return secure

    def edge_seconds(self) -> float:
        """Return the processor time that the edges have used since this was asked last."""
        ticks = sum(sum(map(int, Path(f"/proc/{edge.pid}/stat").read_text().rpartition(")")[2].split()[11:13])) for edge in self._edges)
        used, self._ticks = ticks - self._ticks, ticks
        return used / os.sysconf("SC_CLK_TCK")

    def connect(self, port: int) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("localhost", port, timeout=10, context=self.trust)

    def connect_briefly(self, port: int) -> IO[bytes]:
        with self.trust.wrap_socket(socket.create_connection(("localhost", port), timeout=10), server_hostname="localhost") as connection:
            return connection.makefile("rwb")

    def ask(self, port: int, question: str = "what is imrt") -> int:
        """Return the status of one question, 0 if there was no answer."""
        connection = self.connect(port)
        try:
            return ask(connection, question)
        except OSError:
            return 0
        finally:
            connection.close()

    def close(self) -> None:
        for edge in self._edges:
            edge.kill()
            edge.wait()
        for replica in self.replicas:
            replica.stop(signal.SIGKILL)


def ask(connection: http.client.HTTPConnection, question: str) -> int:
    """Return the status of one question over a connection that stays open."""
    connection.request("POST", "/api/v1/reply", json.dumps({"text": question}), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


def ask_briefly(stream: IO[bytes]) -> int:
    """Return the status of one question over a connection that stays open, in a part of the time that ``ask`` takes of the machine."""
    stream.write(QUESTION)
    stream.flush()
    status, length = stream.readline().split(), 0
    if not status:
        raise ConnectionResetError
    while (line := stream.readline().lower()).strip():
        if line.startswith(b"content-length:"):
            length = int(line.split()[1])
    stream.read(length)
    return int(status[1])


@contextmanager
def load(cluster: Cluster, port: int, a_second: int, clients: int = 16) -> Iterator[Counter[int | str]]:
    """Ask ``a_second`` times a second, as far as the machine can, and count what comes back, by status or fault."""
    counts: Counter[int | str] = Counter()
    over = threading.Event()

    def visit(number: int) -> None:
        stream, due = None, time.monotonic() + number / a_second
        while not over.wait(max(0.0, due - time.monotonic())):
            due += clients / a_second
            try:
                stream = stream or cluster.connect_briefly(port)
                counts[ask_briefly(stream)] += 1
            except OSError as error:
                counts[repr(error)] += 1
                stream = None
        if stream:
            stream.close()

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(clients)]
    for visitor in visitors:
        visitor.start()
    try:
        yield counts
    finally:
        over.set()
        for visitor in visitors:
            visitor.join()


@contextmanager
def running(postgres: str, redis: str) -> Iterator[Cluster]:
    """A cluster that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        cluster = Cluster(Path(folder))
        try:
            cluster.start(postgres, redis)
            yield cluster
        finally:
            cluster.close()


def main() -> None:
    """Start a cluster and wait."""
    postgres, redis = os.environ["TEST_POSTGRES"], os.environ["TEST_REDIS"]
    with running(postgres, redis) as cluster:
        lines = [f"Three replicas behind https://localhost:{cluster.open_edge()}/ (its certificate is made for today). Ctrl-C ends them."]
        for replica in cluster.replicas:
            lines.append(f"  process {replica.process.pid}: http://127.0.0.1:{replica.port}/, metrics http://127.0.0.1:{replica.metrics}/")
        sys.stdout.write("\n".join([*lines, f"  BOT_LOG={postgres}", f"  BOT_RATE_STORE={redis}", ""]))
        sys.stdout.flush()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    try:
        main()
    except ChildProcessError as error:
        sys.exit(str(error))
