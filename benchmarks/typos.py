"""How much a typo costs: the same questions, asked as they are and with one realistic typo in each.

    python -m benchmarks.typos --data DIR [--sets NAME …] [--sample N] [--write docs/benchmarks.md]

The typos are misspellings from the lists in DIR/typos (tab-separated files with the columns misspelling and correct) and slips of the
keyboard, chosen by chance in the same way each time.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.data import DataError, DataSet, find_sets, in_scope
from benchmarks.measures import Answered, accuracy
from benchmarks.methods import METHODS, PRODUCT
from benchmarks.misspell import Misspellings, misspell, read_misspellings
from benchmarks.report import machine, number, table, write_section
from benchmarks.run import SEED, in_random_order, run

_METHODS: Final = (PRODUCT, "MiniLM", "TF-IDF + SVM", "token_set_ratio")
_HEAD: Final = ("method", "accuracy as written", "with a typo", "falls by, points", "questions")


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.typos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder with the sets and with typos/")
    parser.add_argument("--sets", nargs="*", default=[], metavar="NAME", help="only these sets")
    parser.add_argument("--methods", nargs="*", default=_METHODS, choices=METHODS, metavar="NAME", help=f"default: {', '.join(_METHODS)}")
    parser.add_argument("--sample", type=int, default=1500, metavar="N", help="at most N questions of each set, by chance (default 1500)")
    parser.add_argument("--write", type=Path, metavar="FILE.md", help="put the tables into this document, too")
    options = parser.parse_args()
    try:
        known = read_misspellings(options.data / "typos")
        sections = [_section(data, options.methods, options.sample, known) for data in find_sets(options.data, options.sets)]
        text = "\n\n".join([machine(), *sections])
        print(text)
        if options.write:
            write_section(options.write, "typos", text)
    except DataError as error:
        parser.error(str(error))


def _section(data: DataSet, methods: Sequence[str], sample: int, known: Misspellings) -> str:
    asked = in_scope(in_random_order(data.test))[:sample]
    chance = random.Random(SEED)
    pairs = [(row, misspell(row.text, known, chance)) for row in asked]
    pairs = [(row, typo) for row, typo in pairs if row.text != typo]
    rows = [row for row, _ in pairs]
    lines = []
    for method in methods:
        outcome = run(method, data.train, [text for row, typo in pairs for text in (row.text, typo)])
        if len(outcome.predictions) < 2 * len(rows):
            lines.append([method, "absent", outcome.fault, "–", "–"])
            continue
        before, after = (
            accuracy([Answered(row.intent, *prediction) for row, prediction in zip(rows, outcome.predictions[start::2], strict=True)])
            for start in (0, 1)
        )
        lines.append([method, number(before), number(after), number(100 * (before - after), 1), f"{len(rows):,}"])
    return f"### {data.name}\n\n{table(_HEAD, lines)}"


if __name__ == "__main__":
    main()
