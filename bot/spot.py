"""Spot patterns in a message: all words of a pattern, in their order, with little between them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.content.pattern import Group, Sequence, parse
from bot.model import Spotted, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import pattern_terms

#: most content words that may stand between two words of a pattern
MOST_BETWEEN: Final = 2
#: words that stand between two words of a pattern do not count if they play one of these parts
_FREE_ROLES: Final = ("function", "ignored", "light")


@dataclass(frozen=True, slots=True)
class _Step:
    """A word of the message, or several that stand for one thing: from here, to there, as these terms."""

    terms: frozenset[str]
    end: int


@dataclass(frozen=True, slots=True)
class _Message:
    """The written words with every way to read on from each; a joined phrase can be read whole or word by word."""

    tokens: tuple[Token, ...]
    steps: tuple[tuple[_Step, ...], ...]
    #: how many words that count stand before each place
    counted: tuple[int, ...]
    #: place of a written word -> position of its token
    positions: tuple[int, ...]


class Spotter:
    """Patterns prepared for spotting; a pattern is only looked into when its first word stands in a message."""

    def __init__(self, patterns: Iterable[tuple[str, str]], lexicon: Lexicon, *, alert: bool = False) -> None:
        """Prepare ``(id, pattern)`` pairs; an alert spotter sees everything that a misspelt word may be, not only the likeliest."""
        self._most_readings = None if alert else 1
        self._terms_of: Callable[[str], tuple[str, ...]] = _memo(lexicon)
        first: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for owner, pattern in patterns:
            for word in dict.fromkeys(_first_runs(parse(pattern))):
                terms = self._terms_of(word)
                if terms:
                    first[terms[0]].append((owner, pattern))
        self._needs: dict[str, tuple[frozenset[str], ...]] = {}
        self._first: Mapping[str, tuple[tuple[str, str], ...]] = {term: tuple(dict.fromkeys(found)) for term, found in first.items()}

    def spot(self, tokens: tuple[Token, ...], between: int = MOST_BETWEEN) -> tuple[Spotted, ...]:
        """Return every pattern that stands in ``tokens``, by place, longer ones first."""
        message = _message(tokens, self._most_readings)
        present = {term for steps in message.steps for step in steps for term in step.terms}
        found: dict[tuple[str, str], Spotted] = {}
        for start in range(len(message.steps)):
            begins = {term for step in message.steps[start] for term in step.terms if term in self._first}
            for owner, pattern in dict.fromkeys(entry for term in sorted(begins) for entry in self._first[term]):
                if (owner, pattern) in found or not self._may_stand(pattern, present):
                    continue
                for places in self._follow(message, parse(pattern), start, (), between):
                    positions = tuple(dict.fromkeys(message.positions[place] for place in places))
                    found[owner, pattern] = Spotted(owner, pattern, positions)
                    break
        return tuple(sorted(found.values(), key=lambda spotted: (spotted.positions[0], -len(spotted.positions))))

    def _may_stand(self, pattern: str, present: set[str]) -> bool:
        """Return whether the message holds a word for each place of the pattern, in whatever order."""
        if pattern not in self._needs:
            runs = [tuple(_first_runs((item,))) for item in parse(pattern) if isinstance(item, str) or not item.optional]
            self._needs[pattern] = tuple(frozenset(self._terms_of(run)[0] for run in options if self._terms_of(run)) for options in runs)
        return all(not needed or not present.isdisjoint(needed) for needed in self._needs[pattern])

    def _follow(self, message: _Message, sequence: Sequence, start: int, taken: tuple[int, ...], between: int) -> Iterator[tuple[int, ...]]:
        """Yield the places that ``sequence`` takes from ``start`` on, after those already taken."""
        if not sequence:
            yield taken
            return
        item, rest = sequence[0], sequence[1:]
        if isinstance(item, Group):
            for option in (*item.options, *([()] if item.optional else [])):
                yield from self._follow(message, option + rest, start, taken, between)
            return
        for places in self._follow_terms(message, self._terms_of(item), start, taken, between):
            yield from self._follow(message, rest, places[-1] + 1 if places else start, places, between)

    def _follow_terms(
        self, message: _Message, terms: tuple[str, ...], start: int, taken: tuple[int, ...], between: int
    ) -> Iterator[tuple[int, ...]]:
        if not terms:
            yield taken
            return
        for place in _places(message, start, between if taken else -1):
            for step in message.steps[place]:
                if terms[0] in step.terms:
                    yield from self._follow_terms(message, terms[1:], step.end, (*taken, *range(place, step.end)), between)


def _memo(lexicon: Lexicon) -> Callable[[str], tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}

    def terms_of(words: str) -> tuple[str, ...]:
        if words not in known:
            known[words] = tuple(term for term, _ in pattern_terms(words, lexicon))
        return known[words]

    return terms_of


def _first_runs(sequence: Sequence) -> Iterator[str]:
    """Yield the runs of words that a pattern may begin with."""
    for item in sequence:
        if isinstance(item, str):
            yield item
            return
        for option in item.options:
            yield from _first_runs(option)
        if not item.optional:
            return


def _places(message: _Message, start: int, between: int) -> Iterator[int]:
    """Yield the places from ``start`` on that at most ``between`` counting words are left out before; -1: only ``start``."""
    for place in range(start, len(message.steps)):
        if place > start and (between < 0 or message.counted[place] - message.counted[start] > between):
            return
        yield place


def _message(tokens: tuple[Token, ...], most_readings: int | None) -> _Message:
    steps: list[tuple[_Step, ...]] = []
    counted = [0]
    positions: list[int] = []
    for position, token in enumerate(tokens):
        terms = frozenset(reading.term for reading in token.readings[:most_readings])
        words = token.parts or (token,)
        for number, word in enumerate(words):
            own = _Step(frozenset(reading.term for reading in word.readings[:most_readings]), len(steps) + 1)
            whole = (_Step(terms, len(steps) + len(words)),) if token.parts and number == 0 else ()
            steps.append((*whole, own))
            counted.append(counted[-1] + (token.role not in _FREE_ROLES))
            positions.append(position)
    return _Message(tokens, tuple(steps), tuple(counted), tuple(positions))
