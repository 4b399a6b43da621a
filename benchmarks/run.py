"""Measure a method in a process of its own, on one core: what it answers, how long it takes, how much memory it needs."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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
LEARN: Final = 300
_GRACE: Final = 30
_INSTALL: Final = 300
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
        job.write_text(json.dumps({"train": train, "questions": list(questions), "budget": budget}), encoding="utf-8")
        try:
            command = [*_command(method), method, str(job)]
            with said.open("w") as out, errors.open("w") as err:
                done = subprocess.run(
                    command, stdout=out, stderr=err, timeout=learn + budget + _GRACE, check=False, cwd=HERE.parent,
                    preexec_fn=lambda: _confine(memory_gb),
                )  # fmt: skip
            if done.returncode:
                outcome.fault = _last_words(errors.read_text(errors="replace"), done.returncode)
        except subprocess.TimeoutExpired:
            outcome.fault = f"stopped after {learn + budget + _GRACE:.0f} s"
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
            raise OSError("npm install: " + _last_words(done.stderr, done.returncode))
    return [node, "--max-old-space-size=6000", str(HERE / "peers.mjs")]


def _confine(memory_gb: float) -> None:
    """Keep the process to one core, and to so much memory if any is given."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if memory_gb:
        resource.setrlimit(resource.RLIMIT_AS, (int(memory_gb * 2**30),) * 2)


def _hear(line: str, outcome: Outcome) -> None:
    try:
        said: Any = json.loads(line)
    except ValueError:  # a library that prints, or a line that was cut off when the process was stopped
        return
    if isinstance(said, list) and len(said) == len(Prediction._fields) + 1:
        outcome.predictions.append(Prediction(*said[:-1]))
        outcome.milliseconds.append(said[-1])
    elif isinstance(said, dict):
        for name, value in said.items():
            setattr(outcome, name, value)


def _last_words(errors: str, code: int) -> str:
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    # Node tells its version last and the error before; Python tells the error last.
    told = next((line for line in reversed(lines) if "Error" in line), lines[-1] if lines else "")
    return told[:_LAST_WORDS] or f"ended with {code}"
