"""Content: the first content for a page: its own intents, and of the shipped content all that is not about the shipped page."""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from bot.content.load import LoadedContent, load_content
from bot.content.nodes import Node, read_nodes
from bot.content.pattern import PatternError, expand, words_of
from bot.content.where import shipped_content
from bot.content.words import spell_out
from bot.desk.edit.change import as_written
from bot.desk.edit.rewrite import rewrite
from bot.desk.page.read import Page
from bot.desk.starter.foreign import Foreign
from bot.desk.starter.outline import outline, subject_of, words_of_title
from bot.desk.starter.spoken import Spoken
from bot.errors import BotError
from bot.language.language import Language
from bot.source import one_line

#: parts of the shipped content that are about no page; what is sure enough depends on the page's own patterns
_GENERAL_PARTS: Final = ("language", "messages", "ignore", "synonyms", "words", "calm", "guards", "smalltalk")
_PATTERNS: Final = ("patterns", "unless")
_EXAMPLES: Final = (*_PATTERNS, "tests", "not")
_COMMENTS: Final = re.compile(r"(?:^[ ]*#.*\n)+", re.MULTILINE)
_GAPS: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Starter:
    """The first content for a page."""

    text: str
    #: topics that were left out because the page itself speaks of them
    left_out: tuple[str, ...]
    #: what stands over the parts of the page, as visitors may ask it -> the intent that answers it
    headings: dict[str, str]


def make_starter(page: Page, source: str) -> Starter:
    """Return the first content for ``page``, whose text is in the file ``source``. Raises BotError if none is in the page's language."""
    path = shipped_content()
    shipped = load_content(path)
    if page.language not in ("", shipped.content.language):
        raise BotError(f'The page is in "{page.language}"; there is a starter in "{shipped.content.language}" only.')
    words = Foreign(shipped, page)
    data: dict[str, Any] = {key: copy.deepcopy(value) for key, value in shipped.document.data.items() if key in _GENERAL_PARTS}
    for guard in data["guards"].values():  # the answers that it gives way to are of the shipped page
        guard.pop("gives_way", None)
        guard |= {key: [text for text in guard[key] if not words.names(text)] or guard[key] for key in ("tests", "not") if key in guard}
    entries = outline(page.source, words.language)
    headings = {entry.heading: entry.id for entry in entries if entry.heading}
    topics, left_out = _topics(shipped.document.data["topics"], words, page, headings)
    data |= {"source": source, "phone": page.phone, "address": page.address, "topics": topics}
    data["messages"] = {name: words.reworded(text) for name, text in data["messages"].items()}
    data["smalltalk"] = {
        name: _own(part | {"reply": words.reworded(part["reply"])}, words, ("tests", "not")) for name, part in data["smalltalk"].items()
    }
    data["about"] = words_of_title(page.source, words.language)
    data["intents"] = {entry.id: entry.part() for entry in entries} | dict(_contact(shipped, page, words))
    data["suggestions"] = [entry.id for entry in entries if entry.asks][:4]
    data["ignore"] = list(filter(None, map(words.without, data["ignore"])))
    data["words"] = _lists(data, words)
    data["synonyms"] = _synonyms(data, words)
    written = as_written(data, shipped.document.data, read_nodes(path.read_bytes(), str(path)).data)
    return Starter(_text(path, written, words), left_out, headings)


