"""Collisions: the shortest questions that two intents both claim, or that another intent than the pattern's own answers.

Every pattern is said in all of its ways, with each of its words left out, and with each misspelt that may be read as another word.
Synonyms need no way of their own: the bot reads each as the main word of its group, so what collides with one collides with all.
The patterns in the way that is written first are looked at by the rules, always.

Only what two intents can claim is asked: they must both know every word that says what is asked. Without such a word of its own a
pattern is another question, so nobody wonders if another intent answers that; but if two claim it, the bot asks back.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from bot.content.nodes import NodePath
from bot.desk.check.draft import Draft
from bot.desk.check.rules.patterns import collision
from bot.desk.many import Watch
from bot.errors import Problem
from bot.model import Reply, Token
from bot.normalise.tokens import normalise

#: shorter words are not misspelt, in letters
_SHORTEST_MISSPELT: Final = 4
#: shortest questions that are shown of the same intents
_MOST_SHOWN: Final = 2
#: questions that are asked, the shortest first: a long one is seldom asked
_MOST_ASKED: Final = 20_000
_Tokens = tuple[Token, ...]
#: a pattern: id of its intent, where it stands, and whether all is said that says what it asks
_Origin = tuple[str, NodePath, bool]


def collisions(draft: Draft, watch: Watch) -> list[Problem]:
    """Return a problem for each of the shortest questions that two intents claim, at the pattern that it was made of."""
    made = _Questions(draft).made(watch)
    shortest = sorted(made, key=lambda text: (len(text.split()), len(text), text))[:_MOST_ASKED]
    draft.ask(shortest, watch, "Looking for collisions")
    found: dict[tuple[str, ...], list[Problem]] = {}
    for question in shortest:
        own, path, whole = made[question]
        reply = draft.reply(question)
        if reply.kind == "clarify":
            claimed = "is claimed by " + " and ".join(f'"{intent}"' for intent in sorted(reply.intents))
        elif whole and _answers_otherwise(reply, own, draft):
            claimed = f'is near this pattern of "{own}", and answered by "{reply.intents[0]}"'
        else:
            continue
        cure = "Add a pattern that says it to the one that is meant, or leave it, if the reply is right."
        problem = replace(draft.document.problem(path, collision.id, f'the question "{question}" {claimed}', cure), level=collision.level)
        found.setdefault(tuple(sorted({own, *reply.intents})), []).append(problem)
    return [problem for alike in found.values() for problem in alike[:_MOST_SHOWN]]


def _answers_otherwise(reply: Reply, own: str, draft: Draft) -> bool:
    quotes = draft.bot.knowledge.facts.intents[own].quotes
    return reply.kind == "answer" and own not in reply.intents and set(quotes).isdisjoint(reply.quotes)


class _Questions:
    """Makes questions that two intents may claim."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._read = cache(lambda text: normalise(text, draft.bot.knowledge.lexicon))
        self._slips = cache(self._slips_of)
        #: id of an intent -> what it knows
        self._words = {
            intent_id: {term for text in (intent.title, *intent.quotes) for term in draft.terms(text)}
            for intent_id, intent in draft.content.intents.items()
        }
        for intent_id, _, pattern in draft.intent_patterns():
            self._words[intent_id].update(*draft.in_terms(pattern))

    def made(self, watch: Watch) -> dict[str, _Origin]:
        """Return the questions, each with the first pattern that it can be made of; of those with the same words only one."""
        patterns = list(self._draft.intent_patterns())
        made: dict[str, _Origin] = {}
        seen = {frozenset(self._draft.terms(self._draft.first_way(pattern))) for _, _, pattern in patterns}
        for intent, path, pattern in watch(patterns, "Making questions"):
            for tokens, whole in (found for way in self._draft.ways(pattern) for found in self._near(self._read(way))):
                terms = frozenset(reading.term for token in tokens for reading in token.readings)
                if terms not in seen and self._can_be_claimed_twice(tokens):
                    made[" ".join(token.text for token in tokens)] = intent, path, whole
                seen.add(terms)
        return made

    def _can_be_claimed_twice(self, tokens: _Tokens) -> bool:
        asked = [{reading.term for reading in token.readings} for token in tokens if token.role == "content"]
        return sum(all(map(words.intersection, asked)) for words in self._words.values()) > 1

    def _near(self, tokens: _Tokens) -> Iterator[tuple[_Tokens, bool]]:
        """Yield the words as they are, with each one left out, and with each misspelt that may then be another; and if all is said."""
        yield tokens, True
        for place, token in enumerate(tokens):
            yield (*tokens[:place], *tokens[place + 1 :]), token.role not in ("content", "about")
            yield from (((*tokens[:place], slip, *tokens[place + 1 :]), True) for slip in self._slips(token.text))

    def _slips_of(self, word: str) -> _Tokens:
        """Return the word with two letters swapped and with one missing, where the bot may read another word in it."""
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            return ()
        middle, (own,) = len(word) // 2, self._read(word)[:1]
        slips = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :], word[:middle] + word[middle + 1 :]
        read = [self._read(slip) for slip in slips if slip != word]
        return tuple(tokens[0] for tokens in read if len(tokens) == 1 and {each.term for each in tokens[0].readings} - {own.term})
