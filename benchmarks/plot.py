"""Draw lines over two logarithmic axes as SVG: light and dark as the reader's screen is, and readable as text."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_WIDTH: Final = 720
_HEIGHT: Final = 420
_LEFT: Final = 70
_RIGHT: Final = 190
_TOP: Final = 30
_BOTTOM: Final = 60
_LINE_HEIGHT: Final = 15
_STYLE: Final = """
  text { font: 13px system-ui, sans-serif; fill: #333 } .grid { stroke: #ddd } .line { fill: none; stroke-width: 2.5 }
  .a { stroke: #0b6bcb; fill: #0b6bcb } .b { stroke: #b3541e; fill: #b3541e } .dashed { stroke-dasharray: 6 4; stroke-width: 1.5 }
  .line.a, .line.b { fill: none } text.a, text.b { stroke: none } .back { fill: #fff }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .grid { stroke: #444 } .back { fill: #16181c }
    .a { stroke: #6cb4ff; fill: #6cb4ff } .b { stroke: #ffa46b; fill: #ffa46b }
  }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plot; all its points are over 0."""

    name: str
    points: tuple[tuple[float, float], ...]
    #: its colour: a or b
    colour: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class _Axis:
    """Powers of ten from ``low`` to ``high`` along the pixels from ``start`` to ``end``."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of ``value``."""
        return self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def plot(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """Return the SVG of the lines, with the names of the axes."""
    points = [point for line in lines for point in line.points]
    x = _axis([value for value, _ in points], _LEFT, _WIDTH - _RIGHT)
    y = _axis([value for _, value in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="back" width="{_WIDTH}" height="{_HEIGHT}"/>',
        *_grid(x, y),
        f'<text x="{(x.start + x.end) / 2:.0f}" y="{_HEIGHT - 15}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(18 {(y.start + y.end) / 2:.0f}) rotate(-90)" text-anchor="middle">{escape(up)}</text>',
        *(drawn for line in lines if line.points for drawn in _line(line, x, y)),
        *_names(lines, x, y),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axis(values: Sequence[float], start: float, end: float) -> _Axis:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return _Axis(low, max(high, low + 1), start, end)


def _grid(x: _Axis, y: _Axis) -> list[str]:
    drawn = []
    for power in range(x.low, x.high + 1):
        at = x.at(10.0**power)
        drawn.append(f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{y.start}" y2="{y.end}"/>')
        drawn.append(f'<text x="{at:.1f}" y="{y.start + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(y.low, y.high + 1):
        at = y.at(10.0**power)
        drawn.append(f'<line class="grid" x1="{x.start}" x2="{x.end}" y1="{at:.1f}" y2="{at:.1f}"/>')
        drawn.append(f'<text x="{x.start - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:,.{max(0, -power)}f}</text>')
    return drawn


def _line(line: Line, x: _Axis, y: _Axis) -> list[str]:
    places = [(x.at(across), y.at(up)) for across, up in line.points]
    path = " ".join(f"{across:.1f},{up:.1f}" for across, up in places)
    dots = [f'<circle class="{line.colour}" cx="{across:.1f}" cy="{up:.1f}" r="3"/>' for across, up in places]
    return [f'<polyline class="line {line.colour}{" dashed" if line.dashed else ""}" points="{path}"/>', *dots]


def _names(lines: Sequence[Line], x: _Axis, y: _Axis) -> list[str]:
    """Write each line's name beside its end, one below the other where ends are close."""
    drawn = []
    free = 0.0
    for line in sorted((line for line in lines if line.points), key=lambda line: y.at(line.points[-1][1])):
        across, up = line.points[-1]
        place = max(free, y.at(up) + 4)
        free = place + _LINE_HEIGHT
        drawn.append(f'<text class="{line.colour}" x="{x.at(across) + 10:.1f}" y="{place:.1f}">{escape(line.name)}</text>')
    return drawn