def _topics(topics: dict[str, Any], words: Foreign, page: Page, headings: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the topics that the page may be silent about, reworded, and the ids of those that it speaks of.

    It speaks of a topic if a sentence, a heading or a figure is recognised as that topic, or a heading names all that one of its
    patterns names.
    """
    kept = {name: _own(part | {"name": words.reworded(part["name"])}, words, _EXAMPLES) for name, part in topics.items()}
    subjects = {
        pattern: _subjects(spell_out(pattern, words.lexicon.lists), words.language)
        for part in kept.values()
        for pattern in part.get("patterns", ())
    }
    for part in kept.values():
        # "how long" alone would claim too much of a page that nobody has read yet.
        part["patterns"] = [pattern for pattern in part.get("patterns", ()) if all(subjects[pattern])]
    kept = {name: part for name, part in kept.items() if part["patterns"] and not words.names(part["name"])}
    spoken = Spoken(page.source, words.lexicon)
    found = spoken.spotted((name, pattern) for name, part in kept.items() for pattern in part["patterns"])
    named = [subject_of(heading, words.language) for heading in headings]
    for name, part in kept.items():
        if any(subject <= heading for pattern in part["patterns"] for subject in subjects[pattern] for heading in named):
            found.add(name)
    return {name: part for name, part in kept.items() if name not in found}, tuple(name for name in kept if name in found)


def _subjects(pattern: str, language: Language) -> list[frozenset[str]]:
    """Return what each way to say ``pattern`` names; of a pattern with too many ways, what all of it names."""
    try:
        return [subject_of(" ".join(way), language) for way in expand(pattern)]
    except PatternError:
        return [subject_of(words_of(pattern), language)]


def _own(part: dict[str, Any], words: Foreign, keys: Iterable[str]) -> dict[str, Any]:
    """Return the part without the examples that speak of the shipped page's subject, and without its words in the patterns."""
    kept = {
        key: list(dict.fromkeys(filter(None, map(words.without, part[key]))))
        if key in _PATTERNS
        else [text for text in part[key] if not words.names(text)]
        for key in keys
        if key in part
    }
    return {key: value for key, value in (part | kept).items() if value}


def _contact(shipped: LoadedContent, page: Page, words: Foreign) -> Iterator[tuple[str, Node]]:
    """Yield the shipped intent about reaching a person, if a sentence of the new page holds the number."""
    holds = [sentence.text for sentence in page.source.sentences if _digits(page.phone) in _digits(sentence.text)]
    for name, part in shipped.document.data["intents"].items():
        if holds and shipped.content.intents[name].contact:
            kept = _own({key: value for key, value in part.items() if key != "next"}, words, _EXAMPLES)
            yield name, kept | {"quotes": [one_line(holds[0])]}
            return


def _lists(data: dict[str, Any], words: Foreign) -> dict[str, Any]:
    """Return the word lists without the shipped page's subject; what guards are made of stays whole, lest they see less."""
    guarded = " ".join(_patterns(data, ("calm", "guards")))
    lists: dict[str, list[str]] = data.get("words", {})
    needed = {name for name in lists if f"<{name}>" in guarded}
    while more := {name for name in lists if any(f"<{name}>" in text for each in needed for text in lists[each])} - needed:
        needed |= more
    return {name: members if name in needed else list(filter(None, map(words.without, members))) for name, members in lists.items()}


def _synonyms(data: dict[str, Any], words: Foreign) -> dict[str, Any]:
    """Return the groups whose main word is used in the patterns that are left, without the shipped page's subject."""
    used, guarded = (
        {word for text in (*_patterns(data, groups), *chain(*data["words"].values())) for word in words_of(text).split()}
        for groups in (("intents", "topics", "calm", "guards", "smalltalk"), ("calm", "guards"))
    )
    groups = {
        # What guards call by such a word stays whole, lest they see less.
        main: others if words.names(main) else list(filter(None, map(words.without, others)))
        for main, others in data["synonyms"].items()
        if used.issuperset(main.split()) and (guarded.issuperset(main.split()) or not words.names(main))
    }
    return {main: others for main, others in groups.items() if others}


def _patterns(data: dict[str, Any], groups: Iterable[str]) -> list[str]:
    parts = [part for group in groups for part in data.get(group, {}).values()]
    return [pattern for part in parts for key in _PATTERNS for pattern in part.get(key, ())]


def _text(path: Path, data: Node, words: Foreign) -> str:
    """Return the shipped file with ``data`` in it, and without comments on what is gone, or on the shipped page."""

    def comment(found: re.Match[str]) -> str:
        lines = [line for line in found[0].splitlines(keepends=True) if "$schema=" not in line]
        is_left = found.start() and found[0].startswith("#") and found.string.startswith("\n", found.end())
        return "" if is_left or any(map(words.names, lines)) else "".join(lines)

    # The old intents go first, so that the new ones stand in their own order.
    bare = rewrite(path.read_text(encoding="utf-8"), data | {"intents": {"first": {}, "second": {}}})
    return _GAPS.sub("\n\n", _COMMENTS.sub(comment, rewrite(bare, data))).removeprefix("#\n")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
