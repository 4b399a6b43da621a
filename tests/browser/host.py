"""A host: a site of somebody else's that holds the widget, with a service that says what a test wants."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from conftest import REPOSITORY

WIDGET: Final = (REPOSITORY / "bot" / "web" / "static" / "widget.js").read_bytes()
#: as strict as a page can be
STRICT: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
PHONE: Final = {"display": "(207) 555-0142", "uri": "tel:+12075550142"}
SENTENCE: Final = "The lamp burns whale oil and throws its beam twenty miles across the bay."
CALL: Final = '<a href="tel:+12075550142">Call (207) 555-0142</a>'
PLAIN: Final = f"<faq-chat>{CALL}</faq-chat>"

Start = Callable[[str, list[tuple[str, str]]], object]


def answer(text: str = SENTENCE, **more: Any) -> dict[str, Any]:
    """Return a reply that quotes ``text``."""
    quote = {"text": text, "section": "The lamp", "start": 0, "end": 9, "link": "https://museum.example/#:~:text=The%20lamp"}
    return reply("answer", intents=["lamp"], quotes=[quote]) | more


def handoff(message: str = "Please call the keeper.", **more: Any) -> dict[str, Any]:
    """Return a reply that hands off."""
    return reply("handoff", handoff={"reason": "no_match", "topic": None, "message": message, "phone": PHONE, "urgent": []} | more)


def emergency() -> dict[str, Any]:
    """Return a reply to danger."""
    return handoff("Call 988 now.", urgent=[{"display": "988", "uri": "tel:988"}, {"display": "text 988", "uri": "sms:988"}])


def clarify(*titles: str) -> dict[str, Any]:
    """Return a reply that asks back."""
    choices = [{"intent": title.casefold(), "title": title} for title in titles]
    return handoff("Something else", reason="ambiguous") | {"kind": "clarify", "choices": choices, "message": "Did you mean one of these?"}


def reply(kind: str, **more: Any) -> dict[str, Any]:
    """Return a reply that says nothing."""
    empty = {"kind": kind, "intents": [], "score": 0, "quotes": [], "choices": [], "handoff": None, "message": "", "context": {"v": 1}}
    return empty | more


@dataclass
class Asked:
    """A request that came."""

    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Host:
    """The site, as a WSGI application. A test sets what it answers, and looks at what was asked."""

    def __init__(self) -> None:
        self.address = ""
        self.reset()

    def reset(self) -> None:
        """Forget everything: a plain page with one widget, and a service that answers."""
        self.asked: list[Asked] = []
        #: cleared to hold answers back
        self.gate = threading.Event()
        self.gate.set()
        self.policy = STRICT
        self.put()
        self.files: dict[str, tuple[str, bytes]] = {}
        self.content: Any = {
            "titles": [{"intent": "lamp", "title": "How far does the lamp shine?"}, {"intent": "cat", "title": "Is there a cat?"}],
            "phone": PHONE,
            "greeting": "Ahoy. I am a bot.",
            "content_version": "1",
            "language": "en",
        }
        #: what /api/v1/reply says: a record, bytes as they are, or a number to fail with
        self.reply: Callable[[dict[str, Any]], Any] = lambda question: answer()
        self.cors = False
        #: the id that each reply brings, as from a service that keeps turns
        self.turn = ""

    def put(self, body: str = PLAIN, head: str = "", script: str = "/static/widget.js", lang: str = "en") -> None:
        """Make the page hold ``body``."""
        scripts = f'<script type="module" src="{script}"></script>' if script else ""
        self.page = (
            f'<!doctype html><html lang="{lang}"><head><title>A page</title><meta name="viewport" content="width=device-width">'
            f"{head}{scripts}</head><body><main><h1>Gull Point</h1><p>{SENTENCE} A brass clockwork turns the lens.</p></main>{body}</body></html>"
        )

    def questions(self) -> list[Any]:
        """Return what was asked at /api/v1/reply."""
        return [asked.body for asked in self.asked if asked.path == "/api/v1/reply" and asked.method == "POST"]

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterator[bytes]:
        """Answer one request."""
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        asked = Asked(environ["REQUEST_METHOD"], environ["PATH_INFO"], json.loads(raw) if raw else None)
        asked.headers = {name: value for name, value in environ.items() if name.startswith("HTTP_")}
        self.asked.append(asked)
        status, kind, body = self._answer(asked)
        headers = [("Content-Type", kind), ("Cache-Control", "no-store")]
        if self.policy:
            headers.append(("Content-Security-Policy", self.policy))
        if self.turn:
            headers.append(("X-Turn-Id", self.turn))
        if self.cors and "HTTP_ORIGIN" in environ:
            headers += [("Access-Control-Allow-Origin", environ["HTTP_ORIGIN"]), ("Access-Control-Allow-Headers", "content-type")]
        start(f"{status} .", headers)
        return iter([body])

    def _answer(self, asked: Asked) -> tuple[int, str, bytes]:
        if asked.method == "OPTIONS":
            return 204, "text/plain", b""
        if asked.path == "/api/v1/reply":
            said = self.reply(asked.body)
            self.gate.wait(30)
            return _json(said)
        if asked.path == "/api/v1/content":
            return _json(self.content)
        if asked.path.startswith("/static/widget"):
            return 200, "text/javascript", WIDGET
        others = {"/favicon.ico": (204, "image/x-icon", b""), "/api/v1/feedback": (204, "application/json", b"")}
        return others.get(asked.path) or (200, *self.files.get(asked.path, ("text/html; charset=utf-8", self.page.encode())))


def _json(said: Any) -> tuple[int, str, bytes]:
    if isinstance(said, int):
        return said, "application/problem+json", b"{}"
    return 200, "application/json", said if isinstance(said, bytes) else json.dumps(said).encode()
