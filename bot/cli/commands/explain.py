"""``bot explain``: why this reply, why not another, and what would change it."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import click

from bot.cli.content import content_option, content_path, load_both
from bot.cli.explanation import print_decision, print_steps, print_table
from bot.cli.lines import line_of
from bot.cli.progress import watched
from bot.cli.reasons import reasons, verdict
from bot.content.load import LoadedContent
from bot.decide import Part
from bot.desk.evaluate.judge import describe
from bot.desk.whatif import makes_a_difference, trials
from bot.pipeline import Bot

#: candidates that fit beside one another
_MOST: Final = 3


@click.command("explain")
@click.argument("question", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For a person or a program.")
@content_option
def command(question: tuple[str, ...], form: str, content: str | None) -> None:
    """Say why the bot replies to QUESTION as it does, and what would change it.

    \b
    Decision              what came of it, and why
    What would change it  the smallest change first; each was tried
    Words                 what was read: misspelt words, synonyms, each one's part
    Guards                what danger, or call for advice, was seen or silenced
    Clauses               the parts of the message, and the topic of each
    Candidates            the intents that came near, and what each word brought
    Limits                the numbers of the policy
    Side by side          the best of them, word by word

    Write the question in quotes, because ? and ' mean something to the terminal:

    \b
        bot explain "how long does it take?"
    """
    (loaded, bot), text = load_both(content_path(content)), " ".join(question)
    if form == "json":
        click.echo(line_of(_record(bot, loaded, text)))
        return
    explained = bot.explain(text)
    print_decision(explained, bot)
    title = "What would make it stop answering so" if explained.reply.kind == "answer" else "What would make it answer"
    rows = ((str(number), *change) for number, change in enumerate(_changes(bot, loaded, text), start=1))
    print_table(title, ("", "change", "then the question is"), rows, "nothing that was tried")
    print_steps(explained, bot)
    for number, part in enumerate(explained.understanding.parts, start=1):
        if len(part.candidates) > 1:
            titles = ("", *(candidate.intent for candidate in part.candidates[:_MOST]))
            print_table(f"Side by side, clause {number}", titles, _side_by_side(bot, part))


def _side_by_side(bot: Bot, part: Part) -> Iterator[tuple[str, ...]]:
    """Yield a row for each word with what it brought to the best candidates, then for the sum and what limits it."""
    candidates = part.candidates[:_MOST]
    brought = [{met.text: met.share for met in bot.evidence(part, candidate)} for candidate in candidates]
    for token in part.tokens:
        cells = [
            "not explained" if token.text in candidate.unexplained else f"{shares[token.text]:.1f}" if token.text in shares else "-"
            for candidate, shares in zip(candidates, brought, strict=True)
        ]
        if any(cell != "-" for cell in cells):
            yield token.text, *cells
    yield "score", *(f"{candidate.score:.1f}" for candidate in candidates)
    yield "coverage", *(f"{candidate.covered:.2f}" for candidate in candidates)
    yield "best pattern", *(candidate.pattern for candidate in candidates)


def _changes(bot: Bot, loaded: LoadedContent, question: str) -> Iterator[tuple[str, str]]:
    """Yield each change that would make the bot answer, or stop answering, with what the question then is; the smallest first."""
    before = bot.reply(question)
    for trial in watched(trials(bot, loaded, question), "Trying changes"):
        after = trial.ask()
        if makes_a_difference(before, after):
            yield trial.what, describe(after, bot.knowledge.facts)


def _record(bot: Bot, loaded: LoadedContent, question: str) -> dict[str, object]:
    """Return all that is printed as one record for a program, with every candidate and all that brought its score."""
    explained, policy = bot.explain(question), bot.knowledge.facts.policy
    understood = explained.understanding
    return {
        "question": question,
        "words": [asdict(token) for token in understood.tokens],
        "guards": [asdict(spotted) for spotted in understood.alarm.spotted] if understood.alarm else [],
        "silenced": [{"guard": asdict(danger), "by": asdict(by)} for danger, by in explained.silenced],
        "clauses": [_clause(bot, part) for part in understood.parts],
        "policy": asdict(policy),
        "verdict": verdict(explained.reply, bot.knowledge.facts),
        "decision": list(reasons(understood, policy)),
        "reply": asdict(explained.reply),
        "changes": [{"change": what, "then": then} for what, then in _changes(bot, loaded, question)],
    }


def _clause(bot: Bot, part: Part) -> dict[str, object]:
    candidates = [
        asdict(candidate) | {"terms": sorted(candidate.terms), "evidence": [asdict(met) for met in bot.evidence(part, candidate)]}
        for candidate in part.candidates
    ]
    words, topic = [token.text for token in part.tokens], asdict(part.topic) if part.topic else None
    return {"words": words, "asks": part.asks, "topic": topic, "candidates": candidates}
