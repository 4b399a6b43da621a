"""The page, laid out: its own headings and paragraphs, in order, with every word."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from bot.source import Source

_PARAGRAPH: Final = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the page, line by line; a label is a heading that is repeated right below."""

    kind: Literal["label", "heading", "paragraph"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The page: what stands above its title, its title (empty if there is none), and what follows."""

    above: tuple[Block, ...]
    title: str
    below: tuple[Block, ...]


def lay_out(source: Source) -> Layout:
    """Return the page as its blocks; the first heading is its title."""
    blocks = _blocks(source)
    first = next((number for number, block in enumerate(blocks) if block.kind == "heading"), None)
    if first is None:
        return Layout((), "", blocks)
    return Layout(blocks[:first], blocks[first].lines[0], blocks[first + 1 :])


def _blocks(source: Source) -> tuple[Block, ...]:
    # A heading is what no sentence begins in.
    begun = [sentence.span.start for sentence in source.sentences]
    blocks = [
        Block("paragraph" if any(found.start() <= start < found.end() for start in begun) else "heading", _lines(found[0]))
        for found in _PARAGRAPH.finditer(source.text)
    ]
    return tuple(
        Block("label", block.lines) if block.kind == "heading" and block == following else block
        for block, following in pairwise([*blocks, None])
        if block is not None
    )


def _lines(paragraph: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in paragraph.strip().split("\n"))
