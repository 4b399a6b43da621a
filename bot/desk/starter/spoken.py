"""Spoken: what a page speaks of, so that nobody is told that it does not say it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.language.language import Language
from bot.normalise.fold import fold
from bot.normalise.lexicon import Lexicon
from bot.normalise.message import Message
from bot.normalise.tokens import normalise
from bot.source import Source, one_line
from bot.spot import Spotter

_NUMBER: Final = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|half)"
_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
#: how figures look on a page -> in which words people ask for them
_FIGURES: Final = (
    (
        rf"\b{_NUMBER} (?:in|of|out of) (?:every )?{_NUMBER}\b|{_NUMBER} ?(?:%|percent\b|per cent\b)",
        "percent, statistics, in numbers, exact figure, ratio",
    ),
    (
        r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b" + _DAYS + r" (?:to|through|until|and|[-–]) " + _DAYS,
        "opening hours, when are you open",
    ),
    (
        rf"\b{_NUMBER}(?: (?:to|or|and) {_NUMBER})? (?:minute|hour|day|week|month|year)s?\b",
        "how long does it last, how long does it take, time it takes",
    ),
    (r"[$£€] ?\d|\b\d[\d,.]* (?:dollars|euros|pounds sterling)\b", "price, how much does it cost"),
)


def asked_for(text: str) -> Iterator[str]:
    """Yield in which words people ask for the figures (shares, hours, lengths of time, sums of money) that ``text`` holds."""
    for figure, words in _FIGURES:
        if re.search(figure, text, re.IGNORECASE):
            yield from words.split(", ")


class Spoken:
    """What each heading and sentence of a page holds."""

    def __init__(self, source: Source, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        headings = (block.text for block in source.blocks if block.kind == "heading")
        texts = dict.fromkeys(map(one_line, (*headings, *(sentence.text for sentence in source.sentences))))
        self._held = {text: self._forms(" ".join([text, *asked_for(text)])) for text in texts}

    def spotted(self, patterns: Iterable[tuple[str, str]]) -> set[str]:
        """Return the ids of which a pattern stands in a heading, a sentence, or the words by which figures are asked for."""
        spotter = Spotter(patterns, self._lexicon)
        texts = dict.fromkeys([*self._held, *(words for text in self._held for words in asked_for(text))])
        return {spotted.id for text in texts for spotted in spotter.spot(Message(normalise(text, self._lexicon)))}

    def where(self, words: Iterable[str]) -> str:
        """Return the heading or sentence that holds most of ``words`` if the page holds them all, in any form of them; else nothing."""
        wanted = [self._forms(word) for word in words]
        on_page: set[str] = set().union(*self._held.values())
        if not wanted or not all(forms & on_page for forms in wanted):
            return ""
        return max(self._held, key=lambda text: sum(bool(forms & self._held[text]) for forms in wanted))

    def _forms(self, text: str) -> set[str]:
        """Return the words of ``text``, each as its stem and as what it is another word for."""
        return stems(text, self._lexicon.language) | {token.term for token in normalise(text, self._lexicon)}


def stems(text: str, language: Language) -> set[str]:
    """Return the stems of all words of ``text``."""
    return {language.stem(word.text) for word in fold(text, language)}
