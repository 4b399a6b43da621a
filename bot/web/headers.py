"""Headers: what a browser may do with our answers, which is little, and which other sites' pages may ask."""

from typing import Final
from wsgiref.types import WSGIEnvironment

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_UNUSED: Final = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": _UNUSED,
    # What a patient is told is nobody else's to keep; static files say otherwise for themselves.
    "Cache-Control": "no-store",
}
#: two years; only over TLS, where a browser may believe it
_HTTPS_ONLY: Final = "max-age=63072000; includeSubDomains"
_ALWAYS: Final = tuple(HEADERS.items())
_OVER_TLS: Final = (*_ALWAYS, ("Strict-Transport-Security", _HTTPS_ONLY))
#: what a page of another site may ask for, if the site is allowed
_SHARED: Final = ("/api/", "/static/")
_CROSS_ORIGIN: Final = (
    ("Access-Control-Allow-Methods", "GET, POST"),
    ("Access-Control-Allow-Headers", "Content-Type"),
    ("Access-Control-Expose-Headers", "Retry-After, X-Request-Id, X-Turn-Id"),
    ("Access-Control-Max-Age", "7200"),
)


def secured(status: str, headers: list[tuple[str, str]], environ: WSGIEnvironment, origins: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the ``headers`` of an answer, and the security headers that are not among them; pages of ``origins`` may read the API."""
    is_bare = status.startswith("204") or (environ["REQUEST_METHOD"] == "OPTIONS" and status.startswith("200"))
    shared = share(origins, environ.get("PATH_INFO", ""), environ.get("HTTP_ORIGIN", ""))
    headers = [*(header for header in headers if not is_bare or header[0] != "Content-Type"), *shared]
    present = {name for name, _ in headers}
    added = _OVER_TLS if environ["wsgi.url_scheme"] == "https" else _ALWAYS
    return headers + [header for header in added if header[0] not in present]


def share(origins: tuple[str, ...], path: str, origin: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that let a page of ``origin`` read the answer at ``path``, or tell caches that some may."""
    if not origins or not path.startswith(_SHARED):
        return ()
    allowed = (("Access-Control-Allow-Origin", origin), *_CROSS_ORIGIN) if origin in origins else ()
    return ("Vary", "Origin"), ("Cross-Origin-Resource-Policy", "cross-origin"), *allowed
