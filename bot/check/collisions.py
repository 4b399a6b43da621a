"""Collisions: the shortest questions that two intents both claim, so that the bot must ask back.

Every pattern is said in all of its ways, with each of its words left out and each misspelt. Synonyms need no way of their own: the
bot reads each as the main word of its group, so what collides with one collides with all. The patterns themselves are looked at by the
rule, always.
"""

from collections.abc import Iterator
from typing import Final

from bot.check.draft import Draft, Watch
from bot.check.rules.collision import RULE
from bot.content.nodes import Path
from bot.content.pattern import expand
from bot.errors import Problem
from bot.normalise.tokens import normalise

#: shorter words are not misspelt, in letters
_SHORTEST_MISSPELT: Final = 4
#: shortest questions that are shown of each two intents
_MOST_SHOWN: Final = 3


def collisions(draft: Draft, watch: Watch) -> list[Problem]:
    """Return a problem for each of the shortest questions that two intents claim, at the pattern that it was made of."""
    made = _questions(draft)
    patterns = {" ".join(expand(pattern)[0]) for _, _, pattern in draft.intent_patterns()}
    claimed: dict[tuple[str, ...], list[str]] = {}
    for question in watch(sorted(made.keys() - patterns, key=lambda text: (len(text.split()), len(text), text)), "Looking for collisions"):
        reply = draft.reply(question)
        if reply.kind == "clarify":
            claimed.setdefault(tuple(sorted(choice.intent for choice in reply.choices)), []).append(question)
    return [_problem(draft, made[question], question, intents) for intents, found in claimed.items() for question in found[:_MOST_SHOWN]]


def _problem(draft: Draft, path: Path, question: str, intents: tuple[str, ...]) -> Problem:
    message = f'the question "{question}" is claimed by {" and ".join(f"{chr(34)}{intent}{chr(34)}" for intent in intents)}'
    cure = "Add a pattern that says it to the one that is meant, or leave it: the bot asks back."
    return draft.problem(path, RULE.id, message, cure)


def _questions(draft: Draft) -> dict[str, Path]:
    """Return the questions, each with the first pattern that it can be made of; no two that the bot reads as the same words."""
    made: dict[str, Path] = {}
    read: set[tuple[tuple[str, ...], ...]] = set()
    for _, path, pattern in draft.intent_patterns():
        for words in expand(pattern):
            for said in _near(words):
                question = " ".join(said)
                tokens = normalise(question, draft.bot.knowledge.lexicon)
                terms = tuple(tuple(reading.term for reading in token.readings) for token in tokens)
                if terms and terms not in read:
                    read.add(terms)
                    made[question] = path
    return made


def _near(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words as they are, with each one left out, and with each one misspelt: two letters swapped, or one missing."""
    yield words
    for place, word in enumerate(words):
        yield (*words[:place], *words[place + 1 :])
        if len(word) >= _SHORTEST_MISSPELT:
            middle = len(word) // 2
            swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
            for slip in (swapped, word[:middle] + word[middle + 1 :]):
                yield (*words[:place], slip, *words[place + 1 :])
