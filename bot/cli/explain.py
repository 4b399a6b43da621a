"""``bot explain``: why this reply, why not another, and what would change it."""

import click

from bot.cli.changes import print_changes, print_side_by_side, record
from bot.cli.content import content_option, content_path, load_bot
from bot.cli.explanation import explain
from bot.cli.record import line_of
from bot.content.load import load_content


@click.command("explain")
@click.argument("question", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For a person or a program.")
@content_option
def command(question: tuple[str, ...], form: str, content: str | None) -> None:
    """Say why the bot replies to QUESTION as it does, and what would change it.

    \b
    Words                 what was read: misspelt words, synonyms, each one's part
    Guards                what danger, or call for advice, was seen
    Clauses               the parts of the message, and the topic of each
    Candidates            the intents that came near, and what each word brought
    Side by side          the best of them, word by word
    Limits                the numbers of the policy
    Decision              what came of it, and why
    What would change it  the smallest change first; each was tried

    Write the question in quotes, because ? and ' mean something to the terminal:

    \b
        bot explain "how long does it take?"
    """
    bot, loaded, text = load_bot(content), load_content(content_path(content)), " ".join(question)
    if form == "json":
        click.echo(line_of(record(bot, loaded, text)))
        return
    explain(bot, text)
    print_side_by_side(bot, text)
    print_changes(bot, loaded, text)
