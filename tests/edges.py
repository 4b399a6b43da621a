"""The balancers of ``deploy/`` as they stand there, with only what differs from place to place put in, on loopback."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service import LIMIT, REPOSITORY, Answer, free_port

DEPLOY = REPOSITORY / "deploy"
HOST = "www.example.org"


@dataclass
class Edge:
    """A balancer that runs: its ports."""

    plain: int
    secure: int

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Return what it answers over TLS, with a handshake for its own name, whatever ``Host`` says."""
        with self._connected() as connected:
            return _ask(connected, method, path, body, {"Host": HOST} | headers)

    def ask_until(self, status: int, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask quickly, over one connection, until the answer has that status."""
        with self._connected() as connected:
            until = time.monotonic() + LIMIT
            while (answer := _ask(connected, method, path, body, {"Host": HOST} | headers)).status != status:
                assert time.monotonic() < until
            return answer

    def _connected(self) -> ssl.SSLSocket:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.secure), LIMIT), server_hostname=HOST)

    def ask_plainly(self, path: str, host: str) -> Answer:
        """Return what it answers without TLS."""
        with socket.create_connection(("127.0.0.1", self.plain), LIMIT) as connected:
            return _ask(connected, "GET", path, None, {"Host": host})


def _ask(connected: socket.socket, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
    connection = http.client.HTTPConnection(HOST)
    connection.sock = connected
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


@contextmanager
def edge(name: str, replica: int, folder: Path) -> Iterator[Edge]:
    """Run ``nginx`` or ``haproxy`` before the service at the port ``replica``."""
    pair = folder / "site.pem"
    names = ["-subj", f"/CN={HOST}", "-keyout", folder / "site.key", "-out", folder / "cert.pem"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names], check=True, capture_output=True)
    pair.write_text((folder / "cert.pem").read_text() + (folder / "site.key").read_text())
    ports = Edge(free_port(), free_port())
    command, settings = {"nginx": _nginx, "haproxy": _haproxy}[name](ports, replica, folder)
    process = subprocess.Popen(command, env=os.environ | settings)
    try:
        _wait(ports, process)
        yield ports
    finally:
        process.terminate()
        process.wait(LIMIT)


def _haproxy(ports: Edge, replica: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    lines = (DEPLOY / "haproxy" / "haproxy.env").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    settings |= {"EDGE_HTTP": f"127.0.0.1:{ports.plain}", "EDGE_HTTPS": f"127.0.0.1:{ports.secure}"}
    settings |= {"EDGE_CERTIFICATE": str(folder / "site.pem"), "EDGE_PAGES": str(DEPLOY / "pages")}
    settings |= {f"REPLICA_{number}": f"127.0.0.1:{replica}" for number in (1, 2, 3)}
    return ["haproxy", "-db", "-f", str(DEPLOY / "haproxy" / "haproxy.cfg")], settings


def _nginx(ports: Edge, replica: int, folder: Path) -> tuple[list[str], dict[str, str]]:
    """Debian's own file around ours, its default site included."""
    written = (DEPLOY / "nginx" / "faq-bot.conf").read_text()
    for theirs, ours in {
        "listen 80;": f"listen 127.0.0.1:{ports.plain};",
        "listen 443 ": f"listen 127.0.0.1:{ports.secure} ",
        "/etc/nginx/certs": str(folder),
        "/etc/nginx/faq-bot": str(DEPLOY / "pages"),
        "/var/log/nginx": str(folder),
        **{f"127.0.0.1:{port}": f"127.0.0.1:{replica}" for port in (8001, 8002, 8003)},
    }.items():
        assert theirs in written
        written = written.replace(theirs, ours)
    (folder / "faq-bot.conf").write_text(written)
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    around = "user root;\n" if os.geteuid() == 0 else ""
    around += f"daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{places}access_log {folder}/access.log;\ninclude faq-bot.conf;\n"
    default = f"server {{ listen 127.0.0.1:{ports.plain} default_server; return 200 welcome; }}\n}}\n"
    (folder / "nginx.conf").write_text(around + default)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    return [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], {}


def _wait(ports: Edge, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LIMIT
    while True:
        assert process.poll() is None, "it ended; why is said above"
        try:
            ports.ask("GET", "/")
            return
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.05)
