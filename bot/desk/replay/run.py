"""Run: what was asked, through two versions, on all cores of this machine."""

import gc
from collections.abc import Iterator
from contextlib import closing

from bot.desk.many import FEW, shared_out
from bot.desk.replay.compare import VersionComparison
from bot.desk.replay.ledger import Ledger
from bot.knowledge import Knowledge


def replay(ledger: Ledger, old: Knowledge, new: Knowledge, jobs: int = 0) -> Iterator[int]:
    """Ask both versions what was asked, note what changed, and yield how many questions are done, as they are done.

    ``jobs`` is the number of processes; 0 for one a core, or one alone if there is little to ask.
    """
    gc.freeze()  # both versions stay, and no garbage is looked for in them
    jobs = jobs or int(ledger.totals()[1] < FEW)
    # After Ctrl-C, who reads the ledger must have ended before it is closed.
    with closing(ledger.asked()) as asked, closing(shared_out(VersionComparison, asked, (old, new), jobs)) as found:
        for chunk, changes in found:
            for changed in changes:
                ledger.add(changed)
            yield len(chunk)
