"""Plots as SVG that stands in the page: no script, no file beside it, and every figure also as words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

_WIDTH: Final = 640
_NAMES: Final = 170
_COUNTS: Final = 60
_BAR: Final = 18
_ROW: Final = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a plot: a name, and parts that add up."""

    name: str
    #: class of the part, which the style colours -> how many
    parts: Mapping[str, int]


def stacked_bars(bars: Sequence[Bar], title: str) -> Markup:
    """Return rows of bars, each filled by its parts' shares, with the first part's share behind it."""
    height = _ROW * len(bars)
    rows = Markup("").join(_row(bar, number * _ROW) for number, bar in enumerate(bars))
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(_WIDTH, height, title, rows)


def _row(bar: Bar, top: int) -> Markup:
    total = sum(bar.parts.values()) or 1
    scale = (_WIDTH - _NAMES - _COUNTS) / total
    left, shapes = float(_NAMES), []
    for kind, number in bar.parts.items():
        if number:
            width = number * scale
            shapes.append(
                Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"><title>{}: {}</title></rect>').format(
                    kind, left, top, width, _BAR, kind.replace("_", " "), number
                )
            )
            left += width
    share = 100 * next(iter(bar.parts.values())) / total
    name = Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_NAMES - 8, top + 14, bar.name[:26])
    told = Markup('<text x="{}" y="{}">{:.1f} %</text>').format(_WIDTH - _COUNTS + 6, top + 14, share)
    return Markup("").join([name, *shapes, told])
