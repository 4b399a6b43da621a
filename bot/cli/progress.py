"""How far a long task is, or what it is: on standard error, after a while, and only where a person watches."""

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import ExitStack, closing, contextmanager
from threading import Timer
from time import monotonic
from typing import Final, TypeVar

import click

_T = TypeVar("_T")
#: seconds in which nothing is shown
_PATIENCE: Final = 1.0
#: seconds between two pictures of the bar
_PAUSE: Final = 0.2


def watched(steps: Iterable[_T], doing: str, total: int = 0, size: Callable[[_T], int] = lambda _: 1) -> Iterator[_T]:
    """Go through ``steps`` and show how much of ``total`` (without it: of their number) is done; ``size`` says how much a step is.

    Closes ``steps`` if it is a generator, however this ends.
    """
    with ExitStack() as stack:
        if isinstance(steps, Generator):
            stack.enter_context(closing(steps))
        if not sys.stderr.isatty():
            yield from steps
            return
        from rich.console import Console  # noqa: PLC0415 - only where it is shown
        from rich.progress import Progress  # noqa: PLC0415

        # No thread draws it, so other processes may be started meanwhile.
        bar = Progress(console=Console(stderr=True, force_terminal=True), transient=True, auto_refresh=False)
        stack.callback(bar.stop)
        task = bar.add_task(doing, total=total or (len(steps) if isinstance(steps, Sized) else None))
        begun = drawn = monotonic()
        for step in steps:
            bar.advance(task, size(step))
            now = monotonic()
            if now - begun > _PATIENCE and now - drawn > _PAUSE:
                bar.start()
                bar.refresh()
                drawn = now
            yield step


@contextmanager
def told(doing: str) -> Iterator[None]:
    """Say what is being done, if it takes long; nobody can tell how far it is."""
    if not sys.stderr.isatty():
        yield
        return
    timer = Timer(_PATIENCE, click.echo, [doing], {"err": True})
    timer.daemon = True  # Ctrl-C does not wait for it
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
