"""Take a message apart: a clause is what can be asked by itself; what only tells a story is background."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from bot.language.language import Language
from bot.model import Token

_SENTENCE_END: Final = re.compile(r"[.?!;\n…]|\s[-–—]+\s")
#: a point between digits ends nothing: "39.6"
_POINT: Final = re.compile(r"\d\.\d")
_COMMA: Final = re.compile(r"[,:()\"“”]|&")
#: a clause of up to this many tokens may be a keyword question, whatever its grammar
_KEYWORDS: Final = 5
#: words at least of a story that runs on into a question
_STORY: Final = 4
#: in a message of more tokens than this, keywords are no question
_SHORT_MESSAGE: Final = 15


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
    for sentence, mark in split_sentences(utterance, tokens):
        parts = list(_parts(utterance, sentence, language))
        for number, part in enumerate(parts):
            marked = mark == "?" and number == len(parts) - 1
            asks = marked or _asks(part, language) or (len(tokens) <= _SHORT_MESSAGE and _is_keywords(part, language))
            clauses.append(Clause(tuple(_settled(part, len(clauses), language)), asks))
    return tuple(clauses)


def _settled(part: tuple[Token, ...], clause: int, language: Language) -> Iterable[Token]:
    """Yield the tokens with the number of their clause; "when" and "who" within a clause only join its halves."""
    first = next((position for position, token in enumerate(part) if token.role in ("content", "operator", "about", "light")), 0)
    for position, token in enumerate(part):
        joins = token.word in language.interrogatives and first < position < len(part) - 1
        yield replace(token, clause=clause, role="function" if joins else token.role)


def split_sentences(utterance: str, tokens: tuple[Token, ...]) -> Iterable[tuple[tuple[Token, ...], str]]:
    """Yield the tokens of each sentence with the mark that ends it."""
    start = 0
    for position, token in enumerate(tokens):
        following = tokens[position + 1].span.start if position + 1 < len(tokens) else len(utterance)
        end = _SENTENCE_END.search(utterance, token.span.end, max(following, token.span.end))
        if (end and not _POINT.match(utterance, token.span.end - 1)) or position + 1 == len(tokens):
            marks = utterance[token.span.end : following]
            yield tokens[start : position + 1], "?" if "?" in marks else "."
            start = position + 1


def _parts(utterance: str, sentence: tuple[Token, ...], language: Language) -> Iterable[tuple[Token, ...]]:
    start = 0
    for position in range(1, len(sentence)):
        if _begins_clause(utterance, sentence, position, language) or _runs_on(sentence, start, position, language):
            yield sentence[start:position]
            start = position
    yield sentence[start:]


def _begins_clause(utterance: str, sentence: tuple[Token, ...], position: int, language: Language) -> bool:
    before, here = sentence[position - 1], sentence[position]
    after_comma = bool(_COMMA.search(utterance, before.span.end, max(here.span.start, before.span.end)))
    following = sentence[position + 1].word if position + 1 < len(sentence) else ""
    if here.word in language.conjunctions:
        starts = language.question_starts | language.subjects
        return following.split(" ")[0] in starts or (after_comma and bool(following))
    return after_comma and here.word.split(" ")[0] in language.question_starts | language.story_starts


def _runs_on(sentence: tuple[Token, ...], start: int, position: int, language: Language) -> bool:
    """Return whether a question begins here, after a story and without a mark between ("my wife lost weight do you …")."""
    if position - start < _STORY or position + 1 == len(sentence):
        return False
    first, before, asks, subject = (sentence[place].word for place in (start, position - 1, position, position + 1))
    after_story = first in language.story_starts and before not in language.question_starts
    return after_story and asks in language.question_starts and subject in language.subjects


def _asks(part: tuple[Token, ...], language: Language) -> bool:
    words = _without_conjunctions(part, language)
    if words and words[0].split(" ")[0] in language.question_starts:
        return True
    return any(f" {request} " in f" {' '.join(words)} " for request in language.requests)


def _is_keywords(part: tuple[Token, ...], language: Language) -> bool:
    words = _without_conjunctions(part, language)
    return 0 < len(words) <= _KEYWORDS and words[0] not in language.story_starts


def _without_conjunctions(part: tuple[Token, ...], language: Language) -> list[str]:
    words = [token.word for token in part]
    while words and words[0] in language.conjunctions:
        words.pop(0)
    return words
