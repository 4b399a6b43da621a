"""Many questions at once, shared out to all cores of this machine; what comes of it is the same as one by one, in the same order."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Final, Protocol, TypeVar

from bot.knowledge import Knowledge
from bot.model import Reply
from bot.pipeline import Bot

#: so few questions are asked sooner than other processes are started
FEW: Final = 4_000
#: questions that are sent to a core at once
_CHUNK: Final = 200
#: chunks that wait for each core; more would only fill the memory
_WAITING: Final = 4

_T = TypeVar("_T")
_R = TypeVar("_R")
_Work = Callable[[Sequence[Bot], tuple[_T, ...]], _R]


class Watch(Protocol):
    """Goes through steps, of which there are ``total``, and shows how far it is."""

    def __call__(self, steps: Iterable[_T], doing: str, total: int = 0, /) -> Iterable[_T]:
        """Yield the steps."""


#: whom this process asks; a pool can hand them to its processes in no other way
_bots: list[Bot] = []


def unwatched(steps: Iterable[_T], _: str, __: int = 0, /) -> Iterable[_T]:
    """Go through steps and show nothing."""
    return steps


def replies(bot: Bot, questions: Sequence[str]) -> Iterator[Reply]:
    """Yield the reply to each question, each asked by itself."""
    for _, found in shared_out(_ask, questions, [bot.knowledge], 1 if len(questions) < FEW else 0):
        yield from found


def shared_out(
    work: "_Work[_T, _R]", things: Iterable[_T], knowledge: Sequence[Knowledge], jobs: int
) -> Generator[tuple[tuple[_T, ...], _R]]:
    """Yield ``things`` in chunks, in their order, each with what ``work`` makes of it, given a bot of each ``knowledge``.

    ``jobs`` is the number of processes; 0 for one a core. ``work`` is a function of a module, so that another process can find it.
    """
    rest = iter(things)
    chunks = iter(lambda: tuple(islice(rest, _CHUNK)), ())
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        bots = [Bot(known) for known in knowledge]
        yield from ((chunk, work(bots, chunk)) for chunk in chunks)
    else:
        yield from _at_once(work, chunks, knowledge, jobs)


def _at_once(
    work: "_Work[_T, _R]", chunks: Iterator[tuple[_T, ...]], knowledge: Sequence[Knowledge], jobs: int
) -> Iterator[tuple[tuple[_T, ...], _R]]:
    """Only a few chunks are on their way at any time."""
    # A process that is started anew shares no lock with threads of this one.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (knowledge,)) as pool:
        try:
            waiting: deque[tuple[tuple[_T, ...], Future[_R]]] = deque()
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_work, work, chunk)))
                if len(waiting) >= jobs * _WAITING:
                    first, made = waiting.popleft()
                    yield first, made.result()
            yield from ((chunk, made.result()) for chunk, made in waiting)
        finally:
            # After Ctrl-C nobody waits for what has not begun.
            pool.shutdown(cancel_futures=True)


def _start(knowledge: Sequence[Knowledge]) -> None:
    # Ctrl-C goes to every process; the first one tells the others to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bots[:] = map(Bot, knowledge)


def _work(work: "_Work[_T, _R]", chunk: tuple[_T, ...]) -> _R:
    return work(_bots, chunk)


def _ask(bots: Sequence[Bot], questions: tuple[str, ...]) -> list[Reply]:
    return [bots[0].reply(question) for question in questions]
