"""Look up the clauses of a message: the topic that each names, and the intents that it may mean.

A clause that says nothing by itself ("can he still get it?") leans on the clause before, or on the turn before; a clause that
points back to a topic ("… chemo. how does it work?") is about that topic.
"""

from dataclasses import replace
from typing import Final

from bot.decide import JUST_THE_PATTERN, Part, understood
from bot.knowledge import Knowledge
from bot.language.language import Language
from bot.match.match import match
from bot.model import Candidate, Role, Spotted, Token
from bot.normalise.clauses import Clause
from bot.normalise.lexicon import NOT
from bot.normalise.pointing import is_anaphoric, picks_one
from bot.topic import ALIKE, asks_whether_it_applies, is_about_the_page, leaves_it_unnamed, led_to, points_to_topic, roles_of, topic_of

#: how many of the best candidates are looked for, whatever they leave unexplained: these are never answered, only shown
MOST_SHOWN: Final = 1
#: so many words of the page's subject ask something by themselves ("Can IMRT treat spinal cancer?")
_MANY: Final = 3
#: so few words of a question after a story name nothing that is asked by itself
_LITTLE: Final = 2
_OWN_ROLES: Final[tuple[Role, ...]] = ("content", "operator")
#: the page's subject says something too, unless a story of it in the same message comes before ("My tumor came back. Can IMRT?")
_OWN_ROLES_OF_A_TURN: Final[tuple[Role, ...]] = (*_OWN_ROLES, "about")


def look_up(clauses: tuple[Clause, ...], knowledge: Knowledge, turn_before: Part | None = None) -> tuple[Part, ...]:
    """Return a part for each clause, in order, with the candidates that may be answered with.

    ``turn_before`` is what the conversation was about.
    """
    parts: list[Part] = []
    before, said, language = turn_before, roles_of(turn_before), knowledge.lexicon.language
    for number, clause in enumerate(clauses):
        if parts and _is_bare(clause, language):  # "I got two bills. Why?"
            part = _part(clause, parts[-1], said, knowledge, ())
        else:
            own_roles = _OWN_ROLES if any(map(_has_a_subject, parts)) else _OWN_ROLES_OF_A_TURN
            part = _part(clause, before, said, knowledge, own_roles)
        if number and clause.asks and not understood(part.candidates):
            part = _of_the_subject(clause, clauses[:number], part.topic, knowledge) or part
            if before and before is not turn_before and not understood(part.candidates):
                part = _of_the_story(clause, before, part, knowledge) or part
        said |= roles_of(part)
        # "He said IMRT and left the room. What is that?" asks about what was said, not about the room.
        if part.asks or _has_a_subject(part) or "about" not in roles_of(before):
            before = part
        if parts and part.topic and not parts[-1].topic and is_anaphoric(clause.tokens, language) and _is_keywords(parts[-1], language):
            # "Spinal stem? Is that the spinal cord?" asks one thing, and the page does not answer it.
            parts[-1] = replace(parts[-1], topic=part.topic)
        if parts and asks_whether_it_applies(clause, part, parts[-1], language):
            part = replace(part, topic=parts[-1].topic, named=False)
        if number and clauses[number - 1].leads and clause.asks and parts[-1].topic:
            parts[-1], part = led_to(parts[-1], part, knowledge)
        parts.append(part)
    return tuple(parts)


def of_its_subject(before: Part) -> Part:
    """Return what a clause may lean on if it asks for something else of the page's subject than what the turn before was about."""
    return replace(before, tokens=tuple(token for token in before.tokens if token.role == "about"))


def with_runners_up(part: Part, knowledge: Knowledge, shown: int) -> Part:
    """Return the part with ``shown`` of its best candidates, whatever they leave unexplained: no decision asks for them."""
    return replace(part, candidates=_match(part.tokens, knowledge, shown))


def look_around(part: Part, knowledge: Knowledge) -> Part:
    """Return the part with more of its runners-up, to show how far off they are; no decision asks for them."""
    known = {candidate.intent for candidate in part.candidates}
    others = [candidate for candidate in match(part.tokens, knowledge.index) if candidate.score and candidate.intent not in known]
    return replace(part, candidates=tuple(sorted([*part.candidates, *others], key=lambda candidate: -candidate.score)))


def _has_a_subject(part: Part) -> bool:
    """Return whether the part speaks of the page's subject, or of a topic, or says what a pattern says."""
    return part.topic is not None or "about" in roles_of(part) or understood(part.candidates) is not None


def _is_bare(clause: Clause, language: Language) -> bool:
    """Return whether the clause is a question word and nothing else."""
    return len(clause.tokens) == 1 and clause.tokens[0].word in language.question_words


def _is_keywords(part: Part, language: Language) -> bool:
    """Return whether no word of the part begins a question."""
    return all(token.word not in language.question_starts for token in part.tokens)


