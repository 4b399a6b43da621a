"""``bot ask``: one question and its reply, or a stream of them."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import sys
from dataclasses import asdict

import click

from bot.cli.content import content_option, load_bot


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
    bot, text = load_bot(content), " ".join(question)
    if jsonl:
        from bot.cli.stream import reply_lines

        for line in reply_lines(bot, sys.stdin.buffer):
            click.echo(line)
    elif as_json:
        from bot.cli.lines import line_of

        click.echo(line_of(asdict(bot.reply(text))))
    else:
        if explain:
            from bot.cli.explanation import explain as print_reasons

            print_reasons(bot, text)
        from bot.cli.show import show

        click.echo(show(bot.reply(text)))
