"""Measure a method in a process of its own, on one core: what it answers, how long it takes, how much memory it needs."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.data import Row
from benchmarks.methods import METHODS
from benchmarks.product import Prediction

HERE: Final = Path(__file__).parent
#: every choice by chance begins with this number, so that a second run makes the same ones
SEED: Final = 20_260
#: seconds to learn in; seconds after the time for questions in which the last one must be done
LEARN: Final = 900
_GRACE: Final = 30
_INSTALL: Final = 300
#: how often a process is looked at, in seconds
_WATCH: Final = 0.05
#: what a process tells of itself
_TOLD: Final = {"version", "load_s", "added_mb", "peak_mb"}
#: how much of an error is told
_LAST_WORDS: Final = 160


@dataclass(slots=True)
class Outcome:
    """What came of measuring a method."""

    version: str = ""
    load_s: float = float("nan")
    #: memory that loading added, libraries aside
    added_mb: float = float("nan")
    #: memory of the whole process at its most
    peak_mb: float = float("nan")
    #: for the questions in the order in which they were asked, as many as there was time for
    predictions: list[Prediction] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    #: why nothing, or not all, was measured; empty if all went well
    fault: str = ""


def in_random_order(rows: Sequence[Row]) -> list[Row]:
    """Return the rows in an order by chance, the same each time: any number of the first ones are a fair sample."""
    return random.Random(SEED).sample(list(rows), len(rows))


def run(
    method: str, train: Sequence[Row], questions: Sequence[str], budget: float = 86_400, learn: float = LEARN, memory_gb: float = 0
) -> Outcome:
    """Let ``method`` learn ``train`` and ask it the questions, in order, for at most ``budget`` seconds."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        job, said, errors = (Path(folder, name) for name in ("job.json", "said", "errors"))
        job.write_text(
            json.dumps({"train": train, "questions": list(questions), "budget": budget, "memory_gb": memory_gb}), encoding="utf-8"
        )
        try:
            with said.open("w") as out, errors.open("w") as err:
                with _one_core():
                    command = [*_command(method), method, str(job)]
                    process = subprocess.Popen(command, stdout=out, stderr=err, cwd=HERE.parent, start_new_session=True)
                outcome.fault = _watch(process, said, budget, learn) or _last_words(errors, process.returncode)
        except OSError as error:
            outcome.fault = str(error)
        if said.exists():
            for line in said.read_text(encoding="utf-8").splitlines():
                _hear(line, outcome)
    return outcome


def _command(method: str) -> list[str]:
    if METHODS[method].load is not None:
        return [sys.executable, "-m", "benchmarks.child"]
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise OSError("node and npm are not installed")
    if not (HERE / "node_modules" / METHODS[method].package).exists():
        install = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
        done = subprocess.run(install, cwd=HERE, capture_output=True, text=True, timeout=_INSTALL, check=False)
        if done.returncode:
            raise OSError(f"npm install failed: {done.stderr.strip()[:_LAST_WORDS]}")
    return [node, "--max-old-space-size=6000", str(HERE / "peers.mjs")]


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep what is started meanwhile to one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _watch(process: subprocess.Popen[bytes], said: Path, budget: float, learn: float) -> str:
    """Wait for the process to end, and end it if it takes too long; return what it was too slow in, if it was."""
    started = time.monotonic()
    ready = 0.0
    fault = ""
    while process.poll() is None and not fault:
        time.sleep(_WATCH)
        now = time.monotonic()
        if not ready and said.stat().st_size:
            ready = now
        if not ready and now > started + learn:
            fault = f"not ready after {learn:.0f} s"
        if ready and now > ready + budget + _GRACE:
            fault = f"ready, and then still at a question after {budget + _GRACE:.0f} s"
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # and whatever it has started
    process.wait()
    return fault


def _hear(line: str, outcome: Outcome) -> None:
    try:
        said: Any = json.loads(line)
    except ValueError:  # a library that prints, or a line that was cut off when the process was stopped
        return
    if isinstance(said, list) and len(said) == len(Prediction._fields) + 1:
        outcome.predictions.append(Prediction(*said[:-1]))
        outcome.milliseconds.append(said[-1])
    elif isinstance(said, dict):
        for name in _TOLD & said.keys():
            setattr(outcome, name, said[name])


def _last_words(errors: Path, code: int) -> str:
    """Return what a process said of why it failed; nothing if it did not."""
    if not code:
        return ""
    lines = [line.strip() for line in errors.read_text(errors="replace").splitlines() if line.strip()]
    # Node tells its version last and the error before; Python tells the error last.
    told = next((line for line in reversed(lines) if "Error" in line), lines[-1] if lines else "")
    return told[:_LAST_WORDS] or f"ended with {code}"
