"""What each ingredient of the matching is worth: the product as it is, and with one of them removed.

    python -m benchmarks.ablation --data DIR [--sets NAME …] [--sample N] [--write docs/matching.md]

``WITHOUT`` names the ingredients; each says how to make a bot of content that lacks it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.data import DataError, DataSet, find_sets
from benchmarks.measures import Answered, accuracy, area_under_curve, decided, matched_points, recall_at_kept
from benchmarks.product import MakeBot, Product, make_bot
from benchmarks.report import machine, number, table, write_section
from benchmarks.run import in_random_order

#: what is removed -> how a bot without it is made of content
WITHOUT: Final[dict[str, MakeBot]] = {"nothing": make_bot}

_HEAD: Final = ("without", "in-scope accuracy", "AUC", "oos recall, 95 % kept", "90 % kept", "published points", "answered right", "wrong")


class Measures(NamedTuple):
    """What a bot reaches on a set."""

    accuracy: float
    area: float
    #: out-of-scope recall with 95 % and 90 % of in-scope kept
    recall_95: float
    recall_90: float
    #: how many published points are matched; 0 if there are none
    points: int
    #: of the questions in scope, answered by the right and by a wrong intent under the default policy
    right: float
    wrong: float


def measures_of(make: MakeBot, data: DataSet, sample: int | None = None) -> Measures:
    """Return what the bot that ``make`` makes reaches on the set, asked all questions or ``sample`` of them by chance."""
    product = Product.of(data.train, make)
    answers = [Answered(row.intent, *product.predict(row.text)) for row in in_random_order(data.test)[:sample]]
    policy = decided(answers)
    return Measures(
        accuracy(answers),
        area_under_curve(answers),
        recall_at_kept(answers, 0.95),
        recall_at_kept(answers, 0.9),
        len(matched_points(answers, data.published)),
        policy.right,
        policy.wrong,
    )


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ablation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder with the sets")
    parser.add_argument("--sets", nargs="*", default=[], metavar="NAME", help="only these sets")
    parser.add_argument("--sample", type=int, metavar="N", help="ask only N questions of each set, by chance")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="put the tables into this document, too")
    options = parser.parse_args()
    try:
        sections = [_section(data, options.sample) for data in find_sets(options.data, options.sets)]
        text = "\n\n".join([machine(), *sections])
        print(text)
        if options.write:
            write_section(options.write, "ablation", text)
    except DataError as error:
        parser.error(str(error))


def _section(data: DataSet, sample: int | None) -> str:
    rows: Sequence[Sequence[str]] = [
        _row(name, measures_of(make, data, sample), points=bool(data.published) and not sample) for name, make in WITHOUT.items()
    ]
    return f"### {data.name}\n\n{table(_HEAD, rows)}"


def _row(name: str, reached: Measures, *, points: bool) -> list[str]:
    shares = [number(share) for share in (reached.accuracy, reached.area, reached.recall_95, reached.recall_90)]
    # Points were published for all questions of a set; a sample may match others.
    return [name, *shares, str(reached.points) if points else "–", number(reached.right), number(reached.wrong)]


if __name__ == "__main__":
    main()
