"""Guard: recognise danger, before anything else is looked at, and calls for personal advice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.language.language import Language
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
    language: Language


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
    """Return whether what silences a guard stands next to what the guard saw, and speaks of the same thing."""
    return _away(found, silent) <= _BESIDE and not _tells_another(silent, found, sentence, guards, far=False)


def _calms(near: Spotted, found: Spotted, sentence: Message, guards: Guards) -> bool:
    """Return whether what may calm a guard stands near enough to what the guard saw, and speaks of the same thing."""
    reasons, within = guards.calms[near.id]
    is_near = guards.reasons[found.id] in reasons and _away(found, near) <= within
    return is_near and not _tells_another(near, found, sentence, guards, far=True)


def _tells_another(silent: Spotted, found: Spotted, sentence: Message, guards: Guards, *, far: bool) -> bool:
    """Return whether another thing that is told begins between what the guard saw and what would silence it.

    "I had a test and there is blood" tells of two things, and so do "i want to die i live alone", "not in line, i can not stand" and "he is
    better now but he cannot breathe"; one of them is danger. What stands ``far`` off is parted from it only by a word that begins a story
    after a joint, by a "but" behind it, by a comma behind the danger ("my throat is closing, what is anaphylaxis"), or by a story of the
    present after a comma ("years ago, my legs will not move", but not "years ago, he fell"); what stands next to it by any joint or comma,
    and by the first word of a story, unless the two share a word.
    """
    language = guards.language
    words = [token.word for token in sentence.tokens]
    first, last = sorted([silent, found], key=lambda one: one.positions[0])
    reach = range(first.positions[0], max(first.positions[-1], last.positions[-1]))
    own = found.positions[:-1] if far else range(found.positions[0], found.positions[-1])  # its last word may begin it: "i fainted and …"
    between = [place for place in reach if place not in silent.positions and place not in own]
    marked = [*_after_a_mark(sentence, first, last)]
    if far and first is found and marked:
        return True
    joints = language.conjunctions - language.reasons
    if far:
        at_present = language.present | language.negations
        begun = (place for place in marked if first is silent and words[place] in language.story_starts)
        if any(at_present.intersection(words[place : last.positions[-1] + 1]) for place in begun):
            return True
        tellers = language.story_starts | language.relatives | language.present | language.question_words  # "… but now", "… and he"
        joined = (place for place in between if words[place] in joints)
        return any(words[place + 1] in tellers or (first is silent and words[place] in language.contrasts) for place in joined)
    apart = set(silent.positions).isdisjoint(found.positions)
    begins = joints | language.story_starts if apart else joints
    told = any(words[place] in begins for place in between) or (apart and words[last.positions[0]] in language.story_starts)
    return told or any(marked)


def _after_a_mark(sentence: Message, first: Spotted, last: Spotted) -> Iterator[int]:
    """Yield the places from the first to the last before which a comma or the like stands."""
    tokens = sentence.tokens
    places = range(min(first.positions[-1], last.positions[-1]) + 1, max(first.positions[0], last.positions[0]) + 1)
    return (place for place in places if tokens[place].span.start > tokens[place - 1].span.end + 1)


def _away(one: Spotted, other: Spotted) -> int:
    """Return how many words lie from one to the other, 0 or less if they share a place."""
    return max(one.positions[0] - other.positions[-1], other.positions[0] - one.positions[-1])
