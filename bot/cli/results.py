"""What became of the questions, in the form that is wanted: tables for a person, JSON for a program, JUnit for a CI."""

import json
from collections.abc import Iterator
from typing import Final

import click

from bot.cli.junit import TestCase, junit
from bot.cli.lines import printable, row
from bot.desk.evaluate.baseline import BaselineComparison
from bot.desk.evaluate.evaluate import Case, Evaluation
from bot.desk.evaluate.judge import describe, describe_wanted
from bot.desk.evaluate.scores import confusions, intent_scores
from bot.knowledge import Facts

#: columns for a group's name, and for each count
_WIDTHS: Final = (26, 10, 7, 7, 12, 12)
#: columns for an intent's name, and for each of its scores
_INTENT_WIDTHS: Final = (36, 9, 10, 12, 9)
_SCORES: Final = ("intent", "wanted", "answered", "precision", "recall")
_CONFUSION_WIDTHS: Final = (34, 34, 10)


def as_text(evaluation: Evaluation, facts: Facts, *, missed: bool, intents: bool) -> Iterator[str]:
    """Yield the counts of each group, on request the scores of each intent, what was taken for what, and the wrong cases."""
    yield row(_WIDTHS, "", *(name.replace("_", " ") for name in evaluation.count()))
    for group in (*evaluation.groups, None):
        yield row(_WIDTHS, group or "all", *evaluation.count(group).values())
    if intents:
        yield ""
        yield row(_INTENT_WIDTHS, *_SCORES)
        for score in intent_scores(evaluation, facts):
            yield row(_INTENT_WIDTHS, score.intent, score.wanted, score.answered, _share(score.precision), _share(score.recall))
    shown = [case for case in evaluation.cases if case.fails or (missed and case.outcome != "right")]
    cells = confusions(Evaluation(tuple(shown)), facts)
    if cells:
        yield ""
        yield row(_CONFUSION_WIDTHS, "wanted", "came", "questions", left=2)
        yield from (row(_CONFUSION_WIDTHS, wanted[:33], came[:33], number, left=2) for wanted, came, number in cells)
        yield ""
    yield from (_line(case, facts) for case in shown)


def as_json(evaluation: Evaluation, facts: Facts) -> str:
    """Return everything that was counted, and every case."""
    cases = [
        {
            "file": case.question.place.file, "line": case.question.place.line, "group": case.question.group,
            "question": case.question.conversation, "wanted": _wanted(case), "came": describe(case.reply, facts), "outcome": case.outcome,
        }
        for case in evaluation.cases
    ]  # fmt: skip
    record = {
        "content_version": facts.version,
        **evaluation.count(),
        "intents": [{name: getattr(score, name) for name in _SCORES} for score in intent_scores(evaluation, facts)],
        "confusions": [{"wanted": wanted, "came": came, "questions": number} for wanted, came, number in confusions(evaluation, facts)],
        "cases": cases,
    }
    return json.dumps(record, indent=2, ensure_ascii=False)


def as_junit(evaluation: Evaluation, facts: Facts) -> str:
    """Return a test case for each question; a gold question that costs a call is skipped, not failed."""
    return junit("bot test", (_test_case(case, facts) for case in evaluation.cases))


def comparison(compared: BaselineComparison, facts: Facts) -> Iterator[str]:
    """Yield what changed against a baseline."""
    worse = {id(case) for case, _ in compared.worse}
    yield ""
    yield (
        f"Against the baseline: {len(compared.changed)} of the questions came out otherwise, {len(worse)} of them worse; "
        f"{compared.added} new, {compared.gone} gone."
    )
    for case, before in compared.changed:
        change = f"{before} -> {case.outcome}".replace("_", " ")
        yield f"{click.style(change, fg='red' if id(case) in worse else 'green')}: {_line(case, facts)}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _line(case: Case, facts: Facts) -> str:
    """Return the case as one line: where the question stands, what it is, what became of it and what should have."""
    file, line, column, _ = case.question.place
    told = f'"{case.question.conversation}" is {describe(case.reply, facts)}; it {_wanted(case)}'
    return printable(f"{file}:{line}:{column}: {case.outcome.replace('_', ' ')}: {told}")


def _wanted(case: Case) -> str:
    return f"{'should not' if case.question.counter else 'should'} be {describe_wanted(case.question)}"


def _test_case(case: Case, facts: Facts) -> TestCase:
    group, text = case.question.group, case.question.conversation
    if case.outcome == "right":
        return TestCase(group, text)
    return TestCase(group, text, "failure" if case.fails else "skipped", case.outcome.replace("_", " "), _line(case, facts))
