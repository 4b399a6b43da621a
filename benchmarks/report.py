"""Write what was measured: tables in Markdown, and the place in ``docs/benchmarks.md`` where each command puts its own."""

import math
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.data import DataError

_CPU: Final = Path("/proc/cpuinfo")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, its columns as wide as what stands in them; all but the first are set to the right."""
    widths = [max(3, *(len(row[column]) for row in [head, *rows])) for column in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = "|".join("-" * (width + 2) if not column else "-" * (width + 1) + ":" for column, width in enumerate(widths))
    return "\n".join([line(head), f"|{rule}|", *map(line, rows)])


def number(value: float, digits: int = 3) -> str:
    """Return ``value`` with so many digits after the point, and a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:,.{digits}f}"


def milliseconds(value: float) -> str:
    """Return a time with the digits that mean something."""
    return number(value, 3 if value < 1 else 2 if value < 10 else 0)


def machine() -> str:
    """Return one line that says on what, with what and when it was measured, and by which command."""
    model = next((line.partition(":")[2].strip() for line in _cpu() if line.startswith("model name")), platform.processor() or "unknown")
    command = " ".join(["python -m", f"benchmarks.{Path(sys.argv[0]).stem}", *_arguments()])
    return (
        f"{model}, {os.cpu_count()} cores, one of them used; Python {platform.python_version()}, "
        f"rapidfuzz {version('rapidfuzz')}; {datetime.now(UTC):%Y-%m-%d}; `{command}`"
    )


def write_section(path: Path, name: str, text: str) -> None:
    """Put ``text`` between the marks ``<!-- name -->`` and ``<!-- end of name -->`` of the document.

    Raises DataError if it has no such marks.
    """
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    document = path.read_text(encoding="utf-8") if path.exists() else ""
    before, found, rest = document.partition(begin)
    _, also_found, after = rest.partition(end)
    if not found or not also_found:
        raise DataError(f"{path} has no line {begin} followed by a line {end}.")
    path.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")


def _cpu() -> list[str]:
    return _CPU.read_text().splitlines() if _CPU.exists() else []


def _arguments() -> list[str]:
    """Return the arguments without the folder of the data, which is the reader's own."""
    shown = list(sys.argv[1:])
    if "--data" in shown[:-1]:
        shown[shown.index("--data") + 1] = "DIR"
    return shown