def _part(clause: Clause, before: Part | None, said: set[Role], knowledge: Knowledge, own_roles: tuple[Role, ...]) -> Part:
    """Return the clause as it is looked up after ``before``; ``said`` are the parts that all words before it play."""
    tokens, language = clause.tokens, knowledge.lexicon.language
    candidates = _match(tokens, knowledge)
    topic = topic_of(clause, candidates, knowledge)
    alone = Part(tokens, clause.asks, topic, candidates)
    if not before or is_about_the_page(alone, before, knowledge):
        return alone
    if not topic and before.named and (points_to_topic(clause, before, language) or leaves_it_unnamed(alone, before, knowledge)):
        alone = replace(alone, topic=before.topic, named=False)
    own = any(token.role in own_roles for token in tokens)
    points_to_story = is_anaphoric(tokens, language) and not before.asks
    names = sum(token.role == "about" for token in tokens)
    # "My printer is blurry, how do I fix it?": nothing speaks of the page's subject.
    thing = before.topic is not None and before.topic.id in knowledge.facts.rival
    elsewhere = "about" not in said and points_to_story and (not names or thing or picks_one(tokens, language))
    stands = _stands_alone(own, candidates) and not elsewhere
    says = any(token.role == "content" and token.word not in language.question_words for token in tokens)
    turned = not says and any(token.term == NOT for token in tokens)
    if turned or (not points_to_story and (own or stands)):
        return alone  # among them: "Why doesn't everybody get it?"
    joined = _match(before.tokens + tokens, knowledge)
    # "My tumor came back, can IMRT treat it?" asks one thing, "I get IMRT. How does it work?" another.
    if (stands or (names >= _MANY and understood(candidates))) and not _says_more(joined, candidates):
        return alone
    return Part(before.tokens + tokens, clause.asks, alone.topic or before.topic, joined, alone.named and alone.topic is not None)


def _of_the_story(clause: Clause, before: Part, part: Part, knowledge: Knowledge) -> Part | None:
    """Return the clause, looked up as ``part``, as a question about the story before it ("It is next to the spinal stem. Would it help?").

    It is one if it only asks whether something is so, and together with the story is understood.
    """
    says = sum(token.role == "content" for token in clause.tokens)
    turns = any(token.role == "operator" or token.word in knowledge.lexicon.language.question_words for token in clause.tokens)
    if before.asks or part.topic or says > _LITTLE or turns or any(token.role == "operator" for token in before.tokens):
        return None  # among them: "My tumor never came back. Can IMRT help?"
    tokens = before.tokens + clause.tokens
    candidates = _match(tokens, knowledge)
    return Part(tokens, clause.asks, before.topic, candidates) if understood(candidates) else None


def _of_the_subject(clause: Clause, told: tuple[Clause, ...], topic: Spotted | None, knowledge: Knowledge) -> Part | None:
    """Return the clause as a question about the subject of the story before it ("She said IMRT. What is it?"), if it is one.

    If there is no such subject, nor a ``topic`` of another thing, it may be a question by itself that names two things at least.
    """
    if not is_anaphoric(clause.tokens, knowledge.lexicon.language) or any(token.role == "about" for token in clause.tokens):
        return None
    subject = _subject(told, knowledge)
    means_another = topic is not None and topic.id in knowledge.facts.another
    if not subject and (means_another or sum(token.role == "content" for token in clause.tokens) < 2):
        return None
    tokens = subject + clause.tokens
    candidates = _match(tokens, knowledge)
    best = understood(candidates)
    if not best or best.pattern_score < ALIKE:
        return None
    return Part(tokens, clause.asks, topic_of(clause, candidates, knowledge), candidates)


def _subject(told: tuple[Clause, ...], knowledge: Knowledge) -> tuple[Token, ...]:
    """Return the one part of the page's subject that "it" means after a story of it; nothing if it may mean something else."""
    subject: tuple[Token, ...] = ()
    for clause in told:
        named = {token.term: token for token in clause.tokens if token.role == "about"}
        if _names_another(clause, knowledge) or len(named) > 1:
            subject = ()
        elif named:
            subject = tuple(named.values())
    return subject


def _names_another(clause: Clause, knowledge: Knowledge) -> bool:
    """Return whether the clause names a thing that "it" may mean: of another topic, or in a word that no dictionary has."""
    if any(token.role == "content" and not knowledge.lexicon.language.is_word(token.word) for token in clause.tokens):
        return True
    return any(found.id in knowledge.facts.another for found in knowledge.topics.spot(clause.message, breaks=False))


def _says_more(joined: tuple[Candidate, ...], alone: tuple[Candidate, ...]) -> bool:
    """Return whether the clause together with the story before it says something, and says it better than alone."""
    together, by_itself = understood(joined), understood(alone)
    return together is not None and (by_itself is None or together.score > by_itself.score)


def _match(tokens: tuple[Token, ...], knowledge: Knowledge, shown: int = 0) -> tuple[Candidate, ...]:
    return match(tokens, knowledge.index, knowledge.facts.policy.margin, shown)


def _stands_alone(own: bool, candidates: tuple[Candidate, ...]) -> bool:
    """Return whether the clause is understood by itself; one without a word of its ``own`` only if it says just what a pattern says."""
    best = understood(candidates)
    return best is not None and (own or best.pattern_score >= JUST_THE_PATTERN)
