"""Files: a table as CSV or XLSX, written so that spreadsheets open it well, and read as they save it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from bot.desk.sheet.rows import HEADER, SheetRow
from bot.errors import BotError, ContentError, Place, Problem
from bot.files import read_bytes

_MAX_BYTES: Final = 20_000_000
_MAX_UNPACKED: Final = 200_000_000
#: what a spreadsheet shows of a formula that fails, and a formula; "=died" is a pattern
_NO_TEXT: Final = re.compile(
    r"(?P<error>#(?:NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|N/A))|=\s*(?:[A-Za-z][A-Za-z.]*\(.*\)|[+-]?(?:\d|\$?[A-Z]{1,3}\$?\d).*)", re.DOTALL
)
#: what a cell holds, and of which kind that is, as XLSX calls it
_Cell = tuple[Any, str]
_WIDTHS: Final = (14, 12, 26, 12, 100)


def sheet_bytes(rows: Iterable[tuple[str, ...]], path: Path) -> bytes:
    """Return the table as its file holds it. Raises BotError if ``path`` ends in neither .csv nor .xlsx, or a library is missing."""
    return _xlsx(rows) if _is_xlsx(path) else _csv(rows)


def read_sheet(path: Path) -> list[SheetRow]:
    """Return the rows of a sheet. Raises BotError if the file cannot be read, ContentError with a problem for each cell that is no text."""
    is_xlsx, raw = _is_xlsx(path), read_bytes(path)
    if len(raw) > _MAX_BYTES:
        raise BotError(f"{path} is over {_MAX_BYTES // 1_000_000} MB.")
    problems: list[Problem] = []
    table = [
        [_text(value, kind, Place(str(path), row, column), problems) for column, (value, kind) in enumerate(cells, 1)]
        for row, cells in enumerate(_xlsx_cells(raw, path) if is_xlsx else _csv_cells(raw, path), 1)
    ]
    header = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [name for name in HEADER if name not in header]
    if missing:
        cure = f"The first row must hold: {', '.join(HEADER)}. Export again to get it back."
        raise ContentError([Problem(Place(str(path), 1, 1), "missing-column", f"there is no column {', '.join(missing)}", cure)])
    if problems:
        raise ContentError(problems)
    columns = [header.index(name) for name in HEADER]
    rows = ([cells[column] if column < len(cells) else "" for column in columns] for cells in table[1:])
    return [SheetRow(number, (*map(str.strip, where), text)) for number, (*where, text) in enumerate(rows, 2) if any((*where, text))]


def _is_xlsx(path: Path) -> bool:
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise BotError(f"{path} must end in .csv or .xlsx.")
    return path.suffix.lower() == ".xlsx"


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    # The mark tells Excel that this is UTF-8.
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "surrogatepass")


def _csv_cells(raw: bytes, path: Path) -> list[list[_Cell]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BotError(f'{path}:{line}: this is not UTF-8. Save it as "CSV UTF-8".') from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return [[(cell, "s") for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise BotError(f"{path} cannot be read as CSV: {error}.") from None


def _openpyxl() -> Any:
    try:
        import openpyxl  # noqa: PLC0415 - only who works with XLSX needs it
    except ImportError:
        raise BotError("XLSX cannot be used yet. Run: pip install '.[desk]'") from None
    return openpyxl


def _xlsx(rows: Iterable[tuple[str, ...]]) -> bytes:
    book = _openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet("content")
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for row in [HEADER, *rows]:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_cells(raw: bytes, path: Path) -> list[list[_Cell]]:
    openpyxl = _openpyxl()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _MAX_UNPACKED:
                raise BotError(f"{path} is over {_MAX_UNPACKED // 1_000_000} MB when unpacked.")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=False)
        return [[(cell.value, cell.data_type) for cell in row] for row in book.worksheets[0].iter_rows()]
    except BotError:
        raise
    except Exception as error:  # the library lets through whatever a damaged file makes of it
        raise BotError(f"{path} cannot be read as XLSX ({type(error).__name__}). Save it again, or as CSV UTF-8.") from None


def _text(value: Any, kind: str, place: Place, problems: list[Problem]) -> str:
    """Return a cell as text; a number or yes-or-no as a person sees it."""
    if kind == "s" and isinstance(value, str) and (not_text := _NO_TEXT.fullmatch(value.strip())):
        kind = "e" if not_text["error"] else "f"
    elif kind in ("s", "n", "inlineStr") and isinstance(value, str | int | float | None):
        return "" if value is None else str(value)
    if kind == "b":
        return str(value).lower()
    what = {"f": "a formula", "d": "a date", "e": "an error"}.get(kind, "no text")
    problems.append(Problem(place, "not-text", f"this cell holds {what}", "Format the column as text and type it anew."))
    return ""
