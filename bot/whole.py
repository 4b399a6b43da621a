"""Recognise small talk: a message that is nothing but that."""

from bot.normalise.message import Message
from bot.spot import Spotter


def recognise_small_talk(message: Message, small_talk: Spotter) -> str | None:
    """Return the id of the small talk that the whole message is, None if anything else is in it.

    Of several, the one that takes most words; words of grammar, words that carry nothing and words said again are set aside.
    """
    spotted = small_talk.spot(message)
    if not spotted:
        return None
    tokens = message.tokens
    taken = {tokens[position].term for found in spotted for position in found.positions}
    left = any(token.role in ("content", "about", "operator") and token.term not in taken for token in tokens)
    return None if left else max(spotted, key=lambda found: len(found.positions)).id
