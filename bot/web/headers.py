"""Headers: what a browser may do with our answers, which is little, and which other sites' pages may ask."""

from typing import Final

from flask import Response, request

from bot.web.current import current_service

_POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
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
#: what a page of another site may ask for, if the site is allowed
_SHARED: Final = ("/api/", "/static/")
_CROSS_ORIGIN: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Expose-Headers": "Retry-After, X-Request-Id",
    "Access-Control-Max-Age": "7200",
}


def add_headers(response: Response) -> Response:
    """Add the security headers that ``response`` does not set itself."""
    headers = response.headers
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if request.is_secure:
        headers["Strict-Transport-Security"] = _HTTPS_ONLY
    origins = current_service().settings.origins
    if origins and request.path.startswith(_SHARED):
        _share(response, origins)
    return response


def _share(response: Response, origins: tuple[str, ...]) -> None:
    response.vary.add("Origin")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    origin = request.headers.get("Origin", "")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers.update(_CROSS_ORIGIN)
