"""Read a pattern as a row of slots: what may stand one after the other."""

from typing import Final, NamedTuple

from bot.content.pattern import Group, Items, parse, ways_to_say
from bot.content.words import spell_out
from bot.model import Role
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import pattern_terms

#: terms that stand together, with the parts that they play
Phrase = tuple[tuple[str, Role], ...]


class Slot(NamedTuple):
    """A place in a pattern."""

    #: of these, one stands here
    phrases: tuple[Phrase, ...]
    #: whether the place may stay empty
    optional: bool = False


Row = tuple[Slot, ...]
_NOTHING: Final[Phrase] = ()


def row_of(pattern: str, lexicon: Lexicon) -> Row:
    """Return the row of slots that ``pattern`` stands for; empty if it holds no word that counts."""
    known: Row | None = lexicon.rows.get(pattern)
    if known is None:
        known = lexicon.rows[pattern] = _row_of(pattern, lexicon)
    return known


def _row_of(pattern: str, lexicon: Lexicon) -> Row:
    slots: dict[tuple[Phrase, ...], Slot] = {}
    for item in _joined(parse(spell_out(pattern, lexicon.lists)), lexicon):
        for slot in [_slot(item, lexicon)] if isinstance(item, Group) else [Slot((entry,)) for entry in _entries(item, lexicon)]:
            # What is said twice stands once, and must stand if either must.
            if slot.phrases and (slot.phrases not in slots or slots[slot.phrases].optional):
                slots[slot.phrases] = slot
    return () if all(slot.optional for slot in slots.values()) else tuple(slots.values())


def _entries(words: str, lexicon: Lexicon) -> list[Phrase]:
    return [(entry,) for entry in pattern_terms(words, lexicon)]


def _slot(group: Group, lexicon: Lexicon) -> Slot:
    phrases = dict.fromkeys(pattern_terms(" ".join(words), lexicon) for words in ways_to_say(group))
    return Slot(tuple(phrase for phrase in phrases if phrase), _NOTHING in phrases)


def _joined(sequence: Items, lexicon: Lexicon) -> list[str | Group]:
    """Return the items; where a phrase of the synonyms may begin in one and end in the next ("how (much|far)"), these are one group."""
    items: list[str | Group] = []
    for item in sequence:
        rest: str | Group | None = item
        if items and _may_join(items[-1], item, lexicon):
            before, tail = _cut_last(items.pop())
            head, rest = _cut_first(item)
            items += [before] if before else []
            items.append(Group(tuple((*left, *right) for left in _choices(tail) for right in _choices(head)), optional=False))
        items += [rest] if rest else []
    return items


def _may_join(before: str | Group, after: str | Group, lexicon: Lexicon) -> bool:
    begun = {stems[1] for word in _edges(before, -1) for stems, _ in lexicon.phrases.get(lexicon.stem(word), ())}
    return bool(begun) and any(lexicon.stem(word) in begun for word in _edges(after, 0))


def _edges(item: str | Group, end: int) -> list[str]:
    """Return the words that the item may begin with (``end`` 0) or end with (-1)."""
    if isinstance(item, str):
        return [item.split()[end]]
    return [word for option in item.options if option for word in _edges(option[end], end)]


def _cut_last(item: str | Group) -> tuple[str, str | Group]:
    return ("", item) if isinstance(item, Group) else (item.rpartition(" ")[0], item.rpartition(" ")[2])


def _cut_first(item: str | Group) -> tuple[str | Group, str]:
    return (item, "") if isinstance(item, Group) else (item.partition(" ")[0], item.partition(" ")[2])


def _choices(item: str | Group) -> list[Items]:
    """Return the ways to say an item, nothing among them if it is optional."""
    if isinstance(item, str):
        return [(item,)]
    return [*item.options, *([()] if item.optional else [])]
