"""The pages: the page itself with the widget on it, and a plain form that needs no script."""

import json
from typing import Final

from flask import Blueprint, render_template, request
from pydantic_core import from_json

from bot.model import Reply
from bot.web.current import current_bot, current_service, welcome
from bot.web.layout import lay_out

pages: Final = Blueprint("pages", __name__)


@pages.get("/")
def page() -> str:
    """Show the page with the widget."""
    bot = current_bot()
    return render_template("page.html", layout=lay_out(bot.knowledge.source), phone=bot.knowledge.facts.phone, language=_language())


@pages.get("/ask")
def ask() -> str:
    """Show the form."""
    return _form()


@pages.post("/ask")
def answer() -> str:
    """Answer a question on a page of its own; the question stands in the body, never in an address."""
    asked = request.form.get("text", "")
    reply = current_bot().reply(asked, _context(request.form.get("context", "")))
    current_service().note(asked, reply)
    return _form(asked, reply)


def _form(asked: str = "", reply: Reply | None = None) -> str:
    bot = current_bot()
    return render_template(
        "ask.html",
        asked=asked,
        reply=reply,
        context=json.dumps(dict(reply.context)) if reply else "",
        welcome=welcome(bot),
        title=bot.knowledge.source.title,
        phone=bot.knowledge.facts.phone,
        language=_language(),
    )


def _language() -> str:
    return current_bot().knowledge.facts.language


def _context(written: str) -> object:
    """Return the context that came back; the bot reads it with suspicion, so one that is no JSON is none."""
    try:
        return from_json(written)
    except ValueError:
        return None
