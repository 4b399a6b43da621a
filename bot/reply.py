"""Reply: put the decision into the one record that every edge shows.

The words are the content's: quotes from the page, the bot's few own sentences from ``messages``.
"""

from collections.abc import Iterable
from typing import Final, assert_never

from bot.content.load import LoadedContent
from bot.content.models import Intent, Messages
from bot.context import Context
from bot.decide import Answer, Chat, Clarify, Decision, HandOff
from bot.model import Choice, Handoff, Phone, Quote, Reason, Reply
from bot.source import Source, text_fragment

_911: Final = Phone("911", "tel:911")
_988: Final = (Phone("988", "tel:988"), Phone("text 988", "sms:988"))
#: whom to call first, by reason
_URGENT: Final[dict[Reason, tuple[Phone, ...]]] = {"emergency": (_911,), "crisis": _988}
#: misses in a row after which the phone comes first
_PATIENCE: Final = 2


def compose_reply(decision: Decision, context: Context, loaded: LoadedContent) -> Reply:
    """Return the reply to ``decision``, with the context for the next turn."""
    match decision:
        case Answer():
            return _answer(decision, loaded)
        case Clarify():
            return _clarify(decision, context, loaded)
        case HandOff():
            return _hand_off(decision, context, loaded)
        case Chat():
            return _chat(decision, context, loaded)
        case _:  # pragma: no cover
            assert_never(decision)


def urgent_reply(reasons: tuple[Reason, ...], loaded: LoadedContent) -> Reply:
    """Return the reply to danger: whom to call, at once, and nothing else."""
    urgent = tuple(phone for reason in ("emergency", "crisis") if reason in reasons for phone in _URGENT[reason])
    messages = [_say(loaded, getattr(loaded.content.messages, reason)) for reason in reasons if reason in _URGENT]
    handoff = Handoff(reasons[0], " ".join(messages), loaded.content.page_phone, urgent=urgent)
    return Reply("handoff", handoff=handoff, context=Context().record(), content_version=loaded.version)


def _answer(decision: Answer, loaded: LoadedContent) -> Reply:
    content = loaded.content
    intents = [content.intents[candidate.intent] for candidate in decision.candidates]
    quotes = _quotes(intents, loaded)
    handoff = None
    if decision.topics:
        handoff = _handoff("topic", _about_topic(loaded, content.messages.also_topic, decision.topics[0]), loaded, decision.topics[0])
    elif decision.partly:
        handoff = _handoff("no_match", content.messages.also_no_match, loaded)
    elif any(intent.contact for intent in intents):
        handoff = _handoff("contact", content.messages.contact, loaded)
    ids = tuple(candidate.intent for candidate in decision.candidates)
    following = Context(ids, None, 0, max(quote.end for quote in quotes))
    return Reply(
        "answer", ids, decision.candidates[0].score, quotes, _next_choices(ids, loaded), handoff,
        context=following.record(), content_version=loaded.version,
    )  # fmt: skip


def _clarify(decision: Clarify, context: Context, loaded: LoadedContent) -> Reply:
    content = loaded.content
    choices = tuple(Choice(candidate.intent, content.intents[candidate.intent].title) for candidate in decision.candidates)
    ids = tuple(candidate.intent for candidate in decision.candidates)
    following = Context(context.intents, None, context.misses + 1, context.read_to)
    return Reply(
        "clarify", ids, decision.candidates[0].score, (), choices, _handoff("ambiguous", content.messages.something_else, loaded),
        _say(loaded, content.messages.clarify), following.record(), loaded.version,
    )  # fmt: skip


def _hand_off(decision: HandOff, context: Context, loaded: LoadedContent) -> Reply:
    misses = context.misses + 1
    following = Context(context.intents, decision.topic, misses, context.read_to)
    score = decision.candidates[0].score if decision.candidates else 0.0
    message = _hand_off_message(decision, misses, loaded)
    return Reply(
        "handoff", (), score, handoff=_handoff(decision.reason, message, loaded, decision.topic),
        context=following.record(), content_version=loaded.version,
    )  # fmt: skip


def _hand_off_message(decision: HandOff, misses: int, loaded: LoadedContent) -> str:
    messages = loaded.content.messages
    if decision.topic:
        return _about_topic(loaded, messages.topic, decision.topic)
    if decision.reason == "no_match" and misses >= _PATIENCE:
        return messages.second_miss
    return _message(messages, decision.reason)


def _message(messages: Messages, reason: Reason) -> str:
    text = getattr(messages, "clarify" if reason == "ambiguous" else reason)
    assert isinstance(text, str)
    return text


def _chat(decision: Chat, context: Context, loaded: LoadedContent) -> Reply:
    message = _say(loaded, loaded.content.smalltalk[decision.id].reply)
    return Reply("smalltalk", message=message, context=context.record(), content_version=loaded.version)


def _handoff(reason: Reason, message: str, loaded: LoadedContent, topic: str | None = None) -> Handoff:
    return Handoff(reason, _say(loaded, message), loaded.content.page_phone, topic)


def _about_topic(loaded: LoadedContent, message: str, topic: str) -> str:
    return message.replace("{topic}", loaded.content.topics[topic].name)


def _say(loaded: LoadedContent, message: str) -> str:
    return message.replace("{phone}", loaded.content.phone)


def _quotes(intents: list[Intent], loaded: LoadedContent) -> tuple[Quote, ...]:
    """Return what to quote, in the page's order: all of one intent, or the first of each."""
    wanted = intents[0].quotes if len(intents) == 1 else [intent.quotes[0] for intent in intents]
    found = {quote_of(text, loaded.source, loaded.content.address) for text in wanted[: loaded.content.policy.max_quotes]}
    return tuple(sorted(found, key=lambda quote: quote.start))


def quote_of(text: str, source: Source, address: str) -> Quote:
    """Return the quote as it stands on the page, with its place and a link to it.

    Raises ValueError if it does not stand there; a loaded bot has been checked for that.
    """
    span = source.find(text)
    if span is None:
        raise ValueError(f"not on the page: {text}")
    passage = source.text[span.start : span.end]
    return Quote(passage, source.section_at(span.start), span.start, span.end, text_fragment(address, passage))


def _next_choices(asked: Iterable[str], loaded: LoadedContent) -> tuple[Choice, ...]:
    intents = loaded.content.intents
    following = dict.fromkeys(next_id for intent in asked for next_id in intents[intent].next)
    return tuple(Choice(intent, intents[intent].title) for intent in following if intent not in asked)[:3]
