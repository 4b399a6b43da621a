"""Guard: recognise danger and calls for personal advice, before anything else is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.model import Reason, Spotted
from bot.normalise.message import Message
from bot.spot import Spotter

#: which reason comes first if several guards see something: a life first, advice last
_ORDER: Final[tuple[Reason, ...]] = ("crisis", "emergency", "personal_advice")
#: a life is in danger
DANGER: Final[frozenset[Reason]] = frozenset(_ORDER[:2])
#: a person should advise
ADVICE: Final[frozenset[Reason]] = frozenset(_ORDER[2:])


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the guards saw: the first reason counts, the others go beside it."""

    reasons: tuple[Reason, ...]
    spotted: tuple[Spotted, ...]


@dataclass(frozen=True, slots=True)
class Guards:
    """The guards of the content, prepared for spotting."""

    triggers: Spotter
    silencers: Spotter
    reasons: Mapping[str, Reason]


def guard(sentences: Iterable[Message], guards: Guards, wanted: frozenset[Reason]) -> Alarm | None:
    """Return what the guards of the ``wanted`` reasons see in the message, None if nothing.

    No pattern reaches from one sentence into the next; a guard is silent in a sentence that holds one of its ``unless`` patterns.
    """
    loud = tuple(found for sentence in sentences for found in _loud(sentence, guards, wanted))
    seen = {guards.reasons[found.id] for found in loud}
    reasons = tuple(reason for reason in _ORDER if reason in seen)
    return Alarm(reasons, loud) if loud else None


def _loud(sentence: Message, guards: Guards, wanted: frozenset[Reason]) -> list[Spotted]:
    spotted = [found for found in guards.triggers.spot(sentence) if guards.reasons[found.id] in wanted]
    silent = {found.id for found in guards.silencers.spot(sentence)} if spotted else set()
    return [found for found in spotted if found.id not in silent]
