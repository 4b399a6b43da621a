"""The pages: the page itself with the widget on it, and a plain form that needs no script."""

import json
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request
from pydantic_core import from_json

from bot.context import Context
from bot.model import Reply
from bot.web.current import current_bot, current_service, welcome
from bot.web.words import WORDS

pages: Final = Blueprint("pages", __name__)

#: turns that the form brings back, and all characters of what was asked in them: what fits into a request
_MOST_TURNS: Final = 8
_MOST_CHARACTERS: Final = 2000
#: characters that the field takes; the bot says what is too long for it
_LONGEST: Final = 2500


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, and the reply."""

    asked: str
    reply: Reply


@pages.app_context_processor
def spoken() -> dict[str, Any]:
    """Return what every template needs to speak: words, their language, and ``said``, the language of the content, which the bot speaks.

    The words are of the language that the address asks for (``?lang=es``), else the content's, else English. ``lang`` is what was asked.
    """
    facts, asked = current_bot().knowledge.facts, request.args.get("lang")
    lang = asked if asked in WORDS else None
    language = lang or (facts.language if facts.language in WORDS else "en")
    return {"words": WORDS[language], "language": language, "said": facts.language, "lang": lang, "phone": facts.phone}


@pages.get("/")
def page() -> str:
    """Show the page with the widget; what stands above its title is its header."""
    source = current_bot().knowledge.source
    first = next((number for number, block in enumerate(source.blocks) if block.kind == "heading"), -1)
    layout = {"above": source.blocks[: max(first, 0)], "title": source.title, "below": source.blocks[first + 1 :]}
    return render_template("page.html", layout=layout)


@pages.get("/ask")
def ask() -> str:
    """Show the form."""
    return _conversation([], Context().record())


@pages.post("/ask")
def answer() -> str:
    """Answer a question on a page of its own; the question stands in the body, never in an address.

    The form brings what was asked before, and the context before that. The replies are found again: nobody can send us one to show.
    """
    context = _read(request.form.get("context", ""))
    turns: list[Turn] = []
    for asked in (*request.form.getlist("before")[:_MOST_TURNS], request.form.get("text", "")):
        turns.append(Turn(asked, current_bot().reply(asked, turns[-1].reply.context if turns else context)))
    current_service().note(turns[-1].asked, turns[-1].reply)
    return _conversation(turns, context)


def _conversation(turns: list[Turn], context: dict[str, object]) -> str:
    """Show the turns, and a form that brings the last of them back."""
    kept = _kept(turns)
    if len(kept) < len(turns):
        context = dict(turns[len(turns) - len(kept) - 1].reply.context)
    before = [turn.asked for turn in kept]
    return render_template(
        "ask.html", turns=turns, before=before, context=json.dumps(context), welcome=welcome(current_bot()), longest=_LONGEST
    )


def _kept(turns: list[Turn]) -> list[Turn]:
    """Return as many of the last turns as the form may bring back."""
    kept: list[Turn] = []
    for turn in reversed(turns[-_MOST_TURNS:]):
        if sum(len(each.asked) for each in (*kept, turn)) > _MOST_CHARACTERS:
            break
        kept.insert(0, turn)
    return kept


def _read(written: str) -> dict[str, object]:
    """Return the context that came back; of a forged one nothing is left, and one that is no JSON is none."""
    try:
        return Context.read(from_json(written)).record()
    except ValueError:
        return Context().record()
