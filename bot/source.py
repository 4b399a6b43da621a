"""The page's text: its sections and sentences with their places, and the search for a quote in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote as percent_encode

from rapidfuzz import fuzz

from bot.errors import BotError
from bot.files import read_bytes
from bot.model import Span

#: typographic characters that a quote may spell plainly
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
#: lines up to an empty one; the mark of UTF-8 that some editors put first is no part of it
_PARAGRAPH: Final = re.compile(r"[^\s\ufeff](?:.*\S)?(?:[^\S\n]*\n[^\S\n]*\S(?:.*\S)?)*")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])([\"'’”)]*)\s+(?=[\"'‘“(]*[A-Z0-9])")
_ABBREVIATION: Final = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e)\.$")
_HEADING_LENGTH: Final = 80
_FRAGMENT_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of the page: ``text == source.text[span.start:span.end]``."""

    text: str
    span: Span
    #: the heading above it; of a heading its own text
    section: str
    #: a label is a heading that is repeated right below
    kind: Literal["label", "heading", "paragraph"]

    @property
    def lines(self) -> list[str]:
        """Its lines, without white space around them."""
        return [line.strip() for line in self.text.split("\n")]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the page: ``text == source.text[span.start:span.end]``."""

    text: str
    span: Span
    section: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of the page that is most like a quote which does not stand there."""

    text: str
    #: 0 to 100
    similarity: float


@dataclass(frozen=True, slots=True)
class Source:
    """The page, read once: its text, its headings and paragraphs, and its sentences, in order.

    A paragraph of one short line that neither ends like a sentence nor holds the end of one is a heading, unless
    nothing follows it. What stands before the first heading belongs to the page as a whole, which is named by that
    heading.
    """

    text: str
    title: str
    #: the file that it was read from; empty if from none
    path: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    _folded: str = field(repr=False)
    #: where in the text each character stands that is no white space
    _inked: tuple[int, ...] = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read the page's text from ``path``. Raises BotError if it cannot be read or is not UTF-8."""
        raw = read_bytes(path, "The page's text ")
        try:
            return cls.of(raw.decode("utf-8"), str(path.resolve()))
        except UnicodeDecodeError as error:
            raise BotError(f"The page's text {path} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None

    @classmethod
    def of(cls, text: str, path: str = "") -> "Source":
        """Make a source from the page's text."""
        blocks = tuple(_blocks(text))
        title = next((block.text for block in blocks if block.kind == "heading"), "")
        sentences = tuple(
            Sentence(text[span.start : span.end], span, block.section)
            for block in blocks
            if block.kind == "paragraph"
            for span in _split(text, block.span)
        )
        return cls(text, title, path, blocks, sentences, _fold(text), tuple(at for at, each in enumerate(text) if not each.isspace()))

    def find(self, quote: str) -> Span | None:
        """Return where ``quote`` stands on the page, white space and typographic quotes aside; None if it does not."""
        wanted = _fold(quote)
        start = self._folded.find(wanted)
        if not wanted or start < 0:
            return None
        first, length = (len(text) - text.count(" ") for text in (self._folded[:start], wanted))
        return Span(self._inked[first], self._inked[first + length - 1] + 1)

    def nearest(self, quote: str) -> Nearest | None:
        """Return the run of one to three sentences, or the line of a table or list, that is most like ``quote``; None on an empty page."""
        wanted = _fold(quote)
        firsts = enumerate(self.sentences)
        runs = (self.text[first.span.start : last.span.end] for number, first in firsts for last in self.sentences[number : number + 3])
        lines = (line for block in self.blocks for line in block.lines)
        found = (Nearest(text, round(fuzz.ratio(wanted, _fold(text)), 1)) for text in chain(runs, lines))
        return max(found, key=lambda nearest: nearest.similarity, default=None)

    def section_at(self, offset: int) -> str:
        """Return the heading under which the character at ``offset`` stands."""
        number = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span.start)
        return self.sentences[number - 1].section if number else self.title

    def sentences_in(self, span: Span) -> tuple[int, ...]:
        """Return the numbers of the sentences that lie in ``span`` with at least half of their length."""
        first = bisect_left(self.sentences, span.start, key=lambda sentence: sentence.span.end)
        after = bisect_left(self.sentences, span.end, first, key=lambda sentence: sentence.span.start)
        spans = ((number, self.sentences[number].span) for number in range(first, after))
        return tuple(number for number, (start, end) in spans if 2 * (min(end, span.end) - max(start, span.start)) >= end - start)


def text_fragment(address: str, passage: str) -> str:
    """Return ``address`` with a text fragment that makes the browser scroll to ``passage`` and mark it."""
    words = passage.split()
    if len(words) <= 2 * _FRAGMENT_WORDS:
        parts = [" ".join(words)]
    else:
        parts = [" ".join(words[:_FRAGMENT_WORDS]), " ".join(words[-_FRAGMENT_WORDS:])]
    # A hyphen has a meaning of its own in a text fragment, so it is encoded too.
    encoded = ",".join(percent_encode(part, safe="").replace("-", "%2D") for part in parts)
    return f"{address.partition('#')[0]}#:~:text={encoded}"


def reads_as_heading(paragraph: str) -> bool:
    """Return whether ``paragraph``, without white space around it, is a heading if something follows it."""
    if "\n" in paragraph or len(paragraph) > _HEADING_LENGTH or paragraph.endswith((".", "!", ":", ";")):
        return False
    # "Have questions? Call us" asks for something; it names no section.
    return len(list(_split(paragraph, Span(0, len(paragraph))))) == 1


def _blocks(text: str) -> Iterator[Block]:
    paragraphs = list(_PARAGRAPH.finditer(text))
    headings = {found.start(): found[0] for found in paragraphs[:-1] if reads_as_heading(found[0])}
    section = next(iter(headings.values()), "")
    for found, following in zip_longest(paragraphs, paragraphs[1:]):
        section = headings.get(found.start(), section)
        is_heading = found.start() in headings
        is_label = is_heading and headings.get(following.start()) == section
        yield Block(found[0], Span(*found.span()), section, "label" if is_label else "heading" if is_heading else "paragraph")


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of a paragraph; a closing quote belongs to the sentence that it closes."""
    start, end = paragraph
    for found in _SENTENCE_END.finditer(text, start, end):
        if not _ABBREVIATION.search(text, start, found.start()):
            yield Span(start, found.end(1))
            start = found.end()
    yield Span(start, end)


def one_line(text: str) -> str:
    """Return the text with single spaces between its words."""
    return " ".join(text.split())


def _fold(text: str) -> str:
    """Return the text with plain quotes, and single spaces between its words."""
    return one_line(text.translate(_PLAIN))
