"""Spot patterns in a message: all words of a pattern, in their order, with little between them.

A pattern is read from its end: for each place of the message, what the rest of the pattern takes if it is read from there. So
every word is looked at once, and no message can be written that takes long.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from bot.content.pattern import Group, Items, parse
from bot.content.words import spell_out
from bot.model import Spotted, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.message import Message, Places
from bot.normalise.tokens import pattern_terms

#: most content words that may stand between two words of a pattern
MOST_BETWEEN: Final = 2
#: most words of any kind that may
MOST_APART: Final = 4
#: a word of a pattern that begins with it stands for itself alone, as it is written
EXACT: Final = "="

#: most counting words, and most words of any kind, between two words of a pattern
_Limits = tuple[int, int]
#: sets of terms; a message must hold one term of each
_Needed = tuple[frozenset[str], ...]
#: what a pattern takes: from this place, to that, and what its next word takes; None after its last
_Taken = tuple[int, int, "_Taken"] | None
#: a place in the message -> what is taken if a pattern is read from there
_Readings = Mapping[int, _Taken]


class _Rest(NamedTuple):
    """The last words of a pattern, read in a message."""

    #: if none of the pattern's words stands before: the next one must stand at the very place
    first: _Readings
    #: if one does: a little may stand between
    later: _Readings


class Spotter:
    """Patterns prepared for spotting; a pattern is only read where all its words stand in the message, in whatever order."""

    def __init__(
        self, patterns: Iterable[tuple[str, str]], lexicon: Lexicon, unless: Iterable[tuple[str, str]] = (), *, alert: bool = False
    ) -> None:
        """Prepare ``(id, pattern)`` pairs; nothing of an id is spotted where one of its ``unless`` patterns stands.

        An alert spotter sees everything that a misspelt word may be, not only the likeliest.
        """
        silencers = tuple(unless)
        self._silencers = Spotter(silencers, lexicon) if silencers else None
        self._alert = alert

        def terms_of(run: str) -> tuple[str, ...]:
            return (run,) if run.startswith(EXACT) else tuple(term for term, _ in pattern_terms(run, lexicon))

        @cache
        def in_terms(item: str | Group) -> Items:
            if isinstance(item, str):
                runs = (" ".join(run) for _, run in groupby(item.split(), lambda word: word if word.startswith(EXACT) else ""))
                return tuple(term for run in runs for term in terms_of(run))
            return (Group(tuple(sequence(option) for option in item.options), item.optional),)

        def sequence(items: Items) -> Items:
            return tuple(term for item in items for term in in_terms(item))

        self._patterns = tuple(
            (owner, pattern, sequence(parse(spell_out(pattern, lexicon.lists)))) for owner, pattern in dict.fromkeys(patterns)
        )
        counts = Counter(term for _, _, items in self._patterns for term in _terms(items))
        #: the terms of all patterns
        self.terms = frozenset(counts)
        self._exact = frozenset(term.removeprefix(EXACT) for term in counts if term.startswith(EXACT))
        bits: dict[frozenset[str], int] = defaultdict(lambda: 1 << len(bits))
        with_term: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (_, _, items) in enumerate(self._patterns):
            for rarest, *others in filter(None, (_needed(way, counts) for way in _ways(items))):
                entry = number, sum({bits[terms] for terms in others})
                for term in rarest:
                    with_term[term].append(entry)
        brings = dict.fromkeys(counts, 0)
        for term, bit in ((term, bit) for terms, bit in bits.items() for term in terms):
            brings[term] |= bit
        #: all sets of terms that a pattern may need, one bit for each
        self._all = (1 << len(bits)) - 1
        #: term -> the sets that it is not in; the patterns that need it or one that is as rare: their numbers, and what else they need
        self._known = {term: (self._all & ~brings[term], tuple(with_term.get(term, ()))) for term in counts}

    def __eq__(self, other: object) -> bool:
        """Return whether ``other`` spots the same."""
        own = self._patterns, self._silencers, self._alert
        return isinstance(other, Spotter) and own == (other._patterns, other._silencers, other._alert)

    def __hash__(self) -> int:
        return hash(self._patterns)

    def spot(
        self,
        message: Message,
        between: int = MOST_BETWEEN,
        *,
        apart: int = MOST_APART,
        whole: bool = False,
        again: bool = False,
        breaks: bool = True,
    ) -> tuple[Spotted, ...]:
        """Return every pattern that stands in ``message``, by place, longer ones first, then in the order given.

        ``between``, ``apart``: most content words and most words of any kind that may stand between two words of a pattern.
        ``whole``: the words of a joined phrase are not looked at one by one. ``again``: for each place where it stands.
        ``breaks``: of a joined phrase, only some of the words that say something may be taken.
        """
        places = message.places(alert=self._alert, whole=whole)
        if not self._exact.isdisjoint(places.written):
            exact = {EXACT + word: places.written[word] for word in self._exact & places.written.keys()}
            places = places._replace(terms={**places.terms, **exact})
        said = [self._known[term] for term in places.terms if term in self._known]
        missing = self._all
        for others, _ in said:
            missing &= others
        listed = {number for _, entries in said for number, others in entries if not others & missing}
        if not listed:
            return ()
        nothing: _Readings = dict.fromkeys(range(len(places.counted)))
        found = []
        for number in sorted(listed):
            owner, pattern, items = self._patterns[number]
            readings = _read(places, items, _Rest(nothing, nothing), (between, apart)).first
            for start in sorted(readings)[: None if again else 1]:
                taken = tuple(_taken(readings[start]))
                if breaks or not _breaks_a_phrase(taken, places.positions, message.tokens):
                    found.append(Spotted(owner, pattern, tuple(dict.fromkeys(places.positions[place] for place in taken))))
        silent = {spotted.id for spotted in self._silencers.spot(message)} if found and self._silencers else set()
        loud = (spotted for spotted in found if spotted.id not in silent)
        return tuple(sorted(loud, key=lambda spotted: (spotted.positions[0], -len(spotted.positions))))


def _terms(sequence: Items) -> Iterator[str]:
    for item in sequence:
        if isinstance(item, str):
            yield item
        else:
            for option in item.options:
                yield from _terms(option)


def _ways(sequence: Items) -> Iterator[Items]:
    """Yield the sequence with each option of its first group of phrases, so that more is known of what it needs."""
    for place, item in enumerate(sequence):
        if isinstance(item, Group) and not item.optional and any(len(option) > 1 for option in item.options):
            yield from ((*sequence[:place], *option, *sequence[place + 1 :]) for option in item.options)
            return
    yield sequence


def _needed(sequence: Items, counts: Mapping[str, int]) -> _Needed:
    """Return sets of terms, the rarest first: a message that the sequence stands in holds one of each."""
    needed = [frozenset((item,)) if isinstance(item, str) else _needed_of_group(item, counts) for item in sequence]
    return tuple(sorted(filter(None, needed), key=lambda terms: sum(map(counts.__getitem__, terms))))


def _needed_of_group(group: Group, counts: Mapping[str, int]) -> frozenset[str]:
    needed: set[str] = set()
    for option in () if group.optional else group.options:
        only = option[0] if len(option) == 1 else None
        if isinstance(only, str):
            needed.add(only)
        elif rarest := next(iter(_needed(option, counts)), None):
            needed |= rarest
        else:
            return frozenset()
    return frozenset(needed)


def _read(places: Places, sequence: Items, rest: _Rest, limits: _Limits) -> _Rest:
    """Return what ``sequence`` and then the ``rest`` of the pattern take; the first of several options that can be read."""
    for item in reversed(sequence):
        if not rest.later:
            return rest
        if isinstance(item, str):
            standing = reversed(places.terms.get(item, ()))
            first = {place: (place, end, rest.later[end]) for place, end in standing if end in rest.later}
            rest = _Rest(first, _with_little_before(first, places.counted, limits))
        else:
            ways = [_read(places, option, rest, limits) for option in item.options if _may_stand(option, places.terms)]
            ways += [rest] if item.optional else []
            rest = ways[0] if len(ways) == 1 else _Rest(_first_of([way.first for way in ways]), _first_of([way.later for way in ways]))
    return rest


def _may_stand(sequence: Items, terms: Container[str]) -> bool:
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


def _with_little_before(readings: _Readings, counted: list[int], limits: _Limits) -> _Readings:
    """Return the nearest reading from each place, with no more before it than the ``limits`` say."""
    between, apart = limits
    later: dict[int, _Taken] = {}
    before = -1
    for place in sorted(readings):
        for start in range(place, max(before, place - apart - 1), -1):
            if counted[place] - counted[start] > between:
                break
            later[start] = readings[place]
        before = place
    return later


def _first_of(ways: list[_Readings]) -> _Readings:
    return {place: taken for way in reversed(ways) for place, taken in way.items()}


def _breaks_a_phrase(taken: tuple[int, ...], positions: list[int], tokens: tuple[Token, ...]) -> bool:
    """Return whether of a joined phrase only some of the words that say something are taken ("on his side" of "… side effects")."""
    for position in {positions[place] for place in taken}:
        parts = tokens[position].parts
        left = [part for place, part in enumerate(parts, positions.index(position)) if place not in taken and part.role == "content"]
        if left and len(left) < len(parts):
            return True
    return False


def _taken(taken: _Taken) -> Iterator[int]:
    """Yield the places that are taken, first to last."""
    while taken:
        start, end, taken = taken
        yield from range(start, end)
