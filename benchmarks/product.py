"""The product, as the benchmarks see it: rows become content, and its own path does the rest. The only place that knows its API.

Every text is a pattern, word for word; nothing else of the content is used: no synonyms, topics, guards or small talk. The policy is the
default one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from benchmarks.data import DataError, Row
from bot.compile import compile_content
from bot.content.load import LoadedContent
from bot.content.models import Content, Messages
from bot.content.nodes import Document
from bot.content.pattern import words_of
from bot.match.match import match
from bot.normalise.tokens import normalise
from bot.pipeline import Bot
from bot.source import Source

#: makes a bot of content; an ablation brings its own
MakeBot = Callable[[LoadedContent], Bot]

_LONGEST_PATTERN: Final = 500
_LONGEST_TITLE: Final = 60


class Prediction(NamedTuple):
    """What the product makes of a question."""

    #: the best intent, as the rows name it
    intent: str
    #: 0 to 100
    score: float
    #: kind of the reply under the default policy: answer, clarify, handoff or smalltalk
    decision: str


def make_bot(loaded: LoadedContent) -> Bot:
    """Return the bot as it is."""
    return Bot(compile_content(loaded))


@dataclass(frozen=True, slots=True)
class Product:
    """The bot with content made of rows."""

    bot: Bot
    #: id in the content -> name of the intent in the rows, in the order of the rows
    names: dict[str, str]

    @classmethod
    def of(cls, rows: Sequence[Row], make: MakeBot = make_bot) -> "Product":
        """Make a bot that knows the texts of ``rows``, which are all in scope.

        Raises DataError if there is no text with a word in it.
        """
        patterns: dict[str, list[str]] = {}
        for row in rows:
            pattern = _pattern(row.text)
            if pattern:
                patterns.setdefault(row.intent, []).append(pattern)
        if not patterns:
            raise DataError("There is no text in scope to learn from.")
        ids = {f"intent-{number}": name for number, name in enumerate(patterns)}
        return cls(make(_content({intent_id: patterns[name] for intent_id, name in ids.items()})), ids)

    def predict(self, text: str) -> Prediction:
        """Return the best intent for ``text`` and what the policy decides.

        The best intent is the one that the message as a whole is most like; the first, with score 0, if it is like none.
        """
        whole = _whole_characters(text)
        knowledge = self.bot.knowledge
        found = self.bot.read(whole, shown=0)
        tokens = found.understanding.tokens
        if [part.tokens for part in found.understanding.parts] != [tokens] or any(token.role == "ignored" for token in tokens):
            tokens = normalise(whole[: knowledge.facts.policy.max_characters], knowledge.lexicon)
        candidates = match(tokens, knowledge.index, shown=1)
        if not candidates:
            return Prediction(next(iter(self.names.values())), 0.0, found.reply.kind)
        return Prediction(self.names[candidates[0].intent], candidates[0].score, found.reply.kind)


def _pattern(text: str) -> str:
    """Return ``text`` as a pattern that stands for nothing but its own words: the marks of the pattern language are left out."""
    pattern = " ".join(words_of(_whole_characters(text)).replace("\0", " ").split())
    return pattern[:_LONGEST_PATTERN].strip()


def _whole_characters(text: str) -> str:
    """Return ``text`` without halves of characters, which JSON can spell and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _content(patterns: dict[str, list[str]]) -> LoadedContent:
    """Return content with these patterns and a page that holds one passage for each intent, of one word that nobody asks for."""
    passages = {intent_id: f"Passage{number}x." for number, intent_id in enumerate(patterns)}
    messages = dict.fromkeys(Messages.model_fields, "-")
    content = Content.model_validate(
        {
            "source": "page.txt",
            "address": "https://page.example/",
            "phone": "(800) 555-0100",
            "messages": messages,
            "intents": {
                intent_id: {
                    "title": texts[0][:_LONGEST_TITLE].rpartition(" ")[0] or "-",
                    "patterns": texts,
                    "quotes": [passages[intent_id]],
                }
                for intent_id, texts in patterns.items()
            },
        }
    )
    return LoadedContent(content, Source.of("\n\n".join(passages.values())), Document("rows", []), "rows")
