"""A draft: content that can be read, and the bot that it makes; each question is asked once, however many rules want to know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from bot.compile import compile_content
from bot.content.load import LoadedContent
from bot.content.nodes import Path
from bot.content.pattern import Variant, expand
from bot.content.words import spell_out
from bot.errors import BotError, Problem
from bot.evaluate import own_questions
from bot.judge import Question
from bot.language.language import language_of
from bot.model import Reply
from bot.normalise.tokens import pattern_terms
from bot.pipeline import Bot

#: goes through questions and shows how far it is: (questions, what is being done)
Watch = Callable[[list[str], str], Iterable[str]]


def unwatched(questions: list[str], _: str) -> Iterable[str]:
    """Go through questions and show nothing."""
    return questions


class Draft:
    """What the rules look at: the file as it stands, and how the bot made of it replies."""

    def __init__(self, loaded: LoadedContent, today: date) -> None:
        self.loaded = loaded
        self.content = loaded.content
        self.today = today
        self._lists = loaded.content.lists
        self._replies: dict[str, Reply] = {}
        self._terms: dict[str, tuple[str, ...]] = {}

    @cached_property
    def bot(self) -> Bot:
        """The bot of the content, quotes that do not stand on the page left out."""
        return Bot(compile_content(_with_standing_quotes(self.loaded)))

    @cached_property
    def own_questions(self) -> tuple[Question, ...]:
        """The examples and counter-examples of the content."""
        return tuple(own_questions(self.loaded))

    @cached_property
    def owners(self) -> dict[tuple[str, ...], dict[str, Path]]:
        """For each way to say a pattern, in terms: the intents that hold it, each with the first place of it."""
        owners: dict[tuple[str, ...], dict[str, Path]] = {}
        for intent_id, path, pattern in self.intent_patterns():
            for words in self.ways(pattern):
                owners.setdefault(self.terms(" ".join(words)), {}).setdefault(intent_id, path)
        return owners

    def can_be_asked(self) -> bool:
        """Return whether a bot can be made of it: the language is known and the page has a sentence."""
        try:
            language_of(self.content.language)
        except BotError:
            return False
        return bool(self.loaded.source.sentences)

    def reply(self, question: str) -> Reply:
        """Return what the bot replies to ``question``."""
        if question not in self._replies:
            self._replies[question] = self.bot.reply(question)
        return self._replies[question]

    def terms(self, words: str) -> tuple[str, ...]:
        """Return the terms that the bot reads in ``words``."""
        if words not in self._terms:
            self._terms[words] = tuple(term for term, _ in pattern_terms(words, self.bot.knowledge.lexicon))
        return self._terms[words]

    def ask_all(self, watch: Watch) -> None:
        """Ask everything that the rules will want to know: examples, titles, and one way to say each pattern."""
        asked = [question.text for question in self.own_questions]
        asked += [intent.title for intent in self.content.intents.values()]
        asked += [" ".join(self.ways(pattern)[0]) for _, _, pattern in self.intent_patterns()]
        for question in watch(list(dict.fromkeys(asked)), "Asking the bot"):
            self.reply(question)

    def intent_patterns(self) -> Iterator[tuple[str, Path, str]]:
        """Yield (id of the intent, path, pattern) for each pattern of an intent."""
        for intent_id, intent in self.content.intents.items():
            for position, pattern in enumerate(intent.patterns):
                yield intent_id, ("intents", intent_id, "patterns", position), pattern

    def ways(self, pattern: str) -> tuple[Variant, ...]:
        """Return every way to say a pattern of an intent."""
        return expand(spell_out(pattern, self._lists))

    def problem(self, path: Path, rule: str, message: str, cure: str) -> Problem:
        """Return a finding at ``path``."""
        return self.loaded.document.problem(path, rule, message, cure)


def _with_standing_quotes(loaded: LoadedContent) -> LoadedContent:
    """Return the content without quotes that do not stand on the page, so that a bot can be made and asked all the same.

    An intent that is left without a quote borrows the page's first sentence; nobody sees it.
    """
    intents = {}
    for intent_id, intent in loaded.content.intents.items():
        standing = [quote for quote in intent.quotes if loaded.source.find(quote)]
        intents[intent_id] = intent.model_copy(update={"quotes": standing or [loaded.source.sentences[0].text]})
    return replace(loaded, content=loaded.content.model_copy(update={"intents": intents}))
