"""Recognise small talk: a message that is nothing but that."""

from bot.model import Token
from bot.spot import Spotter


def recognise_small_talk(tokens: tuple[Token, ...], small_talk: Spotter) -> str | None:
    """Return the id of the small talk that the whole message is, None if anything else is in it.

    Of several, the one that takes most words; words of grammar, words that carry nothing and words said again are set aside.
    """
    spotted = small_talk.spot(tokens)
    taken = {tokens[position].term for found in spotted for position in found.positions}
    left = [token for token in tokens if token.term not in taken and token.role in ("content", "about", "operator")]
    if left or not spotted:
        return None
    return max(spotted, key=lambda found: len(found.positions)).id
