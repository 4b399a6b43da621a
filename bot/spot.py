"""Spot patterns in a message: all words of a pattern, in their order, with little between them.

A pattern is read from its end: for each place of the message, what the rest of the pattern takes if it is read from there. So
every word is looked at once, and no message can be written that takes long.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from bot.content.pattern import Group, Sequence, parse
from bot.content.words import spell_out
from bot.model import Spotted, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import pattern_terms

#: most content words that may stand between two words of a pattern
MOST_BETWEEN: Final = 2
#: most words of any kind that may
MOST_APART: Final = 4
#: a word of a pattern that begins with it stands for itself alone, as it is written
EXACT: Final = "="
#: words that stand between two words of a pattern do not count if they play one of these parts
_FREE_ROLES: Final = ("function", "ignored", "light")

#: a place in the message -> the places that are taken if a pattern is read from there
_Readings = Mapping[int, tuple[int, ...]]


#: most counting words, and most words of any kind, between two words of a pattern
_Limits = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Message:
    """The written words with every way to read on from each; a joined phrase can be read whole or word by word."""

    #: term -> where it stands: from this place, to that; as part of a phrase last
    places: Mapping[str, list[tuple[int, int]]]
    #: how many words that count stand before each place
    counted: tuple[int, ...]
    #: place of a written word -> position of its token
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Rest:
    """The last words of a pattern, read in a message."""

    #: if none of the pattern's words stands before: the next one must stand at the very place
    first: _Readings
    #: if one does: a little may stand between
    later: _Readings


class Spotter:
    """Patterns prepared for spotting; a pattern is only looked into when the rarest word that it needs stands in a message."""

    def __init__(self, patterns: Iterable[tuple[str, str]], lexicon: Lexicon, *, alert: bool = False) -> None:
        """Prepare ``(id, pattern)`` pairs; an alert spotter sees everything that a misspelt word may be, not only the likeliest."""
        self._most_readings = None if alert else 1

        @cache
        def terms_of(words: str) -> tuple[str, ...]:
            return (words,) if words.startswith(EXACT) else tuple(term for term, _ in pattern_terms(words, lexicon))

        self._patterns = tuple(
            (owner, pattern, _in_terms(parse(spell_out(pattern, lexicon.lists)), terms_of)) for owner, pattern in dict.fromkeys(patterns)
        )
        needed = self._needed = [tuple(_needed(sequence)) for _, _, sequence in self._patterns]
        counts = Counter(term for wanted in needed for terms in wanted for term in terms)
        with_term: dict[str, list[int]] = defaultdict(list)
        for number, wanted in enumerate(needed):
            for term in min(wanted, key=lambda terms: sum(counts[term] for term in terms), default=()):
                with_term[term].append(number)
        self._with_term: Mapping[str, list[int]] = with_term
        self._exact = frozenset(term for _, _, sequence in self._patterns for term in _terms(sequence) if term.startswith(EXACT))

    def spot(
        self, tokens: tuple[Token, ...], between: int = MOST_BETWEEN, *, apart: int = MOST_APART, whole: bool = False, every: bool = False
    ) -> tuple[Spotted, ...]:
        """Return every pattern that stands in ``tokens``, by place, longer ones first, then in the order given.

        ``between``, ``apart``: most content words and most words of any kind that may stand between two words of a pattern.
        ``every``: every place of each pattern, not only the first. ``whole``: the words of a joined phrase are not looked at one by one.
        """
        message = _message(tokens, self._most_readings, whole, self._exact)
        limits = between, apart
        nothing: _Readings = dict.fromkeys(range(len(message.counted)), ())
        found = []
        for number in sorted({number for term in message.places if term in self._with_term for number in self._with_term[term]}):
            if any(map(message.places.keys().isdisjoint, self._needed[number])):
                continue
            owner, pattern, sequence = self._patterns[number]
            readings = _read(message, sequence, _Rest(nothing, nothing), limits).first
            for start in sorted(readings)[: None if every else 1]:
                positions = dict.fromkeys(message.positions[place] for place in readings[start])
                found.append(Spotted(owner, pattern, tuple(positions)))
        return tuple(sorted(found, key=lambda spotted: (spotted.positions[0], -len(spotted.positions))))


def _in_terms(sequence: Sequence, terms_of: Callable[[str], tuple[str, ...]]) -> Sequence:
    """Return the sequence with a term in place of each word."""
    items: list[str | Group] = []
    for item in sequence:
        if isinstance(item, str):
            runs = (" ".join(run) for _, run in groupby(item.split(), lambda word: word if word.startswith(EXACT) else ""))
            items.extend(term for run in runs for term in terms_of(run))
        else:
            items.append(Group(tuple(_in_terms(option, terms_of) for option in item.options), item.optional))
    return tuple(items)


def _terms(sequence: Sequence) -> Iterator[str]:
    for item in sequence:
        yield from (item,) if isinstance(item, str) else (term for option in item.options for term in _terms(option))


def _needed(sequence: Sequence) -> Iterator[frozenset[str]]:
    """Yield sets of terms: a message that the sequence stands in holds one of each."""
    for item in sequence:
        if isinstance(item, str):
            yield frozenset((item,))
        elif not item.optional:
            options = [next(_needed(option), frozenset()) for option in item.options]
            if all(options):
                yield frozenset().union(*options)


def _read(message: _Message, sequence: Sequence, rest: _Rest, limits: _Limits) -> _Rest:
    """Return what ``sequence`` and then the ``rest`` of the pattern take; the first of several options that can be read."""
    for item in reversed(sequence):
        if not rest.later:
            return rest
        if isinstance(item, str):
            standing = reversed(message.places.get(item, ()))
            first = {place: (*range(place, end), *rest.later[end]) for place, end in standing if end in rest.later}
            rest = _Rest(first, _with_little_before(first, message.counted, limits))
        else:
            options = [option for option in item.options if not option or not isinstance(option[-1], str) or option[-1] in message.places]
            ways = [*(_read(message, option, rest, limits) for option in options), *([rest] if item.optional else [])]
            rest = _Rest(_first_of([way.first for way in ways]), _first_of([way.later for way in ways]))
    return rest


def _with_little_before(readings: _Readings, counted: tuple[int, ...], limits: _Limits) -> _Readings:
    """Return the nearest reading from each place, with no more before it than the ``limits`` say."""
    between, apart = limits
    later: dict[int, tuple[int, ...]] = {}
    before = -1
    for place in sorted(readings):
        for start in range(place, before, -1):
            if counted[place] - counted[start] > between or place - start > apart:
                break
            later[start] = readings[place]
        before = place
    return later


def _first_of(ways: list[_Readings]) -> _Readings:
    return {place: taken for way in reversed(ways) for place, taken in way.items()}


def _message(tokens: tuple[Token, ...], most_readings: int | None, whole: bool, exact: frozenset[str]) -> _Message:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    counted = [0]
    positions: list[int] = []
    for position, token in enumerate(tokens):
        start = len(positions)
        words = (token,) if whole else token.parts or (token,)
        for place, word in enumerate(words, start):
            if len(words) > 1 and place == start:
                for reading in token.readings[:most_readings]:
                    places[reading.term].append((start, start + len(words)))
            for reading in word.readings[:most_readings]:
                places[reading.term].append((place, place + 1))
            if EXACT + word.word in exact:
                places[EXACT + word.word].append((place, place + 1))
            counted.append(counted[-1] + (token.role not in _FREE_ROLES))
            positions.append(position)
    return _Message(places, tuple(counted), tuple(positions))
