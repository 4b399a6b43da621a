"""Normalise: turn an utterance into tokens, each with what it may stand for and the part it plays."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import contains

from bot.model import Evidence, Reading, Role, Span, Token
from bot.normalise.fold import fold
from bot.normalise.lexicon import NOT, Lexicon, Meaning, Stems, stems_of
from bot.normalise.spelling import SWAPPED, likelier_words, near_words, split_word


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a word may be, before synonyms are looked up."""

    word: str
    stem: str
    #: likeness to what was written, 0 to 1
    weight: float
    mended: bool = False


def normalise(utterance: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Return the tokens of ``utterance``: folded, spelling mended, phrases joined, synonyms replaced by their main word."""
    found = [(span, meaning) for word, span in fold(utterance, lexicon.language) for meaning in _meanings(word, lexicon)]
    meanings = [meaning for _, meaning in found]
    singles = [Token(utterance[span.start : span.end], span, meaning.word, meaning.readings, meaning.role) for span, meaning in found]
    units = _units([meaning.stems for meaning in meanings], lexicon)
    return tuple(
        _joined(singles[start:end], meanings[start:end], main, utterance, lexicon) if main else singles[start]
        for start, phrase, main in units
        for end in (start + len(phrase),)
    )


def pattern_terms(words: str, lexicon: Lexicon) -> tuple[tuple[str, Role], ...]:
    """Return the terms of an editor's words with the parts they play: what ``normalise`` gives, without the tokens."""
    written = words.split()
    if not lexicon.terms.keys() >= {*written} or not lexicon.language.opened.keys().isdisjoint(written):
        return tuple((token.term, token.role) for token in normalise(words, lexicon))
    if len(written) == 1:
        term = lexicon.terms[written[0]]
        return ((term, _role(written[0], term, lexicon)),)
    found = []
    for start, _, main in _units([(lexicon.stems[word],) for word in written], lexicon):
        term = main or lexicon.terms[written[start]]
        found.append((term, _phrase_role(main, lexicon) if main else _role(written[start], term, lexicon)))
    return tuple(found)


def _units(stems: list[Stems], lexicon: Lexicon) -> Iterator[tuple[int, Stems, str]]:
    """Yield (start, stems, main word) of each phrase of the synonyms and each single word (main word empty), left to right."""
    position = 0
    while position < len(stems):
        phrase, main = _phrase_at(stems, position, lexicon)
        yield position, phrase, main
        position += len(phrase)


def _stems(word: str, lexicon: Lexicon) -> tuple[_Stem, ...]:
    itself = _Stem(word, lexicon.stem(word), 1.0)
    if word in lexicon.stems or not word.isalpha():
        return (itself,)
    known, right = lexicon.knows(word), lexicon.language.is_word(word)
    likelier = [_Stem(near, lexicon.stem(near), SWAPPED, mended=True) for near in likelier_words(word, lexicon)] if right or known else []
    if likelier:  # "slitting" is "sitting" more likely; who looks out for danger must see both
        return (*likelier, itself) if known else tuple(likelier)
    if known or right:
        return (itself,)
    return tuple(_Stem(near, lexicon.stem(near), similarity, mended=True) for near, similarity in near_words(word, lexicon))


def _phrase_at(stems: list[Stems], position: int, lexicon: Lexicon) -> tuple[Stems, str]:
    """Return the longest phrase of the synonyms that begins here and what it stands for; if none does, one word that stands for nothing."""
    following = stems[position + 1] if position + 1 < len(stems) else ()
    for first in stems[position] if following else ():
        for phrase, main in lexicon.phrases.get(first, ()):
            if phrase[1] in following:
                written = stems[position : position + len(phrase)]
                if len(written) == len(phrase) and all(map(contains, written, phrase)):
                    return phrase, main
    return ("",), ""


def _joined(parts: list[Token], meanings: list[Meaning], main: str, utterance: str, lexicon: Lexicon) -> Token:
    span = Span(parts[0].span.start, parts[-1].span.end)
    mended = any(meaning.mended for meaning in meanings)
    weight = min([meaning.weight for meaning in meanings])
    word = " ".join(part.word for part in parts)
    how = _how(tuple([meaning.stems[0] for meaning in meanings]), main, mended, lexicon)
    role = _phrase_role(main, lexicon)
    return Token(utterance[span.start : span.end], span, word, (Reading(main, weight, how),), role, parts=tuple(parts))


def _meanings(word: str, lexicon: Lexicon) -> tuple[Meaning, ...]:
    """Return what ``word`` may be, or each of the two words that it runs together; of a right word it is found once and kept."""
    kept = lexicon.meanings.get(word)
    if kept is None:
        right = lexicon.knows(word) or lexicon.language.is_word(word)
        parts = None if right else split_word(word, lexicon)
        kept = tuple(_meaning(part, lexicon) for part in parts or (word,))
        if right:
            lexicon.meanings[word] = kept
    return kept


def _meaning(word: str, lexicon: Lexicon) -> Meaning:
    stems = _stems(word, lexicon)
    readings: dict[str, Reading] = {}
    for own in stems:
        term = lexicon.terms.get(own.word) or lexicon.synonyms.get(own.stem, own.stem)
        how = _how((own.stem,), term, own.mended, lexicon)
        # Several near words may be forms of one: "patiens" is near "patient" and "patients".
        readings.setdefault(term, Reading(term, own.weight, how))
    best = stems[0] if stems else _Stem(word, word, 1.0)
    role = _role(best.word, next(iter(readings), word), lexicon)
    return Meaning(best.word, tuple(own.stem for own in stems), best.weight, best.mended, tuple(readings.values()), role)


def _how(stems: Stems, term: str, mended: bool, lexicon: Lexicon) -> Evidence:
    """Return how words of these stems met ``term``; any form of a group's main word is that word."""
    if mended:
        return "spelling"
    return "exact" if stems == (term,) or stems == stems_of(term, lexicon.language) else "synonym"


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
