"""``bot new``: first content for another page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shlex import quote

import click

from bot.cli.lines import say, wrap
from bot.cli.progress import told
from bot.desk.page.read import read_page
from bot.desk.starter.make import Made, folder_name, make_content
from bot.errors import BotError


@click.command("new")
@click.argument("page")
@click.option("--into", metavar="FOLDER", help="Make this folder. Without it: one named like the page, here.")
@click.option("--phone", metavar="NUMBER", help="The number to call. Without it: the one on the page.")
@click.option("--address", metavar="URL", help="The page's public address. Without it: the one that the page names.")
@click.option("--language", metavar="CODE", help="The page's language, such as en. Without it: the one that the page names.")
def command(page: str, into: str | None, phone: str | None, address: str | None, language: str | None) -> bool:
    """Make first content for another page.

    PAGE is a text, an HTML file or an address. Of HTML, only the main content
    counts. The new folder holds the page's text and an intents.yaml: an intent for
    each heading and for passages with words of their own, and from the program's
    own content the guards, small talk, messages, and those topics that the page
    does not speak of. Every example in it is asked before you get it.

    It is a beginning: read it, ask it, and add the words of your visitors.

    Exit code: 0 if "bot check" finds nothing in it, else 1.
    """
    found = read_page(page)
    found = replace(found, phone=phone or found.phone, address=address or found.address, language=language or found.language)
    for value, what, example in ((found.phone, "phone", "(800) 615-3055"), (found.address, "address", "https://hospital.example/page")):
        if not value:
            raise BotError(f'No {what} stands on the page. Name it: --{what} "{example}"')
    with told("Asking every example question …"):
        made = make_content(found, Path(into or folder_name(found.source.title or page)))
    say(_lines(made))
    return bool(made.problems)


def _lines(made: Made) -> Iterator[str]:
    content = made.content
    counts = f"{len(content.intents)} intents, {len(content.topics)} topics, {len(content.guards)} guards"
    yield f"Made {made.folder / 'intents.yaml'}: {counts}."
    if made.spoken_of:
        yield from wrap(f"Topics left out, because the page speaks of them: {', '.join(made.spoken_of)}.")
    missed = {heading: what for heading, what in made.headings.items() if what}
    yield f"Headings answered: {len(made.headings) - len(missed)} of {len(made.headings)}."
    for heading, what in missed.items():
        yield from wrap(f'"{heading}" is {what}', "  ")
    yield from map(str, made.problems)
    yield from wrap(f"Next: cd {quote(str(made.folder))}, then bot check, bot test and bot chat.")
