"""``bot review``: what visitors asked and did not get, and what to do about it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from bot.cli.commands.test import ask_tests
from bot.cli.content import content_option, content_path, load_both
from bot.cli.lines import line_of, printable, say, wrap
from bot.cli.progress import watched
from bot.cli.reasons import reasons
from bot.desk.replay.questions import read_questions
from bot.desk.review.clusters import Cluster, Clusters, find_clusters
from bot.desk.review.proposals import spoken_of
from bot.desk.review.trial import Offer, find_offers
from bot.desk.starter.spoken import Spoken
from bot.log.mask import MARK
from bot.pipeline import Bot

#: questions of a cluster that are shown
_SHOWN: Final = 5
#: proposals that are tried for one cluster
_MOST_OFFERS: Final = 5


@click.command("review")
@click.argument("log", metavar="FILE...", nargs=-1, required=True)
@click.option("--at-least", default=3, show_default=True, type=click.IntRange(1), help="Show what was asked so many times, alike.")
@click.option("--gold", metavar="FILE", multiple=True, help="Questions with the right reply that must not suffer; may be repeated.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: a line for each, nothing is asked.")
@content_option
def command(log: tuple[str, ...], at_least: int, gold: tuple[str, ...], form: str, content: str | None) -> None:
    """Show what visitors asked and did not get, and mend it by a key.

    Each FILE holds questions as for "bot replay", or is what "bot log export" prints.
    Words that could tell who asked are masked, questions that are alike come together,
    and only what was asked often enough is shown: with the nearest intent, why it did
    not answer, and changes that would help. A change is only offered if every test
    comes out as well with it: those in intents.yaml, and those of --gold.

    In a terminal you accept a change by its number and Enter. It is written into intents.yaml
    with the question as a test of it; everything else in the file stays as it is.
    """
    asks = form == "text" and sys.stdin.isatty() and sys.stdout.isatty()
    path = content_path(content, writes=asks)
    loaded, bot = load_both(path)
    tests = ask_tests(loaded, bot, gold)
    asked = (question for file in log for question in read_questions(Path(file)))
    clusters, spoken = find_clusters(asked, bot, at_least), Spoken(loaded.source, bot.knowledge.lexicon)
    if form == "text":
        say(_left_out(clusters, at_least))
    for cluster in clusters.shown:
        found = find_offers(cluster, path, loaded, tests, spoken)
        offers = list(watched(found, f"Trying what would help {cluster.times}", _MOST_OFFERS))
        if form == "json":
            click.echo(_line(cluster, offers, bot))
            continue
        say(_text(cluster, offers, bot, spoken))
        accepted = _accepted(offers) if asks else None
        if accepted:
            accepted.change.write()
            click.echo("\n".join(wrap(f"Written: {accepted.proposal.text}", "  ")) + "\n")
            loaded, bot = load_both(path)
            tests = ask_tests(loaded, bot, gold)


def _left_out(clusters: Clusters, at_least: int) -> Iterator[str]:
    """Yield how much was asked, what of it is not shown, and why."""
    shown = sum(cluster.times for cluster in clusters.shown)
    yield f"Asked: {shown + clusters.understood + clusters.rare}. Shown below: {shown}. Left out:"
    yield f"{clusters.understood:>7}  answered, or known as a topic, small talk or a danger"
    yield f"{clusters.rare:>7}  asked fewer than {at_least} times, alike (--at-least)"
    yield "" if shown else f"Nothing that was asked {at_least} times or more, alike, stayed without an answer."


def _accepted(offers: list[Offer]) -> Offer | None:
    """Wait for keys, and return the change that they accept; None for the next cluster. "q" leaves; what is no key here is told."""
    keys, chosen = {str(number): offer for number, offer in enumerate(offers, start=1)}, ""
    numbers = f"{'1' if len(keys) == 1 else f'1 to {len(keys)}'} and Enter accept, " if keys else ""
    asks = f"  {numbers}Enter goes on, q leaves: "
    click.echo(asks, nl=False)
    while True:
        for key in click.getchar():  # what is pasted comes in one piece
            if key == "q":
                click.echo(key)
                raise click.exceptions.Exit
            if key in "\r\n":
                click.echo()
                return keys.get(chosen)
            if key not in keys:
                chosen = ""
                click.echo(f'\a\n  "{printable(key)}" is no key here.\n{asks}', nl=False)
                continue
            click.echo(("\b" if chosen else "") + key, nl=False)
            chosen = key


def _text(cluster: Cluster, offers: list[Offer], bot: Bot, spoken: Spoken) -> Iterator[str]:
    yield click.style(f"{cluster.times} times: {cluster.question}", bold=True)
    yield from (f"  {times:>5}  {question}" for question, times in cluster.questions[1:_SHOWN])
    if cluster.questions[_SHOWN:]:
        yield f"         and {len(cluster.questions) - _SHOWN} more"
    for sentence in _why(cluster, bot):
        yield from wrap(sentence, "  ")
    masked, said = MARK in cluster.question, spoken_of(cluster, spoken)
    if said and not masked:
        yield from wrap(f'The page speaks of it: "{printable(said)}" If that answers it, write a pattern or an intent.', "  ")
    for number, offer in enumerate(offers, start=1):
        told = wrap(f"{offer.proposal.text} ({offer.gains} of {cluster.times})", f"  [{number}] ")
        yield click.style("\n".join(told), fg="green")
    if not offers:
        yield "  A word is masked, so nothing is proposed." if masked else "  No small change helps without harm to a test."
    yield ""


def _line(cluster: Cluster, offers: list[Offer], bot: Bot) -> bytes:
    return line_of(
        {
            "question": cluster.question,
            "times": cluster.times,
            "questions": [{"question": question, "times": times} for question, times in cluster.questions],
            "why": list(_why(cluster, bot)),
            "offers": [{"kind": offer.proposal.kind, "text": offer.proposal.text, "gains": offer.gains} for offer in offers],
        }
    )


def _why(cluster: Cluster, bot: Bot) -> Iterator[str]:
    """Yield the sentences that say why it was not answered."""
    return map(printable, reasons(cluster.understanding, bot.knowledge.facts.policy))
