"""Take a message apart into sentences, at the marks that end them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.language.language import Language
from bot.model import Token
from bot.normalise.message import Message

_END: Final = re.compile(r"[.?!;\n…]")
_END_OR_DASH: Final = re.compile(rf"{_END.pattern}|\s[-–—]+\s")
#: a point between digits ends nothing: "39.6"
_POINT: Final = re.compile(r"\d\.\d")


def split_sentences(utterance: str, message: Message, language: Language, *, at_dashes: bool = False) -> Iterable[tuple[Message, str]]:
    """Yield each sentence with the mark that ends it; what stands beside a dash may be told of two things, or of one.

    A point after what is written short ends nothing: "e.g. near the cord", "I.M.R.T.".
    """
    start, tokens, mark = 0, message.tokens, _END_OR_DASH if at_dashes else _END
    if tokens and ")" not in utterance and not mark.search(utterance, 0, tokens[-1].span.start):  # as most messages
        yield message, "?" if "?" in utterance[tokens[-1].span.end :] else "."
        return
    for position in range(1, len(tokens) + 1):
        marks = between(utterance, tokens, position)
        numbers = marks.startswith(")") and len(tokens[position - 1].text) == 1
        if numbers:  # "1) how is it planned 2) who helps"
            tokens = (*tokens[: position - 1], replace(tokens[position - 1], role="ignored"), *tokens[position:])
        written = tokens[position - 1].text.lower()
        shortened = (marks == "." and len(written) == 1) or (marks == ". " and written in language.abbreviations)
        ends = marks != " " and mark.search(marks) and not shortened and not _POINT.match(utterance, tokens[position - 1].span.end - 1)
        if ends or numbers or position == len(tokens):
            yield message.part(tokens[start:position]), "?" if "?" in marks else "."
            start = position


def between(utterance: str, tokens: tuple[Token, ...], position: int) -> str:
    """Return what stands between the token before ``position`` and the one there."""
    return utterance[tokens[position - 1].span.end : tokens[position].span.start if position < len(tokens) else None]
