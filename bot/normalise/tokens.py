"""Normalise: turn an utterance into tokens, each with what it may stand for and the part it plays."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.model import Evidence, Reading, Role, Span, Token
from bot.normalise.fold import Word, fold
from bot.normalise.lexicon import NOT, Lexicon, Stems
from bot.normalise.spelling import SWAPPED, likelier_word, near_words, split_word


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


def normalise(utterance: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of ``utterance``: folded, spelling mended, phrases joined, synonyms replaced by their main word."""
    words = [part for word in fold(utterance, lexicon.language) for part in _split(word, lexicon)]
    read = [_Read(word, _stems(word.text, lexicon)) for word in words]
    tokens: list[Token] = []
    for start, phrase, main in _units([[own.stem for own in one.stems] for one in read], lexicon):
        end = start + len(phrase)
        tokens.append(_joined(read[start:end], phrase, main, utterance, lexicon) if main else _token(read[start], utterance, lexicon))
    return tuple(tokens)


def pattern_terms(words: str, lexicon: Lexicon) -> tuple[tuple[str, Role], ...]:
    """Return the terms of an editor's words with the parts they play: what ``normalise`` gives, without the tokens."""
    written = words.split()
    if not all(word in lexicon.terms and word not in lexicon.language.opened for word in written):
        return tuple((token.term, token.role) for token in normalise(words, lexicon))
    found = []
    for start, _, main in _units([[lexicon.stems[word]] for word in written], lexicon):
        term = main or lexicon.terms[written[start]]
        found.append((term, _phrase_role(main, lexicon) if main else _role(written[start], term, lexicon)))
    return tuple(found)


def _units(stems: list[list[str]], lexicon: Lexicon) -> Iterator[tuple[int, Stems, str]]:
    """Yield (start, stems, main word) of each phrase of the synonyms and each single word (main word empty), left to right."""
    position = 0
    while position < len(stems):
        phrase, main = _phrase_at(stems, position, lexicon)
        yield position, phrase, main
        position += len(phrase)


def _split(word: Word, lexicon: Lexicon) -> list[Word]:
    if lexicon.knows(word.text) or lexicon.language.is_word(word.text):
        return [word]
    parts = split_word(word.text, lexicon)
    return [replace(word, text=part) for part in parts] if parts else [word]


def _stems(word: str, lexicon: Lexicon) -> tuple[_Stem, ...]:
    if word in lexicon.stems or not word.isalpha():
        return (_Stem(word, lexicon.stem(word), 1.0),)
    likelier = likelier_word(word, lexicon) if lexicon.language.is_word(word) else None
    if likelier:
        return (_Stem(likelier, lexicon.stem(likelier), SWAPPED, mended=True),)
    if lexicon.knows(word) or lexicon.language.is_word(word):
        return (_Stem(word, lexicon.stem(word), 1.0),)
    return tuple(_Stem(near, lexicon.stem(near), similarity, mended=True) for near, similarity in near_words(word, lexicon))


def _phrase_at(stems: list[list[str]], position: int, lexicon: Lexicon) -> tuple[Stems, str]:
    """Return the longest phrase of the synonyms that begins here and what it stands for; one word, for nothing, if none does."""
    for first in stems[position]:
        for phrase, main in lexicon.phrases.get(first, ()):
            following = stems[position : position + len(phrase)]
            if len(following) == len(phrase) and all(stem in may_be for stem, may_be in zip(phrase, following, strict=True)):
                return phrase, main
    return ("",), ""


def _joined(read: list[_Read], phrase: Stems, main: str, utterance: str, lexicon: Lexicon) -> Token:
    # A misspelt word of a phrase is the phrase's word, and no other.
    read = [replace(one, stems=tuple(own for own in one.stems if own.stem == stem)) for one, stem in zip(read, phrase, strict=True)]
    span = Span(read[0].word.span.start, read[-1].word.span.end)
    mended = any(one.stems[0].mended for one in read)
    weight = min(one.stems[0].weight for one in read)
    word = " ".join(one.word.text for one in read)
    how = _how([one.stems[0].stem for one in read], main, mended, lexicon)
    parts = tuple(_token(one, utterance, lexicon) for one in read)
    return Token(utterance[span.start : span.end], span, word, (Reading(main, weight, how),), _phrase_role(main, lexicon), parts=parts)


def _token(read: _Read, utterance: str, lexicon: Lexicon) -> Token:
    word = read.word
    readings: dict[str, Reading] = {}
    for own in read.stems:
        term = lexicon.terms.get(own.word) or lexicon.synonyms.get(own.stem, own.stem)
        how = _how([own.stem], term, own.mended, lexicon)
        # Several near words may be forms of one: "patiens" is near "patient" and "patients".
        readings.setdefault(term, Reading(term, own.weight, how))
    best = read.stems[0].word if read.stems else word.text
    role = _role(best, next(iter(readings), word.text), lexicon)
    return Token(utterance[word.span.start : word.span.end], word.span, word.text, tuple(readings.values()), role)


def _how(stems: list[str], term: str, mended: bool, lexicon: Lexicon) -> Evidence:
    """Return how words of these stems met ``term``; any form of a group's main word is that word."""
    if mended:
        return "spelling"
    return "exact" if stems == [term] or stems == [lexicon.stem(word.text) for word in fold(term, lexicon.language)] else "synonym"


def _phrase_role(main: str, lexicon: Lexicon) -> Role:
    if main in lexicon.about:
        return "about"
    return "operator" if main in lexicon.language.question_phrases else "content"


def _role(word: str, term: str, lexicon: Lexicon) -> Role:
    language = lexicon.language
    if term in lexicon.about:
        return "about"
    if term == NOT or (word in language.operators and term == lexicon.stem(word)):
        return "operator"
    if word in language.function_words or word in lexicon.small:
        return "function"
    return "light" if word in language.light_words else "content"
