"""One language, ready to use: its stemmer, its small words, its dictionary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Final

import Stemmer  # type: ignore[import-not-found]  # it comes without types

from bot.errors import BotError
from bot.language import english, typed
from bot.language.dictionary import word_counts

#: ISO 639-1 -> the name of the Snowball stemmer
_STEMMERS: Final = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_STEM_CACHE: Final = 0


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What the bot knows of a language before it reads any content.

    English comes whole. Of the others the bot knows endings and, for most, which words exist; their small words are
    for the content's ``ignore`` list.
    """

    code: str
    stem: Callable[[str], str]
    function_words: frozenset[str] = frozenset()
    light_words: frozenset[str] = frozenset()
    #: as stems
    idle_words: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    interrogatives: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    question_starts: frozenset[str] = frozenset()
    question_phrases: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    conjunctions: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    causes: tuple[str, ...] = ()
    story_starts: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    indirect: frozenset[str] = frozenset()
    confirmations: frozenset[str] = frozenset()
    similes: tuple[str, ...] = ()
    equating: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    anaphors: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    choosers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    is_after: frozenset[str] = frozenset()
    courtesies: tuple[str, ...] = ()
    fillers: frozenset[str] = frozenset()
    #: kind of turn -> patterns
    turns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: a word as typed -> the words it stands for
    opened: Mapping[str, str] = field(default_factory=dict)
    #: short negations without an apostrophe, with the words they stand for
    negated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: what is written -> the word it is written for, and the words that follow it then; "" is the end
    forms: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    #: how the end of a word sounds -> how it is spelt
    endings: Mapping[str, str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[Callable[[str], "Language"], tuple[str]]:
        return language_of, (self.code,)

    def count_of(self, word: str) -> int:
        """Return how often ``word`` was seen, 0 if no dictionary has it."""
        return word_counts(self.code).get(word, 0)

    def is_word(self, word: str) -> bool:
        """Return whether ``word`` is a right word of the language."""
        return word in word_counts(self.code)

    def commonest(self, words: set[str]) -> str | None:
        """Return the right word among ``words`` that is seen most often, None if none is right."""
        counts = word_counts(self.code)
        return max(words & counts.keys(), key=lambda word: (counts[word], word), default=None)


@cache
def language_of(code: str) -> Language:
    """Return the language of a two-letter code.

    Raises BotError if there is no stemmer for it.
    """
    if code not in _STEMMERS:
        raise BotError(f'The language "{code}" is not known. Allowed: {", ".join(sorted(_STEMMERS))}.')
    stem = Stemmer.Stemmer(_STEMMERS[code], _STEM_CACHE).stemWord
    if code != "en":
        return Language(code, stem)

    def stem_english(word: str) -> str:
        return word if word in english.UNSTEMMED else stem(word)

    own = ("code", "stem", "opened", "negated", "forms", "endings", "idle_words")
    words = {known.name: getattr(english, known.name.upper()) for known in fields(Language) if known.name not in own}
    opened = typed.CONTRACTIONS | typed.CHAT_WORDS
    negated = tuple((short, tuple(words.split())) for short, words in opened.items() if words.endswith(" not") and short.endswith("nt"))
    idle = frozenset(map(stem_english, english.IDLE_WORDS))
    return Language(
        code, stem_english, **words, idle_words=idle, opened=opened, negated=negated, forms=typed.CHAT_FORMS, endings=typed.ENDINGS
    )
