"""``bot log``: what the question log holds, out of it as a file, and out of it for good."""

import csv
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

import click

from bot.cli.lines import line_of, row, say
from bot.errors import BotError
from bot.log.seal import Seal
from bot.log.store import Store, Tally, open_store
from bot.log.turn import FIELDS, record_of, today
from bot.web.settings import Settings, read_settings

#: columns for a name, and for each figure
_WIDTHS: Final = (44, 12, 12, 12)
#: texts that are unsealed once for the two times that an export reads them; of more, each is unsealed twice
_MOST_UNSEALED: Final = 100_000

_log_option = click.option("--log", metavar="URL", help="The log: a file, or postgresql://… (BOT_LOG).")
_settings_option = click.option("--settings", metavar="FILE", help="The service's settings, which name the log (BOT_SETTINGS).")


@click.group("log")
def command() -> None:
    """Look into the question log, if one is kept.

    By default nothing is kept. docs/privacy.md says what is, once the service
    is given a log, and for how long.

    \b
        bot log stats                    how many turns of each sort
        bot log export > turns.jsonl     one turn a line
        bot log purge --days 7           forget all but the last seven days
    """


@command.command()
@_log_option
@_settings_option
def stats(**given: str | None) -> None:
    """Count the turns: by kind and reason, and by intent."""
    with closing(_open(read_settings(os.environ, given))) as store:
        tally = store.tally()
    say(_stats(tally) if tally else ["The log is empty."])


@command.command()
@_log_option
@_settings_option
@click.option("--key", "log_key", metavar="KEY", help="What the kept text is sealed with (BOT_LOG_KEY).")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True, help="JSON lines, or a table.")
def export(form: str, **given: str | None) -> None:
    """Print every turn, by day.

    Each has a day, a content version, kind, reason, intents, the lower end of
    its score's band of ten, helpful (what the visitor said of an answer), and
    the question with all that might be private masked, where its text is kept.
    """
    settings = read_settings(os.environ, given)
    unseal = lru_cache(_MOST_UNSEALED)(Seal(settings.log_key.get_secret_value()).open)
    with closing(_open(settings)) as store:
        with closing(store.read()) as rows:
            for turn in rows:  # what ends where the key fails would look whole
                record_of(turn, unseal)
        with closing(store.read()) as rows:
            _print((record_of(turn, unseal) for turn in rows), form)


def _print(records: Iterator[dict[str, object]], form: str) -> None:
    if form == "csv":
        table = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(record | {"intents": " ".join(record["intents"])} for record in records)  # type: ignore[arg-type]
    else:
        say(map(line_of, records))


@command.command()
@_log_option
@_settings_option
@click.option("--days", type=click.IntRange(min=0), metavar="DAYS", help="Keep the last DAYS days, today among them; 0 keeps none.")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Forget what is older than DAY, such as 2026-11-23.")
def purge(days: int | None, before: datetime | None, **given: str | None) -> None:
    """Forget old turns, so that they stand in no file of the store any more."""
    if (days is None) == (before is None):
        raise click.UsageError("Say what to forget: with --days or with --before.")
    first_kept = before.date() if before else today() - timedelta(days=days - 1) if days else date.max
    with closing(_open(read_settings(os.environ, given))) as store:
        removed = store.purge(first_kept.isoformat(), compact=True)
    click.echo(f"{removed:,} {'turn' if removed == 1 else 'turns'} forgotten.")


def _open(settings: Settings) -> Store:
    url = settings.log.get_secret_value()
    if not url:
        raise BotError("Name the log: --log, BOT_LOG, or a settings file that names it (--settings, BOT_SETTINGS).")
    if "://" not in url and not Path(url).exists():
        raise BotError(f"There is no log {url}.")
    return open_store(url)


def _stats(tally: list[Tally]) -> Iterator[str]:
    turns, answers, said = Counter[str](), Counter[str](), Counter[tuple[str, bool]]()
    for kind, reason, intents, helpful, number, *_ in tally:
        if kind == "feedback":
            said[intents, bool(helpful)] += number
        else:
            turns[f"{kind}, {reason}" if reason else kind] += number
            answers.update(dict.fromkeys(intents.split() if kind == "answer" else (), number))
    days, kept = [day for *_, first, last in tally for day in (first, last)], sum(text for *_, text, _, _ in tally)
    yield f"{min(days)} to {max(days)}; text is kept of {kept:,}"
    yield from ("", _row("", "turns", "share"))
    yield from (_row(name, number, f"{100 * number / turns.total():.1f} %") for name, number in _most_first(turns))
    yield _row("all", turns.total())
    yield from ("", _row("", "answers", "helpful", "not"))
    for name in dict.fromkeys([*(intent for intent, _ in _most_first(answers)), *(intent for intent, _ in sorted(said))]):
        yield _row(name, answers[name], said[name, True], said[name, False])


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))


def _row(name: str, *figures: int | str) -> str:
    return row(_WIDTHS, name, *(f"{figure:,}" if isinstance(figure, int) else figure for figure in figures))
