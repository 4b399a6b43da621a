"""Python's garbage collector, and when to pause it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Pause garbage collection while many long-lived objects are built: to look through them again and again would take long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def settle() -> None:
    """Exclude everything alive now from later collections, for it stays; what was settled before is freed if it is garbage.

    It takes a tenth of a second to look through a page's content, and meanwhile nobody is answered.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
