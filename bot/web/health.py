"""Health: whether the process lives, and whether it can answer."""

from typing import Final

from flask import Blueprint

from bot.web.current import current_bot

health: Final = Blueprint("health", __name__)


@health.get("/healthz")
def live() -> dict[str, str]:
    """Tell that the process lives."""
    return {"status": "ok"}


@health.get("/readyz")
def ready() -> dict[str, str]:
    """Tell that the content is loaded, and which."""
    return {"status": "ready", "content_version": current_bot().knowledge.facts.version}
