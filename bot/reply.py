"""Reply: put the decision into the one record that every edge shows.

The words are the content's: quotes from the page, the bot's few own sentences from ``messages``.
"""

from dataclasses import replace
from typing import Final, assert_never

from bot.context import Context
from bot.decide import Answer, Chat, Clarify, Decision, ReadOn, Suggest, ToPerson
from bot.knowledge import Facts, KnownIntent
from bot.language.others import sentence_in
from bot.model import DANGERS, Candidate, Choice, Handoff, Phone, Quote, Reason, Reply

_911: Final = Phone("911", "tel:911")
_988: Final = (Phone("988", "tel:988"), Phone("text 988", "sms:988"))
#: whom to call first, by reason
_URGENT: Final[dict[Reason, tuple[Phone, ...]]] = {"emergency": (_911,), "crisis": _988}
_MOST_CHOICES: Final = 3
#: misses in a row after which the phone comes first
_PATIENCE: Final = 2


def compose_reply(decision: Decision, context: Context, facts: Facts, *, told: bool = False, points: bool = False) -> Reply:
    """Return the reply to ``decision``, with the context for the next turn.

    ``told``: there was a story, which may be no question; ``points``: it speaks of what the turn before was about.
    """
    match decision:
        case Answer():
            reply = _answer(decision, context, facts)
        case Clarify():
            offered = tuple(Choice(candidate.intent, facts.intents[candidate.intent].title) for candidate in decision.candidates)
            reply = _ask_back(decision.candidates, offered, context, facts)
        case ToPerson():
            reply = _hand_off(decision, context, facts, told=told, points=points)
        case ReadOn():
            reply = _read_on(decision, context, facts)
        case Suggest():
            reply = _ask_back((), facts.suggestions, context, facts)
        case Chat():
            reply = Reply("smalltalk", message=facts.smalltalk[decision.id], context=context.record())
        case _:  # pragma: no cover
            assert_never(decision)
    return replace(reply, content_version=facts.version)


def urgent_reply(reasons: tuple[Reason, ...], facts: Facts, language: str = "", said: ToPerson | None = None, misses: int = 0) -> Reply:
    """Return the reply to danger: whom to call, at once, and nothing else; in ``language`` too if it was told in that.

    ``said`` is what would be said if no danger had been told of before, ``misses`` how often it was said again since.
    """
    urgent = tuple(phone for danger in DANGERS if danger in reasons for phone in _URGENT[danger])
    messages = [said for reason in reasons if reason in _URGENT for said in _in_both(reason, language, facts)]
    handoff = Handoff(reasons[0], " ".join(messages), facts.phone, urgent=urgent)
    following = Context(
        topic=said.topic if said else None, misses=misses, danger=next((danger for danger in DANGERS if danger in reasons), None)
    )
    return Reply("handoff", handoff=handoff, context=following.record(), content_version=facts.version)


def _answer(decision: Answer, context: Context, facts: Facts) -> Reply:
    most = facts.policy.max_quotes
    ids = tuple(candidate.intent for candidate in decision.candidates[:most])
    left = tuple(candidate.intent for candidate in decision.candidates[most:])
    intents = [facts.intents[intent] for intent in ids]
    quotes = _quotes(intents, most)
    handoff = None
    if decision.advice:
        handoff = Handoff("personal_advice", facts.messages["personal_advice"], facts.phone)
    elif decision.topics:
        handoff = Handoff("topic", _about_topic(facts, "also_topic", decision.topics[0]), facts.phone, decision.topics[0])
    elif decision.partly:
        handoff = Handoff("no_match", facts.messages["also_no_match"], facts.phone)
    elif any(intent.contact for intent in intents):
        handoff = Handoff("contact", facts.messages["contact"], facts.phone)
    following = Context(ids, None, 0, max(quote.end for quote in quotes))
    if all(intent.contact for intent in intents):
        # Who asks for the number goes on speaking of what came before.
        following = Context(context.intents, None, 0, context.read_to)
    score, choices = decision.candidates[0].score, _next_choices(ids, left, facts)
    return Reply("answer", ids, score, quotes, choices, handoff, context=following.record())


