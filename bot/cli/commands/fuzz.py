"""``bot fuzz``: how many questions keep their reply if they are typed as hurried people type."""

from collections.abc import Iterator
from typing import Final, get_args

import click

from bot.cli.content import content_option, content_path, load_both
from bot.cli.lines import printable, row, say, wrap
from bot.cli.progress import watched
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.evaluate.judge import describe
from bot.desk.fuzz.fuzz import Fate, Outcome, fates_by_change, fuzz
from bot.knowledge import Facts

#: columns for a change's name, and for each count
_WIDTHS: Final = (20, 11, 9, 12, 12, 8, 8)
#: the worst first
_WORST: Final = ("flips", "handed off", "asked back")


@click.command("fuzz")
@click.option("--each", type=click.IntRange(1, 12), default=3, show_default=True, help="How often each question is changed.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other changes for another number.")
@click.option("--keep", type=click.FloatRange(0, 100), default=95.0, show_default=True, help="Least share that must keep, in percent.")
@click.option("--flips", type=click.IntRange(0), default=0, show_default=True, help="Most that may flip.")
@click.option("--worst", type=click.IntRange(0), default=20, show_default=True, help="How many of the worst cases are listed.")
@content_option
def command(each: int, seed: int, keep: float, flips: int, worst: int, content: str | None) -> bool:
    """Change every example question as people do, and compare the replies.

    The questions are those under "tests" of intents, topics and guards. Changes
    are slips of the keyboard, common misspellings, case, missing spaces and
    punctuation, politeness, and a sentence of background.

    \b
    keeps       the reply is what it was
    asked back  the bot asked "did you mean ...?"
    handed off  a person is to answer, for another reason than before or for none
    flips       something else is quoted, or danger is no longer seen

    Exit code: 0 if enough keep and no more flip than may, else 1.
    """
    loaded, bot = load_both(content_path(content))
    outcomes = fuzz(bot, own_questions(loaded), each, seed, watched)
    say(_report(outcomes, worst, bot.knowledge.facts))
    fates = fates_by_change(outcomes)["all"]
    return fates["flips"] > flips or 100 * fates["keeps"] < keep * len(outcomes)


def _report(outcomes: list[Outcome], worst: int, facts: Facts) -> Iterator[str]:
    yield row(_WIDTHS, "", "questions", *get_args(Fate), "keep %")
    for change, fates in fates_by_change(outcomes).items():
        share = f"{100 * fates['keeps'] / fates.total():.1f}" if fates else "-"
        yield row(_WIDTHS, change, fates.total(), *(fates[fate] for fate in get_args(Fate)), share)
    bad = sorted((outcome for outcome in outcomes if outcome.fate != "keeps"), key=lambda outcome: _WORST.index(outcome.fate))
    for outcome in bad[:worst]:
        told = f'"{outcome.text}" ({outcome.change}) is {describe(outcome.after, facts)}'
        yield from wrap(printable(f"{outcome.fate}: {told}; before: {describe(outcome.before, facts)}"))
    if len(bad) > worst:
        yield f"… and {len(bad) - worst} more: --worst {len(bad)} lists them all."
