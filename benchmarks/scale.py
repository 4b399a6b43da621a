"""How time and memory grow with the number of patterns, beside a scan of all patterns by rapidfuzz.

    python -m benchmarks.scale --data DIR [--sizes 10 100 …] [--write docs/benchmarks.md]

The patterns are made of the rows of the set clinc150: the beginning of one and the end of another of the same intent, chosen by chance
in the same way each time. Each size is measured in a process of its own, which is stopped if it takes too long or too much memory.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.data import DataError, DataSet, Row, find_sets
from benchmarks.measures import percentile
from benchmarks.methods import PRODUCT
from benchmarks.plot import Line, plot
from benchmarks.report import machine, milliseconds, number, table, write_section
from benchmarks.run import SEED, Outcome, in_random_order, run

_SIZES: Final = (10, 100, 1_000, 10_000, 100_000, 1_000_000)
_SCAN: Final = "token_sort_ratio"
_QUESTIONS: Final = 500
_MEMORY_GB: Final = 16
_HEAD: Final = (
    "patterns", "ready after, s", "memory added, MB", "median, ms", "99th percentile", "questions", "scan: median, ms", "99th percentile",
    "questions", "times faster",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Size:
    patterns: int
    product: Outcome
    scan: Outcome


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder with the set clinc150")
    parser.add_argument("--sizes", nargs="*", type=int, default=_SIZES, metavar="N", help="how many patterns")
    parser.add_argument("--budget", type=float, default=45, metavar="SECONDS", help="time for the questions of each size (default 45)")
    parser.add_argument("--limit", type=float, default=900, metavar="SECONDS", help="time to load in (default 900)")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="put the table into this document, and scale.svg beside it")
    options = parser.parse_args()
    try:
        sizes = _measure(find_sets(options.data, ["clinc150"])[0], sorted(options.sizes), options.budget, options.limit)
        text = _report(sizes)
        print(text)
        if options.write:
            options.write.with_name("scale.svg").write_text(_plot(sizes), encoding="utf-8")
            write_section(options.write, "scale", text)
    except DataError as error:
        parser.error(str(error))


def recombine(rows: Sequence[Row], count: int) -> list[Row]:
    """Return ``count`` different rows: first those that there are, in an order by chance, then new ones of two of one intent."""
    chance = random.Random(SEED)
    found = dict.fromkeys(in_random_order(rows)[:count])
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        groups.setdefault(row.intent, []).append(row.text.split())
    names = list(groups)
    tries = 0
    while len(found) < count:
        tries += 1
        if tries > 100 * count:
            raise DataError(f"Only {len(found)} different patterns can be made of these rows.")
        name = chance.choice(names)
        first, second = chance.choice(groups[name]), chance.choice(groups[name])
        words = first[: chance.randint(1, len(first))] + second[chance.randrange(len(second)) :]
        found[Row(" ".join(words), name)] = None
    return list(found)


def _measure(data: DataSet, sizes: Sequence[int], budget: float, limit: float) -> list[_Size]:
    patterns = recombine([row for row in data.train if row.text.strip()], max(sizes))
    questions = [row.text for row in in_random_order(data.test)[:_QUESTIONS]]
    return [
        _Size(size, *(run(method, patterns[:size], questions, budget, limit, _MEMORY_GB) for method in (PRODUCT, _SCAN))) for size in sizes
    ]


def _report(sizes: Sequence[_Size]) -> str:
    rows = []
    for size in sizes:
        ours, scan = size.product.milliseconds, size.scan.milliseconds
        rows.append(
            [
                f"{size.patterns:,}",
                number(size.product.load_s, 2),
                number(size.product.added_mb, 0),
                milliseconds(percentile(ours, 0.5)),
                milliseconds(percentile(ours, 0.99)),
                f"{len(ours):,}",
                milliseconds(percentile(scan, 0.5)),
                milliseconds(percentile(scan, 0.99)),
                f"{len(scan):,}",
                number(percentile(scan, 0.5) / percentile(ours, 0.5), 1),
            ]
        )
    faults = [
        f"- {size.patterns:,} patterns, {name}: **cut short**: {outcome.fault}"
        for size in sizes
        for name, outcome in (("the product", size.product), ("the scan", size.scan))
        if outcome.fault
    ]
    return "\n\n".join([machine(), table(_HEAD, rows), *(["\n".join(faults)] if faults else [])])


def _plot(sizes: Sequence[_Size]) -> str:
    def line(name: str, colour: str, share: float, outcomes: Sequence[tuple[int, Outcome]]) -> Line:
        points = tuple((float(patterns), percentile(outcome.milliseconds, share)) for patterns, outcome in outcomes if outcome.milliseconds)
        return Line(name, points, colour, dashed=share > 0.5)

    ours, scan = [(size.patterns, size.product) for size in sizes], [(size.patterns, size.scan) for size in sizes]
    lines = [
        line("product, median", "a", 0.5, ours),
        line("product, 99th percentile", "a", 0.99, ours),
        line("scan, median", "b", 0.5, scan),
        line("scan, 99th percentile", "b", 0.99, scan),
    ]
    return plot("Milliseconds a question, by number of patterns", "patterns", "milliseconds a question", lines)


if __name__ == "__main__":
    main()
