"""A reply as a person reads it in a terminal."""

from collections.abc import Iterator
from itertools import groupby

import click

from bot.cli.lines import wrap
from bot.model import Phone, Reply


def show(reply: Reply) -> str:
    """Return the reply as text: danger first, then the page's sentences, the bot's own words, and what to ask next."""
    blocks = [*_urgent(reply), *_quotes(reply), *_own_words(reply), *_choices(reply), *_phone(reply)]
    return "\n\n".join("\n".join(block) for block in blocks)


def _urgent(reply: Reply) -> Iterator[list[str]]:
    if reply.handoff and reply.handoff.urgent:
        yield [click.style(f"Now: {_number(phone)}", fg="red", bold=True) for phone in reply.handoff.urgent]


def _quotes(reply: Reply) -> Iterator[list[str]]:
    for section, quotes in groupby(reply.quotes, key=lambda quote: quote.section):
        lines = [click.style(section, bold=True)]
        for quote in quotes:
            lines += [*wrap(quote.text, "  > "), "    " + click.style(quote.link, dim=True)]
        yield lines


def _own_words(reply: Reply) -> Iterator[list[str]]:
    if reply.message:
        yield wrap(reply.message)
    if reply.handoff and reply.kind != "clarify":
        yield wrap(reply.handoff.message)


def _choices(reply: Reply) -> Iterator[list[str]]:
    titles = [f"  - {choice.title}" for choice in reply.choices]
    if titles and reply.kind == "clarify" and reply.handoff:
        # When the bot asks back, the way out of its choices is one of them.
        yield [*titles, f"  - {reply.handoff.message}"]
    elif titles:
        yield ["You can ask next:", *titles]


def _phone(reply: Reply) -> Iterator[list[str]]:
    if reply.handoff:
        yield [f"Phone: {click.style(_number(reply.handoff.phone), bold=True)}"]


def _number(phone: Phone) -> str:
    return f"{phone.display} ({phone.uri})"
