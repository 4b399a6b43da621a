"""Coverage against wrong quotes as a picture: in letters for the terminal, as SVG for a report."""

from collections.abc import Iterator
from typing import Final

from bot.desk.evaluate.tune import Point
from bot.desk.report.template import filled

_ROWS: Final = 12
_COLUMNS: Final = 60


def in_letters(points: list[Point], current: Point, chosen: Point | None) -> Iterator[str]:
    """Yield the lines of the picture: o a policy, @ the present one, * the recommended one."""
    most = _most_wrong(points)
    grid = [[" "] * (_COLUMNS + 1) for _ in range(_ROWS + 1)]
    marked = [(point, "o") for point in points] + [(current, "@")] + ([(chosen, "*")] if chosen else [])
    for point, mark in marked:
        grid[round((1 - point.coverage) * _ROWS)][round(point.wrong / point.questions / most * _COLUMNS)] = mark
    for number, row in enumerate(grid):
        name = {0: "100 %", _ROWS // 2: "50 %", _ROWS: "0 %"}.get(number, "")
        yield f"{name:>6} |{''.join(row)}".rstrip()
    yield f"{'':6} +{'-' * (_COLUMNS + 1)}"
    yield f"{'':7} 0 %{f'{most:.1%}':>{_COLUMNS - 3}}"
    yield f"{'':7} answered (up) against wrong quotes (to the right), of all questions"
    yield f"{'':7} o a policy   @ the present one   * the recommended one"


def as_svg(points: list[Point], current: Point, chosen: Point | None) -> str:
    """Return the picture as an SVG file; nothing in it is loaded from elsewhere."""
    marks = [(point, "#fff", 3) for point in points] + [(current, "#06c", 5)] + ([(chosen, "#c30", 6)] if chosen else [])
    return filled("curve.svg", points=points, marks=marks, most=_most_wrong(points))


def _most_wrong(points: list[Point]) -> float:
    """Return the right end of the picture, more than 0."""
    return max(point.wrong / point.questions for point in points) or 0.01
