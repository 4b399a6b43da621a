"""The process in which one method is measured: ``python -m benchmarks.child METHOD JOB.json``. ``run.py`` starts it.

It prints one JSON line when it is ready, one for each question, and one at the end, so that nothing is lost if it is stopped.
"""

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.data import Row
from benchmarks.methods import METHODS
from bot import __version__

_STATUS: Final = Path("/proc/self/status")


def main(name: str, file: str) -> None:
    """Learn the rows of the job, then answer its questions until they or the time are used up."""
    method = METHODS[name]
    job = json.loads(Path(file).read_text(encoding="utf-8"))
    if job["memory_gb"]:
        resource.setrlimit(resource.RLIMIT_AS, (int(job["memory_gb"] * 2**30),) * 2)
    rows = [Row(*row) for row in job["train"]]
    if method.load is None:
        raise ValueError(f"{name} does not run in Python")
    learn = method.load()
    before = megabytes("VmRSS")
    started = processor_seconds()
    answer = learn(rows)
    seconds = processor_seconds() - started
    _say(
        {"version": version(method.package) if method.package else __version__, "load_s": seconds, "added_mb": megabytes("VmRSS") - before}
    )
    end = time.perf_counter() + job["budget"]
    for question in job["questions"]:
        started = processor_seconds()
        intent, score, decision = answer(question)
        _say([intent, score, decision, 1000 * (processor_seconds() - started)])
        if time.perf_counter() > end:
            break
    _say({"peak_mb": megabytes("VmHWM")})


def processor_seconds() -> float:
    """Return the time that a core has worked for this process and for those that it started and that have ended.

    On a quiet machine that is the time that passes; on a busy one the others' work does not count.
    """
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def megabytes(field: str) -> float:
    """Return the memory of this process in MB: VmRSS, what it has now, or VmHWM, the most it had; where only that is known, the most."""
    if not _STATUS.exists():
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) * 1024 / 1e6


def _say(line: object) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
