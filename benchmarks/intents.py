"""How well and how fast the product tells intents apart, on data sets that you bring, beside other ways to do it.

    python -m benchmarks.intents --data DIR [--sets NAME …] [--peers NAME …|none] [--write docs/benchmarks.md]

Every folder in DIR with train*.jsonl and test*.jsonl is a set (see predict.py for the form of the rows). docs/benchmarks.md says what
each measure means.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.data import OUT_OF_SCOPE, DataError, DataSet, find_sets
from benchmarks.measures import Answered, accuracy, area_under_curve, decided, matched_points, percentile, recall_at_kept
from benchmarks.methods import METHODS, PRODUCT
from benchmarks.report import machine, milliseconds, number, table, write_section
from benchmarks.run import Outcome, in_random_order, run

_HEAD: Final = (
    "method", "in-scope accuracy", "AUC", "oos recall, 95 % kept", "90 % kept", "published points", "ms, median", "95th percentile",
    "ready after, s", "memory added, MB", "process, MB", "questions",
)  # fmt: skip
_POLICY_HEAD: Final = ("set", "right", "wrong", "asked back", "handed off", "oos recall", "oos asked back")


@dataclass(frozen=True, slots=True)
class Measured:
    """A method on a set."""

    method: str
    outcome: Outcome
    answers: tuple[Answered, ...]


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.intents", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder with the sets")
    parser.add_argument("--sets", nargs="*", default=[], metavar="NAME", help="only these sets")
    parser.add_argument("--peers", nargs="*", metavar="NAME", help=f'only these peers; "none" for none. There are: {", ".join(METHODS)}')
    parser.add_argument("--budget", type=float, default=60, metavar="SECONDS", help="time for the questions to each peer (default 60)")
    parser.add_argument("--sample", type=int, metavar="N", help="ask only N questions of each set, by chance")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="put the tables into this document, too")
    options = parser.parse_args()
    peers = [name for name in METHODS if name != PRODUCT] if options.peers is None else [name for name in options.peers if name != "none"]
    unknown = [name for name in peers if name not in METHODS]
    if unknown:
        parser.error(f"no such peer: {', '.join(unknown)}. There are: {', '.join(METHODS)}.")
    try:
        text = report(find_sets(options.data, options.sets), [PRODUCT, *peers], options.budget, options.sample)
        print(text)
        if options.write:
            write_section(options.write, "intents", text)
    except DataError as error:
        parser.error(str(error))


def report(sets: Sequence[DataSet], methods: Sequence[str], budget: float, sample: int | None) -> str:
    """Measure the methods on the sets and return the tables."""
    measured = {
        data.name: [measure(method, data, math.inf if method == PRODUCT else budget, sample) for method in methods] for data in sets
    }
    parts = [machine()]
    for data in sets:
        inside = sum(row.intent != OUT_OF_SCOPE for row in data.test)
        size = f"{len(data.train):,} patterns of {len({row.intent for row in data.train})} intents; {inside:,} questions in scope"
        parts.append(f"### {data.name}\n\n{size}, {len(data.test) - inside:,} out of scope.")
        parts.append(table(_HEAD, [_row(one, data) for one in measured[data.name]]))
        faults = [f"- {one.method}: **absent or cut short**: {one.outcome.fault}" for one in measured[data.name] if one.outcome.fault]
        parts += ["\n".join(faults)] if faults else []
    parts.append("### What the default policy makes of them\n\nThe product, the first four of the questions in scope.")
    parts.append(table(_POLICY_HEAD, [_policy_row(data.name, measured[data.name][0]) for data in sets]))
    parts.append("### The methods\n\n" + "\n".join(_about(one) for one in measured[sets[0].name]))
    return "\n\n".join(parts)


def measure(method: str, data: DataSet, budget: float, sample: int | None) -> Measured:
    """Return what the method made of the questions of the set, or of as many as the budget (seconds) allows."""
    rows = in_random_order(data.test)[:sample]
    outcome = run(method, data.train, [row.text for row in rows], min(budget, 3600))
    return Measured(
        method,
        outcome,
        tuple(Answered(row.intent, *prediction) for row, prediction in zip(rows, outcome.predictions, strict=False)),
    )


def _row(one: Measured, data: DataSet) -> list[str]:
    answers, outcome = one.answers, one.outcome
    if not answers:
        return [one.method, "absent", *["–"] * (len(_HEAD) - 2)]
    # Points were published for all questions; some of them by chance would match others.
    whole = data.published and len(answers) == len(data.test)
    published = f"{len(matched_points(answers, data.published))} of {len(data.published)}" if whole else "–"
    return [
        one.method,
        number(accuracy(answers)),
        number(area_under_curve(answers)),
        number(recall_at_kept(answers, 0.95)),
        number(recall_at_kept(answers, 0.9)),
        published,
        milliseconds(percentile(outcome.milliseconds, 0.5)),
        milliseconds(percentile(outcome.milliseconds, 0.95)),
        number(outcome.load_s, 2),
        number(outcome.added_mb, 0),
        number(outcome.peak_mb, 0),
        "all" if len(answers) == len(data.test) else f"{len(answers):,} by chance",
    ]


def _policy_row(name: str, one: Measured) -> list[str]:
    return [name, *(number(share) for share in decided(one.answers))]


def _about(one: Measured) -> str:
    method = METHODS[one.method]
    name = " ".join(part for part in (method.package, one.outcome.version) if part)
    return f"- {one.method}: {method.note} ({name or 'not installed'})"


if __name__ == "__main__":
    main()
