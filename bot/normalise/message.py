"""A message, or a part of it, made ready to be spotted in: where each term stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.model import Token

#: words that stand between two words of a pattern do not count if they play one of these parts
_FREE_ROLES: Final = ("function", "ignored", "light")


class Places(NamedTuple):
    """The written words with every way to read on from each; a joined phrase can be read whole or word by word."""

    #: term -> where it stands: from this place, to that; as part of a phrase last
    terms: Mapping[str, list[tuple[int, int]]]
    #: word as it is written, folded -> where it stands
    written: Mapping[str, list[tuple[int, int]]]
    #: how many words that count stand before each place
    counted: list[int]
    #: place of a written word -> position of its token
    positions: list[int]
    #: whether some word may be several others, and whether some token is a phrase
    unclear: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Tokens with the places of their terms, which are looked for once, for all spotters."""

    tokens: tuple[Token, ...]
    _places: dict[tuple[bool, bool], Places] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __reduce__(self) -> tuple[type["Message"], tuple[tuple[Token, ...]]]:
        return Message, (self.tokens,)

    def part(self, tokens: tuple[Token, ...]) -> "Message":
        """Return the part of the message that ``tokens`` are; the message itself if they are all of it."""
        return self if tokens == self.tokens else Message(tokens)

    def places(self, *, alert: bool, whole: bool) -> Places:
        """Return where each term stands.

        ``alert``: everything that a misspelt word may be, not only the likeliest; ``whole``: no words of a joined phrase one by one.
        """
        plain = self._places.get((False, False)) or self._found(False, False)
        wanted = (alert and plain.unclear, whole and plain.joined)
        return self._places.get(wanted) or self._found(*wanted)

    def _found(self, alert: bool, whole: bool) -> Places:
        found = self._places[alert, whole] = _places(self.tokens, alert, whole)
        return found


def _places(tokens: tuple[Token, ...], alert: bool, whole: bool) -> Places:
    terms: dict[str, list[tuple[int, int]]] = {}
    written: dict[str, list[tuple[int, int]]] = {}
    counted = [0]
    positions: list[int] = []
    place = 0
    unclear = joined = False
    for position, token in enumerate(tokens):
        words = (token,) if whole or not token.parts else token.parts
        counts = token.role not in _FREE_ROLES
        if len(words) > 1:
            joined = True
            for reading in token.readings:
                terms.setdefault(reading.term, []).append((place, place + len(words)))
        for word in words:
            here = place, place + 1
            written.setdefault(word.word, []).append(here)
            readings = word.readings
            if len(readings) > 1:
                unclear = True
                readings = readings if alert else readings[:1]
            for reading in readings:
                terms.setdefault(reading.term, []).append(here)
            counted.append(counted[-1] + counts)
            positions.append(position)
            place += 1
    return Places(terms, written, counted, positions, unclear, joined)
