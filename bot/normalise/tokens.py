"""Normalise: turn an utterance into tokens, each with what it may stand for and the part it plays."""

from dataclasses import dataclass, replace

from bot.model import Evidence, Reading, Role, Span, Token
from bot.normalise.fold import Word, fold
from bot.normalise.lexicon import NOT, Lexicon
from bot.normalise.spelling import near_words, split_word


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a word may be, before synonyms are looked up."""

    word: str
    stem: str
    #: likeness to what was written, 0 to 1
    weight: float
    mended: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A written word with everything it may be, best first."""

    word: Word
    stems: tuple[_Stem, ...]

    def may_be(self, stem: str) -> bool:
        return any(own.stem == stem for own in self.stems)


def normalise(utterance: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of ``utterance``: folded, spelling mended, phrases joined, synonyms replaced by their main word."""
    words = [part for word in fold(utterance, lexicon.language) for part in _split(word, lexicon)]
    read = [_Read(word, _stems(word.text, lexicon)) for word in words]
    tokens: list[Token] = []
    position = 0
    while position < len(read):
        length, main = _phrase_at(read, position, lexicon)
        if length:
            tokens.append(_joined(read[position : position + length], main, utterance, lexicon))
        else:
            tokens.append(_token(read[position], utterance, lexicon))
        position += length or 1
    return tuple(tokens)


def _split(word: Word, lexicon: Lexicon) -> list[Word]:
    if lexicon.knows(word.text) or lexicon.language.is_word(word.text):
        return [word]
    parts = split_word(word.text, lexicon)
    return [replace(word, text=part) for part in parts] if parts else [word]


def _stems(word: str, lexicon: Lexicon) -> tuple[_Stem, ...]:
    if lexicon.knows(word) or not word.isalpha() or lexicon.language.is_word(word):
        return (_Stem(word, lexicon.stem(word), 1.0),)
    return tuple(_Stem(near, lexicon.stem(near), similarity, mended=True) for near, similarity in near_words(word, lexicon))


def _phrase_at(read: list[_Read], position: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return the length of the longest phrase of the synonyms that begins here and what it stands for; 0 if none does."""
    for first in read[position].stems:
        for stems, main in lexicon.phrases.get(first.stem, ()):
            following = read[position : position + len(stems)]
            if len(following) == len(stems) and all(one.may_be(stem) for one, stem in zip(following, stems, strict=True)):
                return len(stems), main
    return 0, ""


def _joined(read: list[_Read], main: str, utterance: str, lexicon: Lexicon) -> Token:
    span = Span(read[0].word.span.start, read[-1].word.span.end)
    mended = any(one.stems[0].mended for one in read)
    weight = min(one.stems[0].weight for one in read)
    word = " ".join(one.word.text for one in read)
    how: Evidence = "spelling" if mended else "exact" if word == main else "synonym"
    parts = tuple(_token(one, utterance, lexicon) for one in read)
    role: Role = "about" if main in lexicon.about else "operator" if main in lexicon.language.question_phrases else "content"
    return Token(utterance[span.start : span.end], span, word, (Reading(main, weight, how),), role, parts=parts)


def _token(read: _Read, utterance: str, lexicon: Lexicon) -> Token:
    word = read.word
    readings = []
    for own in read.stems:
        term = lexicon.synonyms.get(own.stem, own.stem)
        how: Evidence = "spelling" if own.mended else "exact" if term == own.stem else "synonym"
        readings.append(Reading(term, own.weight, how))
    best = read.stems[0].word if read.stems else word.text
    return Token(utterance[word.span.start : word.span.end], word.span, word.text, tuple(readings), _role(best, readings, lexicon))


def _role(word: str, readings: list[Reading], lexicon: Lexicon) -> Role:
    language = lexicon.language
    term = readings[0].term if readings else word
    if term in lexicon.about:
        return "about"
    if term == NOT or (word in language.operators and term == lexicon.stem(word)):
        return "operator"
    if word in language.function_words:
        return "function"
    return "light" if word in language.light_words else "content"
