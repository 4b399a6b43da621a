"""One process under load: ``make bench-service``. The server has the first core, what asks it the second.

Needs wrk and slowhttptest (Debian's packages of those names). ``SOAK=5`` asks on for five minutes and watches the memory.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bot.content.load import load_content

ROOT = Path(__file__).parents[1]
SECONDS = 6
ROUNDS = 3
SLOW = 400

HEAD = b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

#: the least that can answer JSON with JSON, in the same server with the same settings
TRIVIAL = """
import waitress
from flask import Flask, jsonify, request
app = Flask("trivial")
@app.post("/api/v1/reply")
def reply():
    return jsonify(request.get_json())
@app.get("/healthz")
def health():
    return {}
waitress.serve(app, port=%d, threads=4, connection_limit=1000, channel_timeout=15, asyncore_use_poll=True, ident=None, _quiet=True)
"""
#: wrk's questions, one after the other; ``anew`` writes each body in a way it was not written before (white space between
#: the marks of JSON), so that no reply is remembered
QUESTIONS = """
local bodies = {%s}
local anew, count = %s, 0
wrk.method, wrk.headers["Content-Type"] = "POST", "application/json"
request = function()
  count = count + 1
  local body, blank, rest = bodies[count %% #bodies + 1], {}, count
  while anew and rest > 0 do
    blank[#blank + 1] = rest %% 2 == 0 and " " or "\\t"
    rest = math.floor(rest / 2)
  end
  return wrk.format(nil, nil, nil, body .. table.concat(blank))
end
"""


def main() -> None:
    """Measure and print."""
    missing = [tool for tool in ("wrk", "slowhttptest", "taskset") if not shutil.which(tool)]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. On Debian: apt install wrk slowhttptest util-linux")
    asked = [text for intent in load_content(ROOT / "intents.yaml").content.intents.values() for text in intent.tests]
    bodies = [json.dumps({"text": text}) for text in asked]
    with server([sys.executable, "-c", TRIVIAL % 8901], 8901) as trivial, bot(8902) as process:
        asyncio.run(paced(8902, bodies, 50, len(bodies) / 50))  # each has been asked before
        kinds = {"trivial": (trivial, 8901, False), "asked before": (process, 8902, False), "never asked before": (process, 8902, True)}
        rates: dict[str, list[float]] = {name: [] for name in kinds}
        costs: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(ROUNDS):
            for name, (asked_of, port, anew) in kinds.items():
                begin = processor_seconds(asked_of.pid)
                rates[name].append(rate(port, bodies, anew=anew))
                costs[name].append(1e6 * (processor_seconds(asked_of.pid) - begin) / (rates[name][-1] * SECONDS))
        print(f"one core, median of {ROUNDS} rounds of {SECONDS} s, 16 connections, {len(bodies)} questions")
        print("                      answers a second    processor time of an answer")
        for name in kinds:
            share, cost = median(rates[name]) / median(rates["trivial"]), median(costs[name])
            print(f"  {name:20} {median(rates[name]):8.0f}   {share:4.0%}      {cost:8.0f} µs   {median(costs['trivial']) / cost:4.0%}")
        half = median(rates["asked before"]) / 2
        print(f"at half load ({half:.0f} a second): {spread(asyncio.run(paced(8902, bodies, half)))}")
        slow_clients(8902)
        if minutes := float(os.environ.get("SOAK", "0")):
            soak(process.pid, 8902, bodies, minutes)


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


def bot(port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """The service itself."""
    return server([sys.executable, "server.py", "--port", str(port)], port, BOT_RATE="1000000 per second", BOT_DRAIN="0")


def answers(port: int, patience: float) -> bool:
    """Return whether the server says that it lives."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=patience) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def rate(port: int, bodies: list[str], *, anew: bool, seconds: float = SECONDS) -> float:
    """Return how many answers a second wrk got."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(QUESTIONS % (", ".join(json.dumps(body) for body in bodies), str(anew).lower()))
        script.flush()
        command = [
            "taskset",
            "-c",
            "1",
            "wrk",
            "-t1",
            "-c16",
            f"-d{seconds:.0f}",
            "-s",
            script.name,
            f"http://127.0.0.1:{port}/api/v1/reply",
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    assert "Socket errors" not in said or "connect 0, read 0, write 0" in said, said  # wrk counts what it has not yet sent as late
    return float(said.partition("Requests/sec:")[2].split()[0])


def processor_seconds(pid: int) -> float:
    """Return how long the process has had the processor: unlike a rate, hardly a matter of what else the machine does."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def paced(port: int, bodies: list[str], per_second: float, seconds: float = 10.0) -> list[float]:
    """Ask at a steady pace on 16 connections; return the milliseconds from when each question was due to its answer."""
    os.sched_setaffinity(0, {1})
    begin, took, due = time.perf_counter() + 0.2, [], iter(range(int(per_second * seconds)))

    async def visit() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in due:
            moment = begin + number / per_second
            await asyncio.sleep(moment - time.perf_counter())
            body = bodies[number % len(bodies)].encode()
            writer.write(
                b"POST /api/v1/reply HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))
            took.append(1000 * (time.perf_counter() - moment))
        writer.close()

    await asyncio.gather(*(visit() for _ in range(16)))
    return took


def slow_clients(port: int) -> None:
    """Hold connections that never finish, and probe the server meanwhile."""
    for name, kind in (("headers", ["-H"]), ("bodies", ["-B", "-s", "60000", "-t", "POST"])):
        command = ["taskset", "-c", "1", "slowhttptest", "-c", str(SLOW), *kind, "-i", "5", "-r", "200", "-l", "20", "-x", "16"]
        attack = subprocess.Popen([*command, "-u", f"http://127.0.0.1:{port}/api/v1/reply"], stdout=subprocess.DEVNULL)
        time.sleep(3)
        took: list[float] = []
        failed = 0
        while attack.poll() is None and len(took) < 12:
            begin = time.perf_counter()
            failed += not answers(port, 2.0)
            took.append(1000 * (time.perf_counter() - begin))
            time.sleep(1.2)
        attack.terminate()
        attack.wait()
        print(f"{SLOW} connections with slow {name}: {failed} of {len(took)} probes failed; {spread(took)}")


def soak(pid: int, port: int, bodies: list[str], minutes: float) -> None:
    """Ask on and on, and print what the memory does."""
    sizes = []
    for _ in range(int(minutes * 6)):
        rate(port, bodies, anew=True, seconds=10)
        sizes.append(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6)
    told = ", ".join(f"{size:.1f}" for size in sizes[:: max(1, len(sizes) // 6)])
    print(f"soak of {minutes:g} minutes, memory in MB: {told}; last {sizes[-1]:.1f}")


def spread(took: list[float]) -> str:
    """Return the times in words."""
    took = sorted(took)
    return f"median {median(took):.1f} ms, 99th percentile {took[int(len(took) * 0.99)]:.1f} ms, longest {took[-1]:.1f} ms"


def median(values: list[float]) -> float:
    """Return the middle value."""
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    main()
