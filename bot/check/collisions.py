"""Collisions: the shortest questions that two intents both claim, so that the bot must ask back.

Every pattern is said in all of its ways, with each of its words left out, and with each misspelt that may be read as another word.
Synonyms need no way of their own: the bot reads each as the main word of its group, so what collides with one collides with all.
The patterns themselves are looked at by the rule, always.

Only what two intents can claim is asked: they must both hold every word that says what is asked.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final

from bot.check.draft import Draft, Watch
from bot.check.rules.collision import RULE
from bot.content.nodes import Path
from bot.errors import Problem
from bot.model import Token
from bot.normalise.tokens import normalise

#: shorter words are not misspelt, in letters
_SHORTEST_MISSPELT: Final = 4
#: shortest questions that are shown of each two intents
_MOST_SHOWN: Final = 3
#: questions that are asked, the shortest first: a long one is seldom asked
_MOST_ASKED: Final = 20_000
_Tokens = tuple[Token, ...]


def collisions(draft: Draft, watch: Watch) -> list[Problem]:
    """Return a problem for each of the shortest questions that two intents claim, at the pattern that it was made of."""
    made = _Questions(draft).made(watch)
    claimed: dict[tuple[str, ...], list[str]] = {}
    shortest = sorted(made, key=lambda text: (len(text.split()), len(text), text))[:_MOST_ASKED]
    for question in watch(shortest, "Looking for collisions"):
        reply = draft.reply(question)
        if reply.kind == "clarify":
            claimed.setdefault(tuple(sorted(choice.intent for choice in reply.choices)), []).append(question)
    return [_problem(draft, made[question], question, intents) for intents, found in claimed.items() for question in found[:_MOST_SHOWN]]


def _problem(draft: Draft, path: Path, question: str, intents: tuple[str, ...]) -> Problem:
    claimed = " and ".join(f'"{intent}"' for intent in intents)
    cure = "Add a pattern that says it to the one that is meant, or leave it: the bot asks back."
    return draft.problem(path, RULE.id, f'the question "{question}" is claimed by {claimed}', cure)


class _Questions:
    """Makes questions that two intents may claim."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._read = cache(lambda text: normalise(text, draft.bot.knowledge.lexicon))
        self._slips = cache(self._slips_of)
        self._words = {
            intent_id: {term for text in (intent.title, *intent.quotes) for term in draft.terms(text)}
            for intent_id, intent in draft.content.intents.items()
        }
        for terms, owners in draft.owners.items():
            for intent_id in owners:
                self._words[intent_id].update(terms)

    def made(self, watch: Watch) -> dict[str, Path]:
        """Return the questions, each with the first pattern that it can be made of; of those with the same words only one."""
        made: dict[str, Path] = {}
        seen = {frozenset(terms) for terms in self._draft.owners}
        paths = {" ".join(words): path for _, path, pattern in self._draft.intent_patterns() for words in self._draft.ways(pattern)}
        for text in watch(list(paths), "Making questions"):
            for tokens in self._near(self._read(text)):
                terms = frozenset(reading.term for token in tokens for reading in token.readings)
                if terms not in seen and self._can_be_claimed_twice(tokens):
                    made[" ".join(token.text for token in tokens)] = paths[text]
                seen.add(terms)
        return made

    def _can_be_claimed_twice(self, tokens: _Tokens) -> bool:
        asked = [{reading.term for reading in token.readings} for token in tokens if token.role == "content"]
        return sum(not any(terms.isdisjoint(words) for terms in asked) for words in self._words.values()) > 1

    def _near(self, tokens: _Tokens) -> Iterator[_Tokens]:
        """Yield the words with each one left out, and with each one misspelt that may then be another."""
        for place, token in enumerate(tokens):
            yield (*tokens[:place], *tokens[place + 1 :])
            for slip in self._slips(token.text):
                yield (*tokens[:place], slip, *tokens[place + 1 :])

    def _slips_of(self, word: str) -> _Tokens:
        """Return the word with two letters swapped and with one missing, where the bot may read another word in it."""
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            return ()
        middle, (own,) = len(word) // 2, self._read(word)[:1]
        slips = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :], word[:middle] + word[middle + 1 :]
        read = [self._read(slip) for slip in slips if slip != word]
        return tuple(tokens[0] for tokens in read if len(tokens) == 1 and {each.term for each in tokens[0].readings} - {own.term})
