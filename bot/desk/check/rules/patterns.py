"""Rules about patterns: each holds words, and leads to its own intent when it is asked."""

from collections.abc import Iterator

from bot.content.nodes import NodePath
from bot.content.pattern import words_of
from bot.desk.check.culprit import how_to_answer, how_to_free
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.desk.evaluate.judge import describe
from bot.desk.little import little_words
from bot.errors import Problem
from bot.language.language import language_of
from bot.model import Reply
from bot.normalise.fold import fold


@rule("empty-pattern", "error", of_knowledge=True)
def empty_pattern(draft: Draft) -> Iterator[Problem]:
    """A pattern must hold a word: without one nothing can match it."""
    language = language_of(draft.content.language)
    for path, pattern in draft.content.patterns():
        if not fold(words_of(pattern), language):
            message = f'pattern "{pattern}" holds no words'
            yield draft.document.problem(path, empty_pattern.id, message, "Write words with letters or digits, or delete the line.")


@rule("duplicate-pattern", "error", of_knowledge=True)
def duplicate_pattern(draft: Draft) -> Iterator[Problem]:
    """A pattern must not stand in two intents; word endings and synonyms aside."""
    # The first of two holders keeps it, the others are told.
    for intent_id, path, pattern in draft.intent_patterns() if draft.shared else ():
        terms = next((terms for terms in draft.in_terms(pattern) if terms in draft.shared and draft.shared[terms][0] != intent_id), None)
        if terms:
            other, first = draft.shared[terms]
            text = next((way for way in draft.ways(pattern) if draft.terms(way) == terms), pattern)
            way = "" if text == pattern else f', as "{text}"'
            message = f'pattern "{pattern}" is already in intent "{other}" (line {draft.document.values[first].line}){way}'
            yield draft.document.problem(path, duplicate_pattern.id, message, "Keep it in one of the two, or make each say what differs.")


@rule("stolen-pattern", "error", of_knowledge=True)
def stolen_pattern(draft: Draft) -> Iterator[Problem]:
    """A pattern, asked as a question, must not lead elsewhere: to another intent, a topic, a guard or small talk."""
    for intent_id, path, pattern, question, reply in _asked(draft):
        taken = reply.kind == "smalltalk" or (reply.handoff and reply.handoff.reason not in ("no_match", "ambiguous", "empty"))
        if intent_id not in reply.intents and (reply.intents or taken):
            message = f'pattern "{pattern}" of intent "{intent_id}" is {describe(reply, draft.bot.knowledge.facts)}'
            explained = draft.bot.explain(question)
            cure = how_to_answer(question, intent_id, explained, draft) if explained.understanding.alarm else ""
            cure = cure or how_to_free(explained, draft, "delete one of the two")
            yield draft.document.problem(path, stolen_pattern.id, message, cure)


@rule("dead-pattern", "warning", of_knowledge=True)
def dead_pattern(draft: Draft) -> Iterator[Problem]:
    """A pattern, asked as a question in any of its ways, must be answered: one that is handed off is of no use."""
    for intent_id, path, pattern in draft.intent_patterns():
        if _is_missed(draft, draft.first_way(pattern)) and all(_is_missed(draft, question) for question in draft.ways(pattern)):
            question = draft.first_way(pattern)
            explained = draft.bot.explain(question)
            little = little_words(explained.understanding.parts)
            message = f'pattern "{pattern}" is handed off when it is asked, because {little or "no pattern fits well enough"}'
            cure = how_to_answer(question, intent_id, explained, draft) if little else ""
            cure = cure or f'Say more in it, or delete the line; bot explain "{question}" says what is missing.'
            yield draft.document.problem(path, dead_pattern.id, message, cure)


@rule("collision", "warning", of_knowledge=True)
def collision(draft: Draft) -> Iterator[Problem]:
    """Two intents that quote different sentences should not both claim a question: the bot asks back, and nobody is answered."""
    for _, path, pattern, question, reply in _asked(draft):
        # One that stands in both of them is told as a duplicate.
        if reply.kind == "clarify" and draft.terms(question) not in draft.shared:
            way = "" if question == pattern else f', as "{question}",'
            claimed = " and ".join(f'"{choice.intent}"' for choice in reply.choices)
            cure = "Make one of them say what differs, or say that asking back is right: # check: allow collision - why"
            yield draft.document.problem(path, collision.id, f'pattern "{pattern}"{way} is claimed by {claimed}', cure)


def _asked(draft: Draft) -> Iterator[tuple[str, NodePath, str, str, Reply]]:
    """Yield (id of the intent, path, pattern, the first way to say it, what the bot replies to that) for each pattern of an intent."""
    for intent_id, path, pattern in draft.intent_patterns():
        question = draft.first_way(pattern)
        yield intent_id, path, pattern, question, draft.reply(question)


def _is_missed(draft: Draft, question: str) -> bool:
    reply = draft.reply(question)
    return reply.kind == "handoff" and reply.handoff is not None and reply.handoff.reason == "no_match"
