"""What visitors notice when the log's store or the rate store is away: nothing. As root, so that a small disk can be made:

    deploy/dev/with-servers.sh .venv/bin/python -m benchmarks.faults

Before each fault the same service is asked with all in order, so that each line can be compared with the one above it.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from benchmarks.load import bot, paced, questions, spread

_PORT: Final = 8905
_PER_SECOND: Final = 100
_SECONDS: Final = 8
#: milliseconds that only a request takes that waits for the rate store
_WAITED: Final = 45


def main() -> None:
    """Measure and print."""
    print(f"{_PER_SECOND} questions a second for {_SECONDS} s, all asked before")
    postgres, redis = int(os.environ["TEST_POSTGRES_PID"]), int(os.environ["TEST_REDIS_PID"])
    with bot(_PORT, BOT_LOG=os.environ["TEST_POSTGRES"], BOT_LOG_TEXT="true", BOT_RATE_STORE=os.environ["TEST_REDIS"]):
        paced(_PORT, cycle(questions()), 50, len(questions()) / 50)
        _compare("PostgreSQL frozen", lambda: frozen(postgres))
        _compare("Redis frozen", lambda: frozen(redis))
        _compare("PostgreSQL stopped", lambda: stopped(postgres, signal.SIGINT))
        time.sleep(12)  # the service has found Redis again
        _compare("Redis stopped", lambda: stopped(redis, signal.SIGTERM))
    for name, options, filled in (("disk full", ("size=256k",), True), ("folder read-only", ("ro",), False)):
        with tempfile.TemporaryDirectory() as folder, disk(Path(folder), *options):
            if filled:
                (Path(folder) / "rest").write_bytes(bytes(100_000))
            with bot(_PORT, BOT_LOG=f"{folder}/log.db", BOT_LOG_TEXT="true"):
                paced(_PORT, cycle(questions()), 50, len(questions()) / 50)
                _ask(name)


def _compare(name: str, fault: Callable[[], AbstractContextManager[None]]) -> None:
    _ask("all in order")
    with fault():
        _ask(name)


def _ask(name: str) -> None:
    asked = paced(_PORT, cycle(questions()), _PER_SECOND, _SECONDS)
    took = [one.took for one in asked]
    statuses = ", ".join(f"{number} x {status}" for status, number in sorted(Counter(one.status for one in asked).items()))
    print(f"  {name:20} {statuses}; {spread(took)}; {sum(each > _WAITED for each in took)} over {_WAITED} ms", flush=True)


@contextmanager
def frozen(process: int) -> Iterator[None]:
    """Stop a server and its children, as a machine that hangs would, until the block ends."""
    children = [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()]
    try:
        for one in (process, *children):
            os.kill(one, signal.SIGSTOP)
        yield
    finally:
        for one in (*children, process):
            os.kill(one, signal.SIGCONT)


@contextmanager
def stopped(process: int, number: int) -> Iterator[None]:
    """End a server for good, while it is asked for."""
    os.kill(process, number)
    yield


@contextmanager
def disk(folder: Path, *options: str) -> Iterator[None]:
    """A disk of its own at ``folder``, until the block ends."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


if __name__ == "__main__":
    main()
