"""Proposals: small changes of the content that would answer a cluster, or name it as a topic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from rapidfuzz import fuzz, process

from bot.content.models import Content
from bot.desk.evaluate.judge import Wanted
from bot.desk.review.clusters import Cluster
from bot.desk.starter.spoken import Spoken
from bot.log.mask import MARK
from bot.model import Candidate, Token
from bot.source import Source, one_line

#: intents that a pattern is proposed for, and main words that a synonym is proposed for
_MOST: Final = 2
#: lowest likeness of the question's words to a pattern of a topic, 0 to 100
_LIKE_A_TOPIC: Final = 75
_LONGEST_ID: Final = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that an editor may accept."""

    kind: Literal["pattern", "synonym", "topic"]
    #: the change in one line
    text: str
    #: what the cluster's questions should then get
    wanted: Wanted
    #: what to add, each with the keys that lead to where it belongs
    additions: tuple[tuple[tuple[str, ...], str], ...]

    def alter(self, data: Any) -> None:
        """Make the change in lists, dicts and texts as they are read from the file; the name of a topic that is there stays."""
        for (*groups, key), text in self.additions:
            part = data
            for group in groups:
                part = part.setdefault(group, {})
            if groups[0] == "topics" and key == "name":
                part.setdefault(key, text)
            else:
                part[key] = list(dict.fromkeys([*part.get(key, ()), text]))


def propose(cluster: Cluster, content: Content, source: Source, spoken: Spoken) -> Iterator[Proposal]:
    """Yield what could be done about the cluster: first what hands off, then what answers; none of it is tried yet.

    Of a question with masked words nothing is made, and no topic of what the page speaks of.
    """
    if MARK in cluster.question:
        return
    tokens = [token for token in cluster.understanding.tokens if token.role != "ignored"]
    # An intent whose best pattern shares no word with the question is only likelier than others: nobody would take it.
    nearest = [candidate for candidate in candidates_of(cluster) if candidate.covered][:_MOST]
    words = " ".join(token.word for token in tokens)
    said = spoken_of(cluster, spoken)
    topic = None if said else _topic(tokens, content, cluster.question)
    if topic:
        yield topic
    quoting = [intent for intent in content.intents if said and _holds(intent, said, content, source)]
    for intent in list(dict.fromkeys([*quoting, *(candidate.intent for candidate in nearest)])):
        text = f'pattern "{words}" for intent "{intent}": {said if intent in quoting else _quote(intent, content)}'
        additions = (("intents", intent, "patterns"), words), (("intents", intent, "tests"), cluster.question)
        yield Proposal("pattern", text, Wanted("intent", intent), additions)
    for candidate in nearest[:1]:
        yield from _synonyms(candidate, tokens, cluster.question, content)


def spoken_of(cluster: Cluster, spoken: Spoken) -> str:
    """Return the sentence or heading of the page that speaks of what the cluster asks for; empty if none does."""
    return spoken.where(token.word for token in cluster.understanding.tokens if token.role == "content")


def _holds(intent: str, passage: str, content: Content, source: Source) -> bool:
    """Return whether a quote of the intent is, or holds, the passage."""
    place = source.find(passage)
    spans = map(source.find, content.intents[intent].quotes)
    return any(place and span and span.start <= place.start and place.end <= span.end for span in spans)


def candidates_of(cluster: Cluster) -> list[Candidate]:
    """Return the intents that the question may mean, each once, best first."""
    found = sorted((candidate for part in cluster.understanding.parts for candidate in part.candidates), key=lambda found: -found.score)
    return list({candidate.intent: candidate for candidate in reversed(found)}.values())[::-1]


def _synonyms(candidate: Candidate, tokens: list[Token], question: str, content: Content) -> Iterator[Proposal]:
    """Yield the one word that nothing explains as another word for one that the best pattern holds and the question lacks."""
    unknown = [token.word for token in tokens if token.text in candidate.unexplained]
    if len(unknown) != 1:
        return
    known = {main for main, others in content.synonyms.items() if unknown[0] in (main, *others)}
    missing = sorted(candidate.terms - {token.term for token in tokens} - known)
    word, intent = unknown[0], candidate.intent
    for main in [term for term in missing if _is_word(term, content)][:_MOST]:
        text = f'"{word}" as another word for "{main}", so that "{intent}" answers: {_quote(intent, content)}'
        additions = (("synonyms", main), word), (("intents", intent, "tests"), question)
        yield Proposal("synonym", text, Wanted("intent", intent), additions)


def _is_word(term: str, content: Content) -> bool:
    """Return whether ``term`` is a word as people write it, and not only the stem of one."""
    return term in content.synonyms or any(
        re.search(rf"\b{re.escape(term)}\b", pattern) for i in content.intents.values() for pattern in i.patterns
    )


def _quote(intent: str, content: Content) -> str:
    """Return the first sentence that the visitor would read."""
    return one_line(content.intents[intent].quotes[0])


def _topic(tokens: list[Token], content: Content, question: str) -> Proposal | None:
    """Return the words that say what is asked as a pattern of the topic that is most like them, or of a new one."""
    words = " ".join(token.word for token in tokens if token.role == "content")
    topic_id = re.sub(r"[^a-z0-9]+", "-", words)[:_LONGEST_ID].strip("-")
    if not topic_id[:1].isalpha():
        return None
    patterns = {pattern: topic for topic, part in content.topics.items() for pattern in part.patterns}
    near = process.extractOne(words, patterns.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE_A_TOPIC)
    topic = patterns[near[0]] if near else topic_id
    name = content.topics[topic].name if topic in content.topics else f'anything about "{words}"'
    parts = ("name", name), ("patterns", words), ("tests", question)
    additions = tuple((("topics", topic, key), text) for key, text in parts)
    return Proposal("topic", f'pattern "{words}" for topic "{topic}": This page does not say {name}.', Wanted("topic", topic), additions)
