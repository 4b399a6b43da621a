"""``bot ask``: one question and its reply, or a stream of them as JSON lines, each answered as soon as it is there."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import BinaryIO, Final

import click

from bot.cli.content import content_option, content_path, load_bot
from bot.cli.lines import line_of, say
from bot.cli.show import show
from bot.pipeline import Bot

#: a longer line is not read, in bytes
LONGEST_LINE: Final = 1_000_000
#: conversations that are remembered; of more, those that were silent longest are forgotten
MOST_CONVERSATIONS: Final = 10_000


@click.command("ask")
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the reply as one line of JSON, for programs.")
@click.option("--explain", is_flag=True, help="Print why: what was understood, what came near, what decided.")
@click.option("--jsonl", is_flag=True, help="Answer many questions: one JSON object a line from standard input.")
@content_option
def command(question: tuple[str, ...], as_json: bool, explain: bool, jsonl: bool, content: str | None) -> None:
    """Ask one question and show the reply.

    Write the question in quotes, because ? and ' mean something to the terminal:

    \b
        bot ask "how does it work?"

    With - as the QUESTION, it is read from standard input.

    With --jsonl, each line of the input is an object with "text"; lines with the same
    "conversation" belong together, or bring the "context" of the reply before. Each
    line is answered at once by one line. A line that cannot be read is answered
    with its number and what is wrong, and the next one is read:

    \b
        {"text": "what is imrt", "conversation": 1}
        {"text": "how does it work", "conversation": 1}
    """
    if as_json + explain + jsonl > 1:
        raise click.UsageError("Choose one of --json, --explain and --jsonl.")
    if jsonl and question:
        raise click.UsageError("With --jsonl the questions come from standard input; leave QUESTION out.")
    if not jsonl and not question:
        raise click.UsageError('Say what to ask: bot ask "what is imrt"')
    bot = load_bot(content_path(content))
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if question == ("-",) else " ".join(question)
    if jsonl:
        say(_reply_lines(bot, sys.stdin.buffer))
    elif as_json:
        click.echo(line_of(asdict(bot.reply(text))))
    else:
        if explain:
            from bot.cli.explanation import explain as print_reasons

            print_reasons(bot, text)
        click.echo(show(bot.reply(text)))


class _BadLine(Exception):
    """A line that cannot be answered, and why."""


def _reply_lines(bot: Bot, stream: BinaryIO) -> Iterator[bytes]:
    """Yield a line for each line of ``stream``: the reply, or what is wrong with the line."""
    contexts: dict[str | int | None, object] = {}
    for number, raw in enumerate(_lines(stream), start=1):
        try:
            yield _reply(bot, _read(raw), contexts)
        except _BadLine as error:
            yield line_of({"error": {"line": number, "message": str(error)}})


def _reply(bot: Bot, asked: dict[str, object], contexts: dict[str | int | None, object]) -> bytes:
    text, conversation, context = (asked.get(key) for key in ("text", "conversation", "context"))
    if not isinstance(text, str):
        raise _BadLine('"text" is missing, or is not a text.')
    if not isinstance(conversation, str | int | None):
        raise _BadLine('"conversation" must be a text or a whole number.')
    before = contexts.pop(conversation, None)
    reply = bot.reply(text, before if context is None else context)
    if conversation is not None:
        contexts[conversation] = reply.context
        if len(contexts) > MOST_CONVERSATIONS:
            del contexts[next(iter(contexts))]
    return line_of(asdict(reply))


def _read(raw: bytes | None) -> dict[str, object]:
    if raw is None:
        raise _BadLine(f"The line is over {LONGEST_LINE:,} bytes.")
    try:
        asked = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLine(f"The line is not UTF-8 text (byte {error.start + 1}).") from None
    except (ValueError, RecursionError):
        raise _BadLine("The line is not JSON." if raw.strip() else "The line is empty.") from None
    if not isinstance(asked, dict):
        raise _BadLine('The line must be an object such as {"text": "what is imrt"}.')
    return asked


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines; None for one that is too long."""
    while raw := stream.readline(LONGEST_LINE + 1):
        too_long = len(raw) > LONGEST_LINE
        while too_long and raw and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST_LINE + 1)
        yield None if too_long else raw
