"""What goes and what comes, as lines that a person reads."""

from collections.abc import Iterator
from typing import Final

import click

from bot.cli.printable import printable
from bot.cli.show import wrap

_COLOURS: Final = {"-": "red", "+": "green"}


def signed(sign: str, text: str) -> Iterator[str]:
    """Yield ``text`` as lines after a sign; no line if it is empty."""
    return (click.style(line, fg=_COLOURS.get(sign)) for line in wrap(printable(text), f"  {sign} "))
