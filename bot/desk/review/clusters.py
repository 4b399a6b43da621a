"""Clusters: questions without an answer, masked and put together by their likeness. The same questions give the same clusters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.log.mask import MARK, mask
from bot.pipeline import Bot, Understanding

#: lowest likeness, 0 to 100, of a question's words to those of the first of its cluster: one word of five may differ
_LIKE: Final = 80
_ROLES: Final = ("content", "operator", "about")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Like questions that are not answered."""

    #: each with how often it was asked, the most frequent first
    questions: tuple[tuple[str, int], ...]
    #: how the bot reads the first
    understanding: Understanding

    @property
    def question(self) -> str:
        """The one that stands for all."""
        return self.questions[0][0]

    @property
    def times(self) -> int:
        """How often they were asked."""
        return sum(times for _, times in self.questions)


@dataclass(frozen=True, slots=True)
class Clusters:
    """What was asked, and how much of it is not shown."""

    #: the most frequent first
    shown: tuple[Cluster, ...]
    #: questions that got what they asked for, or were known as a topic, a danger, or a few words
    understood: int
    #: questions without an answer that too few asked alike
    rare: int


def find_clusters(asked: Iterable[str], bot: Bot, at_least: int) -> Clusters:
    """Return the clusters of what ``bot`` neither answers nor knows as a topic, if asked ``at_least`` times.

    Every question is masked before anything else sees it.
    """
    # What is masked already stays so, as a digit would not.
    counts = Counter(mask(question.replace(MARK, "0"), bot.knowledge.lexicon.terms) for question in asked)
    leaders: dict[str, list[tuple[str, int]]] = {}
    first: dict[str, Understanding] = {}
    understood = 0
    for question, times in sorted(counts.items(), key=lambda count: (MARK in count[0], -count[1], count[0])):
        explanation = bot.explain(question)
        handoff = explanation.reply.handoff
        if explanation.reply.kind == "answer" or not handoff or handoff.reason not in ("no_match", "ambiguous"):
            understood += times
            continue
        words = _words(explanation.understanding)
        near = process.extractOne(words, leaders.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
        leader = near[0] if near else words
        leaders.setdefault(leader, []).append((question, times))
        first.setdefault(leader, explanation.understanding)
    clusters = [Cluster(tuple(questions), first[leader]) for leader, questions in leaders.items()]
    shown = sorted((each for each in clusters if each.times >= at_least), key=lambda cluster: (-cluster.times, cluster.question))
    return Clusters(tuple(shown), understood, sum(each.times for each in clusters) - sum(each.times for each in shown))


def _words(understood: Understanding) -> str:
    """Return what a question says, in an order that does not depend on how it is put."""
    terms = [token.term for token in understood.tokens if token.role in _ROLES] or [token.term for token in understood.tokens]
    return " ".join(sorted(terms))
