"""Questions: read what was asked, one after another, from JSON lines, CSV, Parquet or plain text; never all at once."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bot.errors import BotError

#: what a column, or a key of a JSON line, may be called
_NAMES: Final = ("question", "text")
_BATCH: Final = 10_000


def read_questions(path: Path) -> Iterator[str]:
    """Yield the questions of the file in its order, without empty ones; its name says what kind of file it is (else: one a line).

    Raises BotError, with the line, at what cannot be read.
    """
    read = _READERS.get(path.suffix.lower(), _plain)
    try:
        for text in read(path):
            if text:
                # Half a character cannot be kept or sent on.
                yield text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    except OSError as error:
        raise BotError(f"The questions {path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise BotError(f"The questions {path} are not UTF-8 text ({error.reason}). Save the file as UTF-8.") from None


def _plain(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig") as file:
        yield from (line.rstrip("\n").strip(" ") for line in file)


def _json_lines(path: Path) -> Iterator[str]:
    for number, line in enumerate(filter(None, _plain(path)), start=1):
        try:
            row = json.loads(line)
            question = next(row[name] for name in _NAMES if name in row)
        except (ValueError, TypeError, RecursionError, StopIteration):
            question = 0
        if not isinstance(question, str | None):
            raise BotError(f'Entry {number} of {path} is not an object such as {{"question": "what is imrt"}}.')
        yield question or ""  # the question log keeps the words of few turns


def _csv(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        try:
            name = question_column(path, rows.fieldnames or ())
            yield from (row[name] or "" for row in rows)
        except csv.Error as error:
            raise BotError(f"Line {rows.line_num + 1} of {path} is not CSV: {error}.") from None


def _parquet(path: Path) -> Iterator[str]:
    try:
        from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415 - an extra
    except ImportError:
        raise BotError("Parquet needs a library more: pip install '.[parquet]'") from None
    try:
        with parquet.ParquetFile(path) as file:
            name = question_column(path, file.schema_arrow.names)
            for batch in file.iter_batches(_BATCH, columns=[name]):
                yield from (str(value or "") for value in batch.column(0).to_pylist())
    except ArrowInvalid as error:
        raise BotError(f"The questions {path} are not Parquet: {error}.") from None


def question_column(path: Path | str, columns: Sequence[str]) -> str:
    """Return the column of a table that holds the questions. Raises BotError if none does."""
    found = next((name for name in _NAMES if name in columns), None)
    if not found:
        raise BotError(f'{path} has no column "question" or "text"; its columns are: {", ".join(columns) or "none"}.')
    return found


_READERS: Final[dict[str, Callable[[Path], Iterator[str]]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _csv,
    ".parquet": _parquet,
}
