"""One language, ready to use: its stemmer, its small words, its dictionary."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, get_origin

import Stemmer  # type: ignore[import-not-found]  # it comes without types

from bot.errors import BotError
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
    verbs: frozenset[str] = frozenset()
    story_starts: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    sequels: frozenset[str] = frozenset()
    pauses: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    indirect: frozenset[str] = frozenset()
    descriptions: frozenset[str] = frozenset()
    confirmations: frozenset[str] = frozenset()
    intensifiers: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    anaphors: frozenset[str] = frozenset()
    itself: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    counters: frozenset[str] = frozenset()
    ellipses: frozenset[str] = frozenset()
    applicable: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    is_after: frozenset[str] = frozenset()
    courtesies: tuple[str, ...] = ()
    fillers: frozenset[str] = frozenset()
    #: kind of follow-up -> patterns
    follow_ups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: a word as typed -> the words it stands for
    opened: Mapping[str, str] = field(default_factory=dict)
    #: short negations without an apostrophe, with the words they stand for
    negated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: what is written -> the word it is written for, and the words that follow it then; "" is the end, and "^the" is "the" where a
    #: sentence begins
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
    return _english(stem) if code == "en" else Language(code, stem)


def tables(name: str) -> dict[str, Any]:
    """Return what is known of ``english``, or of how it is ``typed``, as it stands in the file of that name."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def _english(stem: Callable[[str], str]) -> Language:
    known, typed = tables("english"), tables("typed")
    unstemmed = frozenset(known.pop("unstemmed").split())

    def stem_english(word: str) -> str:
        return word if word in unstemmed else stem(word)

    follow_ups = {follow_up: tuple(patterns) for follow_up, patterns in known.pop("turns").items()}
    kinds: dict[str, Any] = {each.name: get_origin(each.type) for each in fields(Language)}
    words = {name: kinds[name](text.split() if isinstance(text, str) else text) for name, text in known.items()}
    words["idle_words"] = frozenset(map(stem_english, words["idle_words"]))
    opened = typed["contractions"] | typed["chat_words"]
    negated = tuple((short, tuple(words.split())) for short, words in opened.items() if words.endswith(" not") and short.endswith("nt"))
    forms = {
        form: (meant["for"], frozenset(meant["before"].split()) | ({""} if meant["at_end"] else set()))
        for form, meant in typed["forms"].items()
    }
    return Language(
        "en", stem_english, **words, follow_ups=follow_ups, opened=opened, negated=negated, forms=forms, endings=typed["endings"]
    )
