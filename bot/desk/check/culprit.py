"""The culprit: what decided a reply that should have been another, as the editor knows it."""

from dataclasses import replace
from typing import Final

from bot.decide import Answer, Chat, ToPerson
from bot.desk.check.draft import Draft
from bot.desk.evaluate.judge import GoldQuestion
from bot.desk.little import little_words
from bot.pipeline import Bot, Explanation

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


def how_to_pass(question: GoldQuestion, explanation: Explanation, draft: Draft) -> str:
    """Return what to do about an example that is not recognised."""
    wanted = question.wanted[0]
    if wanted.what == "intent" and (cure := how_to_answer(question.text, wanted.id, explanation, draft)):
        return cure
    return (
        how_to_free(explanation, draft, "delete the question here")
        or "Add a pattern that says it in these words, or delete the question here."
    )


def how_to_answer(text: str, intent: str, explanation: Explanation, draft: Draft) -> str:
    """Return what lets ``intent`` answer ``text``, where what hinders it is a guard, a word that says too little or an unknown word."""
    parts = explanation.understanding.parts
    if guard := guard_behind(explanation, draft):
        way = "write it in other words"
        if _answers_if_it_gives_way(text, intent, explanation, draft):
            way += f'; or, if a quote says for whom it is, let the clinician add "gives_way: {intent}" to the guard'
        return f"{guard} takes it. Only a clinician may change a guard: {way}."
    if little := little_words(parts):
        example = f", such as {_quoted(draft.first_way(draft.content.about[0]))}" if draft.content.about else ""
        return f"{little[0].upper()}{little[1:]}: add a word that says what is asked about{example}."
    own = next((found for part in parts for found in part.candidates if found.intent == intent), None)
    if not own or not own.unexplained:
        return ""
    words = ", ".join(map(_quoted, own.unexplained))
    roles = {token.text: token.role for part in parts for token in part.tokens}
    cure = f"No pattern of {_quoted(intent)} holds {words}: add one that does"
    if any(roles.get(word) == "operator" for word in own.unexplained):
        return f"{cure}. A word that changes what is asked is never a synonym."
    return f"{cure}, or add the word to the synonyms."


def how_to_free(explanation: Explanation, draft: Draft, instead: str) -> str:
    """Return what to do about what decided though it should not; empty if nothing fitted."""
    guard, culprit = guard_behind(explanation, draft), pattern_behind(explanation)
    if guard:
        return f"{guard} takes it. Only a clinician may change a guard: write it in other words, or {instead}."
    return f"{culprit} takes it: make that narrower, or {instead}." if culprit else ""


def guard_behind(explanation: Explanation, draft: Draft) -> str:
    """Return the guard that decided, with its line, as the beginning of a sentence; empty if none did."""
    understood = explanation.understanding
    if not understood.alarm or not isinstance(understood.decision, ToPerson):
        return ""
    found = understood.alarm.spotted[0]
    guard = draft.content.guards.get(found.id)
    if not guard:
        return f"What tells of danger in another language ({_quoted(_shortened(found.pattern))})"
    place = draft.document.values["guards", found.id, "patterns", guard.patterns.index(found.pattern)]
    return f"The guard {_quoted(found.id)} (line {place.line}, {_quoted(_shortened(found.pattern))})"


def _answers_if_it_gives_way(text: str, intent: str, explanation: Explanation, draft: Draft) -> bool:
    """Return whether ``intent`` answers ``text`` once the guards for advice that saw something give way to it: it is tried."""
    knowledge, alarm = draft.bot.knowledge, explanation.understanding.alarm
    gives = dict(knowledge.guards.gives_way)
    for found in alarm.spotted if alarm else ():
        gives[found.id] = gives.get(found.id, frozenset()) | {intent}
    reply = Bot(replace(knowledge, guards=replace(knowledge.guards, gives_way=gives))).reply(text)
    return reply.kind == "answer" and intent in reply.intents


def _quoted(text: str) -> str:
    return f'"{text}"'


def _shortened(pattern: str) -> str:
    return pattern if len(pattern) <= _LONGEST_PATTERN else f"{pattern[: _LONGEST_PATTERN - 1]}…"
