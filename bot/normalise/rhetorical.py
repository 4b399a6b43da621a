"""Find negations that turn nothing round: "doesn't it spare the spine?" and "so it isn't one beam?" ask whether it does or is."""

from collections.abc import Iterator
from typing import Final

from bot.language.language import Language
from bot.model import Token

#: the verb of a statement stands among so many words ("so the doctor can't …")
_SUBJECT: Final = 4


def rhetorical(part: tuple[Token, ...], language: Language, *, marked: bool, conditional: bool) -> Iterator[int]:
    """Yield where a negation stands in a clause that only asks whether something is so.

    ``marked``: it ends with a question mark; ``conditional``: it begins with the condition under which something is asked.
    """
    start = next((position for position, token in enumerate(part) if token.word not in language.fillers), len(part))
    if marked:
        start = next((place for place in range(start, start + _SUBJECT) if _is_negated(part[place : place + 2], language)), start)
    if _is_negated(part[start : start + 2], language) and not any(token.word in language.question_words for token in part[:start]):
        yield start + 1
    if conditional:  # "If the dose is higher, doesn't it harm more?"
        yield from (place + 1 for place in range(2, len(part) - 2) if _is_asked_with(part[place - 1 : place + 2], language))


def _is_asked_with(three: tuple[Token, ...], language: Language) -> bool:
    """Return whether the last two are a negated verb that begins a question after a mark."""
    return _is_negated(three[1:], language) and three[1].span.start > three[0].span.end + 1


def _is_negated(two: tuple[Token, ...], language: Language) -> bool:
    """Return whether these are a verb that a question may begin with and its "not", written as one."""
    return len(two) > 1 and two[0].word in language.question_starts and two[1].role == "operator" and two[0].span == two[1].span
