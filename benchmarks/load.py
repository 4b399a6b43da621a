"""Servers on the first core of this machine, and what asks them on the second. Linux only."""

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from bot.collector import resting_collector
from bot.content.load import load_content
from bot.context import VERSION

ROOT: Final = Path(__file__).parents[1]
_HEAD: Final = b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
#: seconds after which a visitor has given up
_PATIENCE: Final = 10
#: wrk's questions, one after the other; ``anew`` asks each as it was not asked before (see ``asked_anew``)
_QUESTIONS: Final = """
local bodies = {%s}
local anew, count = %s, 0
wrk.method, wrk.headers["Content-Type"] = "POST", "application/json"
request = function()
  count = count + 1
  local body = bodies[count %% #bodies + 1]
  if anew then
    body = body:sub(1, -2) .. ', "context": {"v": 2, "intents": [], "topic": null, "misses": 0, "read_to": ' .. count .. '}}'
  end
  return wrk.format(nil, nil, nil, body)
end
"""


class Asked(NamedTuple):
    """What came back for one question."""

    #: 0 if nothing came
    status: int
    #: milliseconds from when it was due
    took: float
    #: milliseconds from when it was sent: later than due if all connections waited for an answer then
    answered_in: float


def questions() -> list[str]:
    """Return the bodies of requests: all example questions of the content."""
    intents = load_content(ROOT / "intents.yaml").content.intents.values()
    return [json.dumps({"text": text}) for intent in intents for text in intent.tests]


def asked_anew(bodies: list[str]) -> Iterator[str]:
    """Yield them again and again, each in a conversation that read another part of the page, so that no reply is remembered."""
    for number in count(5_000_000):
        context = {"v": VERSION, "intents": [], "topic": None, "misses": 0, "read_to": number}
        yield json.dumps({**json.loads(bodies[number % len(bodies)]), "context": context})


@contextmanager
def server(command: list[str], port: int, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server on the first core, until the block ends."""
    process = subprocess.Popen(
        ["taskset", "-c", "0", *command], cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(port, 1.0):
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


def bot(port: int, **settings: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The service itself."""
    return server([sys.executable, "server.py", "--port", str(port)], port, BOT_RATE="1000000 per second", BOT_DRAIN="0", **settings)


def answers(port: int, patience: float) -> bool:
    """Return whether the server says that it lives."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=patience) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def rate(port: int, bodies: list[str], *, anew: bool, seconds: float) -> float:
    """Return how many answers a second wrk got on 16 connections."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_QUESTIONS % (", ".join(json.dumps(body) for body in bodies), str(anew).lower()))
        script.flush()
        asking = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{seconds:.0f}", "-s", script.name]
        said = subprocess.run([*asking, f"http://127.0.0.1:{port}/api/v1/reply"], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said or "connect 0, read 0, write 0" in said, said  # wrk counts what it has not yet sent as late
    return float(said.partition("Requests/sec:")[2].split()[0])


def paced(port: int, bodies: Iterator[str], per_second: float, seconds: float = 10.0, connections: int = 16) -> list[Asked]:
    """Ask at a steady pace, whether answers come or not, as far as the connections go."""
    os.sched_setaffinity(0, {1})
    gc.freeze()  # else the collector holds up all who ask, and the server seems slow
    with resting_collector():
        return asyncio.run(_paced(port, bodies, per_second, seconds, connections))


async def _paced(port: int, bodies: Iterator[str], per_second: float, seconds: float, connections: int) -> list[Asked]:
    begin, asked = time.perf_counter() + 0.5, list[Asked]()
    due = iter(begin + number / per_second for number in range(int(per_second * seconds)))

    async def visit() -> None:
        streams = None
        for moment in due:
            await asyncio.sleep(moment - time.perf_counter())
            status, sent = 0, time.perf_counter()
            with suppress(OSError, EOFError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    streams = streams or await asyncio.open_connection("127.0.0.1", port)
                    status = await _ask(*streams, next(bodies).encode())
            now = time.perf_counter()
            asked.append(Asked(status, 1000 * (now - moment), 1000 * (now - sent)))
            if not status and streams:
                streams[1].close()
                streams = None
        if streams:
            streams[1].close()

    await asyncio.gather(*(visit() for _ in range(connections)))
    return asked


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes) -> int:
    writer.write(_HEAD % len(body) + body)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    await reader.readexactly(int(head.partition(b"content-length:")[2].split()[0]))
    return int(head.split()[1])


def processor_seconds(pid: int) -> float:
    """Return how long the process has had the processor: unlike a rate, hardly a matter of what else the machine does."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def seconds_in_line(pid: int) -> float:
    """Return how long the threads of a process have waited for the core: among themselves, and for others of this machine."""
    return sum(int(file.read_text().split()[1]) for file in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def megabytes(pid: int) -> float:
    """Return the memory of the process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def spread(took: list[float]) -> str:
    """Return the times in words."""
    took = sorted(took)
    return f"median {median(took):.1f} ms, 99th percentile {took[int(len(took) * 0.99)]:.1f} ms, longest {took[-1]:.1f} ms"
