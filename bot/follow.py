"""Follow: what a message means that only goes on with the conversation ("tell me more", "why?", "something else")."""

from typing import Final, Literal, get_args

from bot.context import Context
from bot.decide import Answer, Decision, Part, ReadOn, Suggest, ToPerson, understood
from bot.knowledge import Facts, Knowledge
from bot.model import Quote
from bot.normalise.clauses import Clause
from bot.normalise.fold import fold
from bot.normalise.message import Message

#: hear more; hear why; none of what was offered
FollowUp = Literal["more", "why", "else"]
#: most sentences of the page that are read out at once
_AT_ONCE: Final = 2


def recognise_follow_up(message: Message, knowledge: Knowledge) -> FollowUp | None:
    """Return how the message goes on with the conversation, None if it says anything else."""
    language = knowledge.lexicon.language
    said = {position for position, token in enumerate(message.tokens) if token.word not in language.fillers}
    if not all(message.tokens[position].term in knowledge.follow_ups.terms for position in said):
        return None
    whole = [found for found in knowledge.follow_ups.spot(message, whole=True) if said.issubset(found.positions)]
    return next((follow_up for follow_up in get_args(FollowUp) if any(found.id == follow_up for found in whole)), None)


def follow(follow_up: FollowUp | None, context: Context, facts: Facts) -> Decision | None:
    """Return what is done about ``follow_up`` in the conversation so far; None if it is to be looked up as a question."""
    if not follow_up:
        return None
    if follow_up == "else":
        return ToPerson("contact")
    if context.topic in facts.topics:
        return ToPerson("topic", context.topic)
    if context.misses or facts.intents.keys().isdisjoint(context.intents):
        return Suggest()
    return ReadOn(_next_passages(context, facts)) if follow_up == "more" else None


def leans_on_the_turn(clauses: tuple[Clause, ...], parts: tuple[Part, ...], turn: Part | None) -> bool:
    """Return whether what is understood of a message says nothing by itself and was looked up with the ``turn`` before ("Which ones?").

    "Who does that?" says something: what was quoted may name them. So does "And it takes the shape of the tumor?".
    """
    lean_on = turn.tokens if turn else ()
    told = [(clause, part) for clause, part in zip(clauses, parts, strict=True) if understood(part.candidates)]
    return bool(told and lean_on) and all(
        part.tokens == lean_on + clause.tokens and not any(token.role in ("content", "operator") for token in clause.tokens)
        for clause, part in told
    )


def is_said(decision: Decision, context: Context) -> bool:
    """Return whether the decision is to quote what was only just quoted: that is no reason for it, and no answer to "Which ones?"."""
    return isinstance(decision, Answer) and decision.candidates[0].intent in context.intents


def names_the_time(clauses: tuple[Clause, ...], decision: Decision, knowledge: Knowledge) -> bool:
    """Return whether the clauses ask about a time that the quotes themselves name: said again, they answer ("Also during treatment?")."""
    asked = knowledge.lexicon.language.times.intersection(token.word for clause in clauses for token in clause.tokens)
    quotes = knowledge.facts.intents[decision.candidates[0].intent].quotes if isinstance(decision, Answer) else ()
    said = {word.text for quote in quotes for word in fold(quote.text, knowledge.lexicon.language)}
    return bool(asked) and asked <= said


def _next_passages(context: Context, facts: Facts) -> tuple[Quote, ...]:
    """Return what stands on the page after the last quote, of one section; nothing at the page's end."""
    ahead = [passage for passage in facts.passages if passage.start >= context.read_to]
    return tuple(passage for passage in ahead[:_AT_ONCE] if passage.section == ahead[0].section)
