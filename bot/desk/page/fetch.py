"""Fetch: get a page over http or https, within limits of time and size."""

from http.client import HTTPException
from typing import Final
from urllib import request
from urllib.error import HTTPError

from bot import __version__
from bot.errors import BotError

MAX_BYTES: Final = 5_000_000
#: seconds without an answer
_PATIENCE: Final = 20.0
_KINDS: Final = ("text/html", "application/xhtml+xml", "text/plain")
_HEADERS: Final = {"User-Agent": f"faq-bot-that-only-quotes/{__version__}", "Accept": ", ".join(_KINDS)}


def fetch(address: str) -> tuple[bytes, str, bool]:
    """Return what stands at ``address``, the character set that the server names (empty if none), and whether it is HTML.

    Raises BotError if it cannot be had, is too large, or is neither HTML nor text.
    """
    try:
        with _opener().open(request.Request(address, headers=_HEADERS), timeout=_PATIENCE) as answer:
            kind, charset = answer.headers.get_content_type(), answer.headers.get_content_charset("")
            raw = answer.read(MAX_BYTES + 1)
    except HTTPError as error:
        error.close()
        raise BotError(f"{address} cannot be read: the server says {error.code} {error.reason}.") from None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise BotError(f"{address} cannot be read: {getattr(reason, 'strerror', None) or reason}.") from None
    if len(raw) > MAX_BYTES:
        raise BotError(f"{address} is over {MAX_BYTES // 1_000_000} MB. Save the part that matters to a file and name that.")
    if kind not in _KINDS:
        raise BotError(f"{address} is {kind}. Only HTML and text can be read: save its text to a file and name that.")
    return raw, charset, kind != "text/plain"


def _opener() -> request.OpenerDirector:
    """Return what opens http and https and nothing else, wherever a redirection points."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, request.HTTPDefaultErrorHandler, request.HTTPRedirectHandler,
        request.HTTPErrorProcessor, request.UnknownHandler,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener
