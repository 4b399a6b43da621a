"""Results: what a replay found, as JSON lines that shards print and that add up again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bot.desk.replay.compare import ChangedQuestion
from bot.desk.replay.ledger import Ledger
from bot.errors import BotError

_NO_RESULTS: Final = "is not what bot replay --format json prints, or not all of it. Run that shard again."


@dataclass(frozen=True, slots=True)
class Totals:
    """What was compared, and how much was asked."""

    #: what the versions are called
    old: str
    new: str
    #: questions asked, and how many of them were distinct
    asked: int
    distinct: int
    #: which share of all questions this is, and of how many
    shard: int = 1
    shards: int = 1


def records(totals: Totals, ledger: Ledger) -> Iterator[Mapping[str, object]]:
    """Yield the totals, with the number of changes, then every change, the most frequent first."""
    yield asdict(totals) | {"changed": ledger.changed()[1]}
    for changed in ledger.changes():
        yield changed._asdict()


def merge(files: Iterable[str], ledger: Ledger) -> Totals:
    """Note in ``ledger`` what the shards in ``files`` found, and return the totals of all.

    Raises BotError unless the files are all shards of one replay, each once and whole.
    """
    parts = [_read(Path(file), ledger) for file in files]
    first = parts[0]
    if len({(part.old, part.new, part.shards) for part in parts}) > 1:
        raise BotError("These are not shards of one replay: they differ in --from, --to or the number of shards.")
    found = sorted(part.shard for part in parts)
    if found != list(range(1, first.shards + 1)):
        raise BotError(f"Of {first.shards} shards, each is needed once; here are {', '.join(map(str, found))}.")
    return Totals(first.old, first.new, sum(part.asked for part in parts), sum(part.distinct for part in parts))


def _read(file: Path, ledger: Ledger) -> Totals:
    try:
        with file.open(encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            head: dict[str, Any] = next(rows, {})
            left = head.pop("changed", -1)
            totals = Totals(**head)
            for row in rows:
                ledger.add(ChangedQuestion(**row))
                left -= 1
    except OSError as error:
        raise BotError(f"The results {file} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BotError(f"{file} {_NO_RESULTS}") from None
    if left:
        raise BotError(f"{file} {_NO_RESULTS}")
    return totals
