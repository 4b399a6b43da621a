"""How far a long work is: a bar on standard error, if that is a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def followed(steps: Iterable[_T], total: int, what: str, size: Callable[[_T], int] = lambda _: 1) -> Iterator[_T]:
    """Go through ``steps`` and show how much of ``total`` is done; ``size`` says how much a step is."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True, force_terminal=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        for step in steps:
            progress.advance(task, size(step))
            yield step
