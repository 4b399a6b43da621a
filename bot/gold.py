"""Gold: files of questions with the reply that a person says is right.

A gold file is a YAML list::

    - question: What is IMRT, and what does it cost?
      group: two parts
      expect:
        - what-is-imrt
        - topic:cost
    - question: how does it work
      quotes:
        - IMRT uses advanced software

``expect`` is one or a list of: an id of an intent or topic, ``topic:<id>``, ``handoff``, ``clarify``, ``smalltalk``, ``contact``,
``emergency``, ``crisis``, ``personal_advice``; any one of them is right. ``quotes`` lists sentences of the page, or how they
begin; any one of them is a right quote. ``all`` is a list of such lists; from each of them one is wanted.
"""

from pathlib import Path as FilePath
from typing import Final

from rapidfuzz import process

from bot.content.load import LoadedContent
from bot.content.nodes import Document, Node, Path, read_nodes
from bot.errors import BotError, ContentError, Place, Problem
from bot.judge import Question, Wanted
from bot.model import Span
from bot.source import Source

_KEYS: Final = ("question", "expect", "quotes", "all", "group")
_ANSWERS: Final = frozenset({"expect", "quotes", "all"})
_KINDS: Final = ("handoff", "clarify", "smalltalk")
_REASONS: Final = ("emergency", "crisis", "personal_advice", "contact")


def read_gold(path: FilePath, loaded: LoadedContent) -> tuple[Question, ...]:
    """Return the questions of the gold file at ``path``; its ids and passages are those of ``loaded``.

    Raises ContentError with every problem, BotError if the file cannot be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BotError(f"The questions {path} cannot be read: {error.strerror}.") from None
    reader = _Reader(read_nodes(raw, str(path)), loaded)
    questions = reader.questions()
    if reader.problems:
        raise ContentError(reader.problems)
    return questions


class _Reader:
    """Reads a gold file entry by entry and keeps everything that is wrong with it."""

    def __init__(self, document: Document, loaded: LoadedContent) -> None:
        self.document = document
        self.loaded = loaded
        self.problems: list[Problem] = []
        self._sentences = [(sentence.span, Source.of(sentence.text)) for sentence in loaded.source.sentences]
        self._names = _names(loaded)

    def questions(self) -> tuple[Question, ...]:
        entries = self._list((), self.document.data, "a gold file must be a list of questions", "Begin each with - question: and its text.")
        return tuple(self._question((position,), entry) for position, entry in enumerate(entries))

    def _question(self, path: Path, entry: Node) -> Question:
        if not isinstance(entry, dict):
            self._say(path, "wrong-shape", "this is not a question with its reply", "Write - question: and its text, and expect: below.")
            entry = {"question": "", "expect": []}
        for key in entry:
            self._check_key((*path, key))
        if "question" not in entry:
            self._say(path, "missing-part", '"question" is missing', "Add it.")
        if not _ANSWERS & entry.keys():
            self._say(path, "missing-part", "nothing says which reply is right", "Add expect:, quotes: or all: with it.")
        text, group = (self._text((*path, key), entry.get(key, "")) for key in ("question", "group"))
        passages = [self._passages((*path, "quotes"), entry["quotes"])] if "quotes" in entry else []
        choices = self._texts((*path, "all"), entry.get("all", []), "a list of lists")
        passages += [self._passages((*path, "all", position), choice) for position, choice in enumerate(choices)]
        wanted = tuple(self._wanted(path, entry.get("expect", [])))
        place = self.document.values.get((*path, "question"), Place(self.document.file, 1, 1))
        return Question(text, place, group or FilePath(self.document.file).stem, wanted, tuple(passages))
