"""Run: what was asked, through two versions, on all cores of this machine."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from bot.knowledge import Knowledge
from bot.many import FEW, shared_out
from bot.pipeline import Bot
from bot.replay.compare import Change, compare
from bot.replay.ledger import Changed, Ledger

_Asked = tuple[tuple[str, int], ...]


def replay(ledger: Ledger, old: Knowledge, new: Knowledge, jobs: int = 0) -> Iterator[int]:
    """Ask both versions what was asked, note what changed, and yield how many questions are done, as they are done.

    ``jobs`` is the number of processes; 0 for one a core, or one alone if there is little to ask.
    """
    jobs = jobs or int(ledger.totals()[1] < FEW)
    # After Ctrl-C, who reads the ledger must have ended before it is closed.
    with closing(ledger.asked()) as asked, closing(shared_out(_compare, asked, (old, new), jobs)) as found:
        for chunk, changes in found:
            for (question, times), change in zip(chunk, changes, strict=True):
                if change:
                    ledger.add(Changed(question, times, change))
            yield len(chunk)


def _compare(bots: Sequence[Bot], chunk: _Asked) -> list[Change | None]:
    return list(compare((question for question, _ in chunk), *bots))
