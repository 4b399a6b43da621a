"""Recognise small talk: a message that is nothing but that."""

from typing import Final

from bot.language.language import Language
from bot.normalise.message import Message
from bot.spot import Spotter

#: small talk is short: as many words at most stand around it, beside as many as it has itself
_AROUND: Final = 4
#: and so many stand at most between two words of its own
_APART: Final = 2


def recognise_small_talk(message: Message, small_talk: Spotter, language: Language) -> str | None:
    """Return the id of the small talk that the whole message is, None if anything else is in it.

    Of several, the one that takes most words; words of grammar, words that carry nothing and words said again are set aside, but not
    a word that asks ("yes, but which?"), nor many of them ("is there someone I can just talk to about it?").
    """
    tokens = message.tokens
    said = [token for token in tokens if token.role in ("content", "about", "operator")]
    if not all(token.term in small_talk.terms for token in said):
        return None
    spotted = small_talk.spot(message, between=1, apart=_APART, whole=True)
    taken = {tokens[position].term for found in spotted for position in found.positions}
    if not spotted or not all(token.term in taken for token in said):
        return None
    longest = max(spotted, key=lambda found: len(found.positions))
    around = [token for place, token in enumerate(tokens) if place not in longest.positions and token.role != "ignored"]
    asks = any(token.word in language.question_words for token in around)
    left = [token for token in around if token.term not in taken]
    return None if asks or len(left) > _AROUND + len(longest.positions) else longest.id
