"""Whether words point to what was said before: "it", "that", "them"."""

from itertools import pairwise

from bot.language.language import Language
from bot.model import Token


def is_anaphoric(tokens: tuple[Token, ...], language: Language) -> bool:
    """Return whether a word means something that was said before."""
    places = (position for position, token in enumerate(tokens) if token.word in language.anaphors)
    return any(not _only_joins(tokens, position, language) for position in places)


def picks_one(tokens: tuple[Token, ...], language: Language) -> bool:
    """Return whether a word picks one of several things ("that kind"), and is not "it", which may be the page's subject."""
    pairs = pairwise(tokens)
    return any(one.word in language.anaphors - language.itself and after.role != "function" for one, after in pairs)


def points_back(tokens: tuple[Token, ...], language: Language) -> bool:
    """Return whether the words speak of "it" or "that", and name nothing of the page's subject."""
    return any(token.word in language.pointers for token in tokens) and not any(token.role == "about" for token in tokens)


def _only_joins(tokens: tuple[Token, ...], position: int, language: Language) -> bool:
    """Return whether the word joins what follows to what it names, and points nowhere ("something that moves", "the device that aims")."""
    if not 0 < position < len(tokens) - 1:
        return False
    before, here, after = tokens[position - 1 : position + 2]
    names = before.role in ("content", "about") and after.role in ("content", "light")
    return f"{before.word} {here.word}" in language.joined or (here.word in language.joining and names)
