"""Gather: everything that stands in the report, from the content, its page, its tests, and what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from bot.content.load import LoadedContent
from bot.content.models import Content
from bot.errors import Problem
from bot.evaluate import Evaluation
from bot.fuzz.fuzz import Fate, Outcome, fates_by_change
from bot.judge import describe, describe_wanted
from bot.pipeline import Bot
from bot.report.plots import Bar, stacked_bars
from bot.report.since import Since
from bot.review.clusters import Cluster


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out about the content, before it is put together."""

    problems: Sequence[Problem]
    tests: Evaluation
    #: what becomes of the examples if they are typed as hurried people type
    typed: Sequence[Outcome]
    #: what visitors asked and did not get; None if no log was given
    asked: Sequence[Cluster] | None = None
    #: None if nothing was compared with
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the page, and who quotes it."""

    text: str
    intents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that the template shows."""

    title: str
    loaded: LoadedContent
    bot: Bot
    #: the day of the report
    made: str
    found: Found
    #: section of the page -> its sentences
    sections: Mapping[str, Sequence[Passage]]
    coverage_plot: Markup
    test_plot: Markup
    typed_plot: Markup

    @property
    def content(self) -> Content:
        """What the file says."""
        return self.loaded.content

    @property
    def covered(self) -> tuple[int, int]:
        """How many sentences of the page are quoted, and how many there are."""
        passages = [passage for section in self.sections.values() for passage in section]
        return sum(bool(passage.intents) for passage in passages), len(passages)

    @property
    def collisions(self) -> list[Problem]:
        """The findings that say that two intents claim one question."""
        return [problem for problem in self.found.problems if problem.rule in _COLLISIONS]

    @property
    def other_problems(self) -> list[Problem]:
        """All other findings of the check."""
        return [problem for problem in self.found.problems if problem.rule not in _COLLISIONS]

    @property
    def failed(self) -> list[tuple[str, str, str]]:
        """Return (question, what became of it, what is wanted) for each test with a wrong quote, or of the content's own and not right."""
        facts, tests = self.bot.knowledge.facts, self.found.tests
        cases = [case for case in tests.cases if case.outcome == "wrong" or (case.question.own and case.outcome != "right")]
        return [
            (case.question.text, describe(case.reply, facts), _wanted(case.question.counter, describe_wanted(case.question)))
            for case in cases
        ]

    @property
    def fates(self) -> Mapping[str, Mapping[Fate, int]]:
        """How many examples met which fate, for each way to type them, and for all."""
        return fates_by_change(self.found.typed)

    @property
    def flips(self) -> list[tuple[str, str, str]]:
        """Return (what was typed, what it is, what it should be) for each example that gets another answer if it is typed so."""
        facts, flips = self.bot.knowledge.facts, [outcome for outcome in self.found.typed if outcome.fate == "flips"]
        return [(flip.changed.text, describe(flip.after, facts), describe(flip.before, facts)) for flip in flips]


#: what becomes of a changed question -> the part of a bar
_PARTS: Final[Mapping[Fate, str]] = {"keeps": "right", "asked back": "asked_back", "handed off": "handed_off", "flips": "wrong"}
_COLLISIONS: Final = ("collision", "duplicate-pattern", "stolen-pattern")


def gather(loaded: LoadedContent, bot: Bot, found: Found, made: str) -> Report:
    """Return the report of the content on the day ``made``."""
    sections = _sections(loaded)
    coverage = [Bar(name, _split(passages)) for name, passages in sections.items()]
    tests = [Bar(group, _outcomes(found.tests, group)) for group in found.tests.groups]
    typed = [Bar(change, {part: counts[fate] for fate, part in _PARTS.items()}) for change, counts in fates_by_change(found.typed).items()]
    title = loaded.source.title or loaded.content.address
    plots = (
        stacked_bars(coverage, "Sentences that are quoted, by section"),
        stacked_bars(tests, "Tests that are right, by group"),
        stacked_bars(typed, "Examples that keep their reply, by the way they are typed"),
    )
    return Report(title, loaded, bot, made, found, sections, *plots)


def _sections(loaded: LoadedContent) -> dict[str, list[Passage]]:
    quoted: dict[int, list[str]] = {}
    for intent_id, intent in loaded.content.intents.items():
        spans = (loaded.source.find(quote) for quote in intent.quotes)
        for number in {number for span in spans if span for number in loaded.source.sentences_in(span)}:
            quoted.setdefault(number, []).append(intent_id)
    passages = [
        (each.section, Passage(" ".join(each.text.split()), tuple(quoted.get(n, ())))) for n, each in enumerate(loaded.source.sentences)
    ]
    return {section: [passage for _, passage in group] for section, group in groupby(passages, key=lambda pair: pair[0])}


def _split(passages: Sequence[Passage]) -> dict[str, int]:
    quoted = sum(bool(passage.intents) for passage in passages)
    return {"right": quoted, "missing": len(passages) - quoted}


def _outcomes(tests: Evaluation, group: str) -> dict[str, int]:
    counts = tests.count(group)
    return {"right": counts.right, "asked_back": counts.asked_back, "handed_off": counts.handed_off, "wrong": counts.wrong}


def _wanted(counter: bool, wanted: str) -> str:
    return f"not {wanted}" if counter else wanted
