"""Recognise small talk: a message that is nothing but that."""

from bot.normalise.message import Message
from bot.spot import Spotter


def recognise_small_talk(message: Message, small_talk: Spotter) -> str | None:
    """Return the id of the small talk that the whole message is, None if anything else is in it.

    Of several, the one that takes most words; words of grammar, words that carry nothing and words said again are set aside.
    """
    tokens = message.tokens
    said = [token for token in tokens if token.role in ("content", "about", "operator")]
    if not all(token.term in small_talk.terms for token in said):
        return None
    spotted = small_talk.spot(message, whole=True)
    taken = {tokens[position].term for found in spotted for position in found.positions}
    all_taken = all(token.term in taken for token in said)
    return max(spotted, key=lambda found: len(found.positions)).id if spotted and all_taken else None
