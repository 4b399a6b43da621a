"""Patterns and examples should hold plain quotation marks and plain spaces, and lines no white space at their end.

`bot check --fix` mends it.

Passes::

    intents:
      lamp:
        patterns:
          - what's in the lamp

Fails::

    intents:
      lamp:
        patterns:
          - what’s in the lamp
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.check.texts import in_place, texts_of
from bot.errors import Edit, Place, Problem

_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\u2009": " ", "\u202f": " "})
_SPACES: Final = re.compile(r"\s+")
#: lists of what visitors type; everything else is shown to them, and may be set as a printer would
_TYPED: Final = frozenset({"patterns", "unless", "tests", "not", "ignore", "about"})


def _find(draft: Draft) -> Iterator[Problem]:
    document = draft.loaded.document
    for path, text in texts_of(document.data):
        plain = _SPACES.sub(" ", text.translate(_PLAIN))
        if plain != text and not _TYPED.isdisjoint(path[-2:-1]):
            found = document.problem(path, RULE.id, "this text holds marks or spaces that visitors do not type", f"Write: {plain}")
            yield in_place(document, found, text, plain)
    for number, line in enumerate(document.lines, start=1):
        tidy = line.rstrip()
        if tidy != line:
            place = Place(document.file, number, len(tidy) + 1, len(line) - len(tidy))
            found = document.problem_at(place, RULE.id, "white space stands at the end of this line", "Delete it.")
            yield replace(found, edit=Edit(place, ""))


RULE = Rule("untidy-text", "warning", _find, __doc__, asks=False)
