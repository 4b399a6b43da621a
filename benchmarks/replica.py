"""What one replica costs: processor time for each reply, and memory.

    python -m benchmarks.replica [--log URL]

Processor time is what a core can be divided by, whatever else the machine is doing; so much a second of one core is printed
beside it. Each question of the content is asked once, and then all of them again. Linux only.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from bot.content.load import load_content
from bot.content.where import find_content
from bot.desk.evaluate.evaluate import own_questions

_REPLIES: Final = 4_000
_SETTINGS: Final = {"BOT_RATE": "off", "BOT_ACCESS_LOG": "false"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What one replica costs.")
    parser.add_argument("--log", default="", help="the store of the question log")
    log = {"BOT_LOG": url, "BOT_LOG_TEXT": "true"} if (url := parser.parse_args().log) else {}
    questions = list(dict.fromkeys(question.text for question in own_questions(load_content(find_content(None)))))[:_REPLIES]
    command = [sys.executable, "-m", "bot", "serve", "--port", "0"]
    with subprocess.Popen(command, env=os.environ | _SETTINGS | log, stdout=subprocess.PIPE, text=True) as replica:
        try:
            assert replica.stdout
            address = replica.stdout.readline().split("//")[1].strip().rstrip("/")
            print(f"{'memory at the start':36} {_memory(replica.pid):8.0f} MB")
            connection = http.client.HTTPConnection(address, timeout=60)
            _ask(connection, questions[:50])
            _print("asked for the first time", replica.pid, connection, questions[50:])
            _print("asked again", replica.pid, connection, list(islice(cycle(questions), _REPLIES)))
            print(f"{'memory then':36} {_memory(replica.pid):8.0f} MB")
        finally:
            replica.terminate()


def _print(name: str, process: int, connection: http.client.HTTPConnection, questions: list[str]) -> None:
    before = _seconds(process)
    _ask(connection, questions)
    each = (_seconds(process) - before) / len(questions)
    print(f"{name + f' ({len(questions):,})':36} {1000 * each:8.2f} ms of a core each, {1 / each:6.0f} a second on one core")


def _ask(connection: http.client.HTTPConnection, questions: list[str]) -> None:
    for question in questions:
        connection.request("POST", "/api/v1/reply", json.dumps({"text": question}), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    time.sleep(0.6)  # so that the log has written what it holds


def _seconds(process: int) -> float:
    """Return the processor time that the process has used, in all of its threads."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> float:
    """Return the megabytes that are the process's own, and its share of what it has in common with others."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
