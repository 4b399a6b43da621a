"""Assets: the widget and its kin, read once, packed once, and kept by browsers for good under names that change with them."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, request

_FOLDER: Final = Path(__file__).parent / "static"
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
#: a name that stays is asked for again each time, and is seldom sent again
_ASK_AGAIN: Final = "no-cache"
_LENGTH: Final = 12
_WITH_DIGEST: Final = re.compile(r"(.+)\.([0-9a-f]{12})(\.\w+)")

# Some systems call a script plain text, and a browser that must not guess then refuses to run it.
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: under each way of packing (empty: as it is) its bytes."""

    kind: str
    digest: str
    bodies: Mapping[str, bytes]


def add_assets(app: Flask) -> None:
    """Let ``app`` serve its files at /static/NAME and for good at ``asset(NAME)``, which its templates call, as they call ``top``."""
    kept = {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/static/<name>", endpoint="file")
    def send(name: str) -> Response:
        """Send a file; one whose name holds another version's digest is sent as it is now, and not kept."""
        plain, digest = _undo(name)
        asset = kept.get(plain)
        if asset is None:
            abort(404)
        return _answer(asset, _FOR_GOOD if digest == asset.digest else _ASK_AGAIN)

    app.register_blueprint(blueprint)
    app.add_url_rule("/static/<path:filename>", "static", build_only=True)
    app.jinja_env.globals["asset"] = lambda name: f"{_top()}static/{_named(name, kept[name].digest)}"
    app.jinja_env.globals["top"] = _top


def _top() -> str:
    """Return the way from the address that was asked for to ``/``, so that links hold under whatever folder a proxy puts the service."""
    return "../" * (request.path.count("/") - 1) or "./"


def _answer(asset: Asset, keep: str) -> Response:
    packing = next((packing for packing in asset.bodies if packing and request.accept_encodings[packing] > 0), "")
    response = Response(asset.bodies[packing], content_type=asset.kind)
    response.headers.update({"Cache-Control": keep, "Vary": "Accept-Encoding"})
    if packing:
        response.headers["Content-Encoding"] = packing
    response.set_etag(f"{asset.digest}{packing}")
    response.make_conditional(request)
    return response


def _read(path: Path) -> Asset:
    raw = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    return Asset(kind + text, hashlib.sha256(raw).hexdigest()[:_LENGTH], {way: pack(raw) for way, pack in _packings()} | {"": raw})


def _packings() -> list[tuple[str, Callable[[bytes], bytes]]]:
    ways: list[tuple[str, Callable[[bytes], bytes]]] = [("gzip", lambda raw: gzip.compress(raw, mtime=0))]
    with suppress(ImportError):
        import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - smaller by a tenth, where it is installed

        ways.insert(0, ("br", brotli.compress))
    return ways


def _named(name: str, digest: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{digest}{dot}{ending}"


def _undo(name: str) -> tuple[str, str]:
    """Return the plain name and the digest of a name with one: page.0123456789ab.css is page.css."""
    found = _WITH_DIGEST.fullmatch(name)
    return (found[1] + found[3], found[2]) if found else (name, "")
