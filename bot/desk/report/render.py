"""Render: what was found out about the content, in one HTML file that asks nothing of the network and holds no script."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from bot.content.load import LoadedContent
from bot.desk.evaluate.evaluate import Evaluation
from bot.desk.evaluate.judge import describe, describe_wanted
from bot.desk.fuzz.fuzz import Outcome, fates_by_change
from bot.desk.report.since import Since
from bot.desk.report.template import FOLDER, filled
from bot.desk.review.clusters import Cluster
from bot.errors import Problem
from bot.model import DANGERS
from bot.pipeline import Bot
from bot.source import one_line


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


class _Passage(NamedTuple):
    """A sentence of the page, and who quotes it."""

    text: str
    section: str
    intents: list[str]


def render(loaded: LoadedContent, bot: Bot, found: Found, made: str) -> str:
    """Return the report of the day ``made`` as HTML. Its policy allows nothing but its own style, which is named by its hash."""
    style = (FOLDER / "report.css").read_text(encoding="utf-8")
    facts, passages = bot.knowledge.facts, _passages(loaded)
    return filled(
        "report.html",
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        title=loaded.source.title or loaded.content.address,
        made=made,
        version=loaded.version,
        content=loaded.content,
        facts=facts,
        reasons=(*DANGERS, "personal_advice"),
        passages=passages,
        sections={section: list(group) for section, group in groupby(passages, key=lambda passage: passage.section)},
        found=found,
        failed=found.tests.failures,
        fates=fates_by_change(found.typed),
        describe=partial(describe, facts=facts),
        describe_wanted=describe_wanted,
    )


def _passages(loaded: LoadedContent) -> list[_Passage]:
    """Return the sentences of the page, in order."""
    passages = [_Passage(one_line(sentence.text), sentence.section, []) for sentence in loaded.source.sentences]
    for intent_id, intent in loaded.content.intents.items():
        spans = filter(None, map(loaded.source.find, intent.quotes))
        for number in {number for span in spans for number in loaded.source.sentences_in(span)}:
            passages[number].intents.append(intent_id)
    return passages
