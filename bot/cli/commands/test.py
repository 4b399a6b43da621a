"""``bot test``: how many questions the bot gets right, and which it gets wrong."""

from pathlib import Path

import click

from bot.cli.content import content_option, content_path, load_both
from bot.cli.lines import say
from bot.cli.progress import watched
from bot.cli.results import as_json, as_junit, as_text, comparison
from bot.content.load import LoadedContent
from bot.desk.evaluate.baseline import compare, save_baseline
from bot.desk.evaluate.evaluate import Evaluation, evaluate, own_questions
from bot.desk.evaluate.gold import read_gold
from bot.pipeline import Bot


@click.command("test")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--missed", is_flag=True, help="List the questions that were handed off or asked back, too.")
@click.option("--intents", is_flag=True, help="Show for each intent how many answers are right and how many are found.")
@click.option("--save", metavar="FILE", help="Keep what became of each question, to compare with later.")
@click.option("--against", metavar="FILE", help="Show what changed since --save; exit with 1 only if something got worse.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True,
    help="For a person, a program or a CI.",
)  # fmt: skip
@content_option
def command(
    files: tuple[str, ...], missed: bool, intents: bool, save: str | None, against: str | None, form: str, content: str | None
) -> bool:
    """Ask every example question and count what comes back.

    The questions are those under "tests" and "not" in intents.yaml, and those of
    each FILE: a list of questions with the reply that a person says is right.

    \b
    right       the reply is the one that is wanted
    wrong       a sentence is quoted that should not be: this misleads people
    handed off  the reply is not the one wanted, but nothing wrong is quoted
    asked back  the bot asked "did you mean ...?"

    Then comes what was taken for what, and each wrong one with its place.

    Exit code: 0 if nothing is wrong and every question of intents.yaml is right,
    else 1. With --against: 1 if a question is wrong that was not, or an example
    of intents.yaml is not right that was.
    """
    if any(Path(file).name == "intents.yaml" for file in files):
        raise click.UsageError("intents.yaml holds content, not questions. Name the content with --content.")
    loaded, bot = load_both(content_path(content))
    evaluation, facts = ask_tests(loaded, bot, files), bot.knowledge.facts
    compared = compare(Path(against), evaluation) if against else None
    told = {"json": as_json, "junit": as_junit}
    say([told[form](evaluation, facts)] if form in told else as_text(evaluation, facts, missed=missed, intents=intents))
    say(comparison(compared, facts) if compared else (), err=form != "text")
    if save:
        save_baseline(Path(save), evaluation)
    return bool(compared.worse if compared else evaluation.failures)


def ask_tests(loaded: LoadedContent, bot: Bot, gold: tuple[str, ...]) -> Evaluation:
    """Ask the content's own examples and the questions of the ``gold`` files; raises as ``read_gold`` does."""
    tests = [*own_questions(loaded), *(question for file in gold for question in read_gold(Path(file), loaded))]
    return evaluate(bot, tests, watched)
