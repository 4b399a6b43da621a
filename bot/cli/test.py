"""``bot test``: how many questions the bot gets right, and which it gets wrong."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.content import content_option, content_path

if TYPE_CHECKING:
    from bot.evaluate import Case, Counts, Evaluation
    from bot.knowledge import Facts

#: columns for a group's name, and for each count
_WIDTHS: Final = (26, 10, 7, 7, 12, 12)


@click.command("test")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--missed", is_flag=True, help="List the questions that were handed off or asked back, too.")
@content_option
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], missed: bool, content: str | None) -> None:
    """Ask every example question and count what comes back.

    The questions are those under "tests" and "not" in intents.yaml, and those of
    each FILE: a list of questions with the reply that a person says is right.

    \b
    right       the reply is the one that is wanted
    wrong       a sentence is quoted that should not be: this misleads people
    handed off  the reply is not the one wanted, but nothing wrong is quoted
    asked back  the bot asked "did you mean ...?"

    Then come the wrong ones, one a line, with the place where the question stands.

    Exit code: 0 if nothing is wrong and every question of intents.yaml is right,
    else 1.
    """
    from bot.compile import compile_content
    from bot.content.load import load_content
    from bot.evaluate import evaluate, own_questions
    from bot.gold import read_gold
    from bot.pipeline import Bot

    loaded = load_content(content_path(content))
    bot = Bot(compile_content(loaded))
    gold = [question for file in files for question in read_gold(Path(file), loaded)]
    evaluation = evaluate(bot, [*own_questions(loaded), *gold])
    for line in _table(evaluation):
        click.echo(line)
    for case in evaluation.cases:
        if case.outcome == "wrong" or (case.outcome != "right" and (missed or case.question.own)):
            click.echo(_line(case, bot.knowledge.facts))
    ctx.exit(1 if evaluation.wrong or evaluation.failed else 0)


def _table(evaluation: "Evaluation") -> Iterator[str]:
    yield _row("", "questions", "right", "wrong", "handed off", "asked back")
    for group in evaluation.groups:
        yield _counts(group, evaluation.count(group))
    yield _counts("all", evaluation.count())


def _counts(name: str, counts: "Counts") -> str:
    return _row(name, *map(str, (counts.questions, counts.right, counts.wrong, counts.handed_off, counts.asked_back)))


def _row(name: str, *counts: str) -> str:
    from bot.cli.printable import printable

    first, *others = _WIDTHS
    cells = (f"{count:>{width}}" for count, width in zip(counts, others, strict=True))
    return f"{printable(name)[:first]:<{first}}{''.join(cells)}"


def _line(case: "Case", facts: "Facts") -> str:
    """Return the case as one line: where the question stands, what it is, what became of it and what should have."""
    from bot.cli.printable import printable
    from bot.judge import describe, describe_wanted

    question = case.question
    file, line, column, _ = question.place
    should = "should not" if question.counter else "should"
    told = f'"{question.text}" is {describe(case.reply, facts)}; it {should} be {describe_wanted(question)}'
    return printable(f"{file}:{line}:{column}: {case.outcome.replace('_', ' ')}: {told}")
