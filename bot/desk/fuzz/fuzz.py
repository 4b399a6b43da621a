"""Ask changed questions, and compare each reply with that to the question as it stands in the content."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from bot.desk.evaluate.judge import GoldQuestion
from bot.desk.fuzz.changes import CHANGES
from bot.desk.many import Watch, replies, unwatched
from bot.model import Reply
from bot.pipeline import Bot

#: keeps its reply; asked back; handed off (it costs a phone call); flips: something else is quoted, or danger is no longer seen
Fate = Literal["keeps", "asked back", "handed off", "flips"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question that was changed."""

    #: the change, by its name, and what it made of the question
    change: str
    text: str
    before: Reply
    after: Reply
    fate: Fate


def changed_questions(questions: Iterable[str], each: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield (question, change, changed question), up to ``each`` of every question, the same ones for the same ``seed``."""
    for question in dict.fromkeys(questions):
        chance = Random(f"{seed} {question}")
        kinds = chance.sample(sorted(CHANGES), len(CHANGES))
        forms = [(question, kind, CHANGES[kind](chance, question)) for kind in kinds]
        yield from [form for form in forms if form[2] != question][:each]


def fuzz(bot: Bot, examples: Iterable[GoldQuestion], each: int, seed: int, watch: Watch = unwatched) -> list[Outcome]:
    """Return what becomes of the examples if they are changed; small talk and counter-examples are left as they are."""
    questions = [example.text for example in examples if example.group != "smalltalk" and not example.counter]
    forms = list(changed_questions(questions, each, seed))
    texts = list(dict.fromkeys(each for question, _, text in forms for each in (question, text)))
    known = dict(zip(texts, watch(replies(bot, texts), "Asking changed questions", len(texts)), strict=True))
    replied = ((change, text, known[question], known[text]) for question, change, text in forms)
    return [Outcome(change, text, before, after, fate(before, after)) for change, text, before, after in replied]


def fates_by_change(outcomes: Iterable[Outcome]) -> dict[str, Counter[Fate]]:
    """Return how many questions met which fate: for each change, by name, then for "all"."""
    fates: dict[str, Counter[Fate]] = {}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.change):
        fates.setdefault(outcome.change, Counter())[outcome.fate] += 1
    return fates | {"all": sum(fates.values(), Counter())}


def fate(before: Reply, after: Reply) -> Fate:
    """Return what became of a reply: one with the same first intent or the same quotes, or of the same reason, is kept."""
    if _is_kept(before, after):
        return "keeps"
    if after.kind == "answer" or (_is_urgent(before) and not _is_urgent(after)):
        return "flips"
    return "asked back" if after.kind == "clarify" else "handed off"


def _is_urgent(reply: Reply) -> bool:
    return reply.handoff is not None and bool(reply.handoff.urgent)


def _is_kept(before: Reply, after: Reply) -> bool:
    if before.kind != after.kind:
        return False
    if before.kind == "answer":
        return before.intents[:1] == after.intents[:1] or before.quotes == after.quotes
    if before.handoff and after.handoff:
        return (before.handoff.reason, before.handoff.urgent) == (after.handoff.reason, after.handoff.urgent)
    return before.message == after.message
