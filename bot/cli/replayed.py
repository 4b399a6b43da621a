"""What a replay found, as a person reads it."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import click

from bot.cli.lines import printable, row
from bot.replay.compare import KINDS, Kind
from bot.replay.ledger import Ledger
from bot.replay.results import Totals

#: kind of change -> how the table calls it, and its colour
_LOOKS: Final[dict[Kind, tuple[str, str]]] = {
    "danger": ("danger not seen", "red"),
    "flipped": ("flipped", "red"),
    "handed_off": ("newly handed off", "yellow"),
    "answered": ("newly answered", "green"),
    "other": ("changed otherwise", "blue"),
}
_WIDTHS: Final = (20, 12, 12)
#: ways to change that are shown of each kind
_MOST_GROUPS: Final = 20
_COLUMNS: Final = 80


def told(totals: Totals, ledger: Ledger, most: int) -> Iterator[str]:
    """Yield the lines that tell it: counts, then each kind of change with ``most`` questions a way, the most frequent first."""
    yield f"From {totals.old}"
    yield f"to   {totals.new}\n"
    yield row(_WIDTHS, "", "asked", "distinct")
    times, distinct = ledger.changed()
    yield row(_WIDTHS, "as before", totals.asked - times, totals.distinct - distinct)
    for kind, (name, colour) in _LOOKS.items():
        counts = ledger.changed(kind)
        yield click.style(row(_WIDTHS, name, *counts), fg=colour if counts[1] else None)
    yield row(_WIDTHS, "all", totals.asked, totals.distinct)
    for kind in _LOOKS:
        yield from _kind(kind, ledger, most)


def _kind(kind: Kind, ledger: Ledger, most: int) -> Iterator[str]:
    groups = ledger.groups(kind)
    for number, group in enumerate(islice(groups, _MOST_GROUPS)):
        if number == 0:
            name, colour = _LOOKS[kind]
            yield f"\n{click.style(name, fg=colour, bold=True)}: {KINDS[kind]}"
        yield _cut(f"  {group.times:>6}  {group.change.before} -> {group.change.after}")
        for example in ledger.examples(group.change, most):
            yield _cut(f"          {example.times:>6}  {printable(example.question)}")
    left = sum(1 for _ in groups)
    if left:
        yield f"  and in {left} rarer ways; --format json lists all"


def _cut(line: str) -> str:
    return line if len(line) <= _COLUMNS else f"{line[: _COLUMNS - 1]}…"
