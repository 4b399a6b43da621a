"""Word lists: ``<limb>`` in a pattern stands for any member of the list of that name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Final

from bot.content.nodes import NodePath
from bot.content.pattern import PatternError, first_way, parse

_NAME: Final = re.compile(r"<([^<>]*)>")
_MARK: Final = re.compile(r"[<>]")

#: name of a word list -> its members
Words = Mapping[str, Sequence[str]]
#: name of a word list -> the group of a pattern that it stands for
Lists = Mapping[str, str]


def spell_out(pattern: str, lists: Lists) -> str:
    """Return ``pattern`` with a group of alternatives in place of each word list.

    >>> spell_out("cannot move <limb>", {"limb": "(arm|leg)"})
    'cannot move (arm|leg)'

    Raises PatternError for a name that is not in ``lists``, and for a ``<`` or ``>`` that stands alone.
    """
    if not _MARK.search(pattern):
        return pattern
    stray = _MARK.search(_NAME.sub(lambda found: " " * len(found[0]), pattern))
    if stray:
        raise PatternError(f'"{stray[0]}" stands alone; the name of a word list stands in < >', stray.start())
    for found in _NAME.finditer(pattern):
        if found[1] not in lists:
            near = "".join(f'; did you mean "<{name}>"?' for name in get_close_matches(found[1], lists, 1, 0))
            raise PatternError(f'there is no word list "{found[1]}"{near}', found.start())
    return _NAME.sub(lambda found: lists[found[1]], pattern)


def said_first(pattern: str, lists: Lists) -> str:
    """Return the first way to say ``pattern``. Raises PatternError as ``spell_out`` and ``parse`` do."""
    return first_way(parse(spell_out(pattern, lists)))


def without_lists(pattern: str) -> str:
    """Return ``pattern`` without the word lists that it names."""
    return _NAME.sub(" ", pattern)


def lists_of(words: Words) -> Lists:
    """Return what each list stands for; the members of a list within a list are members. Raises CycleError if one holds itself."""
    members: dict[str, list[str]] = {}
    held = {name: {_held(member) for member in listed} & words.keys() for name, listed in words.items()}
    for name in TopologicalSorter(held).static_order():
        flat = [text for member in words[name] for text in members.get(_held(member), [member])]
        members[name] = list(dict.fromkeys(flat))
    return {name: f"({'|'.join(texts)})" for name, texts in members.items()}


def list_faults(
    words: Words, patterns: Iterable[tuple[NodePath, str]], read: Callable[[NodePath, str], object]
) -> Iterator[tuple[NodePath, PatternError]]:
    """Yield what is wrong with the lists; if nothing is, what is wrong with the ``patterns`` that name one, as ``read`` finds it."""
    try:
        lists = lists_of(words)
    except CycleError as error:
        circle = error.args[1][::-1]
        chain = " holds ".join(f'"{name}"' for name in circle)
        yield ("words", circle[0]), PatternError(f"a word list holds itself: {chain}", 0)
        return
    members = [(("words", name, number), text) for name, texts in words.items() for number, text in enumerate(texts)]
    faults = list(_faults(members, lambda _, text: _check_member(text, lists)))
    marked = ((path, pattern) for path, pattern in patterns if _MARK.search(pattern) and not faults)
    yield from (*faults, *_faults(marked, lambda path, pattern: read(path, spell_out(pattern, lists))))


def _faults(texts: Iterable[tuple[NodePath, str]], read: Callable[[NodePath, str], object]) -> Iterator[tuple[NodePath, PatternError]]:
    for path, text in texts:
        try:
            read(path, text)
        except PatternError as error:
            yield path, error


def _check_member(text: str, lists: Lists) -> None:
    spell_out(text, lists)
    if "<" in text and not _held(text):
        raise PatternError("within a list, the name of another list stands alone", text.index("<"))


def _held(member: str) -> str:
    """Return the name of the list that a member is; empty if it is none."""
    found = _NAME.fullmatch(member)
    return found[1] if found else ""
