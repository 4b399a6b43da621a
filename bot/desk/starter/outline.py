"""Outline: first intents for a page, one for each heading and one for each passage that has words of its own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count, groupby, pairwise
from typing import Any, Final

from bot.language.language import Language
from bot.normalise.fold import fold
from bot.source import Source, one_line

#: longest title, and most that is quoted under a heading, in characters
_TITLE: Final = 60
_MOST_QUOTED: Final = 700
_MOST_QUOTES: Final = 3
_MOST_PATTERNS: Final = 6
_UNNAMED: Final = "About this page"


@dataclass(slots=True)
class Entry:
    """An intent in the making."""

    id: str
    title: str
    patterns: list[str]
    tests: list[str]
    quotes: list[str]
    next: list[str] = field(default_factory=list)
    #: the heading that it answers; empty if it answers a passage, or if the heading says nothing by itself ("Ask us")
    heading: str = ""

    def part(self) -> dict[str, Any]:
        """Return it as the content writes it."""
        first = {"title": self.title, "patterns": self.patterns, "quotes": self.quotes, "tests": self.tests}
        return first | ({"next": self.next} if self.next else {})


def outline(source: Source, language: Language) -> list[Entry]:
    """Return the intents that the page's own headings and words suggest, in the order of the page.

    Together they quote every sentence. A heading with nothing but other headings below it is answered as the first of those.
    """
    sections = list(_sections(source))
    own = _own_phrases([paragraph for _, paragraphs in sections for paragraph in paragraphs], language)
    taken: set[str] = set()
    entries = []
    for (*labels, own_heading), paragraphs in sections:
        # Over a question stands at most a label ("Frequently asked questions"), which asks nothing itself.
        named = [label for label in labels if label == source.title or not own_heading.endswith("?")]
        *above, heading = [_heading(text, source.title, taken, language) for text in (*named, own_heading)]
        passages = [
            Entry(_id(own[paragraph][0], taken), _cut(paragraph), own[paragraph], own[paragraph][:1], [one_line(paragraph)])
            for paragraph in paragraphs
            if len(paragraphs) > 1 and own[paragraph]
        ]
        by_themselves = {passage.quotes[0] for passage in passages}
        for paragraph in map(one_line, paragraphs):
            fits = len(heading.quotes) < _MOST_QUOTES and len("".join(heading.quotes)) + len(paragraph) <= _MOST_QUOTED
            if not heading.quotes or fits or paragraph not in by_themselves:
                heading.quotes.append(paragraph)
        if len(paragraphs) == 1:
            heading.patterns += own[paragraphs[0]]
        heading.next = [passage.id for passage in passages if passage.quotes[0] not in heading.quotes][:_MOST_QUOTES]
        for entry in above:
            entry.quotes, entry.next = heading.quotes[:1], [heading.id]
        entries += [*above, heading, *passages]
    return entries


def words_of_title(source: Source, language: Language) -> list[str]:
    """Return the words of the page's title that say what it is about."""
    return [word for word in dict.fromkeys(_words(source.title, language)) if _says_much(word, language)]


def subject_of(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words of ``text`` that name a subject."""
    return frozenset(language.stem(word) for word in _words(text, language) if _says_much(word, language))


def _sections(source: Source) -> Iterator[tuple[list[str], list[str]]]:
    """Yield paragraphs, after the headings right above them; the last heading is their own."""
    headings: list[str] = []
    for name, blocks in groupby(source.blocks, key=lambda block: block.section):
        headings.append(one_line(name) or _UNNAMED)
        paragraphs = [block.text for block in blocks if block.kind == "paragraph"]
        if paragraphs:
            yield list(dict.fromkeys(headings)), paragraphs
            headings = []


def _heading(text: str, title: str, taken: set[str], language: Language) -> Entry:
    words = _words(text, language)
    phrase = " ".join(words) or text
    parts = [" ".join(part) for joins, part in groupby(words, language.conjunctions.__contains__) if not joins]
    patterns = [phrase, f"what is {phrase}"] if text == title else [phrase, *(parts if len(parts) > 1 else [])]  # "Risks and side effects"
    asks = any(_says_much(word, language) or word in language.interrogatives for word in words)
    return Entry(_id(text, taken), _cut(text), patterns, [text], [], heading=text if asks else "")


def _own_phrases(paragraphs: list[str], language: Language) -> dict[str, list[str]]:
    """Return for each paragraph the pairs of neighbouring words that say much and stand in no other paragraph."""
    pairs = {paragraph: list(dict.fromkeys(_pairs(paragraph, language))) for paragraph in paragraphs}
    counts = Counter(_stems(pair, language) for found in pairs.values() for pair in found)
    return {
        paragraph: [" ".join(pair) for pair in found if counts[_stems(pair, language)] == 1][:_MOST_PATTERNS]
        for paragraph, found in pairs.items()
    }


def _pairs(paragraph: str, language: Language) -> Iterator[tuple[str, str]]:
    for part in re.split(r"[^\w '’-]+", paragraph):
        for first, second in pairwise(_words(part, language)):
            if _says_much(first, language) and _says_much(second, language):
                yield first, second


def _stems(words: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(map(language.stem, words))


def _says_much(word: str, language: Language) -> bool:
    # Small words, words that ask and numbers name no subject.
    asking = {part for phrase in language.question_phrases for part in phrase.split()}
    little = (language.function_words, language.light_words, language.question_words, language.negations, language.operators, asking)
    return word.isalpha() and len(word) > 2 and not any(word in words for words in little)


def _words(text: str, language: Language) -> list[str]:
    return [word.text for word in fold(text, language)]


def _cut(text: str) -> str:
    """Return the text as a title, cut between words if it is too long."""
    text = one_line(text)
    if len(text) <= _TITLE:
        return text
    return f"{text[: _TITLE - 1].rpartition(' ')[0] or text[: _TITLE - 1]}…"


def _id(text: str, taken: set[str]) -> str:
    """Return an id made of the first words of ``text`` that no other has."""
    words = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in text.lower().replace("’", "") if char.isascii())).strip("-")
    name = re.sub(r"^[^a-z]+", "", words)[:40].strip("-") or "part"
    found = next(each for each in chain([name], (f"{name}-{number}" for number in count(2))) if each not in taken)
    taken.add(found)
    return found
