"""Security headers: what a browser may do with our answers, which is little."""

from typing import Final

from flask import Response

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
_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    # What a patient is told is nobody else's to keep; static files say otherwise for themselves.
    "Cache-Control": "no-store",
}


def add_headers(response: Response) -> Response:
    """Add the security headers that ``response`` does not set itself."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
