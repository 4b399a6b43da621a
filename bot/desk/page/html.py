"""HTML: the main content of a page as headings and paragraphs, without menus, footers and banners."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.errors import BotError
from bot.source import reads_as_heading

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

#: where the main content is, the surest first
_MAIN: Final = ("main", "[role=main]", "article", "body")
_NOT_CONTENT: Final = (
    "nav, footer, aside, form, script, style, noscript, template, svg, iframe, object, button, select, dialog, head, [hidden], "
    "[aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog], [role=complementary], "
    + ", ".join(
        f"[class*={word} i], [id*={word} i]"
        for word in ("cookie", "breadcrumb", "newsletter", "sidebar", "skip-link", "share-", "related-")
    )
)
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6, [role=heading], summary, dt"
_OPENING: Final = ", ".join(f"{heading} button" for heading in _HEADINGS.split(", "))
_BLOCKS: Final = (
    "p, div, section, article, header, main, ul, ol, dl, dd, table, blockquote, figure, figcaption, pre, address, details, fieldset, hr, "
    + _HEADINGS
)
_LINES: Final = "br, li, tr, caption"
#: characters of private use, which no page needs: end of a block, of a line, of a heading
_BLOCK, _LINE, _HEADING = "\ue000", "\ue001", "\ue002"
_MARKS: Final = re.compile(f"[{_BLOCK}{_LINE}{_HEADING}\u00ad\u200b\ufeff]")


@dataclass(frozen=True, slots=True)
class Main:
    """What a page of HTML says."""

    #: headings and paragraphs, each followed by an empty line
    text: str
    #: its own address, numbers to call and language, as far as it names them
    address: str
    phones: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Block:
    lines: tuple[str, ...]
    heading: bool

    @property
    def stub(self) -> bool:
        """Whether it is no heading, and would be taken for one if it stood alone."""
        return not self.heading and reads_as_heading("\n".join(self.lines))


def main_content(html: str) -> Main:
    """Return the main content of ``html``.

    Short lines that are no headings (an item of a list, a number) are put to the paragraph before them, lest they be taken
    for one. Raises BotError if the library that reads HTML is missing.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only who reads HTML needs it
    except ImportError:
        raise BotError("HTML cannot be read yet. Run: pip install '.[pages]'") from None
    tree = LexborHTMLParser(_MARKS.sub("", html))
    address = _attribute(tree, "link[rel=canonical][href^=http]", "href")
    language = _attribute(tree, "html[lang]", "lang")[:2].lower()
    links = tree.css("a[href^='tel:' i]")
    phones = [link.text() if re.search(r"\d", link.text()) else (link.attributes.get("href") or "")[4:] for link in links]
    blocks = _joined(_without_labels([*_blocks(_main(tree))]))
    text = "\n\n".join("\n".join(block.lines) for block in blocks)
    return Main(f"{text}\n" if text else "", address, tuple(dict.fromkeys(" ".join(phone.split()) for phone in phones)), language)


def _main(tree: "LexborHTMLParser") -> "LexborNode":
    root = next(node for selector in _MAIN for node in tree.css(selector)[:1])
    for button in root.css("button"):
        # What opens a part of the page is its heading.
        if button.css_first(_HEADINGS) or any(button.mem_id == inner.mem_id for inner in root.css(_OPENING)):
            button.unwrap()
    for links in [found for found in root.css("ul, ol") if _is_table_of_contents(found)]:
        above = links.prev
        while above and above.tag == "-text" and not above.text().strip():
            above = above.prev
        for node in (links, *([above] if above and above.tag in _HEADINGS.split(", ") else [])):
            node.decompose()
    unwanted = f"{_NOT_CONTENT}, body > header, body > div > header" if root.tag == "body" else _NOT_CONTENT
    for node in root.css(unwanted):
        if node.mem_id != root.mem_id:
            node.decompose()
    return root


def _is_table_of_contents(found: "LexborNode") -> bool:
    """Return whether a list only leads to other parts of the page."""
    links = found.css("a")
    inside = all((link.attributes.get("href") or "").startswith("#") for link in links)
    return bool(links) and inside and "".join(found.text().split()) == "".join("".join(link.text() for link in links).split())


def _blocks(root: "LexborNode") -> Iterator[_Block]:
    for selector, mark in ((_BLOCKS, _BLOCK), (_LINES, _LINE)):
        for node in root.css(selector):
            node.insert_before(mark)
            node.insert_after(mark)
    for node in root.css("td, th"):
        node.insert_after(" ")
    for node in root.css(_HEADINGS):
        node.insert_child(_HEADING)
    for part in root.text().split(_BLOCK):
        lines = tuple(filter(None, (" ".join(line.split()) for line in part.replace(_HEADING, "").split(_LINE))))
        if lines:
            yield _Block(lines, _HEADING in part and reads_as_heading("\n".join(lines)))


def _without_labels(blocks: list[_Block]) -> Iterator[_Block]:
    """Yield the blocks without lines that only repeat the heading below them."""
    for number, block in enumerate(blocks):
        if not any(below.heading and below.lines == block.lines for below in blocks[number + 1 : number + 2]):
            yield block


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """Return the blocks with each stub put to a paragraph beside it, else to the heading above it."""
    done: list[_Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if last and last.stub and block.heading:
            # Nothing but a line stands between two headings: "Contact us", "(800) 555-0142".
            above = done[-2:-1]
            done[-2:] = [replace(last, lines=above[0].lines + last.lines)] if above else []
            last = None
        if last and not last.heading and not block.heading and (block.stub or last.stub or last.lines[-1].endswith(":")):
            done[-1] = replace(last, lines=last.lines + block.lines)
        else:
            done.append(block)
    while done and done[-1].heading:
        done.pop()
    return done


def _attribute(tree: "LexborHTMLParser", selector: str, name: str) -> str:
    found = tree.css_first(selector)
    return (found.attributes.get(name) or "") if found else ""
