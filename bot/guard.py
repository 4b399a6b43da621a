"""Guard: recognise danger, before anything else is looked at, and calls for personal advice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
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
#: what silences a guard stands at most so many words from what the guard saw
_BESIDE: Final = 3
#: and so many words, none of which says something, stand at most between two of its own
_WITHIN: Final = 2


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the guards saw: the first reason counts, the others go beside it."""

    reasons: tuple[Reason, ...]
    spotted: tuple[Spotted, ...]


@dataclass(frozen=True, slots=True)
class Guards:
    """The guards of the content, prepared for spotting, and what calms them."""

    #: what tells of ``DANGER``, and what calls for ``ADVICE``
    triggers: Mapping[frozenset[Reason], Spotter]
    silencers: Spotter
    reasons: Mapping[str, Reason]
    calm: Spotter
    #: shows that it is happening now, whatever else is said
    acute: Spotter
    #: id of what calms -> reasons of the guards that it may silence, and at most how many words from what they saw
    calms: Mapping[str, tuple[frozenset[Reason], int]]
    #: id of a guard for advice -> intents that are answered all the same
    gives_way: Mapping[str, frozenset[str]]
    #: words that begin another thing that is told, and of these the ones that do so only where the two share no word
    joints: frozenset[str]
    story_starts: frozenset[str]
    #: words that begin it after a joint: "… but now", "… and he"
    tellers: frozenset[str]
    #: joints that begin it whatever follows, if what calms came before
    contrasts: frozenset[str]
    #: words that tell that it is so at present, or is not
    present: frozenset[str]


def guard(sentences: Iterable[Message], guards: Guards, wanted: frozenset[Reason]) -> Alarm | None:
    """Return what the guards of the ``wanted`` reasons see in the message, None if nothing.

    No pattern reaches from one sentence into the next. A guard is silent where one of its ``unless`` patterns stands beside what it
    saw, or what calms it near to that; nothing calms if this sentence or the next says that it is happening now.
    """
    loud = tuple(found for found, silencer in seen(sentences, guards, wanted) if not silencer)
    told = {guards.reasons[found.id] for found in loud}
    reasons = tuple(reason for reason in _ORDER if reason in told)
    return Alarm(reasons, loud) if loud else None


def seen(sentences: Iterable[Message], guards: Guards, wanted: frozenset[Reason]) -> Iterator[tuple[Spotted, Spotted | None]]:
    """Yield what the guards of the ``wanted`` reasons see, each with what silences it: its own ``unless``, else what calms, else None."""
    read = [*sentences]
    alert = [spotter for reasons, spotter in guards.triggers.items() if reasons <= wanted]
    for place, sentence in enumerate(read):
        spotted = [found for spotter in alert for found in spotter.spot(sentence, between=1, again=True, breaks=wanted != ADVICE)]
        silent = guards.silencers.spot(sentence, between=0, apart=_WITHIN, again=True) if spotted else ()
        calm = guards.calm.spot(sentence, between=0, apart=1, again=True) if spotted else ()
        acute = {found.id for part in read[place : place + 2] if calm for found in guards.acute.spot(part)}
        for found in spotted:
            own = (beside for beside in silent if beside.id == found.id and _is_beside(beside, found, sentence, guards))
            near = (calming for calming in calm if calming.id not in acute and _calms(calming, found, sentence, guards))
            yield found, next(chain(own, near), None)


def _is_beside(silent: Spotted, found: Spotted, sentence: Message, guards: Guards) -> bool:
    """Return whether what silences a guard stands next to what the guard saw, and speaks of the same thing.

    "I had a test and there is blood" tells of two things, and so do "i want to die i live alone" and "not in line, i can not stand"; one
    of them is danger. The later one may begin with the very word that says so.
    """
    first, last = found.positions[0], found.positions[-1]
    reach = range(min(first, silent.positions[0]), max(last, silent.positions[-1]))
    apart = set(found.positions).isdisjoint(silent.positions)
    own = {*range(first, last), *silent.positions}
    joints = guards.joints | guards.story_starts if apart else guards.joints
    joined = any(sentence.tokens[place].word in joints for place in reach if place not in own)
    joined |= apart and sentence.tokens[max(first, silent.positions[0])].word in guards.story_starts
    joined |= any(_after_a_mark(sentence, found, silent))
    return _away(found, silent) <= _BESIDE and not joined


def _calms(near: Spotted, found: Spotted, sentence: Message, guards: Guards) -> bool:
    """Return whether what calms stands near enough to what the guard saw, and speaks of the same thing.

    "He is better now but he cannot breathe" tells of two things, and so does "years ago, my legs will not move"; "years ago, he fell" does
    not.
    """
    reasons, within = guards.calms[near.id]
    if guards.reasons[found.id] not in reasons or _away(found, near) > within:
        return False
    first, last = sorted([near, found], key=lambda one: one.positions[0])
    between = {*range(first.positions[-1] + 1, last.positions[-1])}.difference(near.positions, found.positions)
    words = [token.word for token in sentence.tokens]
    for place in _after_a_mark(sentence, near, found):
        if first is near and words[place] in guards.story_starts and guards.present.intersection(words[place : last.positions[-1] + 1]):
            return False
    return not any(
        words[place] in guards.joints and (words[place + 1] in guards.tellers or (first is near and words[place] in guards.contrasts))
        for place in between
    )


def _after_a_mark(sentence: Message, one: Spotted, other: Spotted) -> Iterator[int]:
    """Yield the places from one to the other before which a comma or the like stands."""
    places = range(min(one.positions[-1], other.positions[-1]) + 1, max(one.positions[0], other.positions[0]) + 1)
    tokens = sentence.tokens
    return (place for place in places if tokens[place].span.start > tokens[place - 1].span.end + 1)


def _away(one: Spotted, other: Spotted) -> int:
    """Return how many words lie from one to the other, 0 or less if they share a place."""
    return max(one.positions[0] - other.positions[-1], other.positions[0] - one.positions[-1])
