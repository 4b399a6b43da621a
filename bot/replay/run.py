"""Run: what was asked, through two versions, on all cores of this machine."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Final

from bot.knowledge import Knowledge
from bot.pipeline import Bot
from bot.replay.compare import Change, compare
from bot.replay.ledger import Changed, Ledger

#: questions that are sent to a core at once
_CHUNK: Final = 200
#: chunks that wait for each core; more would only fill the memory
_WAITING: Final = 4

_Asked = tuple[tuple[str, int], ...]
#: old and new: what this process compares; a pool can hand them to its processes in no other way
_versions: list[Bot] = []


def replay(ledger: Ledger, old: Knowledge, new: Knowledge, jobs: int = 0) -> Iterator[int]:
    """Ask both versions what was asked, note what changed, and yield how many questions are done, as they are done.

    ``jobs`` is the number of processes; 0 for one a core.
    """
    asked = ledger.asked()
    chunks = iter(lambda: tuple(islice(asked, _CHUNK)), ())
    for chunk, changes in _in_turn(chunks, old, new) if jobs == 1 else _at_once(chunks, old, new, jobs or os.cpu_count() or 1):
        for (question, times), change in zip(chunk, changes, strict=True):
            if change:
                ledger.add(Changed(question, times, change))
        yield len(chunk)


def _in_turn(chunks: Iterator[_Asked], old: Knowledge, new: Knowledge) -> Iterator[tuple[_Asked, list[Change | None]]]:
    _know(old, new)
    return ((chunk, _compare(chunk)) for chunk in chunks)


def _at_once(chunks: Iterator[_Asked], old: Knowledge, new: Knowledge, jobs: int) -> Iterator[tuple[_Asked, list[Change | None]]]:
    """Yield the chunks in their order, each with what the pool made of it; only a few are on their way at any time."""
    # A process that is started anew shares no lock with threads of this one, such as that of a bar on the terminal.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (old, new)) as pool:
        try:
            waiting: deque[tuple[_Asked, Future[list[Change | None]]]] = deque()
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_compare, chunk)))
                if len(waiting) >= jobs * _WAITING:
                    first, changes = waiting.popleft()
                    yield first, changes.result()
            yield from ((chunk, changes.result()) for chunk, changes in waiting)
        finally:
            # After Ctrl-C nobody waits for what has not begun.
            pool.shutdown(cancel_futures=True)


def _start(old: Knowledge, new: Knowledge) -> None:
    # Ctrl-C goes to every process; the first one tells the others to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _know(old, new)


def _know(old: Knowledge, new: Knowledge) -> None:
    _versions[:] = Bot(old), Bot(new)


def _compare(chunk: _Asked) -> list[Change | None]:
    return list(compare((question for question, _ in chunk), *_versions))
