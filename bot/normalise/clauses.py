"""Take a message apart: a clause is what can be asked by itself; what only tells a story is background."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.language.language import Language
from bot.model import Token

_SENTENCE_END: Final = re.compile(r"[.?!;\n…]|\s[-–—]+\s")
_COMMA: Final = re.compile(r"[,:()\"“”]|&")
#: a clause of up to this many tokens may be a keyword question, whatever its grammar
_KEYWORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the message that may be asked by itself."""

    tokens: tuple[Token, ...]
    #: whether it asks something; else it is background if another clause asks
    asks: bool


def split_clauses(utterance: str, tokens: tuple[Token, ...], language: Language) -> tuple[Clause, ...]:
    """Return the clauses of the message, in order.

    A sentence ends at its mark or a line break. Within a sentence, a new clause begins after a comma or a conjunction where a
    question begins, and after a conjunction where a story begins.
    """
    clauses: list[Clause] = []
    for sentence, mark in _sentences(utterance, tokens):
        parts = list(_parts(utterance, sentence, language))
        for number, part in enumerate(parts):
            asks = (mark == "?" and number == len(parts) - 1) or _asks(part, language)
            clauses.append(Clause(tuple(replace(token, clause=len(clauses)) for token in part), asks))
    return tuple(clauses)


def _sentences(utterance: str, tokens: tuple[Token, ...]) -> Iterable[tuple[tuple[Token, ...], str]]:
    """Yield the tokens of each sentence with the mark that ends it."""
    start = 0
    for position, token in enumerate(tokens):
        following = tokens[position + 1].span.start if position + 1 < len(tokens) else len(utterance)
        end = _SENTENCE_END.search(utterance, token.span.end, max(following, token.span.end))
        if end or position + 1 == len(tokens):
            marks = utterance[token.span.end : following]
            yield tokens[start : position + 1], "?" if "?" in marks else "."
            start = position + 1


def _parts(utterance: str, sentence: tuple[Token, ...], language: Language) -> Iterable[tuple[Token, ...]]:
    start = 0
    for position in range(1, len(sentence)):
        if _begins_clause(utterance, sentence, position, language):
            yield sentence[start:position]
            start = position
    yield sentence[start:]


def _begins_clause(utterance: str, sentence: tuple[Token, ...], position: int, language: Language) -> bool:
    before, here = sentence[position - 1], sentence[position]
    after_comma = bool(_COMMA.search(utterance, before.span.end, max(here.span.start, before.span.end)))
    following = sentence[position + 1].word if position + 1 < len(sentence) else ""
    if here.word in language.conjunctions:
        starts = language.question_starts | language.story_starts
        return following.split(" ")[0] in starts or (after_comma and bool(following))
    return after_comma and here.word.split(" ")[0] in language.question_starts | language.story_starts


def _asks(part: tuple[Token, ...], language: Language) -> bool:
    words = [token.word for token in part]
    while words and words[0] in language.conjunctions:
        words.pop(0)
    text = " ".join(words)
    if words and words[0].split(" ")[0] in language.question_starts:
        return True
    if any(f" {request} " in f" {text} " for request in language.requests):
        return True
    return 0 < len(words) <= _KEYWORDS and words[0] not in language.story_starts
