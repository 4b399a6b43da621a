"""Why the bot decided as it did, in plain words."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from bot.decide import LEAST_LIKENESS, Answer, Chat, Clarify, Part, ReadOn, Suggest, ToPerson, is_less_like
from bot.desk.little import little_words
from bot.knowledge import Facts, Policy
from bot.model import Candidate, Reason, Reply
from bot.pipeline import Understanding

_HANDED_OFF: Final[Mapping[Reason, str]] = {
    "empty": "the message holds no words",
    "too_long": "the message is longer than the bot reads",
    "other_language": "the message is in another language than the page",
    "no_match": "nothing on the page matches well enough",
    "contact": "the visitor wants none of what was offered",
}


def verdict(reply: Reply, facts: Facts) -> str:
    """Return the sentence that says what the visitor gets."""
    if reply.kind == "answer":
        titles = " and to ".join(f'"{facts.intents[intent].title}"' for intent in reply.intents if intent in facts.intents)
        and_phone = ", and the phone number" if reply.handoff else ""
        return f"The visitor gets the page's answer to {titles}{and_phone}."
    if reply.kind == "clarify":
        return "The visitor is asked what is meant: " + " or ".join(f'"{choice.title}"' for choice in reply.choices) + "."
    if reply.handoff and reply.handoff.urgent:
        return f"The visitor is told to get help at once: {', '.join(phone.display for phone in reply.handoff.urgent)}."
    return "The visitor gets no answer, but the phone number." if reply.handoff else "The visitor gets a few words of the bot's own."


def reasons(understood: Understanding, policy: Policy) -> Iterator[str]:
    """Yield the sentences that say what was decided and why."""
    decision = understood.decision
    match decision:
        case Answer():
            yield from (_answered(candidate, understood, policy) for candidate in decision.candidates)
            if decision.advice:
                yield "Another part calls for personal advice, so that is left to a person."
            else:
                yield from (
                    f'The page does not speak of topic "{topic}", so that is handed off beside the answer.' for topic in decision.topics
                )
            if decision.partly:
                yield "Another part of the question stays without an answer; its candidates say why."
        case Clarify():
            best, *others = decision.candidates
            near = " and ".join(f'"{other.intent}" ({other.score:g})' for other in others)
            yield f'Asked back: "{best.intent}" scores {best.score:g}; {near} lies less than the margin of {policy.margin:g} below.'
        case ToPerson():
            yield from _handed_off(decision, understood, policy)
        case ReadOn():
            yield "Read on: this is what stands next on the page." if decision.passages else "Handed off: the page says no more of this."
        case Suggest():
            yield "Asked back: the message goes on with something, but nothing was answered before."
        case Chat():
            yield f'Small talk: the whole message is "{decision.id}".'
        case _:  # pragma: no cover
            assert_never(decision)


def _answered(candidate: Candidate, understood: Understanding, policy: Policy) -> str:
    rivals = [other for part in understood.parts if candidate in part.candidates for other in part.candidates if other != candidate]
    rival = _rival(candidate, rivals[0], policy) if rivals else ""
    limit = f"threshold {policy.threshold:g}"
    return f'Answered with "{candidate.intent}": no word stays unexplained, and it scores {candidate.score:g} ({limit}){rival}.'


def _rival(best: Candidate, other: Candidate, policy: Policy) -> str:
    lead = best.score - other.score
    if lead < policy.margin and is_less_like(other, best):
        return f'; "{other.intent}" comes close, but no pattern of it says just this'
    if lead < policy.margin:
        return f'; "{other.intent}" comes close but quotes the same'
    return f', {lead:.4g} more than "{other.intent}" (margin {policy.margin:g})'


def _handed_off(decision: ToPerson, understood: Understanding, policy: Policy) -> Iterator[str]:
    if decision.reason == "personal_advice":
        yield "Handed off: a guard saw a call for personal advice."
    elif understood.alarm:
        seen = " and ".join(reason.replace("_", " ") for reason in understood.alarm.reasons)
        yield f"Handed off: a guard saw {seen}, so nothing else was looked at."
    elif decision.topic:
        yield f'Handed off: this is about topic "{decision.topic}", of which the page does not speak.'
    else:
        asked = [part for part in understood.parts if part.asks] or understood.parts
        yield f"Handed off: {_HANDED_OFF.get(decision.reason, decision.reason)}."
        yield from (_too_weak(part, policy) for part in asked)


def _too_weak(part: Part, policy: Policy) -> str:
    text = " ".join(token.text for token in part.tokens)
    if little := little_words((part,)):
        return f'"{text}": {little}, whatever pattern holds it. Add a word that says what is asked about.'
    if not part.candidates:
        return f'"{text}": no pattern holds any of its words.'
    best = part.candidates[0]
    if best.unexplained:
        words = " and ".join(f'"{word}"' for word in best.unexplained)
        return f'"{text}": the best candidate "{best.intent}" does not explain {words}.'
    if best.score < policy.threshold:
        return f'"{text}": the best candidate "{best.intent}" scores {best.score:g}, less than the threshold of {policy.threshold:g}.'
    if best.covered >= policy.coverage:
        return f'"{text}": it is too unlike every pattern of "{best.intent}" ({best.pattern_score:.2f}; it takes {LEAST_LIKENESS:g}).'
    return f'"{text}": of the best pattern of "{best.intent}" it holds {best.covered:.2f}, less than the coverage of {policy.coverage:g}.'
