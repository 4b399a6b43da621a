"""The culprit: what decided a reply that should have been another, as the editor knows it."""

from itertools import chain
from typing import Final

from bot.decide import Answer, Chat, ToPerson
from bot.desk.evaluate.judge import GoldQuestion
from bot.pipeline import Explanation

#: a longer pattern is cut in a message, in characters
_LONGEST_PATTERN: Final = 60


def pattern_behind(explanation: Explanation, intent: str = "") -> str:
    """Return what decided the reply, as the beginning of a sentence; empty if nothing fitted.

    Of several intents that answer, ``intent`` is meant, else the first.
    """
    understood = explanation.understanding
    match understood.decision:
        case Chat(id=chat):
            return f'Small talk "{chat}"'
        case Answer(candidates=candidates):
            patterns = [found.pattern for found in candidates if found.intent == intent] or [candidates[0].pattern]
        case _ if understood.alarm:
            patterns = [found.pattern for found in understood.alarm.spotted]
        case ToPerson(topic=topic):
            patterns = [part.topic.pattern for part in understood.parts if part.topic and part.topic.id == topic]
        case _:
            patterns = []
    return f'The pattern "{_shortened(patterns[0])}"' if patterns else ""


def how_to_pass(question: GoldQuestion, explanation: Explanation) -> str:
    """Return what to do about an example that is not recognised."""
    candidates = chain.from_iterable(part.candidates for part in explanation.understanding.parts)
    wanted = question.wanted[0]
    own = next((found for found in candidates if wanted.what == "intent" and found.intent == wanted.id), None)
    if own and own.unexplained:
        words = ", ".join(f'"{word}"' for word in own.unexplained)
        return f'No pattern of "{own.intent}" holds {words}: add one that does, or add the word to the synonyms.'
    culprit = pattern_behind(explanation)
    if culprit:
        return f"{culprit} takes it: make that narrower, or delete the question here."
    return "Add a pattern that says it in these words, or delete the question here."


def _shortened(pattern: str) -> str:
    return pattern if len(pattern) <= _LONGEST_PATTERN else f"{pattern[: _LONGEST_PATTERN - 1]}…"
