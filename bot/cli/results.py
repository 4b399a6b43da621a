"""What became of the questions, in the form that is wanted: tables for a person, JSON for a program, JUnit for a CI."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

import click

from bot.baseline import Comparison
from bot.cli.junit import TestCase, junit
from bot.cli.printable import printable
from bot.evaluate import Case, Counts, Evaluation
from bot.judge import describe, describe_wanted
from bot.knowledge import Facts
from bot.scores import confusions, intent_scores

#: columns for a group's name, and for each count
_WIDTHS: Final = (26, 10, 7, 7, 12, 12)
_INTENT_WIDTHS: Final = (36, 9, 10, 12, 9)
_CONFUSION_WIDTHS: Final = (34, 34, 10)


def as_text(evaluation: Evaluation, facts: Facts, *, missed: bool, intents: bool) -> Iterator[str]:
    """Yield the counts of each group, on request the scores of each intent, what was taken for what, and the wrong cases."""
    yield _row(_WIDTHS, "", "questions", "right", "wrong", "handed off", "asked back")
    for group in evaluation.groups:
        yield _counts(group, evaluation.count(group))
    yield _counts("all", evaluation.count())
    if intents:
        yield from _intents(evaluation, facts)
    shown = [case for case in evaluation.cases if is_failure(case) or (missed and case.outcome != "right")]
    cells = confusions(Evaluation(tuple(shown)), facts)
    if cells:
        yield ""
        yield _row(_CONFUSION_WIDTHS, "wanted", "came", "questions", left=2)
        yield from (_row(_CONFUSION_WIDTHS, wanted, came, str(number), left=2) for wanted, came, number in cells)
        yield ""
    yield from (_line(case, facts) for case in shown)


def as_json(evaluation: Evaluation, facts: Facts) -> str:
    """Return everything that was counted, and every case."""
    count = evaluation.count()
    record = {
        "content_version": facts.version,
        "questions": count.questions, "right": count.right, "wrong": count.wrong,
        "handed_off": count.handed_off, "asked_back": count.asked_back,
        "intents": [
            {
                "intent": score.intent, "wanted": score.wanted, "answered": score.answered,
                "precision": score.precision, "recall": score.recall,
            }
            for score in intent_scores(evaluation, facts)
        ],
        "confusions": [{"wanted": wanted, "came": came, "questions": number} for wanted, came, number in confusions(evaluation, facts)],
        "cases": [
            {
                "file": case.question.place.file, "line": case.question.place.line, "group": case.question.group,
                "question": case.question.text, "wanted": _wanted(case), "came": describe(case.reply, facts), "outcome": case.outcome,
            }
            for case in evaluation.cases
        ],
    }  # fmt: skip
    return json.dumps(record, indent=2, ensure_ascii=False)


def as_junit(evaluation: Evaluation, facts: Facts) -> str:
    """Return a test case for each question; a gold question that costs a call is skipped, not failed."""
    return junit("bot test", (_test_case(case, facts) for case in evaluation.cases))


def comparison(compared: Comparison, facts: Facts) -> Iterator[str]:
    """Yield what changed against a baseline."""
    worse = {id(case) for case, _ in compared.worse}
    yield ""
    yield (
        f"Against the baseline: {len(compared.changed)} of the questions came out otherwise, {len(worse)} of them worse; "
        f"{compared.added} new, {compared.gone} gone."
    )
    for case, before in compared.changed:
        change = f"{before.replace('_', ' ')} -> {case.outcome.replace('_', ' ')}"
        yield f"{click.style(change, fg='red' if id(case) in worse else 'green')}: {_line(case, facts)}"


def is_failure(case: Case) -> bool:
    """Return whether the case misleads, or is an example of the content that is not right."""
    return case.outcome == "wrong" or (case.question.own and case.outcome != "right")


def _intents(evaluation: Evaluation, facts: Facts) -> Iterator[str]:
    yield ""
    yield _row(_INTENT_WIDTHS, "intent", "wanted", "answered", "precision", "recall")
    for score in intent_scores(evaluation, facts):
        yield _row(_INTENT_WIDTHS, score.intent, str(score.wanted), str(score.answered), _share(score.precision), _share(score.recall))


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def _counts(name: str, counts: Counts) -> str:
    return _row(_WIDTHS, name, *map(str, (counts.questions, counts.right, counts.wrong, counts.handed_off, counts.asked_back)))


def _row(widths: Iterable[int], *cells: str, left: int = 1) -> str:
    """Return the cells in their columns; the first ``left`` begin where the column does, the others end where it does."""
    columns = zip((printable(cell) for cell in cells), widths, strict=True)
    return "".join(
        f"{cell[: width - (left > 1)]:<{width}}" if number < left else f"{cell:>{width}}" for number, (cell, width) in enumerate(columns)
    )


def _line(case: Case, facts: Facts) -> str:
    """Return the case as one line: where the question stands, what it is, what became of it and what should have."""
    file, line, column, _ = case.question.place
    told = f'"{case.question.text}" is {describe(case.reply, facts)}; it {_wanted(case)}'
    return printable(f"{file}:{line}:{column}: {case.outcome.replace('_', ' ')}: {told}")


def _wanted(case: Case) -> str:
    return f"{'should not' if case.question.counter else 'should'} be {describe_wanted(case.question)}"


def _test_case(case: Case, facts: Facts) -> TestCase:
    if case.outcome == "right":
        return TestCase(case.question.group, case.question.text)
    return TestCase(
        case.question.group,
        case.question.text,
        "failure" if is_failure(case) else "skipped",
        case.outcome.replace("_", " "),
        _line(case, facts),
    )
