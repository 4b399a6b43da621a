"""Read a pattern as rows of slots: what may stand one after the other."""

from itertools import pairwise
from typing import Final

from bot.content.pattern import Group, Sequence, expand, parse
from bot.model import Role
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import pattern_terms

#: terms of which one stands here, with the parts that they play
Slot = tuple[tuple[str, Role], ...]
_Row = tuple[Slot, ...]
_NOTHING: Final[_Row] = ()


def ways_of(pattern: str, lexicon: Lexicon) -> tuple[_Row, ...]:
    """Return the rows of slots that ``pattern`` stands for, without repeats.

    Alternatives of one word each share a slot. Optional words make two rows, and so does an alternative of several words.
    """
    sequence = parse(pattern)
    rows = _spelled_out(pattern, lexicon) if _joins_across(sequence, lexicon) else _rows(sequence, lexicon)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(row)) for row in rows if row))


def _spelled_out(pattern: str, lexicon: Lexicon) -> list[_Row]:
    """Return a row for every way to say the pattern: only so can a phrase be seen that begins in one group and ends in the next."""
    return [_row(" ".join(words), lexicon) for words in expand(pattern)]


def _rows(sequence: Sequence, lexicon: Lexicon) -> list[_Row]:
    rows = [_NOTHING]
    for item in sequence:
        options = _options(item, lexicon) if isinstance(item, Group) else [_row(item, lexicon)]
        rows = [row + option for row in rows for option in options]
    return rows


def _row(words: str, lexicon: Lexicon) -> _Row:
    return tuple((entry,) for entry in pattern_terms(words, lexicon))


def _options(group: Group, lexicon: Lexicon) -> list[_Row]:
    found = [row for option in group.options for row in _rows(option, lexicon)]
    shared = tuple(dict.fromkeys(entry for row in found if len(row) == 1 for entry in row[0]))
    options = [row for row in found if len(row) != 1]
    return [*([(shared,)] if shared else []), *options, *([_NOTHING] if group.optional else [])]


def _joins_across(sequence: Sequence, lexicon: Lexicon) -> bool:
    """Return whether a phrase of the synonyms may begin in one item of the pattern and go on in the next."""
    for before, after in pairwise(sequence):
        following = {lexicon.stem(word) for word in _edges(after, 0)}
        for word in _edges(before, -1):
            for stems, _ in lexicon.phrases.get(lexicon.stem(word), ()):
                if stems[1] in following:
                    return True
    return any(_joins_across(option, lexicon) for item in sequence if isinstance(item, Group) for option in item.options)


def _edges(item: str | Group, end: int) -> list[str]:
    """Return the words that the item may begin with (``end`` 0) or end with (-1)."""
    if isinstance(item, str):
        return [item.split()[end]]
    return [word for option in item.options if option for word in _edges(option[end], end)]
