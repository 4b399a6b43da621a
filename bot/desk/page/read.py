"""Read: the page anew, from wherever a person has it."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.desk.page.fetch import fetch
from bot.desk.page.html import Main, main_content
from bot.errors import BotError
from bot.files import read_bytes
from bot.source import Source

_IS_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LOOKS_LIKE_HTML: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|main|article|div|h1|p)\b", re.IGNORECASE | re.DOTALL
)
_META_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is now."""

    source: Source
    #: what the page says of itself, or where it was got; each empty if unknown
    address: str
    phone: str
    language: str


def read_page(where: str) -> Page:
    """Read a text, an HTML file, or what stands at an http(s) address. Raises BotError if it cannot be read or says nothing."""
    if _IS_ADDRESS.match(where):
        if not where.lower().startswith(("http://", "https://")):
            raise BotError(f"{where} cannot be read: an address must begin with http:// or https://.")
        raw, charset, is_html = fetch(where)
    else:
        raw, charset = read_bytes(Path(where), "The page "), ""
        is_html = bool(_LOOKS_LIKE_HTML.match(raw.removeprefix(codecs.BOM_UTF8)))
    found = main_content(_html_text(raw, charset)) if is_html else Main(_plain_text(raw, charset, where), "", (), "")
    source = Source.of(found.text)
    if not source.sentences:
        raise BotError(f"{where} holds no text that could be quoted.")
    phone = _PHONE.search(source.text)
    address = found.address or (where if _IS_ADDRESS.match(where) else "")
    return Page(source, address, phone[0] if phone else next(iter(found.phones), ""), found.language)


def _plain_text(raw: bytes, charset: str, where: str) -> str:
    try:
        return raw.decode(charset or "utf-8-sig").replace("\r\n", "\n")
    except (UnicodeDecodeError, LookupError):
        raise BotError(f"{where} is not UTF-8 text. Save it as UTF-8.") from None


def _html_text(raw: bytes, charset: str) -> str:
    """Return HTML as text: in the character set that the server or the page names, else UTF-8, else as old pages are."""
    named = _META_CHARSET.search(raw[:4096])
    for name in ("utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else charset, named[1].decode() if named else "", "utf-8"):
        try:
            return raw.decode(name or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", errors="replace")
