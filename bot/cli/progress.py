"""A bar for what takes over a second; only where a person watches."""

import sys
from collections.abc import Callable, Iterable, Iterator
from operator import length_hint
from time import monotonic
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import Progress

_T = TypeVar("_T")
#: seconds in which nothing is shown
_PATIENCE: Final = 1.0
#: seconds between two pictures of the bar
_PAUSE: Final = 0.2


def watched(items: Iterable[_T], doing: str, total: int = 0, size: Callable[[_T], int] = lambda _: 1) -> Iterable[_T]:
    """Go through ``items`` and show on standard error how far it is, if that is a terminal.

    ``total`` is needed if they cannot be counted before; ``size`` says how much of it an item is.
    """
    console = Console(stderr=True, force_terminal=sys.stderr.isatty())
    return _shown(items, doing, total or length_hint(items), size, console) if console.is_terminal else items


def _shown(items: Iterable[_T], doing: str, total: int, size: Callable[[_T], int], console: Console) -> Iterator[_T]:
    bar = Progress(console=console, transient=True, auto_refresh=False)
    task = bar.add_task(doing, total=total)
    begun = drawn = monotonic()
    try:
        for item in items:
            now = monotonic()
            if now - begun > _PATIENCE and now - drawn > _PAUSE:
                bar.start()
                bar.refresh()
                drawn = now
            yield item
            bar.advance(task, size(item))
    finally:
        bar.stop()
