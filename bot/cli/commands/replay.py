"""``bot replay``: what a change of the content does to questions that were asked."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from bot.cli.content import content_option, content_path
from bot.cli.lines import line_of, printable, row, say
from bot.cli.progress import watched
from bot.compile import compile_content
from bot.desk.replay.compare import KINDS, ChangeKind
from bot.desk.replay.ledger import Ledger, shard_of
from bot.desk.replay.questions import read_questions
from bot.desk.replay.results import Totals, records
from bot.desk.replay.results import merge as merged
from bot.desk.replay.run import replay
from bot.desk.replay.spark import replay_on_spark
from bot.desk.replay.versions import load_version

#: kind of change -> how the table calls it, its colour, and how --fail-on does
_LOOKS: Final[dict[ChangeKind, tuple[str, str, str]]] = {
    "danger": ("danger not seen", "red", "danger"),
    "flipped": ("flipped", "red", "flips"),
    "handed_off": ("newly handed off", "yellow", "hand-offs"),
    "answered": ("newly answered", "green", "answers"),
    "other": ("changed otherwise", "blue", "others"),
}
_FAILURES: Final = {failure: kind for kind, (_, _, failure) in _LOOKS.items()}
_WIDTHS: Final = (20, 12, 12)
#: ways to change that are shown of each kind
_MOST_GROUPS: Final = 20
_COLUMNS: Final = 80


def _shard(_: click.Context, __: click.Parameter, given: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", given)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter(f"{given!r} is no shard. The third of five is 3/5.")
    return int(found[1]), int(found[2])


@click.command("replay")
@click.argument("questions", metavar="FILE...", nargs=-1, required=True)
@click.option("--from", "old", metavar="OLD", help="The content before: a file, a git revision, or REVISION:FILE.")
@click.option("--to", "new", metavar="NEW", help="The content after. Without it: the one that --content names.")
@click.option("--fail-on", type=click.Choice(list(_FAILURES)), multiple=True, help="Exit with 1 if anything changed so; may be repeated.")
@click.option("--most", default=3, show_default=True, type=click.IntRange(0), help="Questions shown of each change.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: a line of totals, then a line a change.")
@click.option("--jobs", default=0, type=click.IntRange(0), help="Processes to use. Without it: one for each core.")
@click.option("--shard", metavar="I/N", callback=_shard, default="1/1", help="Ask only this share of the questions, such as 3/5.")
@click.option("--merge", is_flag=True, help="The FILEs are what shards printed with --format json: add them up.")
@click.option("--spark", "master", metavar="MASTER", help="Let Apache Spark ask, such as local[2] or yarn.")
@content_option
def command(fail_on: tuple[str, ...], most: int, form: str, merge: bool, **how: Any) -> bool:
    """Ask two versions of the content what visitors asked, and show what changed.

    Each FILE holds questions: plain text with one a line, or JSON lines (.jsonl), CSV
    or Parquet with a column "question" or "text". A question that was asked often is
    asked once and counted as often. Every question stands by itself.

    \b
        bot replay asked.jsonl --from HEAD~1
        bot replay asked.csv --from old/intents.yaml --to intents.yaml

    On several machines, each asks a share, and the results are added up:

    \b
        bot replay asked.csv --from v1 --shard 1/2 --format json > 1.jsonl
        bot replay asked.csv --from v1 --shard 2/2 --format json > 2.jsonl
        bot replay --merge 1.jsonl 2.jsonl

    Exit code: 0, or 1 if anything changed in a way that --fail-on names.
    """
    with Ledger() as ledger:
        totals = merged(how["questions"], ledger) if merge else _replayed(ledger, **how)
        say(map(line_of, records(totals, ledger)) if form == "json" else _told(totals, ledger, most))
        return any(ledger.changed(_FAILURES[name])[1] for name in fail_on)


def _replayed(
    ledger: Ledger,
    questions: tuple[str, ...],
    old: str | None,
    new: str | None,
    jobs: int,
    shard: tuple[int, int],
    master: str | None,
    content: str | None,
) -> Totals:
    """Ask both versions, note in ``ledger`` what changed, and return what was asked."""
    if not old:
        raise click.UsageError("Say what to compare with: --from HEAD~1, or --from and a file.")
    path = content_path(content)
    before, after = load_version(old, path), load_version(new or str(path), path)
    versions = compile_content(before), compile_content(after)
    names = f"{old} ({before.version})", f"{new or path} ({after.version})"
    if master:
        if shard != (1, 1):
            raise click.UsageError("Spark shares the work out by itself; leave --shard out.")
        return Totals(*names, *replay_on_spark(questions, master, ledger, *versions))
    number, shards = shard
    for file in questions:
        asked = read_questions(Path(file))
        ledger.ask(question for question in asked if shards == 1 or shard_of(question, shards) == number)
    totals = Totals(*names, *ledger.totals(), number, shards)
    for _ in watched(replay(ledger, *versions, jobs), "Asking", totals.distinct, int):
        pass
    return totals


def _told(totals: Totals, ledger: Ledger, most: int) -> Iterator[str]:
    """Yield the lines that tell it: counts, then each kind of change with ``most`` questions a way, the most frequent first."""
    yield f"From {totals.old}"
    yield f"to   {totals.new}\n"
    yield row(_WIDTHS, "", "asked", "distinct")
    times, distinct = ledger.changed()
    yield row(_WIDTHS, "as before", totals.asked - times, totals.distinct - distinct)
    for kind, (name, colour, _) in _LOOKS.items():
        counts = ledger.changed(kind)
        yield click.style(row(_WIDTHS, name, *counts), fg=colour if counts[1] else None)
    yield row(_WIDTHS, "all", totals.asked, totals.distinct)
    for kind in _LOOKS:
        yield from _kind(kind, ledger, most)


def _kind(kind: ChangeKind, ledger: Ledger, most: int) -> Iterator[str]:
    groups = ledger.groups(kind)
    for number, (change, times) in enumerate(islice(groups, _MOST_GROUPS)):
        if number == 0:
            name, colour, _ = _LOOKS[kind]
            yield f"\n{click.style(name, fg=colour, bold=True)}: {KINDS[kind]}"
        yield _cut(f"  {times:>6}  {change.before} -> {change.after}")
        for example in ledger.examples(change, most):
            yield _cut(f"          {example.times:>6}  {printable(example.question)}")
    left = sum(1 for _ in groups)
    if left:
        yield f"  and in {left} rarer ways; --format json lists all"


def _cut(line: str) -> str:
    return line if len(line) <= _COLUMNS else f"{line[: _COLUMNS - 1]}…"
