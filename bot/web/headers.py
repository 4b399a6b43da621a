"""Headers: what a browser may do with our answers, which is little, and which other sites' pages may ask."""

from collections.abc import Iterable
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Response, request

_POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
_UNUSED: Final = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
HEADERS: Final = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    # What a patient is told is nobody else's to keep; static files say otherwise for themselves.
    "Cache-Control": "no-store",
}
#: two years; only over TLS, where a browser may believe it
_HTTPS_ONLY: Final = "max-age=63072000; includeSubDomains"
_ALWAYS: Final = tuple(HEADERS.items())
_OVER_TLS: Final = (*_ALWAYS, ("Strict-Transport-Security", _HTTPS_ONLY))
#: what a page of another site may ask for, if the site is allowed
_SHARED: Final = ("/api/", "/static/")
_CROSS_ORIGIN: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Expose-Headers": "Retry-After, X-Request-Id, X-Turn-Id",
    "Access-Control-Max-Age": "7200",
}


class SecurityHeaders:
    """A WSGI application whose every response has the security headers that it does not set itself.

    It works on the plain list of headers: as a hook of Flask's it would take longer than a reply that is remembered.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        added = _OVER_TLS if environ["wsgi.url_scheme"] == "https" else _ALWAYS

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            present = {name for name, _ in headers}
            return start_response(status, headers + [header for header in added if header[0] not in present], *more)

        return self._app(environ, start)


def share(origins: tuple[str, ...], response: Response) -> Response:
    """Let the pages of ``origins`` read ``response`` if it is one for programs."""
    if request.path.startswith(_SHARED):
        response.vary.add("Origin")
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        origin = request.headers.get("Origin", "")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers.update(_CROSS_ORIGIN)
    return response
