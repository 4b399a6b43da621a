"""Rules about how the file is written: nothing twice, nothing that visitors do not type."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.content.nodes import Document
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import Edit, Place, Problem

_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\u2009": " ", "\u202f": " "})
_SPACES: Final = re.compile(r"\s+")
#: lists of what visitors type; everything else is shown to them, and may be set as a printer would
_TYPED: Final = frozenset({"patterns", "unless", "tests", "not", "ignore", "about"})
_WORD: Final = re.compile(r"[^\W\d_]+")
#: how the names of letters begin that one language writes side by side
_TOGETHER: Final = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}


@rule("repeated-line", "warning", asks=False)
def repeated_line(draft: Draft) -> Iterator[Problem]:
    """A list should not hold the same text twice. `bot check --fix` deletes the second."""
    seen: dict[tuple[object, ...], int] = {}
    document = draft.loaded.document
    for path, text in draft.texts:
        if isinstance(path[-1], int):
            place = document.values[path]
            first = seen.setdefault((path[:-1], text), place.line)
            if first != place.line:
                message = f'"{text}" stands in this list already (line {first})'
                yield _whole_line(document, document.problem(path, repeated_line.id, message, "Delete one of the two."))


@rule("next-is-itself", "warning", asks=False)
def next_is_itself(draft: Draft) -> Iterator[Problem]:
    """An intent should not offer itself under `next`: the visitor has just read it. `bot check --fix` deletes the line."""
    for intent_id, intent in draft.content.intents.items():
        for position in (position for position, following in enumerate(intent.next) if following == intent_id):
            path = ("intents", intent_id, "next", position)
            found = draft.problem(path, next_is_itself.id, f'"{intent_id}" offers itself as what to ask next', "Delete the line.")
            yield _whole_line(draft.loaded.document, found) if len(intent.next) > 1 else found


@rule("untidy-text", "warning", asks=False)
def untidy_text(draft: Draft) -> Iterator[Problem]:
    """Patterns and examples should hold plain quotation marks and plain spaces, and lines no white space at their end."""
    document = draft.loaded.document
    for path, text in draft.texts:
        is_plain = text.isascii() and text.isprintable() and "  " not in text  # as most are
        plain = text if is_plain else _SPACES.sub(" ", text.translate(_PLAIN))
        if plain != text and not _TYPED.isdisjoint(path[-2:-1]):
            message = "this text holds marks or spaces that visitors do not type"
            yield _in_place(document, document.problem(path, untidy_text.id, message, f"Write: {plain}"), text, plain)
    for number, line in enumerate(document.lines, start=1):
        tidy = line.rstrip()
        if tidy != line:
            place = Place(document.file, number, len(tidy) + 1, len(line) - len(tidy))
            found = document.problem_at(place, untidy_text.id, "white space stands at the end of this line", "Delete it.")
            yield replace(found, edit=Edit(place, ""))


@rule("look-alike-letters", "error", asks=False)
def look_alike_letters(draft: Draft) -> Iterator[Problem]:
    """A word must not mix letters of two scripts: a Cyrillic "о" looks like a Latin one, and matches nothing that visitors type."""
    for path, text in draft.texts:
        for word in () if text.isascii() else _WORD.finditer(text):
            scripts = {_script(letter): letter for letter in word[0]}
            if len(scripts) > 1:
                odd = min(scripts.values(), key=lambda letter: sum(_script(letter) == _script(other) for other in word[0]))
                mixed = " and ".join(sorted(script.capitalize() for script in scripts))
                message = f'"{word[0]}" mixes letters of {mixed}; "{odd}" is {unicodedata.name(odd).lower()}'
                yield draft.loaded.document.problem(path, look_alike_letters.id, message, "Type the word anew.", offset=word.start())


def _script(letter: str) -> str:
    # The letters of the alphabets that are taken for one another are named after them; ª and K (Kelvin) are Latin.
    first = unicodedata.name(letter, "LATIN").split()[0]
    return _TOGETHER.get(first, "LATIN" if first in ("FEMININE", "MASCULINE", "KELVIN", "ANGSTROM") else first)


def _whole_line(document: Document, found: Problem) -> Problem:
    """Return the finding with the edit that deletes its line, if nothing but this item of a list stands on it."""
    line = document.lines[found.place.line - 1]
    before, after = line[: found.place.column - 1], line[found.place.column - 1 + found.place.length :]
    alone = before.strip() in ("-", '- "', "- '") and after.strip() in ("", '"', "'")
    # A text that goes on in the next line is wider than this one.
    follows = document.lines[found.place.line : found.place.line + 1]
    indent = len(line) - len(line.lstrip())
    goes_on = any(other.strip() and len(other) - len(other.lstrip()) > indent for other in follows)
    return replace(found, edit=Edit(found.place, None)) if alone and not goes_on else found


def _in_place(document: Document, found: Problem, text: str, new: str) -> Problem:
    """Return the finding with the edit that writes ``new`` for ``text``, if it stands in the file as it is read."""
    start = found.place.column - 1
    line = document.lines[found.place.line - 1]
    quote = line[start - 1] if line[start - 1 : start] in ('"', "'") else ""
    safe = quote not in new if quote else new[:1] not in ('"', "'")
    same = line[start : start + found.place.length] == text
    return replace(found, edit=Edit(found.place, new)) if safe and same else found
