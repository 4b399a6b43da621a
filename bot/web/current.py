"""The bot that answers now, and what it says before the first question."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app

from bot.model import Choice, Phone
from bot.pipeline import Bot

_KEY: Final = "bot"


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a visitor sees before the first question."""

    #: questions to begin with
    titles: tuple[Choice, ...]
    phone: Phone
    greeting: str
    content_version: str


def keep_bot(app: Flask, bot: Bot) -> None:
    """Let ``bot`` answer for ``app`` from now on."""
    app.extensions[_KEY] = bot


def current_bot() -> Bot:
    """Return the bot that answers for the current application."""
    bot = current_app.extensions[_KEY]
    assert isinstance(bot, Bot)
    return bot


def welcome(bot: Bot) -> Welcome:
    """Return what ``bot`` shows before the first question."""
    facts = bot.knowledge.facts
    return Welcome(facts.suggestions, facts.phone, facts.messages["greeting"], facts.version)
