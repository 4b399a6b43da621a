"""Rules about the page: that the bot can read its language, and that quotes and sentences meet."""

import re
from collections.abc import Iterator
from typing import Final

from bot.content.standing import quotes_not_in_source
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import BotError, Problem
from bot.language.dictionary import word_counts
from bot.language.language import language_of
from bot.source import one_line

_WORD: Final = re.compile(r"[^\W\d_]+")
#: of a page in another language, fewer words are right words of the content's: of our page .47 at most, in eleven other dictionaries
_LEAST_RIGHT: Final = 0.6


@rule("unknown-language", "error", asks=False)
def unknown_language(draft: Draft) -> Iterator[Problem]:
    """The bot must know the word endings of the content's language."""
    try:
        language_of(draft.content.language)
    except BotError as error:
        _, _, allowed = str(error).partition(". ")
        yield draft.document.problem(("language",), unknown_language.id, f'the language "{draft.content.language}" is not known', allowed)


@rule("other-language", "error", asks=False)
def other_language(draft: Draft) -> Iterator[Problem]:
    """The page should be written in the content's language, where there is a dictionary of it."""
    code = draft.content.language
    known, words = word_counts(code), _WORD.findall(draft.loaded.source.text.lower())
    right = sum(word in known for word in words)
    if known and right < _LEAST_RIGHT * len(words):
        message = f'only {right / len(words):.0%} of the words of the page are words of the language "{code}"'
        yield draft.document.problem(
            ("language",), other_language.id, message, "Write the two letters of the page's language: en for English."
        )


@rule("quote-not-in-source", "error", asks=False)
def quote_not_in_source(draft: Draft) -> Iterator[Problem]:
    """A quote must stand on the page word for word; white space and the shape of quotation marks aside."""
    return quotes_not_in_source(draft.loaded)


@rule("sentence-not-covered", "error", asks=False)
def sentence_not_covered(draft: Draft) -> Iterator[Problem]:
    """Each sentence of the page should be quoted by an intent: else nobody can ever be shown it."""
    source = draft.loaded.source
    spans = (source.find(quote) for intent in draft.content.intents.values() for quote in intent.quotes)
    covered = {number for span in spans if span for number in source.sentences_in(span)}
    for number, sentence in enumerate(source.sentences):
        if number not in covered:
            message = f'no intent quotes this sentence of the page: "{one_line(sentence.text)}"'
            cure = "Add it to the quotes of an intent, or write a new intent for it."
            yield draft.document.problem(("intents",), sentence_not_covered.id, message, cure, at_key=True)
