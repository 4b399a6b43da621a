"""A draft: content that can be read, and the bot that it makes; each question is asked once, however many rules want to know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from itertools import chain, product

from bot.compile import compile_content
from bot.content.load import LoadedContent
from bot.content.nodes import NodePath, texts_of
from bot.content.pattern import expand
from bot.content.words import said_first, spell_out
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.evaluate.judge import GoldQuestion
from bot.desk.many import Hearings, Watch, replies, unwatched
from bot.errors import BotError
from bot.language.language import language_of
from bot.match.slots import row_of
from bot.model import Reply
from bot.normalise.lexicon import Lexicon, build_lexicon
from bot.normalise.tokens import pattern_terms
from bot.pipeline import Bot


class Draft:
    """What the rules look at: the file as it stands, and how the bot made of it replies."""

    def __init__(self, loaded: LoadedContent, today: date, known: dict[str, Reply] | None = None, sound: Iterable[str] = ()) -> None:
        """``known`` are replies that the bot is known to give; those of this check are put beside them.

        ``sound`` are the ids of rules that are known to find nothing.
        """
        self.loaded = loaded
        self.content, self.document = loaded.content, loaded.document
        self.today = today
        self.replies = {} if known is None else known
        self.sound = {*sound}
        self.heard: Hearings = {}
        self.keep: Callable[[bytes], object] | None = None
        self.ways = cache(self._ways)
        self.terms = cache(self._terms)

    @cached_property
    def bot(self) -> Bot:
        """The bot of the content, quotes that do not stand on the page left out."""
        return Bot(compile_content(self.standing, self.lexicon))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the content; its bot has the same."""
        return build_lexicon(self.standing.content)

    @cached_property
    def standing(self) -> LoadedContent:
        """The content without quotes that do not stand on the page, so that a bot can be made and asked all the same."""
        return _with_standing_quotes(self.loaded)

    @cached_property
    def own_questions(self) -> tuple[GoldQuestion, ...]:
        """The examples and counter-examples of the content."""
        return tuple(own_questions(self.loaded))

    @cached_property
    def texts(self) -> tuple[tuple[NodePath, str], ...]:
        """Each text of the file with where it stands."""
        return tuple(texts_of(self.document.data))

    @cached_property
    def shared(self) -> dict[tuple[str, ...], tuple[str, NodePath]]:
        """Each way to say a pattern, in terms, that several intents hold, with the first that does: its id, and where it says so."""
        first: dict[tuple[str, ...], tuple[str, NodePath]] = {}
        shared = {}
        for intent_id, path, pattern in self.intent_patterns():
            for terms in self.in_terms(pattern):
                holder = first.setdefault(terms, (intent_id, path))
                if holder[0] != intent_id:
                    shared[terms] = holder
        return shared

    def can_be_asked(self) -> bool:
        """Return whether a bot can be made of it: the language is known and the page has a sentence."""
        try:
            language_of(self.content.language)
        except BotError:
            return False
        return bool(self.loaded.source.sentences)

    def reply(self, question: str) -> Reply:
        """Return what the bot replies to ``question``."""
        if question not in self.replies:
            self.replies[question] = self.bot.reply(question, shown=0)
        return self.replies[question]

    def in_terms(self, pattern: str) -> Iterator[tuple[str, ...]]:
        """Yield the ways to say ``pattern`` in terms; what is said twice stands once."""
        row = row_of(pattern, self.bot.knowledge.lexicon)
        slots = [[*([()] if slot.optional else []), *(tuple([term for term, _ in phrase]) for phrase in slot.phrases)] for slot in row]
        return (tuple(dict.fromkeys(chain.from_iterable(way))) for way in product(*slots) if way)

    def first_way(self, pattern: str) -> str:
        """Return the first way to say ``pattern``."""
        return said_first(pattern, self.content.lists)

    def _ways(self, pattern: str) -> tuple[str, ...]:
        """Return every way to say ``pattern``, in the order written."""
        return tuple(map(" ".join, expand(spell_out(pattern, self.content.lists))))

    def _terms(self, words: str) -> tuple[str, ...]:
        """Return the terms that the bot reads in ``words``, each once."""
        return tuple(dict.fromkeys(term for term, _ in pattern_terms(words, self.bot.knowledge.lexicon)))

    def asked(self) -> Iterator[str]:
        """Yield what the rules will ask: examples, titles, and one way to say each pattern; if replies are known, these among them."""
        yield from (question.text for question in self.own_questions)
        if not self.replies:
            yield from (intent.title for intent in self.content.intents.values())
            yield from (self.first_way(pattern) for _, _, pattern in self.intent_patterns())

    def ask(self, questions: Iterable[str], watch: Watch = unwatched, doing: str = "") -> None:
        """Ask those of the questions whose reply is not known."""
        new = [question for question in dict.fromkeys(questions) if question not in self.replies]
        self.replies.update(zip(new, watch(replies(self.bot, new, self.heard, self.keep), doing, len(new)), strict=True))

    def intent_patterns(self) -> Iterator[tuple[str, NodePath, str]]:
        """Yield (id of the intent, path, pattern) for each pattern of an intent."""
        for intent_id, intent in self.content.intents.items():
            for position, pattern in enumerate(intent.patterns):
                yield intent_id, ("intents", intent_id, "patterns", position), pattern


def _with_standing_quotes(loaded: LoadedContent) -> LoadedContent:
    """Return the content without quotes that do not stand on the page.

    An intent that is left without a quote borrows the page's first sentence; nobody sees it.
    """
    intents = {}
    for intent_id, intent in loaded.content.intents.items():
        standing = [quote for quote in intent.quotes if loaded.source.find(quote)]
        intents[intent_id] = intent.model_copy(update={"quotes": standing or [loaded.source.sentences[0].text]})
    return replace(loaded, content=loaded.content.model_copy(update={"intents": intents}))
