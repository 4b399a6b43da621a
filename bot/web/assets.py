"""Assets: the widget and its kin, read once, packed once, and kept by browsers for good under names that change with them."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
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
_DIGEST: Final = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")

# Some systems call a script plain text, and a browser that must not guess then refuses to run it.
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: under each way of packing (empty: as it is) its bytes, the smallest first."""

    kind: str
    #: under which it is kept for good
    name: str
    bodies: Mapping[str, bytes]


def add_assets(app: Flask) -> None:
    """Let ``app`` serve its files at /static/NAME and for good at ``asset(NAME)``, which its templates call, as they call ``top``."""
    kept = {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/static/<name>", endpoint="file")
    def send(name: str) -> Response:
        """Send a file; one whose name holds another version's digest is sent as it is now, and not kept."""
        asset = kept.get(_DIGEST.sub("", name))  # page.0123456789ab.css is page.css
        if asset is None:
            abort(404)
        return _answer(asset, _FOR_GOOD if name == asset.name else _ASK_AGAIN)

    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = lambda name: f"{_top()}static/{kept[name].name}"
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
    response.set_etag(f"{asset.name}{packing}")
    response.make_conditional(request)
    return response


def _read(path: Path) -> Asset:
    raw = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    bodies = {"gzip": gzip.compress(raw, mtime=0), "": raw}
    with suppress(ImportError):
        import brotli  # type: ignore[import-untyped]  # noqa: PLC0415 - smaller by a tenth, where it is installed

        bodies = {"br": brotli.compress(raw)} | bodies
    return Asset(kind + ("; charset=utf-8" if kind.startswith("text/") else ""), name_for_good(path.name, raw), bodies)


def name_for_good(name: str, raw: bytes) -> str:
    """Return the name with a digest of what the file holds: page.0123456789ab.css."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(raw).hexdigest()[:_LENGTH]}{dot}{ending}"
