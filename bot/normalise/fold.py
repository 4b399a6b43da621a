"""Find the words of a text, fold each (case, accents, full-width letters), and open what is written short."""

import re
import unicodedata
from typing import Final, NamedTuple

from bot.language.language import Language
from bot.model import Span

#: a word may hold apostrophes, and invisible marks that text copied from elsewhere brings along
_WORD: Final = re.compile(r"[^\W_]+(?:['’‘ʼ`´\u00ad\u200b-\u200f\u2060\ufeff\u0300-\u036f]+[^\W_]+)*")
_APOSTROPHES: Final = str.maketrans("’‘ʼ`´", "'''''")
_SENTENCE_END: Final = re.compile(r"[.?!\n]")
_RUN: Final = re.compile(r"([^\W\d_])\1+")
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1\1")


class Word(NamedTuple):
    """A folded word and where it was written; the words of an opened contraction share their span."""

    text: str
    span: Span


def fold(text: str, language: Language) -> tuple[Word, ...]:
    """Return the words of ``text``, folded one by one so that no span moves."""
    words: list[Word] = []
    for found in _WORD.finditer(text):
        word, span = fold_word(found[0]), Span(*found.span())
        parts = _open(word, language) if "'" in word or word in language.opened else (word,)
        words += [Word(part, span) for part in parts if part]
    written = [word.text for word in words]
    if language.forms.keys().isdisjoint(written):
        return tuple(words)
    ends = [0, *(word.span.end for word in words)]
    begins = [end == 0 or bool(_SENTENCE_END.search(text, end, word.span.start)) for end, word in zip(ends, words, strict=False)]
    followed = zip(words, [*written[1:], ""], begins, strict=True)
    return tuple(Word(_meant(word.text, after, language, begins=first), word.span) for word, after, first in followed)


def _meant(word: str, after: str, language: Language, *, begins: bool) -> str:
    small, followers = language.forms.get(word, ("", frozenset()))
    return small if after in followers or (begins and f"^{after}" in followers) else word


def fold_word(word: str) -> str:
    """Return ``word`` in lower case, without accents, compatibility forms and invisible marks."""
    if word.isascii():
        return word.replace("`", "'").lower()
    decomposed = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES)).casefold()
    return "".join(character for character in decomposed if unicodedata.category(character) not in ("Mn", "Cf", "Zs"))


def shortened(word: str) -> tuple[str, ...]:
    """Return ``word`` with its drawn-out letters written twice, then once ("goood" -> "good", "god"); nothing if it has none."""
    return (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)) if _DRAWN_OUT.search(word) else ()


def _open(word: str, language: Language) -> list[str]:
    opened = language.opened.get(word)
    if opened is not None:
        return opened.split()
    if "'" not in word:
        return [word]
    stem, _, ending = word.rpartition("'")
    plain = stem.replace("'", "")
    if ending == "s":
        return [plain, "is"] if plain in language.is_after else [plain]
    if ending == "t" and plain.endswith("n"):
        return [plain[:-1], "not"]
    words = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
    return [plain, words[ending]] if ending in words else [plain + ending]
