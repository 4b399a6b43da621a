"""Recognise another language, and danger told in it: by its script, or by the small words that no sentence goes without."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from bot.language.others import OTHERS
from bot.model import Reason

#: a script -> the language that is meant; of two that fit, the first. Japanese mixes its own letters with Chinese ones
_SCRIPTS: Final = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]"),
    "zh": re.compile(r"[\u3400-\u9fff\U00020000-\U0002ffff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "": re.compile(r"[\u0370-\u03ff\u0530-\u05ff\u0700-\u08ff\u0980-\u10ff\u1200-\u18af]"),
}
#: letters of another script that make a message one of it: two, and a quarter of all ("IMRT是什么"; in "5 μm" they do not)
_LEAST_LETTERS: Final = 2
_LEAST_SHARE: Final = 0.25
#: different small words that make a message one of a language, and as many that are rare in the page's own one, if it holds words of that
_LEAST_WORDS: Final = 2
#: a word that is seen more often than this is common in the page's own language, one that is seen less often than that is none of it
_COMMON: Final = 100_000
_KNOWN: Final = 200
#: letters that only Vietnamese has
_VIETNAMESE: Final = re.compile(r"[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)
#: the greatest first
_DANGERS: Final[tuple[Reason, ...]] = ("crisis", "emergency")
_WORD: Final = re.compile(r"[^\W\d_]+")
_GROUP: Final = re.compile(r"\((?!\?)")


class ForeignDanger(NamedTuple):
    """Danger that is told in another language."""

    language: str
    reason: Reason
    #: the words that tell it
    words: str


def recognise_language(text: str, own: str, count_of: Callable[[str], int]) -> str | None:
    """Return the language of ``text``: its two letters, "" for one without a sentence here, None for the ``own`` one or if unsure.

    ``count_of`` tells how often a word is seen in the own language: one foreign word, a name or a slip does not make a message foreign.
    """
    code = _by_script(text)
    if code is None:
        code = _by_words(text, own, count_of)
    return None if code == own else code


def recognise_danger(text: str, own: str) -> ForeignDanger | None:
    """Return the danger that ``text`` tells of in a language other than the ``own``; a life that somebody wants to end comes first."""
    folded = " ".join(_fold(text).split())
    words = " ".join(_WORD.findall(folded))
    if text.isascii() and not _any_in_words().search(words):
        return None
    for code, reason, phrase, by_words in _phrases():
        found = phrase.search(words if by_words else folded)
        if found and code != own:
            return ForeignDanger(code, reason, found[0])
    return None


@cache
def _phrases() -> tuple[tuple[str, Reason, re.Pattern[str], bool], ...]:
    """Return what tells of danger in each language, and whether it is looked for among words: not every language parts them by spaces."""
    found: list[tuple[str, Reason, re.Pattern[str], bool]] = []
    for reason in _DANGERS:
        for code, other in OTHERS.items():
            phrase, by_words = other.dangers[reason], bool(other.words)
            found.append((code, reason, re.compile(rf"\b(?:{phrase})\b" if by_words else _fold(phrase)), by_words))
    return tuple(found)


@cache
def _any_in_words() -> re.Pattern[str]:
    """Return what tells of danger in any language that is written in Latin letters: to look for all at once is quicker than one by one.

    It is looked for where a word begins, and no group of it is remembered: that takes a seventh of the time.
    """
    phrases = "|".join(phrase for other in OTHERS.values() if other.words for phrase in other.dangers.values())
    return re.compile(rf"\b(?=\w)(?:{_GROUP.sub('(?:', phrases)})\b")


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = sum(character.isalpha() for character in text)
    for code, script in _SCRIPTS.items():
        found = len(script.findall(text))
        if found >= _LEAST_LETTERS and found >= _LEAST_SHARE * letters:
            return code
    return None


def _by_words(text: str, own: str, count_of: Callable[[str], int]) -> str | None:
    written = _WORD.findall(text.casefold())
    words = {_fold(word) for word in written}
    vietnamese = {_fold(word) for word in written if _VIETNAMESE.search(word)}
    if len(words & _small_words() | vietnamese) < _LEAST_WORDS:
        return None
    best, most = None, 0
    for code, other in OTHERS.items():
        known = words & (other.words | vietnamese if code == "vi" else other.words)
        if code == own or len(known) < max(_LEAST_WORDS, most + 1):
            continue
        own_words = {word for word in words - known if count_of(word) > _KNOWN}
        telling = {word for word in known if word in vietnamese or count_of(word) < _COMMON}
        enough = _LEAST_WORDS if own_words else 1
        if len(telling) >= enough and len(known) > len(own_words):
            best, most = code, len(known)
    return best


@cache
def _small_words() -> frozenset[str]:
    return frozenset().union(*(other.words for other in OTHERS.values()))


def _fold(text: str) -> str:
    """Return ``text`` in lower case and without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(character for character in decomposed if unicodedata.category(character) != "Mn")
    return unicodedata.normalize("NFC", bare).replace("đ", "d")
