"""A reply as a person reads it in a terminal."""

from collections.abc import Iterator
from itertools import groupby

import click

from bot.cli.lines import wrap
from bot.model import Phone, Reply


def show(reply: Reply, *, numbered: bool = False) -> str:
    """Return the reply as text: danger first, then the page's sentences, the bot's own words, and what to ask next.

    If ``numbered``, what can be asked next is counted from 1, in the order of ``offered``.
    """
    return "\n\n".join("\n".join(block) for block in _blocks(reply, numbered))


def offered(reply: Reply) -> list[str]:
    """Return what the reply offers to ask next; the way out of choices is the last of them."""
    out = [reply.handoff.message] if reply.choices and reply.handoff and reply.kind == "clarify" else []
    return [*(choice.title for choice in reply.choices), *out]


def _blocks(reply: Reply, numbered: bool) -> Iterator[list[str]]:
    handoff = reply.handoff
    titles = [f"  {f'{number}.' if numbered else '-'} {title}" for number, title in enumerate(offered(reply), start=1)]
    if handoff and handoff.urgent:
        yield [click.style(f"Now: {_number(phone)}", fg="red", bold=True) for phone in handoff.urgent]
    for section, quotes in groupby(reply.quotes, key=lambda quote: quote.section):
        lines = [click.style(section, bold=True)]
        for quote in quotes:
            lines += [*wrap(quote.text, "  > "), "    " + click.style(quote.link, dim=True)]
        yield lines
    if reply.message:
        yield wrap(reply.message)
    if handoff and reply.kind != "clarify":
        yield wrap(handoff.message)
    if titles and handoff and reply.kind == "clarify":
        yield titles
    elif titles:
        yield ["You can ask next:", *titles]
    if handoff:
        yield [f"Phone: {click.style(_number(handoff.phone), bold=True)}"]


def _number(phone: Phone) -> str:
    return f"{phone.display} ({phone.uri})"
