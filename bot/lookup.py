"""Look up the clauses of a message: the topic that each names, and the intents that it may mean.

A clause that says nothing by itself ("can he still get it?") leans on the clause before; a clause that points back to a topic
("… chemo. how does it work?") is about that topic.
"""

from bot.decide import Part
from bot.index import Index
from bot.language.language import Language
from bot.match import match
from bot.model import Spotted, Token
from bot.normalise.clauses import Clause
from bot.spot import Spotter

_OWN_ROLES = ("content", "operator")


def look_up(clauses: tuple[Clause, ...], topics: Spotter, index: Index, language: Language) -> tuple[Part, ...]:
    """Return a part for each clause, in order."""
    parts: list[Part] = []
    for clause in clauses:
        before = parts[-1] if parts else None
        tokens = clause.tokens
        topic = _longest(topics.spot(tokens))
        if before and not topic and _points_back(tokens, language):
            topic = before.topic
        if before and _leans(clause, parts, language):
            tokens = before.tokens + tokens
            topic = topic or before.topic
        parts.append(Part(tokens, clause.asks, topic, match(tokens, index)))
    return tuple(parts)


def _leans(clause: Clause, parts: list[Part], language: Language) -> bool:
    """Return whether the clause is only understood with the one before it.

    That is so if it says nothing of its own, or if it follows a story, points back, and nothing before it speaks of the page's
    subject ("my laser printer is blurry, how do I adjust it?").
    """
    if not any(token.role in _OWN_ROLES for token in clause.tokens):
        return True
    known = any(token.role == "about" for part in parts for token in part.tokens)
    return not parts[-1].asks and not known and _points_back(clause.tokens, language)


def _longest(spotted: tuple[Spotted, ...]) -> Spotted | None:
    """Return the topic that takes most words; of equals the first."""
    return max(spotted, key=lambda found: len(found.positions), default=None)


def _points_back(tokens: tuple[Token, ...], language: Language) -> bool:
    """Return whether the clause points to something said before and does not name the page's subject."""
    return any(token.word in language.pointers for token in tokens) and not any(token.role == "about" for token in tokens)
