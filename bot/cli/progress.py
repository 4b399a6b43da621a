"""How far a long work is: a bar on standard error, if that is a terminal."""

import sys
from collections.abc import Iterable


def follow(steps: Iterable[int], total: float | None, what: str) -> None:
    """Work through ``steps``, each of which says how much was done, and show how far of ``total`` that is."""
    if not sys.stderr.isatty():
        for _ in steps:
            pass
        return
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        for done in steps:
            progress.advance(task, done)
