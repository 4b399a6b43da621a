"""Outline: first intents for a page, one for each heading and one for each passage that has words of its own."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count, groupby
from typing import Any, Final

from bot.desk.starter.phrases import noun_phrases, says_much, words_in
from bot.language.language import Language
from bot.source import Source, one_line

#: longest title, id, and most that is quoted under a heading, in characters
_TITLE: Final = 60
_LONGEST_ID: Final = 40
_MOST_QUOTED: Final = 700
_MOST_QUOTES: Final = 3
_MOST_PATTERNS: Final = 3
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
    #: the heading that it answers; empty if it answers a passage
    heading: str = ""
    #: whether the heading says by itself what it is about ("Ask us" does not)
    asks: bool = False

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
            _passage(own_heading, paragraph, own[paragraph], taken, language)
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
    return [word for word in dict.fromkeys(words_in(source.title, language)) if says_much(word, language)]


def subject_of(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words of ``text`` that name a subject."""
    return frozenset(language.stem(word) for word in words_in(text, language) if says_much(word, language))


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
    words = words_in(text, language)
    phrase = " ".join(words) or text
    parts = [" ".join(part) for joins, part in groupby(words, language.conjunctions.__contains__) if not joins]
    patterns = [phrase, f"what is {phrase}"] if text == title else [phrase, *(parts if len(parts) > 1 else [])]  # "Risks and side effects"
    asks = any(says_much(word, language) or word in language.interrogatives for word in words)
    return Entry(_id(text, taken, language), _cut(text), patterns, [text], [], heading=text, asks=asks)


def _passage(heading: str, paragraph: str, phrases: list[str], taken: set[str], language: Language) -> Entry:
    # Several passages share the heading: what one of them says beside it tells them apart.
    title = f"{_cut(heading.rstrip('?.'), _TITLE - len(phrases[0]) - 2)}: {phrases[0]}"
    return Entry(_id(phrases[0], taken, language), title, [*phrases, title.replace(":", "").lower()], phrases[:1], [one_line(paragraph)])


def _own_phrases(paragraphs: list[str], language: Language) -> dict[str, list[str]]:
    """Return for each paragraph the things that it names by two words, and no other does."""
    found = {paragraph: list(dict.fromkeys(noun_phrases(paragraph, language))) for paragraph in paragraphs}
    stems = {phrase: tuple(map(language.stem, phrase.split())) for phrases in found.values() for phrase in phrases}
    counts = Counter(each for phrases in found.values() for each in {stems[phrase] for phrase in phrases})
    return {
        paragraph: [phrase for phrase in phrases if counts[stems[phrase]] == 1][:_MOST_PATTERNS] for paragraph, phrases in found.items()
    }


def _cut(text: str, longest: int = _TITLE) -> str:
    """Return the text as a title, cut between words if it is too long."""
    text = one_line(text)
    if len(text) <= longest:
        return text
    return f"{text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]}…"


def short_name(text: str, language: Language) -> str:
    """Return ``text`` in small letters, digits and hyphens; if it is too long, it ends with a word that says something."""
    name = re.sub(r"[^a-z0-9]+", "-", "".join(char for char in text.lower().replace("’", "") if char.isascii())).strip("-")
    if len(name) <= _LONGEST_ID:
        return name
    words = name[: _LONGEST_ID + 1].split("-")[:-1]
    while words and not says_much(words[-1], language):
        words.pop()
    return "-".join(words) or name[:_LONGEST_ID].strip("-")


def _id(text: str, taken: set[str], language: Language) -> str:
    """Return an id made of the first words of ``text`` that no other has."""
    name = re.sub(r"^[^a-z]+", "", short_name(text, language)) or "part"
    found = next(each for each in chain([name], (f"{name}-{number}" for number in count(2))) if each not in taken)
    taken.add(found)
    return found
