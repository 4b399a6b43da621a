"""Health: whether the process lives, and whether it should be sent visitors."""

from typing import Final, Literal

from flask import Blueprint
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from bot.web.current import current_bot, current_service

health: Final = Blueprint("health", __name__)


class Live(TypedDict):
    """The process lives."""

    status: Literal["ok"]


class Reloaded(TypedDict):
    """How the last look at the content's files went."""

    ok: bool
    #: what is wrong with them, as file:line:col: …; empty if nothing is
    problem: str


class Ready(TypedDict):
    """Whether visitors may come; neither the question log nor the rate store has a say in it."""

    status: Literal["ready", "draining"]
    content_version: str
    reload: Reloaded


LIVE: Final = TypeAdapter(Live)
READY: Final = TypeAdapter(Ready)


@health.get("/healthz")
def live() -> Live:
    """Tell that the process lives."""
    return {"status": "ok"}


@health.get("/readyz")
def ready() -> tuple[Ready, int]:
    """Tell that the content is loaded and which, and whether the process is about to end."""
    service = current_service()
    problem = service.reload.problem
    record: Ready = {
        "status": "draining" if service.draining else "ready",
        "content_version": current_bot().knowledge.facts.version,
        "reload": {"ok": not problem, "problem": problem},
    }
    return record, 503 if service.draining else 200
