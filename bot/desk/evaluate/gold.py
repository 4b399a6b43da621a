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

    - question: also during?
      after: do you help people eat well
      quotes:
        - Before, during and after

``expect`` is one or a list of: an id of an intent or topic, ``topic:<id>``, ``handoff``, ``clarify``, ``smalltalk``, ``contact``,
``emergency``, ``crisis``, ``personal_advice``; any one of them is right. ``quotes`` lists sentences of the page, or how they
begin; any one of them is a right quote. ``all`` is a list of such lists; from each of them one is wanted. ``after`` is what the visitor
said before in the same conversation, or a list of it.
"""

from pathlib import Path
from typing import Final

from rapidfuzz import process

from bot.content.load import LoadedContent, known_key
from bot.content.nodes import Document, Node, NodePath, read_nodes
from bot.content.standing import nearest_passage
from bot.desk.evaluate.judge import GoldQuestion, Passage, Wanted
from bot.errors import ContentError, Place, Problem
from bot.files import read_bytes
from bot.source import Source

_KEYS: Final = ("question", "after", "expect", "quotes", "all", "group")
_REPLIES: Final = frozenset({"expect", "quotes", "all"})
_KINDS: Final = ("handoff", "clarify", "smalltalk")
_REASONS: Final = ("emergency", "crisis", "personal_advice", "contact")


def read_gold(path: Path, loaded: LoadedContent) -> tuple[GoldQuestion, ...]:
    """Return the questions of the gold file at ``path``; its ids and passages are those of ``loaded``.

    Raises ContentError with every problem, BotError if the file cannot be read.
    """
    reader = _Reader(read_nodes(read_bytes(path, "The questions "), str(path)), loaded)
    questions = reader.questions()
    if reader.problems:
        raise ContentError(reader.problems)
    return questions


class _Reader:
    """Reads a gold file entry by entry and keeps everything that is wrong with it."""

    def __init__(self, document: Document, loaded: LoadedContent) -> None:
        self.document = document
        self.source = loaded.source
        self.problems: list[Problem] = []
        self._names = _names(loaded)
        self._sentences = [(sentence.span, Source.of(sentence.text)) for sentence in loaded.source.sentences]

    def questions(self) -> tuple[GoldQuestion, ...]:
        entries = self._list((), self.document.data)
        return tuple(self._question((position,), entry) for position, entry in enumerate(entries))

    def _question(self, path: NodePath, entry: Node) -> GoldQuestion:
        if not isinstance(entry, dict):
            self._say(path, "wrong-shape", "this is not a question with its reply", "Write - question: and its text, and expect: below it.")
            return GoldQuestion("", self._place(path), "")
        for key in entry.keys() - set(_KEYS):
            self._say((*path, key), "unknown-key", f'"{key}" is not known here', known_key(key, _KEYS), at_key=True)
        if "question" not in entry:
            self._say(path, "missing-part", '"question" is missing', "Add it.")
        if not _REPLIES & entry.keys():
            self._say(path, "missing-part", "nothing says which reply is right", "Add expect:, quotes: or all: to the question.")
        text, group = (self._text((*path, key), entry.get(key, "")) for key in ("question", "group"))
        wanted = tuple(wanted for name in self._one_or_more(path, entry, "expect") for wanted in self._wanted(*name))
        choices = [((*path, "quotes"), entry["quotes"])] if "quotes" in entry else []
        if "all" in entry:
            choices += [((*path, "all", number), choice) for number, choice in enumerate(self._list((*path, "all"), entry["all"]))]
        passages = tuple(tuple(self._passage(*text) for text in self._texts(*choice)) for choice in choices)
        place, after = self._place((*path, "question")), tuple(turn for _, turn in self._one_or_more(path, entry, "after"))
        return GoldQuestion(text, place, group or Path(self.document.file).stem, wanted, passages, after)

    def _one_or_more(self, path: NodePath, entry: dict[str, Node], key: str) -> list[tuple[NodePath, str]]:
        """Return the texts under ``key``, which may be one or a list, each with its path."""
        if key not in entry:
            return []
        path, node = (*path, key), entry[key]
        return [(path, node)] if isinstance(node, str) else self._texts(path, node)

    def _wanted(self, path: NodePath, name: str) -> list[Wanted]:
        if name in self._names:
            return [self._names[name]]
        near = process.extractOne(name, list(self._names))
        self._say(path, "unknown-reply", f'"{name}" is no intent, no topic and no other reply', f'Did you mean "{near[0]}"?')
        return []

    def _passage(self, path: NodePath, text: str) -> Passage:
        """Return the sentences that begin with ``text``, or the place where it stands."""
        begins = tuple(span for span, sentence in self._sentences if (found := sentence.find(text)) and found.start == 0)
        stands = self.source.find(text)
        if not stands:
            self._say(path, "quote-not-in-source", "this text does not stand on the page", nearest_passage(text, self.source))
            return Passage(text, ())
        return Passage(text, begins or (stands,))

    def _texts(self, path: NodePath, node: Node) -> list[tuple[NodePath, str]]:
        """Return the texts of a list, each with its path."""
        items = [((*path, number), item) for number, item in enumerate(self._list(path, node))]
        return [(at, item) for at, item in items if self._text(at, item) is item]

    def _list(self, path: NodePath, node: Node) -> list[Node]:
        if isinstance(node, list) and node:
            return node
        what = "this" if path else "a gold file"
        cure = "Write each item on its own line after a dash: - text."
        self._say(path, "wrong-shape", f"{what} must be a list of at least one item", cure)
        return []

    def _text(self, path: NodePath, node: Node) -> str:
        if isinstance(node, str):
            return node
        self._say(path, "wrong-shape", "this must be one text", "Write one text here, without - or a colon.")
        return ""

    def _place(self, path: NodePath) -> Place:
        return self.document.values.get(path, Place(self.document.file, 1, 1))

    def _say(self, path: NodePath, rule: str, message: str, cure: str, *, at_key: bool = False) -> None:
        self.problems.append(self.document.problem(path, rule, message, cure, at_key=at_key))


def _names(loaded: LoadedContent) -> dict[str, Wanted]:
    """Return what ``expect`` may name; an intent goes before a topic of the same id."""
    topics, intents = loaded.content.topics, loaded.content.intents
    return {
        **{topic: Wanted("topic", topic) for topic in topics},
        **{intent: Wanted("intent", intent) for intent in intents},
        **{f"topic:{topic}": Wanted("topic", topic) for topic in topics},
        **{kind: Wanted("kind", kind) for kind in _KINDS},
        **{reason: Wanted("reason", reason) for reason in _REASONS},
    }
