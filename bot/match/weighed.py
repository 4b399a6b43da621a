"""Weigh a row of slots: what each of its words, and each two words side by side, is worth beside the others."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from bot.match.slots import Phrase, Row, Slot
from bot.model import Role
from bot.normalise.lexicon import NOT

#: what a word's worth is multiplied with, by the part it plays
ROLE_WORTH: Final[Mapping[Role, float]] = {"content": 1.0, "operator": 1.0, "about": 0.5, "light": 0.7, "function": 0.7, "ignored": 0.0}
#: the part of a likeness that single words bring; pairs of words bring the rest
WORDS_SHARE: Final = 2 / 3
#: pairs are looked at where few words can stand: at most this many pairs in one place
_MOST_PAIRS: Final = 9

#: a term, or two that stand side by side; "" stands for the edge of the message
Pair = tuple[str, str]
Feature = str | Pair
Vector = Mapping[Feature, float]


class SlotPlace(NamedTuple):
    """Where a term may stand in a row: a slot, the phrases of it that hold the term, and what it weighs there."""

    slot: int
    #: empty if there is nothing to choose: the slot has one phrase, and may not stay empty
    phrases: tuple[int, ...]
    weight: float


class CoreSlot(NamedTuple):
    """A slot that says what the pattern is about: filled if all words of one of the phrases are met."""

    phrases: tuple[frozenset[str], ...]
    #: its part of what all such slots weigh: the squares of the lightest phrase's terms; they add up to 1
    weight: float


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """One pattern, ready to be compared."""

    places: Mapping[Feature, SlotPlace]
    terms: frozenset[str]
    #: what each pair of terms side by side weighs
    pairs: Mapping[Feature, float]
    #: for each slot, what each of its phrases adds to the squared length, and what is added if none is met: 0 if it may stay empty
    squares: tuple[tuple[float, ...], ...]
    unmet: tuple[float, ...]
    pairs_square: float
    #: terms that change what is asked
    operators: frozenset[str]
    #: for each slot that says what the pattern is about, the terms that must be met in one of its phrases: content words; words of the
    #: page's subject, and of what changes what is asked, if it has none
    core: tuple[CoreSlot, ...]
    #: whether it holds no content word: a keyword of the page's subject, or "what is" that
    bare: bool
    #: subjects of the page that it names however it is said
    subjects: frozenset[int]


def weigh_row(row: Row, worth: Vector, about: Mapping[str, int]) -> WeighedRow:
    """Return the row with what its words are worth; ``about`` says which subject of the page a term names."""
    places: dict[Feature, SlotPlace] = {}
    terms: set[str] = set()
    for number, slot in enumerate(row):
        chosen = slot.optional or len(slot.phrases) > 1
        for choice, phrase in enumerate(slot.phrases):
            for term, role in phrase:
                place = places.get(term)
                if place is None:
                    place = places[term] = SlotPlace(number, (), worth[term] * ROLE_WORTH[role])
                    terms.add(term)
                if chosen and place.slot == number:
                    places[term] = SlotPlace(number, (*place.phrases, choice), place.weight)
    pairs, pairs_square = _pairs(row, worth)
    core = _core(row)
    heft = [min([math.fsum([places[term].weight ** 2 for term in needed]) for needed in phrases]) for phrases in core]
    squares = tuple([tuple([_square(phrase, worth) for phrase in slot.phrases]) for slot in row])
    return WeighedRow(
        places,
        frozenset(terms),
        pairs,
        squares,
        tuple([0.0 if slot.optional else min(each) for slot, each in zip(row, squares, strict=True)]),
        pairs_square,
        frozenset([term for slot in row for phrase in slot.phrases for term, role in phrase if role == "operator"]),
        tuple([CoreSlot(phrases, one / math.fsum(heft)) for phrases, one in zip(core, heft, strict=True)]),
        not any(_needed(slot, ("content",)) for slot in row),
        frozenset([about[term] for slot in row for phrase in _needed(slot, ("about",)) for term in phrase]),
    )


def vector_of(row: Row, worth: Vector) -> dict[Feature, float]:
    """Return the most that each feature can weigh: as if every slot held its shortest phrase, and no optional word stood there."""
    words: dict[Feature, float] = {}
    for term, role in (entry for slot in row for phrase in slot.phrases for entry in phrase):
        words.setdefault(term, worth[term] * ROLE_WORTH[role])
    pairs, pairs_square = _pairs(row, worth)
    scale = WORDS_SHARE**0.5 / (math.sqrt(math.fsum(_unmet(slot, worth) for slot in row)) or 1.0)
    pairs_scale = (1 - WORDS_SHARE) ** 0.5 / (math.sqrt(pairs_square) or 1.0)
    vector = {term: scale * weight for term, weight in words.items()}
    vector.update((pair, pairs_scale * weight) for pair, weight in pairs.items())
    return vector


def _square(phrase: Phrase, worth: Vector) -> float:
    return math.fsum([(worth[term] * ROLE_WORTH[role]) ** 2 for term, role in phrase])


def _unmet(slot: Slot, worth: Vector) -> float:
    """Return the least that a slot adds to the squared length."""
    return 0.0 if slot.optional else min([_square(phrase, worth) for phrase in slot.phrases])


def _core(row: Row) -> tuple[tuple[frozenset[str], ...], ...]:
    """Return the slots that say what the pattern is about: content, or the page's subject beside content ("the (tissue|spine)").

    If there are none, those of the subject and of what changes what is asked; if there are none of these either, all. "Not" always
    belongs to them.
    """
    content = [slot for slot in row if any(role == "content" for phrase in slot.phrases for _, role in phrase)]
    needed = [_needed(slot, ("content", "about"), ("operator", "light")) for slot in content] or [
        _needed(slot, ("about", "operator")) for slot in row
    ]
    negated = (slot for slot in content and row if all((NOT, "operator") in phrase for phrase in slot.phrases))
    needed += [(frozenset((NOT,)),) for slot in negated if not slot.optional]
    whole = (tuple(frozenset(term for term, _ in phrase) for phrase in slot.phrases) for slot in row if not slot.optional)
    return tuple(filter(None, needed)) or tuple(whole)


def _needed(slot: Slot, wanted: tuple[Role, ...], otherwise: tuple[Role, ...] = ()) -> tuple[frozenset[str], ...]:
    """Return the terms of each phrase that must be met; nothing if the slot may stay empty, or a phrase holds no such term.

    A phrase without a term of the ``wanted`` roles needs those of the roles ``otherwise``.
    """
    phrases = []
    for phrase in () if slot.optional else slot.phrases:
        needed = [term for term, role in phrase if role in wanted] or [term for term, role in phrase if role in otherwise]
        if not needed:
            return ()
        phrases.append(frozenset(needed))
    return tuple(phrases)


def _pairs(row: Row, worth: Vector) -> tuple[dict[Feature, float], float]:
    """Return what each pair weighs and the squared length of all; the pairs of one place weigh what they are worth on average."""
    weights: dict[Feature, float] = {}
    square = 0.0
    for choices in pair_places(row):
        weight = worth[choices[0]] if len(choices) == 1 else math.fsum(worth[pair] for pair in choices) / len(choices)
        square += weight * weight
        for pair in choices:
            weights.setdefault(pair, weight)
    return weights, square


def pair_places(row: Row) -> Iterator[tuple[Pair, ...]]:
    """Yield the pairs that may stand between two slots, where they are few; optional words are passed over."""
    needed = [slot for slot in row if not slot.optional]
    ends, starts = [_ends(slot, -1) for slot in needed], [_ends(slot, 0) for slot in needed]
    for before, after in zip([[""], *ends], [*starts, [""]], strict=True):
        if len(before) * len(after) <= _MOST_PAIRS:
            yield tuple(product(before, after))


def _ends(slot: Slot, end: int) -> list[str]:
    """Return the terms that a slot begins with (``end`` 0) or ends with (-1)."""
    return sorted({phrase[end][0] for phrase in slot.phrases})
