"""Read data sets: one JSON object a line, ``{"text": …, "intent": …}``; the intent ``oos`` means out of scope."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

#: what no intent answers
OUT_OF_SCOPE: Final = "oos"


class Row(NamedTuple):
    """A text with the intent that people gave it."""

    text: str
    intent: str


class Point(NamedTuple):
    """What a published platform reached at one of its thresholds; both 0 to 1."""

    platform: str
    threshold: float
    #: in-scope questions with the right intent at or over the threshold, of all in-scope questions
    in_scope_accuracy: float
    #: out-of-scope questions under the threshold, of all out-of-scope questions
    oos_recall: float


@dataclass(frozen=True, slots=True)
class DataSet:
    """What is learnt from, what is asked, and what others reached on it."""

    name: str
    #: rows in scope only
    train: tuple[Row, ...]
    test: tuple[Row, ...]
    published: tuple[Point, ...] = ()


class DataError(Exception):
    """Data that cannot be used; the text is one clear sentence."""


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of the file, in order; what is missing in one is read as empty.

    Raises DataError, with the line, for a file that cannot be read or a line that is no JSON object.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _row(line, path, number)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from None


def in_scope(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows that an intent answers."""
    return tuple(row for row in rows if row.intent != OUT_OF_SCOPE)


def find_sets(folder: Path, names: Sequence[str] = ()) -> list[DataSet]:
    """Return each data set in ``folder``: a folder in it with train*.jsonl and test*.jsonl; only those of ``names``, if any are given.

    Raises DataError if there is none, or one that was named is not there.
    """
    found = {path.name: path for path in sorted(folder.glob("*/")) if list(path.glob("train*.jsonl")) and list(path.glob("test*.jsonl"))}
    missing = [name for name in names if name not in found]
    if missing or not found:
        raise DataError(f"{folder} holds no set {', '.join(missing) or 'at all'}. There are: {', '.join(found) or 'none'}.")
    return [_read_set(found[name]) for name in names or found]


def _read_set(folder: Path) -> DataSet:
    train, test = (tuple(row for path in sorted(folder.glob(f"{part}*.jsonl")) for row in read_rows(path)) for part in ("train", "test"))
    published = tuple(point for path in sorted(folder.glob("published/*.csv")) for point in _read_points(path))
    return DataSet(folder.name, in_scope(train), test, published)


def _read_points(path: Path) -> Iterator[Point]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            yield Point(path.stem, float(line["Threshold"]), float(line["Inscope Accuracy"]), float(line["OOS Recall"]))


def _row(line: str, path: Path, number: int) -> Row:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}:{number}: this line is no JSON ({error}).") from None
    if not isinstance(record, dict):
        raise DataError(f'{path}:{number}: this line is no JSON object like {{"text": "…", "intent": "…"}}.')
    text, intent = (record.get(key) for key in ("text", "intent"))
    return Row("" if text is None else str(text), "" if intent is None else str(intent))
