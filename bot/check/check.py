"""Run every rule on the content and return what they find."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from bot.check.draft import Draft
from bot.check.examples import failed_counter_tests, failed_tests
from bot.check.patterns import duplicate_patterns, empty_patterns, stolen_patterns
from bot.check.quotes import sentences_not_covered
from bot.check.synonyms import synonyms_in_two_groups, unknown_language
from bot.compile import compile_content
from bot.content.load import LoadedContent, load_content
from bot.content.standing import quotes_not_in_source
from bot.errors import ContentError, Problem
from bot.pipeline import Bot

#: rules that need nothing but the file and the page
_CONTENT_RULES: Final[tuple[Callable[[LoadedContent], Iterator[Problem]], ...]] = (
    unknown_language,
    quotes_not_in_source,
    sentences_not_covered,
)
#: rules that need the words of a known language, or ask the whole bot
_DRAFT_RULES: Final[tuple[Callable[[Draft], Iterator[Problem]], ...]] = (
    synonyms_in_two_groups,
    empty_patterns,
    duplicate_patterns,
    stolen_patterns,
    failed_tests,
    failed_counter_tests,
)


def check(path: Path) -> list[Problem]:
    """Return every problem of the content at ``path``, by place; an empty list if all is well.

    If the form of the file is wrong, only that is told: the rules need content that can be read. Raises BotError if a file
    cannot be read at all.
    """
    try:
        loaded = load_content(path)
    except ContentError as error:
        return list(error.problems)
    problems = list(chain.from_iterable(rule(loaded) for rule in _CONTENT_RULES))
    if loaded.source.sentences and not any(unknown_language(loaded)):
        draft = Draft(loaded, Bot(compile_content(_with_standing_quotes(loaded))))
        problems += chain.from_iterable(rule(draft) for rule in _DRAFT_RULES)
    return sorted(problems, key=lambda problem: problem.place)


def _with_standing_quotes(loaded: LoadedContent) -> LoadedContent:
    """Return the content without quotes that do not stand on the page, so that a bot can be made and asked all the same.

    An intent that is left without a quote borrows the page's first sentence; nobody sees it.
    """
    intents = {}
    for intent_id, intent in loaded.content.intents.items():
        standing = [quote for quote in intent.quotes if loaded.source.find(quote)]
        intents[intent_id] = intent.model_copy(update={"quotes": standing or [loaded.source.sentences[0].text]})
    return replace(loaded, content=loaded.content.model_copy(update={"intents": intents}))