def _ask_back(candidates: tuple[Candidate, ...], offered: tuple[Choice, ...], context: Context, facts: Facts) -> Reply:
    """Offer at most three choices, and the way out of them; from the second miss on, the phone comes first."""
    following = Context(context.intents, None, context.misses + 1, context.read_to)
    message = facts.messages["clarify"]
    if following.misses >= _PATIENCE:
        message = f"{facts.messages['second_miss']} {message}"
    choices = offered[:_MOST_CHOICES]
    handoff = Handoff("ambiguous", facts.messages["something_else"], facts.phone)
    score = candidates[0].score if candidates else 0.0
    return Reply("clarify", tuple(choice.intent for choice in choices), score, (), choices, handoff, message, following.record())


def _hand_off(decision: ToPerson, context: Context, facts: Facts, *, told: bool, points: bool) -> Reply:
    misses = context.misses + 1
    # "Do you give chemo?" "How long is that?" "Does it hurt?": it is still chemo.
    goes_on = points and context.topic in facts.rival and decision.topic not in facts.another
    following = Context(context.intents, context.topic if goes_on else decision.topic, misses, context.read_to)
    score = decision.candidates[0].score if decision.candidates else 0.0
    message = _hand_off_message(decision, misses, facts)
    if told and "told" in facts.messages:
        message = f"{message} {facts.messages['told']}"
    handoff = Handoff(decision.reason, message, facts.phone, decision.topic)
    return Reply("handoff", (), score, handoff=handoff, context=following.record())


def _hand_off_message(decision: ToPerson, misses: int, facts: Facts) -> str:
    if decision.topic:
        return _about_topic(facts, "topic", decision.topic)
    if decision.reason == "no_match" and misses >= _PATIENCE:
        return facts.messages["second_miss"]
    return " ".join(_in_both(decision.reason, decision.language, facts))


def _in_both(reason: Reason, language: str, facts: Facts) -> list[str]:
    """Return what is said in the language of the message, if anything is, and what the content says."""
    said = sentence_in(language, reason)
    return [*([said.replace("{phone}", facts.phone.display)] if said else []), facts.messages[reason]]


def _read_on(decision: ReadOn, context: Context, facts: Facts) -> Reply:
    """Read out what is next on the page, or say that this is all; neither is a miss."""
    known = tuple(intent for intent in context.intents if intent in facts.intents)
    if not decision.passages:
        return Reply("handoff", handoff=Handoff("no_match", facts.messages["nothing_more"], facts.phone), context=context.record())
    following = Context(known, None, 0, decision.passages[-1].end)
    return Reply("answer", known, 0.0, decision.passages, _next_choices(known, (), facts), context=following.record())


def _about_topic(facts: Facts, message: str, topic: str) -> str:
    return facts.messages[message].replace("{topic}", facts.topics[topic])


def _quotes(intents: list[KnownIntent], most: int) -> tuple[Quote, ...]:
    """Return what to quote, in the page's order: all of one intent, or the first of each."""
    wanted = intents[0].quotes if len(intents) == 1 else [intent.quotes[0] for intent in intents]
    return tuple(sorted(set(wanted[:most]), key=lambda quote: quote.start))


def _next_choices(shown: tuple[str, ...], left: tuple[str, ...], facts: Facts) -> tuple[Choice, ...]:
    """Return what to ask next: first what was asked and found no room."""
    asked = [Choice(intent, facts.intents[intent].title) for intent in left]
    following = dict.fromkeys([*asked, *(choice for intent in shown for choice in facts.intents[intent].next)])
    return tuple(choice for choice in following if choice.intent not in shown)[:_MOST_CHOICES]
