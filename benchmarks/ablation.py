"""What each ingredient of the matching is worth: the product as it is, and with one of them removed.

    python -m benchmarks.ablation --data DIR [--sets NAME …] [--sample N] [--write docs/matching.md]

``WITHOUT`` names the ingredients; each says what of the matching is set to another value while the bot is made and asked.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

from benchmarks.data import DataError, DataSet, find_sets
from benchmarks.measures import Answered, accuracy, area_under_curve, decided, matched_points, recall_at_kept
from benchmarks.product import Product
from benchmarks.report import machine, number, table, write_section
from benchmarks.run import in_random_order
from bot.match import build, index, match, question, rows, weighed
from bot.normalise import tokens

#: (module, name in it, value) while the ingredient is away
Setting = tuple[ModuleType, str, object]
_ALIKE: Final = dict.fromkeys(weighed.ROLE_WORTH, 1.0)

#: what is removed -> what is set for that
WITHOUT: Final[dict[str, list[Setting]]] = {
    "nothing": [],
    "likeness to the best pattern": [(match, "PATTERN", 0.0)],
    "likeness to the intent as a whole": [(build, "WHOLE", 0.0)],
    "what sets an intent apart": [(build, "APART", 0.0)],
    "the odds of a word": [(match, "ODDS", 0.0), (build, "ODDS", 0.0)],
    "pairs of words": [(module, "WORDS_SHARE", 1.0) for module in (weighed, question, rows)],
    "words that nothing explains": [(match, "UNEXPLAINED_KEEPS", 1.0)],
    "families of words": [(index, "LEAST_KINSHIP", 2.0)],
    "near spellings": [(tokens, "near_words", lambda *_: [])],
    "worth of rare words": [(build, "worth_of_share", lambda _: 1.0)],
    "lower worth of small words": [(module, "ROLE_WORTH", _ALIKE) for module in (weighed, index)],
    "preference for covered patterns": [(rows, "UNCOVERED_KEEPS", 1.0)],
}

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


@contextmanager
def setting(settings: list[Setting]) -> Iterator[None]:
    """Set what is given while the block runs."""
    before = [(module, name, getattr(module, name)) for module, name, _ in settings]
    try:
        for module, name, value in settings:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def measures_of(data: DataSet, sample: int | None = None) -> Measures:
    """Return what the bot reaches on the set, asked all questions or ``sample`` of them by chance."""
    product = Product.of(data.train)
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
    lines = []
    for name, settings in WITHOUT.items():
        with setting(settings):
            lines.append(_row(name, measures_of(data, sample), points=bool(data.published) and not sample))
    return f"### {data.name}\n\n{table(_HEAD, lines)}"


def _row(name: str, reached: Measures, *, points: bool) -> list[str]:
    shares = [number(share) for share in (reached.accuracy, reached.area, reached.recall_95, reached.recall_90)]
    # Points were published for all questions of a set; a sample may match others.
    return [name, *shares, str(reached.points) if points else "–", number(reached.right), number(reached.wrong)]


if __name__ == "__main__":
    main()
