"""Decide on what was looked up: answer, ask back or hand off. The only place where the policy's numbers are applied."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge import Policy
from bot.model import Candidate, Quote, Reason, Spotted, Token


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that was looked up: what it may mean."""

    #: its tokens, with those of the clause before if it leans on that
    tokens: tuple[Token, ...]
    #: whether it asks; else it is background
    asks: bool
    #: the topic that was spotted in it, or that it leans on
    topic: Spotted | None
    candidates: tuple[Candidate, ...]
    #: whether the topic was spotted in the clause itself
    named: bool = True
    #: intents that may answer it though it calls for personal advice; None if it does not call
    given: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The page answers: quote these intents."""

    candidates: tuple[Candidate, ...]
    #: topics of the message that the page does not speak of
    topics: tuple[str, ...] = ()
    #: whether another part of the message stays without an answer
    partly: bool = False
    #: whether another part calls for personal advice
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Clarify:
    """Two or three things could be meant: ask."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ToPerson:
    """A person should answer."""

    reason: Reason
    topic: str | None = None
    #: what came near, if nothing is understood
    candidates: tuple[Candidate, ...] = ()
    #: two letters, if the message is in another language that the bot has a sentence of
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReadOn:
    """The visitor wants to hear more: what is next on the page; nothing if that is all."""

    passages: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Suggest:
    """The visitor goes on with nothing: offer what to ask first."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Small talk."""

    id: str


#: id of an intent -> what it quotes
Quotes = Mapping[str, frozenset[Quote]]
Decision = Answer | Clarify | ToPerson | ReadOn | Suggest | Chat

_MOST_CHOICES = 3
#: least score of a clause that is understood by itself, 0 to 100, and least share of the best pattern's own words that it holds
ENOUGH = 60.0
ENOUGH_COVERED = 0.6
#: lowest likeness to a pattern, 0 to 1, that is answered, however much speaks for the intent as a whole
LEAST_LIKENESS = 0.32
#: lowest likeness of a part that says just what a pattern says ("What is IMRT?" after a story; "can IMRT?" is below it)
JUST_THE_PATTERN = 0.9
#: largest gap in likeness at which another intent still rivals an exact pattern
NEARLY_AS_LIKE = 0.2


def decide(parts: tuple[Part, ...], policy: Policy, quotes: Quotes, elsewhere: frozenset[str] = frozenset()) -> Decision:
    """Decide on the parts of a message.

    Background is set aside if anything asks. A part is answered if its best candidate reaches the threshold and ``LEAST_LIKENESS``,
    leaves no content word unexplained, has a pattern that the part holds to the coverage, and leads by the margin, whatever the
    runner-up's own score; a runner-up with a quote in common is no rival.
    A part that calls for advice is left to a person, and the whole message if another part names a topic; else the others are answered.
    ``elsewhere`` are the topics that have nothing to do with the page.
    """
    story = next((part.topic.id for part in parts if part.topic and not part.asks), None)
    if story in elsewhere and not any(token.role == "about" for part in parts for token in part.tokens):
        # Nothing speaks of the page's subject, something of another: "my car's beams are too bright. How do I adjust them?"
        return ToPerson("personal_advice") if any(part.given is not None for part in parts) else ToPerson("topic", story)
    asked = [part for part in parts if part.asks] or list(parts)
    topics = tuple(dict.fromkeys(part.topic.id for part in asked if part.topic))
    open_parts = [part for part in asked if _is_open(part)]
    choices = [(part, _choose(part.candidates, policy, quotes) if _is_open(part) else ()) for part in asked]
    advice = any(_is_for_a_person(part, choice) for part, choice in choices)
    chosen = [choice for part, choice in choices if _is_open(part) and not _is_for_a_person(part, choice)]
    answers = _distinct([choice[0] for choice in chosen if len(choice) == 1])
    is_letter = advice and any(part.topic and part.given is None for part in asked)
    if answers and not is_letter:
        return Answer(answers, topics, partly=any(len(choice) != 1 for choice in chosen), advice=advice)
    if advice:
        return ToPerson("personal_advice")
    if topics:
        return ToPerson("topic", topics[0])
    unclear = next((choice for choice in chosen if len(choice) > 1), None)
    if unclear:
        return Clarify(unclear)
    return ToPerson("topic", story) if story else ToPerson("no_match", candidates=_ranked(open_parts))


def is_sure(candidate: Candidate, policy: Policy) -> bool:
    """Return whether the policy allows an answer with ``candidate`` if nothing else comes close."""
    alike = candidate.covered >= policy.coverage and candidate.pattern_score >= LEAST_LIKENESS
    return alike and not candidate.unexplained and candidate.score >= policy.threshold


def is_less_like(other: Candidate, best: Candidate) -> bool:
    """Return whether the best says just what a pattern says, written by an editor for these very words, and the other clearly does not."""
    return best.pattern_score >= JUST_THE_PATTERN and best.pattern_score - other.pattern_score > NEARLY_AS_LIKE


def explaining(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """Return the best candidate that leaves no word unexplained."""
    return next((candidate for candidate in candidates if not candidate.unexplained), None)


def understood(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """Return what the clause means by itself, if that is enough to be understood.

    That does not depend on the policy: what a stricter one does not answer must not lean, and so be answered as something else.
    """
    best = explaining(candidates)
    return best if best and best.covered >= ENOUGH_COVERED and best.score >= ENOUGH else None


def _is_for_a_person(part: Part, choice: tuple[Candidate, ...]) -> bool:
    """Return whether the part calls for personal advice, and its answer is none of those that may be given all the same."""
    return part.given is not None and (len(choice) != 1 or choice[0].intent not in part.given)


def _is_open(part: Part) -> bool:
    """Return whether the page may answer the part: it says something, and of no topic."""
    return not part.topic and says_something(part)


def says_something(part: Part) -> bool:
    """Return whether a word of the part says what is asked; others say too little by themselves."""
    return any(token.role in ("content", "operator", "about") for token in part.tokens)


def _choose(candidates: tuple[Candidate, ...], policy: Policy, quotes: Quotes) -> tuple[Candidate, ...]:
    """Return one candidate to answer with, several to ask about, or none."""
    found = [candidate for candidate in candidates if not candidate.unexplained]
    if not found or not is_sure(found[0], policy):
        return ()
    best, *others = found
    near = [other for other in others if best.score - other.score < policy.margin]
    rivals = [other for other in near if not _same_answer(best, other, quotes) and other.covered >= policy.coverage]
    rivals = [other for other in rivals if not is_less_like(other, best)]
    if rivals:
        return (best, *rivals)[:_MOST_CHOICES]
    # They say the same: whose pattern is most like the question says it in the order that fits best.
    return (max((best, *(other for other in near if is_sure(other, policy))), key=lambda other: other.pattern_score),)


def _same_answer(one: Candidate, other: Candidate, quotes: Quotes) -> bool:
    return not quotes.get(one.intent, frozenset()).isdisjoint(quotes.get(other.intent, frozenset()))


def _distinct(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Return each intent once, best first; of equals the one that was asked first."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: -candidate.score):
        best.setdefault(candidate.intent, candidate)
    return tuple(best.values())


def _ranked(parts: list[Part]) -> tuple[Candidate, ...]:
    found = [candidate for part in parts for candidate in part.candidates]
    return tuple(sorted(found, key=lambda candidate: -candidate.score))
