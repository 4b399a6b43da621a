"""Spot patterns in a message: all words of a pattern, in their order, with little between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.pattern import expand
from bot.model import Spotted, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise

#: most content words that may stand between two words of a pattern
MOST_BETWEEN: Final = 2
#: words that stand between two words of a pattern do not count if they play one of these parts
_FREE_ROLES: Final = ("function", "ignored")


@dataclass(frozen=True, slots=True)
class _Sequence:
    id: str
    pattern: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spotter:
    """Patterns prepared for spotting: first term -> the sequences that begin with it."""

    sequences: Mapping[str, tuple[_Sequence, ...]]

    @classmethod
    def of(cls, patterns: Iterable[tuple[str, str]], lexicon: Lexicon) -> "Spotter":
        """Prepare ``(id, pattern)`` pairs."""
        sequences: dict[str, list[_Sequence]] = defaultdict(list)
        for owner, pattern in patterns:
            for variant in expand(pattern):
                terms = tuple(token.term for token in normalise(" ".join(variant), lexicon))
                if terms:
                    sequences[terms[0]].append(_Sequence(owner, pattern, terms))
        return cls({first: tuple(found) for first, found in sequences.items()})

    def spot(self, tokens: tuple[Token, ...], between: int = MOST_BETWEEN) -> tuple[Spotted, ...]:
        """Return every pattern that stands in ``tokens``, by place, longer ones first."""
        present = {reading.term for token in tokens for reading in token.readings}
        found = []
        for start, token in enumerate(tokens):
            for sequence in self._beginning_with(token, present):
                positions = _follow(tokens, start, sequence.terms, between)
                if positions:
                    found.append(Spotted(sequence.id, sequence.pattern, positions))
        return tuple(sorted(found, key=lambda spotted: (spotted.positions[0], -len(spotted.positions))))

    def _beginning_with(self, token: Token, present: set[str]) -> Iterable[_Sequence]:
        for reading in token.readings:
            for sequence in self.sequences.get(reading.term, ()):
                if present.issuperset(sequence.terms):
                    yield sequence


def _follow(tokens: tuple[Token, ...], start: int, terms: tuple[str, ...], between: int) -> tuple[int, ...]:
    """Return the positions that ``terms`` take from ``start`` on; empty if they do not stand there."""
    positions = [start]
    for term in terms[1:]:
        position = _next(tokens, positions[-1] + 1, term, between)
        if position is None:
            return ()
        positions.append(position)
    return tuple(positions)


def _next(tokens: tuple[Token, ...], start: int, term: str, between: int) -> int | None:
    passed = 0
    for position in range(start, len(tokens)):
        token = tokens[position]
        if any(reading.term == term for reading in token.readings):
            return position
        passed += token.role not in _FREE_ROLES
        if passed > between:
            return None
    return None
