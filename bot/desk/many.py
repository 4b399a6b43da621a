"""Many questions at once, shared out to all cores of this machine; what comes of it is the same as one by one, in the same order."""

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from bot.knowledge import Knowledge
from bot.model import Reply
from bot.pipeline import Bot, Heard

#: so few questions are asked sooner than other processes are started
FEW: Final = 4_000
#: how processes are started -> the same
_FEW: Final = {"spawn": FEW, "fork": 400}
#: questions that are sent to a core at once
_CHUNK: Final = 200
#: how many processes run at this moment, on Linux
_LOAD: Final = Path("/proc/loadavg")
#: chunks that wait for each core; more would only fill the memory
_WAITING: Final = 4

_T = TypeVar("_T")
_R = TypeVar("_R")
_Work = Callable[[tuple[_T, ...]], _R]
_Worker = Callable[..., _Work[_T, _R]]


class Watch(Protocol):
    """Goes through steps, of which there are ``total``, and shows how far it is."""

    def __call__(self, steps: Iterable[_T], doing: str, total: int = 0, /) -> Iterable[_T]:
        """Yield the steps."""


#: what this process works with; a pool can hand it to its processes in no other way
_at_work: list[_Work[Any, Any]] = []


def unwatched(steps: Iterable[_T], _: str, __: int = 0, /) -> Iterable[_T]:
    """Go through steps and show nothing."""
    return steps


#: question -> what the bot hears in it
Hearings = Mapping[str, Heard]


def replies(
    bot: Bot, questions: Sequence[str], heard: Hearings | None = None, keep: Callable[[bytes], object] | None = None
) -> Iterator[Reply]:
    """Yield the reply to each question, each asked by itself; hand-offs without a score.

    ``heard`` is what the bot is known to hear; ``keep`` is given what else it hears, as pickled ``Hearings``.
    """
    # A copy of this process is there at once and knows what it knows, with its locks as they are but no thread that would open them: so
    # there must be no other thread. macOS has threads of its own.
    way = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    jobs = int(len(questions) < _FEW[way])
    if way == "fork" and not jobs:
        jobs = _idle_cores()
        index = bot.knowledge.index
        if len(index.texts) < 2 * len(questions):  # so many ask for nearly all that it puts together: once is enough for all copies
            deque(chain(map(index.row, range(len(index.texts))), map(index.column, index.numbers)), 0)
    for _, (found, new) in shared_out(_Asker, questions, [bot.knowledge, heard or {}, keep is not None], jobs, way):
        yield from found
        if keep and new:
            keep(new)


def _idle_cores() -> int:
    """Return how many cores have nothing else to do at this moment, the one that this process runs on among them; 0 if nobody knows."""
    with suppress(OSError):
        running, _, _ = _LOAD.read_text(encoding="ascii").split()[3].partition("/")
        return max(1, (os.cpu_count() or 1) + 1 - max(1, int(running)))
    return 0


def shared_out(
    worker: "_Worker[_T, _R]", things: Iterable[_T], knowledge: Sequence[Any], jobs: int, way: str = "spawn"
) -> Generator[tuple[tuple[_T, ...], _R]]:
    """Yield ``things`` in chunks, in their order, each with what comes of it.

    Each process makes one ``worker``, of the ``knowledge`` and what else it takes, and gives it chunk after chunk; so it is something of a
    module, that another process can find. ``jobs`` is the number of processes; 0 for one a core. ``way`` is how they are started: anew
    ("spawn"), which is always safe, or as copies ("fork").
    """
    rest = iter(things)
    chunks = iter(lambda: tuple(islice(rest, _CHUNK)), ())
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        work = worker(*knowledge)
        yield from ((chunk, work(chunk)) for chunk in chunks)
    else:
        yield from _at_once(worker, chunks, knowledge, jobs, way)


def _at_once(
    worker: "_Worker[_T, _R]", chunks: Iterator[tuple[_T, ...]], knowledge: Sequence[Any], jobs: int, way: str
) -> Iterator[tuple[tuple[_T, ...], _R]]:
    """Only a few chunks are on their way at any time."""
    with ProcessPoolExecutor(jobs, get_context(way), _start, (worker, knowledge)) as pool:
        try:
            waiting: deque[tuple[tuple[_T, ...], Future[_R]]] = deque()
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_work, chunk)))
                if len(waiting) >= jobs * _WAITING:
                    first, made = waiting.popleft()
                    yield first, made.result()
            yield from ((chunk, made.result()) for chunk, made in waiting)
        finally:
            # After Ctrl-C nobody waits for what has not begun.
            pool.shutdown(cancel_futures=True)


def _start(worker: "_Worker[Any, Any]", knowledge: Sequence[Any]) -> None:
    # Ctrl-C goes to every process; the first one tells the others to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _at_work[:] = [worker(*knowledge)]
    # What is known stays: no garbage is looked for in it.
    gc.freeze()


def _work(chunk: tuple[Any, ...]) -> Any:
    return _at_work[0](chunk)


class _Asker:
    """Asks one bot."""

    def __init__(self, knowledge: Knowledge, heard: Hearings, keeps: bool) -> None:
        self._bot, self._heard, self._keeps = Bot(knowledge), heard, keeps

    def __call__(self, questions: tuple[str, ...]) -> tuple[list[Reply], bytes]:
        """Return the replies, and what was heard for the first time, pickled where it was heard: to send it on costs nothing then."""
        new = {question: self._bot.hear(question) for question in questions if question not in self._heard}
        heard = [new.get(question) or self._heard[question] for question in questions]
        found = [self._bot.compose(self._bot.consider(one, shown=0)) for one in heard]
        return found, pickle.dumps(new, pickle.HIGHEST_PROTOCOL) if new and self._keeps else b""
