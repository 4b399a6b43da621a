"""Whether a clause asks something: by its grammar, by what introduces it, or as a few key words."""

from typing import Final

from bot.language.language import Language
from bot.model import Token

#: a clause of up to this many tokens may be a keyword question, whatever its grammar
_KEYWORDS: Final = 5


def is_question(part: tuple[Token, ...], language: Language) -> bool:
    """Return whether the part begins as a question does, or holds what introduces one ("tell me …")."""
    words = _without_conjunctions(part, language)
    if words and words[0].split(" ")[0] in language.question_starts:
        return True
    text = " ".join(words)
    return any(request in text and f" {request} " in f" {text} " for request in language.requests)


def goes_on_asking(part: tuple[Token, ...], language: Language) -> bool:
    """Return whether the part begins as one that is split off only after a question ("… and whether it helps")."""
    words = _without_conjunctions(part, language)
    return 0 < len(words) < len(part) and words[0] in language.indirect


def is_keywords(part: tuple[Token, ...], language: Language) -> bool:
    """Return whether the part is a few words that tell no story ("parking fees")."""
    words = _without_conjunctions(part, language)
    return 0 < len(words) <= _KEYWORDS and not tells_a_story(words[0], language)


def tells_a_story(word: str, language: Language) -> bool:
    """Return whether a story may begin with the word."""
    return word in language.story_starts or word in language.relatives


def _without_conjunctions(part: tuple[Token, ...], language: Language) -> list[str]:
    start = 0
    while start < len(part) and _only_opens(part[start], language):
        start += 1
    return [token.word for token in part[start:]]


def _only_opens(token: Token, language: Language) -> bool:
    """Return whether the word only begins a clause: "but", "um", "hello"."""
    greets = token.role == "ignored" and not tells_a_story(token.word, language) and token.word not in language.question_starts
    return greets or token.word in language.conjunctions or token.word in language.pauses or token.word in language.openers
