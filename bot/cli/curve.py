"""Coverage against wrong quotes as a picture: in letters for the terminal, as SVG for a report."""

from collections.abc import Iterator
from typing import Final

from bot.tune import Point

_ROWS: Final = 12
_COLUMNS: Final = 60
_WIDTH: Final = 640
_HEIGHT: Final = 400
_EDGE: Final = 60


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
    most = _most_wrong(points)

    def place(point: Point) -> tuple[float, float]:
        across = _EDGE + point.wrong / point.questions / most * (_WIDTH - 2 * _EDGE)
        return round(across, 1), round(_HEIGHT - _EDGE - point.coverage * (_HEIGHT - 2 * _EDGE), 1)

    bottom, right = _HEIGHT - _EDGE, _WIDTH - _EDGE
    parts = [f'<path d="M{_EDGE} {_EDGE}V{bottom}H{right}" fill="none" stroke="#444"/>']
    texts = [
        (_EDGE - 8, _EDGE + 4, "end", "100 %"), (_EDGE - 8, bottom, "end", "0 %"), (_EDGE, bottom + 20, "middle", "0 %"),
        (right, bottom + 20, "middle", f"{most:.1%}"), (_WIDTH // 2, bottom + 44, "middle", "wrong quotes, share of all questions"),
        (_EDGE, _EDGE - 20, "start", "answered, share of the questions that the page answers"),
    ]  # fmt: skip
    parts += [f'<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>' for x, y, anchor, text in texts]
    for margin in dict.fromkeys(point.margin for point in points):
        line = " ".join(f"{x},{y}" for x, y in (place(point) for point in points if point.margin == margin))
        parts.append(f'<polyline points="{line}" fill="none" stroke="#999"/>')
    marks = [(point, "#fff", 3) for point in points] + [(current, "#06c", 5)] + ([(chosen, "#c30", 6)] if chosen else [])
    for point, fill, size in marks:
        x, y = place(point)
        told = f"threshold {point.threshold:g}, margin {point.margin:g}: {point.coverage:.0%} answered, {point.wrong} wrong"
        parts.append(f'<circle cx="{x}" cy="{y}" r="{size}" fill="{fill}" stroke="#444"><title>{told}</title></circle>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="13" role="img">'
    title = "<title>Answered questions against wrong quotes, by policy</title>"
    return "\n".join([head, title, *parts, "</svg>", ""])


def _most_wrong(points: list[Point]) -> float:
    """Return the right end of the picture, more than 0."""
    return max(point.wrong / point.questions for point in points) or 0.01
