"""``bot sync``: what a new text of the page changes."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import click

from bot.cli.content import content_option, content_path
from bot.cli.lines import line_of, printable, say, signed, wrap
from bot.content.load import load_content
from bot.desk.edit import write_changes
from bot.desk.page.compare import PageComparison, compare, what_differs
from bot.desk.page.read import read_page

_WORDS: Final = {"reworded": 'Reworded in "{}"', "moved": 'Moved to "{}"', "went": 'Went from "{}"', "came": 'Came in "{}"'}
_BROKEN: Final = "quote-not-in-source"
_CURE: Final = "If that still answers the title, put it into the quotes as it stands there; else delete the quote."
_NOTHING: Final = "nothing: none of its quotes stands on the page"


@click.command("sync")
@click.argument("page", required=False)
@click.option("--write", is_flag=True, help="Mend the quotes whose words still stand, and put the new text into the source file.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print: text, or JSON for programs.")
@content_option
def command(page: str | None, write: bool, form: str, content: str | None) -> bool:
    """Compare the page as it is now with the page that the bot knows.

    PAGE is a text, an HTML file or an address; without it, the address in
    intents.yaml is read. Of HTML, only the main content counts.

    It says which sentences were reworded, moved, went or came, and what each intent
    would say. Quotes that changed in typography only, or whose sentences moved
    apart, are mended with --write; the rest is for you to decide. Nothing is
    written without --write.

    Exit code: 0 if there is nothing to do, else 1.
    """
    path = content_path(content, writes=write)
    loaded = load_content(path)
    found = compare(path, loaded, read_page(page or loaded.content.address).source)
    if write:
        write_changes(found.changes)
    done = write or not any(found.changes)
    if form == "json":
        click.echo(line_of(_record(found, done)))
    else:
        say(_lines(found, done))
    return bool(found.undecided) or not done


def _record(found: PageComparison, done: bool) -> dict[str, object]:
    undecided = [
        {"line": problem.place.line, "column": problem.place.column, "rule": problem.rule, "message": problem.message, "cure": problem.cure}
        for problem in found.undecided
    ]
    differences, mends = (list(map(asdict, each)) for each in (found.differences, found.mends))
    return {"differences": differences, "mends": mends, "says": found.says, "undecided": undecided, "done": done}


def _lines(found: PageComparison, done: bool) -> Iterator[str]:
    for difference in found.differences:
        yield click.style(_WORDS[difference.kind].format(difference.section), bold=True)
        if difference.kind == "moved":
            yield from signed("=", difference.new)
        else:
            yield from (*signed("-", difference.old), *signed("+", difference.new))
        if difference.kind == "reworded":
            yield from wrap(
                printable(f"Differs: {', '.join(_told(*words) for words in what_differs(difference.old, difference.new))}."), "    "
            )
    for mend in found.mends:
        yield click.style(f'{"Mended" if done else "To mend"} in "{mend.intent}"', bold=True)
        yield from (*signed("-", mend.old), *signed("+", *mend.new))
    for intent, passages in found.says.items():
        yield click.style(f'"{intent}" would say', bold=True)
        yield from signed(">", *(passages or [_NOTHING]))
    if found.undecided:
        yield click.style("To decide", bold=True)
        for problem in found.undecided:
            file, line, column, _ = problem.place
            yield f"{file}:{line}:{column}: {problem.level}: {problem.message}  [{problem.rule}]"
            yield from wrap(printable(problem.cure), "    ")
            if problem.rule == _BROKEN:
                yield from wrap(_CURE, "    ")
    yield _summary(found, done)
    broken = sum(problem.rule == _BROKEN for problem in found.undecided)
    if broken and done:
        quotes = "the quote" if broken == 1 else f"the {broken} quotes"
        yield from wrap(f'Before the bot loads again: mend {quotes} under "To decide", then run bot check.')


def _told(old: str, new: str) -> str:
    """Return in words what of a sentence became what."""
    if old and new:
        return f'"{old}" is now "{new}"'
    return f'"{old}" went' if old else f'"{new}" came'


def _summary(found: PageComparison, done: bool) -> str:
    if done and not (found.differences or found.mends or found.undecided):
        return "The page says what it said: nothing to do."
    wrote = "Written." if done else "Nothing is written yet: add --write."
    return f"Differences: {len(found.differences)}, quotes to mend: {len(found.mends)}, to decide: {len(found.undecided)}. {wrote}"
