"""The page, laid out: its own headings and paragraphs, in order, with every word."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from bot.source import Source

#: a label is a heading that is repeated right below
Kind = Literal["label", "heading", "paragraph"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the page, line by line."""

    kind: Kind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The page: what stands above its title, its title (empty if there is none), and what follows."""

    above: tuple[Block, ...]
    title: str
    below: tuple[Block, ...]


def lay_out(source: Source) -> Layout:
    """Return the page as its blocks; the first heading is its title."""
    blocks = tuple(_blocks(source))
    first = next((number for number, block in enumerate(blocks) if block.kind == "heading"), None)
    if first is None:
        return Layout((), "", blocks)
    return Layout(blocks[:first], blocks[first].lines[0], blocks[first + 1 :])


def _blocks(source: Source) -> Iterator[Block]:
    for block, following in zip_longest(source.blocks, source.blocks[1:]):
        repeated = following is not None and following.heading and following.text == block.text
        kind: Kind = "paragraph" if not block.heading else "label" if repeated else "heading"
        yield Block(kind, tuple(line.strip() for line in block.text.split("\n")))
