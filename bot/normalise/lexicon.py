"""The words of the content: which exist, what their stems are, and which of them stand for one thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from bot.content.pattern import expand, words_of
from bot.content.words import Lists, spell_out, without_lists
from bot.language.language import Language, language_of
from bot.memo import Memo
from bot.model import Reading, Role
from bot.normalise.fold import fold

if TYPE_CHECKING:  # the lexicon is kept without the models that it was made from
    from bot.content.models import Content

#: the term for every word that turns a statement round
NOT: Final = "not"

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a written word may be, best first, whatever stands around it."""

    #: the best of them, as a word
    word: str
    stems: Stems
    #: likeness of what was written to the best, 0 to 1, and whether that is another word
    weight: float
    mended: bool
    readings: tuple[Reading, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What normalising needs to know of the content; made once, never changed."""

    language: Language
    #: every folded word of the content and the language's small words -> its stem
    stems: Mapping[str, str]
    #: every such word -> its term: the main word of its group, or its stem
    terms: Mapping[str, str]
    #: stem -> the main word it stands for
    synonyms: Mapping[str, str]
    #: first stem of a phrase -> (its stems, the main word it stands for), longest first
    phrases: Mapping[str, tuple[tuple[Stems, str], ...]]
    #: terms that any question about the page may hold -> number of the subject that they name
    about: Mapping[str, int] = field(default_factory=dict)
    #: what the content says are small words, in a language of which the bot knows none
    small: frozenset[str] = frozenset()
    #: length and one of ``edges_of``, or none -> the words of which that is true, for the search of near spellings
    by_edge: Mapping[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    #: what the word lists of the content stand for in its patterns
    lists: Lists = field(default_factory=dict)
    #: a right word -> what it may be, from the first time that it is met
    meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=Memo, init=False, compare=False, repr=False)
    #: a pattern of the content -> the row of slots that it stands for, from the first time that it is read
    rows: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __reduce__(self) -> tuple[type["Lexicon"], tuple[object, ...]]:
        return Lexicon, tuple(getattr(self, known.name) for known in fields(self) if known.init)

    def stem(self, word: str) -> str:
        """Return the stem of ``word``; one and the same for all negations."""
        known = self.stems.get(word)
        return known if known is not None else stem_of(word, self.language)

    def knows(self, word: str) -> bool:
        """Return whether the content or the language's small words hold ``word`` in any of its forms."""
        return word in self.stems or self.stem(word) in self.synonyms


def build_lexicon(content: "Content") -> Lexicon:
    """Collect the words of ``content``."""
    language = language_of(content.language)
    groups = tuple(_groups(content, language))
    texts = chain(chain.from_iterable(groups), _all_texts(content))
    known = {word: stem_of(word, language) for word in dict.fromkeys(_all_words(texts, language))}
    listed: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    phrases: dict[str, list[tuple[Stems, str]]] = defaultdict(list)
    for main, phrase in groups:
        stems = stems_of(phrase, language)
        if len(stems) == 1:
            # A word that is listed belongs to its group, whatever else has its stem ("person", "personalized").
            listed.setdefault(fold(phrase, language)[0].text, main)
            synonyms.setdefault(stems[0], main)
        elif stems:
            phrases[stems[0]].append((stems, main))
    longest_first = {first: tuple(sorted(group, key=lambda entry: -len(entry[0]))) for first, group in phrases.items()}
    # Words of one stem are known together: "tumors" is no misspelling because the content says "tumor".
    stems_known = {stem: stem for stem in known.values()} | synonyms
    terms = {word: synonyms.get(stem, stem) for word, stem in known.items()} | listed
    by_edge: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(known):
        for edge in ("", *edges_of(word)):
            by_edge[len(word), edge].append(word)
    about: dict[str, int] = {}
    for number, text in enumerate(_about(content)):
        for words in text:
            about.setdefault(_term(words, synonyms, phrases, language), number)
    return Lexicon(
        language, known, terms, stems_known, longest_first, about, _small_words(content, language),
        {edge: tuple(words) for edge, words in by_edge.items()},
        content.lists,
    )  # fmt: skip


def edges_of(word: str) -> tuple[str, str]:
    """Return what stands for the first letter of ``word`` and for its last: "lamp" -> "l-", "-p"."""
    return f"{word[:1]}-", f"-{word[-1:]}"


def _small_words(content: "Content", language: Language) -> frozenset[str]:
    """Return the single words that the content ignores, if the language comes without small words of its own."""
    return frozenset() if language.function_words else frozenset(word.text for text in content.ignore for word in fold(text, language))


def stem_of(word: str, language: Language) -> str:
    """Return the stem of ``word``; one and the same for all negations."""
    return NOT if word in language.negations else language.stem(word)


@lru_cache(20_000)
def stems_of(text: str, language: Language) -> Stems:
    """Return the stems of the words of ``text``."""
    return tuple(stem_of(word.text, language) for word in fold(text, language))


def _term(text: str, synonyms: Mapping[str, str], phrases: Mapping[str, list[tuple[Stems, str]]], language: Language) -> str:
    """Return the term of one entry of ``about``: a word, or a phrase that is read as one."""
    stems = stems_of(text, language)
    if len(stems) == 1:
        return synonyms.get(stems[0], stems[0])
    return next((main for phrase, main in phrases.get(stems[0], ()) if phrase == stems), text) if stems else text


def _groups(content: "Content", language: Language) -> Iterable[tuple[str, str]]:
    """Yield each synonym with the main word of its group, the main word itself first."""
    for main, others in content.synonyms.items():
        yield main, main
        for phrase in (" ".join(variant) for other in others for variant in expand(spell_out(other, content.lists))):
            yield main, phrase
    for phrase in (*language.question_phrases, *(words for text in _about(content) for words in text)):
        if len(fold(phrase, language)) > 1:
            yield phrase, phrase


def _about(content: "Content") -> Iterable[list[str]]:
    """Yield the words of each subject of the page."""
    lists = content.lists
    return ([" ".join(variant) for variant in expand(spell_out(text, lists))] for text in content.about)


def _all_words(texts: Iterable[str], language: Language) -> Iterable[str]:
    yield from language.function_words
    yield from language.light_words
    yield from language.operators
    yield from language.negations
    yield from language.question_starts
    written = {word for text in texts for word in words_of(text).split()}
    yield from (word.text for text in sorted(written) for word in fold(text, language))


def _all_texts(content: "Content") -> Iterable[str]:
    for members in content.words.values():
        yield from map(without_lists, members)
    for intent in content.intents.values():
        yield from (intent.title, *intent.quotes)
    yield from (without_lists(pattern) for _, pattern in content.patterns())
