"""A bar for what takes over a second; only where a person watches."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import Progress

_T = TypeVar("_T")
#: seconds in which nothing is shown
_PATIENCE: Final = 1.0
#: seconds between two pictures of the bar
_PAUSE: Final = 0.2


def watched(items: list[_T], doing: str) -> Iterable[_T]:
    """Go through ``items`` and show on standard error how far it is, if that is a terminal."""
    console = Console(stderr=True)
    return _shown(items, doing, console) if console.is_terminal else items


def _shown(items: list[_T], doing: str, console: Console) -> Iterator[_T]:
    bar = Progress(console=console, transient=True, auto_refresh=False)
    task = bar.add_task(doing, total=len(items))
    begun = drawn = monotonic()
    try:
        for number, item in enumerate(items):
            now = monotonic()
            if now - begun > _PATIENCE and now - drawn > _PAUSE:
                bar.start()
                bar.update(task, completed=number, refresh=True)
                drawn = now
            yield item
    finally:
        bar.stop()
