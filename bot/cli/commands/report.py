"""``bot report``: one page for the people who review the bot."""

from datetime import date
from pathlib import Path

import click

from bot.cli.commands.test import ask_tests
from bot.cli.content import content_option, content_path, load_both
from bot.cli.progress import watched
from bot.desk.check.kept import kept_check
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.fuzz.fuzz import fuzz
from bot.desk.replay.questions import read_questions
from bot.desk.replay.versions import load_version
from bot.desk.report.render import Found, render
from bot.desk.report.since import since as changes_since
from bot.desk.review.clusters import find_clusters
from bot.files import put, refuse_same

#: as ``bot fuzz`` changes the examples if nothing else is said
_EACH, _SEED = 3, 1


@click.command("report")
@click.option("-o", "--output", required=True, metavar="FILE.html", help="Where to write it; what stands there is replaced.")
@click.option("--gold", metavar="FILE", multiple=True, help="Questions with the right reply to ask, too; may be repeated.")
@click.option("--log", metavar="FILE", multiple=True, help="Questions that visitors asked, as for bot review; may be repeated.")
@click.option("--at-least", default=3, show_default=True, type=click.IntRange(1), help="Of the log, show what was asked so many times.")
@click.option("--since", metavar="OLD", help="Show what changed since this file or git revision.")
@content_option
def command(output: str, gold: tuple[str, ...], log: tuple[str, ...], at_least: int, since: str | None, content: str | None) -> None:
    """Write one HTML page of all that the bot may say and how well it does.

    It is for the clinician and the web team: what is answered with which sentences,
    which sentences of the page are never quoted, the guards, the topics, the bot's
    own messages, the tests, what becomes of them if they are typed in a hurry, what
    the check found, collisions among it, and on request what visitors asked and what
    changed. The page needs no network and no script, and prints well.
    """
    path = content_path(content)
    loaded, bot = load_both(path)
    refuse_same(output, path, loaded.source.path, *gold, *log, *filter(None, [since]))
    asked = (question for file in log for question in read_questions(Path(file)))
    found = Found(
        kept_check(path, watched, deep=True),
        ask_tests(loaded, bot, gold),
        fuzz(bot, own_questions(loaded), _EACH, _SEED, watched),
        find_clusters(asked, bot, at_least).shown if log else None,
        changes_since(since, load_version(since, path), loaded) if since else None,
    )
    put(Path(output), render(loaded, bot, found, date.today().isoformat()).encode())
    click.echo(f"{output}: the report of content version {loaded.version}.")
