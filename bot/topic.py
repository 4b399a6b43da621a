"""What a clause has to do with a topic: it names one, means the one before it with "it", or leaves unsaid that it speaks of that."""

from dataclasses import replace
from typing import Final

from bot.decide import Part, explaining, is_sure, understood
from bot.knowledge import Knowledge
from bot.language.language import Language
from bot.model import Candidate, Role, Spotted
from bot.normalise.clauses import Clause
from bot.normalise.pointing import is_anaphoric

#: least likeness to a pattern that is taken to be written for a topic's words, 0 to 1
ALIKE: Final = 0.6


def topic_of(clause: Clause, candidates: tuple[Candidate, ...], knowledge: Knowledge) -> Spotted | None:
    """Return the topic that takes most words that say what is asked, then most words; of equals in a story a rival, else the first.

    A topic gives way to an answer whose very pattern holds its words and asks in the same way: the editor wrote that pattern for
    them ("how does it work" is no answer to "does it work").
    """
    tokens = clause.tokens

    def weight(found: Spotted) -> tuple[int, int, bool]:
        says = sum(tokens[position].role == "content" for position in found.positions)
        return says, len(found.positions), not clause.asks and found.id in knowledge.facts.rival

    topic = max(knowledge.topics.spot(clause.message, breaks=False), key=weight, default=None)
    best = explaining(candidates)
    if not topic or not best or not is_sure(best, knowledge.facts.policy):
        return topic
    held = best.terms.issuperset(tokens[position].term for position in topic.positions if tokens[position].role != "about")
    words = {word for token in tokens for word in token.term.split()}
    asks_alike = best.terms.intersection(knowledge.lexicon.language.question_words) <= words
    return None if held and asks_alike and best.pattern_score >= ALIKE else topic


def is_about_the_page(part: Part, before: Part, knowledge: Knowledge) -> bool:
    """Return whether "it" means the page's subject again, after something of it ("How long is it? What does it do?").

    In one message it does so only if the rest of the clause names two things at least, as some pattern does.
    """
    best = understood(part.candidates)
    if not best or not before.topic or before.topic.id in knowledge.facts.another:
        return False
    names = sum(token.role in ("content", "about") for token in part.tokens)
    return not before.tokens or (names > 1 and best.pattern_score >= ALIKE)


def leaves_it_unnamed(part: Part, before: Part, knowledge: Knowledge) -> bool:
    """Return whether the part asks without saying of what, after another thing ("Chemo? … And side effects?").

    A few words without a question word do so after a turn about it; after a rival of the page's subject, or a story of it, any question.
    Who names the subject but not what is asked ("… And IMRT?") asks what was asked of the rival.
    """
    facts, language, best = knowledge.facts, knowledge.lexicon.language, understood(part.candidates)
    rival = before.topic is not None and before.topic.id in facts.rival
    if not before.topic or before.topic.id not in facts.another or (before.topic.positions and (before.asks or not rival)):
        return False
    if "about" in roles_of(part):
        others = [token for token in part.tokens if token.role not in ("about", "ignored")]
        return rival and bool(others) and all(token.word in language.ellipses for token in others)
    whole = any(token.word in language.question_starts for token in part.tokens)
    return (rival or not whole) and best is not None and not facts.intents[best.intent].contact


def points_to_topic(clause: Clause, before: Part, language: Language) -> bool:
    """Return whether the clause speaks of the topic before it.

    "It" and "that" do, unless the turn before is meant and the page's subject is named; so does "this" if that is not named.
    """
    names_subject = any(token.role == "about" for token in clause.tokens)
    pointing = any(token.word in language.pointers for token in clause.tokens)
    return pointing and (not names_subject or (bool(before.tokens) and is_anaphoric(clause.tokens, language)))


def asks_whether_it_applies(clause: Clause, part: Part, before: Part, language: Language) -> bool:
    """Return whether the clause only asks if the page's subject is of use, after a story of a topic ("I am pregnant. Is it an option?")."""
    if part.topic or not clause.asks or before.asks or not before.topic or understood(before.candidates):
        return False
    said = [token for token in clause.tokens if token.role in ("content", "light", "operator")]
    names = any(token.role == "about" for token in clause.tokens)
    return names and bool(said) and all(token.word in language.applicable for token in said)


def led_to(keywords: Part, part: Part, knowledge: Knowledge) -> tuple[Part, Part]:
    """Return keywords that name a topic, and the question that they lead to: "Chemo. Side effects?" asks of chemo."""
    unnamed = not part.topic and keywords.topic and keywords.topic.id in knowledge.facts.another and "about" not in roles_of(part)
    return replace(keywords, asks=True), replace(part, topic=keywords.topic, named=False) if unnamed else part


def roles_of(part: Part | None) -> set[Role]:
    """Return the parts that the words of ``part`` play."""
    return {token.role for token in part.tokens} if part else set()
