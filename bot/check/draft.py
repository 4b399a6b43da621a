"""A draft: content that can be read, with the bot that it makes."""

from dataclasses import dataclass

from bot.content.load import LoadedContent
from bot.pipeline import Bot


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules look at: the file as it stands, and how the bot made of it replies."""

    loaded: LoadedContent
    bot: Bot
