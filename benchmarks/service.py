"""One process under load: ``make bench-service``. The server has the first core, what asks it the second.

Needs wrk and slowhttptest (Debian's packages of those names). ``SOAK=5`` asks on for five minutes and watches the memory.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
from itertools import cycle
from statistics import median
from typing import Final

from benchmarks.load import (
    answers,
    asked_anew,
    bot,
    megabytes,
    paced,
    processor_seconds,
    questions,
    rate,
    seconds_in_line,
    server,
    spread,
)

SECONDS: Final = 6
ROUNDS: Final = 3
SLOW: Final = 400
#: visitors at once when there are too many
MANY: Final = 900

#: the least that can answer JSON with JSON, in the same server with the same settings
TRIVIAL: Final = """
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


def main() -> None:
    """Measure and print."""
    missing = [tool for tool in ("wrk", "slowhttptest", "taskset") if not shutil.which(tool)]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. On Debian: apt install wrk slowhttptest util-linux")
    bodies = questions()
    with server([sys.executable, "-c", TRIVIAL % 8901], 8901) as trivial, bot(8902) as process:
        ask_each(bodies)
        rates = throughput({"trivial": (trivial.pid, 8901), "asked before": (process.pid, 8902), "never asked before": (process.pid, 8902)})
        half_load(rates)
        overload(8902, rates["never asked before"])
        slow_clients(8902)
        if minutes := float(os.environ.get("SOAK", "0")):
            soak(process.pid, 8902, minutes)


def throughput(kinds: dict[str, tuple[int, int]]) -> dict[str, float]:
    """Print what a core can do, and return the answers a second of each of ``kinds``: a process and its port."""
    bodies = questions()
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    costs: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(ROUNDS):
        for name, (pid, port) in kinds.items():
            begin = processor_seconds(pid)
            rates[name].append(rate(port, bodies, anew="never" in name, seconds=SECONDS))
            costs[name].append(1e6 * (processor_seconds(pid) - begin) / (rates[name][-1] * SECONDS))
    print(f"one core, median of {ROUNDS} rounds of {SECONDS} s, 16 connections, {len(bodies)} questions")
    print("                      answers a second    processor time of an answer")
    for name in kinds:
        share, cost = median(rates[name]) / median(rates["trivial"]), median(costs[name])
        print(f"  {name:20} {median(rates[name]):8.0f}   {share:4.0%}      {cost:8.0f} µs   {median(costs['trivial']) / cost:4.0%}")
    return {name: median(each) for name, each in rates.items()}


def ask_each(bodies: list[str]) -> None:
    """Ask each question once, so that all have been asked before."""
    paced(8902, cycle(bodies), 50, len(bodies) / 50)


def half_load(rates: dict[str, float]) -> None:
    """Print how long answers take at half of what a core can do; what the trivial ones take tells how quiet the machine is."""
    print("at half of that load")
    for name, full in rates.items():
        bodies = asked_anew(questions()) if "never" in name else cycle(questions())
        ask_each(questions())  # those that were never asked before drove them out of the memory
        before = seconds_in_line(os.getpid())
        asked = paced(8901 if name == "trivial" else 8902, bodies, full / 2)
        waited = seconds_in_line(os.getpid()) - before
        assert {one.status for one in asked} == {200}
        print(f"  {name:20} {full / 2:8.0f}   {spread([one.took for one in asked])}; who asked waited {waited:.1f} s for a core")


def overload(port: int, full: float) -> None:
    """Print what visitors and the balancer see when three times as many ask as can be answered."""
    over, probes = threading.Event(), list[float]()
    probe = threading.Thread(target=_probe, args=(port, over, probes))
    probe.start()
    begin = time.perf_counter()
    asked = paced(port, asked_anew(questions()), 3 * full, connections=MANY)
    seconds = time.perf_counter() - begin
    over.set()
    probe.join()
    print(f"three times as many never asked before as can be answered ({3 * full:.0f} a second), on {MANY} connections")
    for name, status in (("answered", 200), ("asked to wait", 503), ("nothing", 0)):
        took = [one.answered_in for one in asked if one.status == status]
        print(f"  {name:20} {len(took) / seconds:8.0f}   {spread(took) if took else ''}")
    print(f"  {'/healthz':20} {len(probes):8}   {spread(probes)}")


def _probe(port: int, over: threading.Event, took: list[float]) -> None:
    while not over.wait(0.2):
        begin = time.perf_counter()
        assert answers(port, 5.0)
        took.append(1000 * (time.perf_counter() - begin))


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


def soak(pid: int, port: int, minutes: float) -> None:
    """Ask on and on, and print what the memory does."""
    sizes = []
    for _ in range(int(minutes * 6)):
        rate(port, questions(), anew=True, seconds=10)
        sizes.append(megabytes(pid))
    told = ", ".join(f"{size:.1f}" for size in sizes[:: max(1, len(sizes) // 10)])
    print(f"soak of {minutes:g} minutes, memory in MB: {told}; last {sizes[-1]:.1f}")


if __name__ == "__main__":
    main()
