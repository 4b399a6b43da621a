"""Lines: for a person they fit the terminal, and nothing in them steers it; for a program they are JSON."""

import json
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import click

_MOST_COLUMNS: Final = 80
_COLOURS: Final = {"-": "red", "+": "green"}
#: halves of a character, which UTF-8 cannot write; in JSON they may only stand as \udXXX
_LONE_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


def printable(text: str) -> str:
    """Return ``text`` on one line, with a space for each character that would steer the terminal or cannot be shown."""
    return "".join(character if character.isprintable() else " " for character in text)


def wrap(text: str, indent: str = "") -> list[str]:
    """Return ``text`` as lines that fit the terminal, the first of them after ``indent``."""
    width = min(_MOST_COLUMNS, shutil.get_terminal_size().columns)
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False, break_on_hyphens=False
    )


def signed(sign: str, *texts: str) -> Iterator[str]:
    """Yield each text as lines after a sign, in its colour: what goes after -, what comes after +; no line if it is empty."""
    return (click.style(line, fg=_COLOURS.get(sign)) for text in texts for line in wrap(printable(text), f"  {sign} "))


def row(widths: Iterable[int], *cells: object, left: int = 1) -> str:
    """Return the cells in their columns; the first ``left`` begin where the column does and are cut, the others end where it does."""
    columns = enumerate(zip(map(printable, map(str, cells)), widths, strict=False))
    return "".join(f"{cell[:width]:<{width}}" if number < left else f"{cell:>{width}}" for number, (cell, width) in columns)


def line_of(record: Mapping[str, object]) -> bytes:
    """Return ``record`` as one line of JSON without the line's end, in UTF-8 whatever the terminal speaks."""
    line = json.dumps(record, ensure_ascii=False)
    return _LONE_SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode()


def say(lines: Iterable[str | bytes], *, err: bool = False) -> None:
    """Print each line as soon as it is there."""
    for line in lines:
        click.echo(line, err=err)
