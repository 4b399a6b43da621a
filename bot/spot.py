"""Spot patterns in a message: all words of a pattern, in their order, with little between them.

A pattern is read from its end: for each place of the message, what the rest of the pattern takes if it is read from there. So
every word is looked at once, and no message can be written that takes long.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.content.pattern import Group, Sequence, parse
from bot.model import Spotted
from bot.normalise.lexicon import Lexicon
from bot.normalise.message import Message, Places
from bot.normalise.tokens import pattern_terms

#: most content words that may stand between two words of a pattern
MOST_BETWEEN: Final = 2
#: most words of any kind that may
MOST_APART: Final = 4

#: what a pattern takes: from this place, to that, and what its next word takes; None after its last
_Taken = tuple[int, int, "_Taken"] | None
#: a place in the message -> what is taken if a pattern is read from there
_Readings = Mapping[int, _Taken]


@dataclass(frozen=True, slots=True)
class _Rest:
    """The last words of a pattern, read in a message."""

    #: if none of the pattern's words stands before: the next one must stand at the very place
    first: _Readings
    #: if one does: a little may stand between
    later: _Readings


class Spotter:
    """Patterns prepared for spotting; a pattern is only read where all its words stand in the message, in whatever order."""

    def __init__(self, patterns: Iterable[tuple[str, str]], lexicon: Lexicon, *, alert: bool = False) -> None:
        """Prepare ``(id, pattern)`` pairs; an alert spotter sees everything that a misspelt word may be, not only the likeliest."""
        self._alert = alert

        @cache
        def terms_of(words: str) -> tuple[str, ...]:
            return tuple(term for term, _ in pattern_terms(words, lexicon))

        self._patterns = tuple((owner, pattern, _in_terms(parse(pattern), terms_of)) for owner, pattern in dict.fromkeys(patterns))
        counts = Counter(term for _, _, sequence in self._patterns for term in _terms(sequence))
        with_term: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        for number, (_, _, sequence) in enumerate(self._patterns):
            rarest, *others = _needed(sequence, counts) or [frozenset()]
            for term in rarest:
                with_term[term].append((number, others[0] if others else rarest))
        #: rarest term that a pattern needs -> the pattern's number, and terms of which it needs one too
        self._with_term: Mapping[str, list[tuple[int, frozenset[str]]]] = with_term

    def spot(self, message: Message, between: int = MOST_BETWEEN, *, whole: bool = False) -> tuple[Spotted, ...]:
        """Return every pattern that stands in ``message``, by place, longer ones first, then in the order given.

        ``whole``: the words of a joined phrase are not looked at one by one.
        """
        places = message.places(alert=self._alert, whole=whole)
        terms = places.terms.keys()
        listed = [entry for term in terms if term in self._with_term for entry in self._with_term[term]]
        numbers = {number for number, others in listed if not others.isdisjoint(terms)}
        found = []
        for number in sorted(number for number in numbers if _may_stand(self._patterns[number][2], terms)):
            owner, pattern, sequence = self._patterns[number]
            nothing: _Readings = dict.fromkeys(range(len(places.counted)))
            readings = _read(places, sequence, _Rest(nothing, nothing), between).first
            if readings:
                positions = dict.fromkeys(places.positions[place] for place in _taken(readings[min(readings)]))
                found.append(Spotted(owner, pattern, tuple(positions)))
        return tuple(sorted(found, key=lambda spotted: (spotted.positions[0], -len(spotted.positions))))


def _in_terms(sequence: Sequence, terms_of: Callable[[str], tuple[str, ...]]) -> Sequence:
    """Return the sequence with a term in place of each word."""
    items: list[str | Group] = []
    for item in sequence:
        if isinstance(item, str):
            items.extend(terms_of(item))
        else:
            items.append(Group(tuple(_in_terms(option, terms_of) for option in item.options), item.optional))
    return tuple(items)


def _terms(sequence: Sequence) -> Iterator[str]:
    for item in sequence:
        if isinstance(item, str):
            yield item
        else:
            for option in item.options:
                yield from _terms(option)


def _needed(sequence: Sequence, counts: Mapping[str, int]) -> list[frozenset[str]]:
    """Return sets of terms, the rarest first: a message that the sequence stands in holds one of each."""
    needed = [frozenset((item,)) if isinstance(item, str) else _needed_of_group(item, counts) for item in sequence]
    return sorted(filter(None, needed), key=lambda terms: sum(counts[term] for term in terms))


def _needed_of_group(group: Group, counts: Mapping[str, int]) -> frozenset[str]:
    options = [_needed(option, counts) for option in group.options]
    return frozenset().union(*(needed[0] for needed in options)) if all(options) and not group.optional else frozenset()


def _may_stand(sequence: Sequence, terms: Container[str]) -> bool:
    """Return whether the ``terms`` of a message are enough for one way to say the sequence."""
    for item in sequence:
        if isinstance(item, str):
            if item not in terms:
                return False
        elif not item.optional:
            for option in item.options:
                if _may_stand(option, terms):
                    break
            else:
                return False
    return True


def _read(places: Places, sequence: Sequence, rest: _Rest, between: int) -> _Rest:
    """Return what ``sequence`` and then the ``rest`` of the pattern take; the first of several options that can be read."""
    for item in reversed(sequence):
        if not rest.later:
            return rest
        if isinstance(item, str):
            standing = reversed(places.terms.get(item, ()))
            first = {place: (place, end, rest.later[end]) for place, end in standing if end in rest.later}
            rest = _Rest(first, _with_little_before(first, places.counted, between))
        else:
            ways = [_read(places, option, rest, between) for option in item.options if _may_stand(option, places.terms)]
            ways += [rest] if item.optional else []
            rest = ways[0] if len(ways) == 1 else _Rest(_first_of([way.first for way in ways]), _first_of([way.later for way in ways]))
    return rest


def _with_little_before(readings: _Readings, counted: list[int], between: int) -> _Readings:
    """Return the nearest reading from each place, at most ``between`` counting words ahead."""
    later: dict[int, _Taken] = {}
    before = -1
    for place in sorted(readings):
        for start in range(place, max(before, place - MOST_APART - 1), -1):
            if counted[place] - counted[start] > between:
                break
            later[start] = readings[place]
        before = place
    return later


def _first_of(ways: list[_Readings]) -> _Readings:
    return {place: taken for way in reversed(ways) for place, taken in way.items()}


def _taken(taken: _Taken) -> Iterator[int]:
    """Yield the places that are taken, first to last."""
    while taken:
        start, end, taken = taken
        yield from range(start, end)
