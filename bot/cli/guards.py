"""``bot guards``: the guards as a document, for the clinician who reviews them."""

from collections.abc import Iterator
from typing import Final

import click

from bot.cli.content import content_option
from bot.content.load import load_content
from bot.content.models import Calm, Content, Guard
from bot.content.where import find_content

_REASONS: Final = {"emergency": "Emergencies", "crisis": "Crises", "personal_advice": "Calls for personal advice"}
_INTRODUCTION: Final = """\
# The guards, for review

This page is written by `bot guards` from `intents.yaml`; edit that file, not this page. Each line is one guard. In the columns stand
examples that the program tries with every `bot check`: messages that set the guard off, and look-alikes that must not set it off. In
the patterns, `(one|other)` stands for either, `[words]` may be left out, and `<name>` is any word of the list of that name, at the end of
this page; endings and misspellings are folded, but not of a word after `=`. If one of the patterns after "unless" stands beside the
danger, the guard stays silent. It also stays silent if something near says that the danger is none: see "What calms a guard".
"""


@click.command("guards")
@content_option
def command(content: str | None) -> None:
    """Print the guards as a Markdown document, for the clinician who reviews them.

    \b
        bot guards > docs/guards.md
    """
    for line in _document(load_content(find_content(content)).content):
        click.echo(line)


def _document(content: Content) -> Iterator[str]:
    yield _INTRODUCTION
    for reason, title in _REASONS.items():
        guards = [guard for guard in content.guards.values() if guard.reason == reason]
        if guards:
            yield f"## {title}\n"
            message = getattr(content.messages, reason).replace("{phone}", content.phone)
            yield f"What the bot says: {message}\n"
            yield "| guard | sets it off, for example | does not, for example |"
            yield "| --- | --- | --- |"
            yield from (f"| {guard.name} | {_listed(guard.tests)} | {_listed(guard.counter_tests)} |" for guard in guards)
            yield ""
            for guard in guards:
                yield from _patterns(guard)
                yield from (f"— gives way to the answer to: {content.intents[intent_id].title}\n" for intent_id in guard.gives_way)
    if content.calm:
        yield "## What calms a guard\n"
        yield 'Near the danger, in the same sentence. What stands after "unless", in that sentence or the next, shows that it is real.\n'
        yield from (line for part in content.calm.values() for line in _patterns(part))
    if content.words:
        yield "## Word lists\n"
        yield from (f"- **{name}**: {', '.join(members)}" for name, members in content.words.items())


def _patterns(guard: Calm | Guard) -> Iterator[str]:
    yield f"**{guard.name}**: {_coded(guard.patterns)}"
    yield f"— unless: {_coded(guard.unless)}\n" if guard.unless else ""


def _listed(examples: list[str]) -> str:
    return "<br>".join(example.replace("|", "\\|") for example in examples)


def _coded(patterns: list[str]) -> str:
    return " · ".join(f"`{pattern}`" for pattern in patterns)
