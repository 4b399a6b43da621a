"""A word must not mix letters of two scripts: a Cyrillic "о" looks like a Latin one, and matches nothing that visitors type.

Passes::

    intents:
      lamp:
        patterns: [what does the lamp burn]

Fails::

    intents:
      lamp:
        patterns: [what does the lаmp burn]

The "а" of "lаmp" is a Cyrillic letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.check.texts import texts_of
from bot.errors import Problem

_WORD: Final = re.compile(r"[^\W\d_]+")
#: how the names of letters begin that one language writes side by side
_TOGETHER: Final = {"HIRAGANA": "CJK", "KATAKANA": "CJK"}


def _find(draft: Draft) -> Iterator[Problem]:
    for path, text in texts_of(draft.loaded.document.data):
        for word in () if text.isascii() else _WORD.finditer(text):
            scripts = {_script(letter): letter for letter in word[0]}
            if len(scripts) > 1:
                odd = min(scripts.values(), key=lambda letter: sum(_script(letter) == _script(other) for other in word[0]))
                message = f'"{word[0]}" mixes letters of {_listed(scripts)}; "{odd}" is {unicodedata.name(odd).lower()}'
                yield draft.loaded.document.problem(path, RULE.id, message, "Type the word anew.", offset=word.start())


def _script(letter: str) -> str:
    # The letters of the alphabets that are taken for one another are named after them; ª and K (Kelvin) are Latin.
    first = unicodedata.name(letter, "LATIN").split()[0]
    return _TOGETHER.get(first, "LATIN" if first in ("FEMININE", "MASCULINE", "KELVIN", "ANGSTROM") else first)


def _listed(scripts: dict[str, str]) -> str:
    return " and ".join(sorted(script.capitalize() for script in scripts))


RULE = Rule("look-alike-letters", "error", _find, __doc__, asks=False)
