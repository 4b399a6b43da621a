"""Compare: what a new text of the page changes for the bot: sentences, quotes, and what each intent would say."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final, Literal

from bot.content.load import LoadedContent, read_document, validate
from bot.content.standing import quotes_not_in_source
from bot.desk.check.draft import Draft
from bot.desk.check.rules.page import sentence_not_covered
from bot.desk.edit import Change, prepare
from bot.errors import Problem
from bot.files import read_bytes
from bot.source import Sentence, Source, one_line

#: what may differ while the words stay the same: white space and what nobody sees, dashes, quotation marks
_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]")
_SIGNS: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys('’‘‚“”„«»"′', "'"))
#: lowest likeness of two sentences of which one is the other reworded, 0 to 1; and of all their words' letters, in any order
_ALIKE: Final = 0.5
_SAME_LETTERS: Final = 0.7


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that is not what or where it was; ``old`` is empty if it came, ``new`` if it went."""

    kind: Literal["reworded", "moved", "went", "came"]
    section: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mend:
    """A quote whose words stand on the new page, though not as they are written in the content."""

    intent: str
    old: str
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageComparison:
    """What the new text of a page changes."""

    differences: tuple[Difference, ...]
    mends: tuple[Mend, ...]
    #: id of each intent that would say other words -> what it would say; nothing if none of its quotes stands
    says: dict[str, tuple[str, ...]]
    #: broken quotes and new sentences that no intent quotes: a person must decide
    undecided: tuple[Problem, ...]
    #: the mended content and the page's new text, to be written together
    changes: tuple[Change, ...]


def compare(path: Path, loaded: LoadedContent, new: Source) -> PageComparison:
    """Return what becomes of the content at ``path`` when its page says ``new``. Raises BotError if the content cannot be changed."""
    mends = tuple(_mends(loaded, new))
    content = prepare(path, lambda data: _mend(data, mends))
    document = read_document(content.after, str(path))
    mended = replace(loaded, content=validate(document), document=document, source=new)
    differences, changes = tuple(_differences(loaded.source, new)), (content, _page(path, loaded, new))
    # What is only reworded or stands beside it was quoted before or was not: its quote says so, or it is no news.
    came = tuple(f'"{difference.new}"' for difference in differences if difference.kind == "came")
    not_covered = sentence_not_covered.find(Draft(mended, date.today()))
    undecided = *quotes_not_in_source(mended), *(found for found in not_covered if found.message.endswith(came))
    return PageComparison(differences, mends, dict(_says(loaded, mended)), undecided, changes)


def _page(path: Path, loaded: LoadedContent, new: Source) -> Change:
    """Return the change of the page's file; none if its sentences and headings are the same, however they are laid out."""
    file = path.parent / loaded.content.source
    before = read_bytes(file)
    same = list(map(_sentence, loaded.source.sentences)) == list(map(_sentence, new.sentences))
    return Change(file, before, before if same else new.text.encode())


def _sentence(sentence: Sentence) -> tuple[str, str]:
    return sentence.section, one_line(sentence.text)


def _differences(old: Source, new: Source) -> Iterator[Difference]:
    """Yield each sentence that differs, in the order of the page; white space and typography aside.

    Of all that went and came, what is most alike is one sentence reworded, wherever it stands.
    """
    before, after = ([_letters(sentence.text)[0] for sentence in page.sentences] for page in (old, new))
    gone = [sentence for sentence, letters in zip(old.sentences, before, strict=True) if letters not in after]
    fresh = [sentence for sentence, letters in zip(new.sentences, after, strict=True) if letters not in before]
    reworded: dict[Sentence, Sentence] = {}
    for likeness, was, now in sorted(((_likeness(was, now), was, now) for was in gone for now in fresh), key=lambda each: -each[0]):
        if likeness >= _ALIKE and now not in reworded and was not in reworded.values():
            reworded[now] = was
    for kind, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for sentence in new.sentences[j:j_end]:
            text = one_line(sentence.text)
            if sentence in reworded:
                yield Difference("reworded", sentence.section, one_line(reworded[sentence].text), text)
            elif sentence in fresh:
                yield Difference("came", sentence.section, "", text)
            else:
                yield Difference("moved", sentence.section, text, text)
        went = (sentence for sentence in old.sentences[i:i_end] if sentence in gone and sentence not in reworded.values())
        yield from (Difference("went", sentence.section, one_line(sentence.text), "") for sentence in went)


def _likeness(one: Sentence, other: Sentence) -> float:
    words = SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()
    was, now = (" ".join(sorted(each.text.split())) for each in (one, other))
    letters = SequenceMatcher(None, was, now, autojunk=False).ratio()
    return max(words, letters if letters >= _SAME_LETTERS else 0)


def what_differs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the words that went with those that came in their place; either may be none."""
    was, now = old.split(), new.split()
    for kind, i, i_end, j, j_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield " ".join(was[i:i_end]), " ".join(now[j:j_end])


def _mends(loaded: LoadedContent, new: Source) -> Iterator[Mend]:
    """Yield the quotes that do not stand on the new page as written, but whose words do."""
    for intent_id, intent in loaded.content.intents.items():
        for quote in intent.quotes:
            if not new.find(quote):
                passages = [_find(sentence, new) for sentence in [quote, *_sentences_of(quote, loaded.source)]]
                found = passages[:1] if passages[0] else passages[1:]
                if found and all(found):
                    yield Mend(intent_id, quote, tuple(found))


def _sentences_of(quote: str, source: Source) -> list[str]:
    """Return the sentences of which ``quote`` is made; none if it does not stand there, or is more or less than whole sentences."""
    span = source.find(quote)
    sentences = [source.sentences[number].text for number in source.sentences_in(span)] if span else []
    return sentences if _letters("".join(sentences))[0] == _letters(quote)[0] else []


def _find(quote: str, page: Source) -> str:
    """Return the passage of the page that is ``quote`` but for white space and typography; empty if there is none."""
    wanted = _letters(quote)[0]
    letters, offsets = _letters(page.text)
    start = letters.find(wanted)
    return "" if start < 0 else one_line(page.text[offsets[start] : offsets[start + len(wanted) - 1] + 1])


def _mend(data: Any, mends: tuple[Mend, ...]) -> None:
    for mend in mends:
        quotes = data["intents"][mend.intent]["quotes"]
        at = [quote.strip() for quote in quotes].index(mend.old)
        quotes[at : at + 1] = mend.new


def _says(before: LoadedContent, after: LoadedContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    for intent_id, intent in before.content.intents.items():
        old, new = _passages(before.source, intent.quotes), _passages(after.source, after.content.intents[intent_id].quotes)
        if [_letters(passage)[0] for passage in old] != [_letters(passage)[0] for passage in new]:
            yield intent_id, new


def _passages(source: Source, quotes: list[str]) -> tuple[str, ...]:
    spans = filter(None, map(source.find, quotes))
    return tuple(one_line(source.text[span.start : span.end]) for span in spans)


def _letters(text: str) -> tuple[str, list[int]]:
    """Return what of ``text`` is read, whatever the typography, and for each of its characters the offset in ``text``."""
    found = [
        (letter, offset)
        for offset, character in enumerate(text)
        for letter in unicodedata.normalize("NFKC", character).translate(_SIGNS)
        if not _UNSEEN.match(letter)
    ]
    return "".join(letter for letter, _ in found), [offset for _, offset in found]
