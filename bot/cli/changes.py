"""``bot explain``, the second half: the best candidates side by side, and what would change the reply; and all of it as a record."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from rich.console import Console

from bot.cli.explanation import print_table
from bot.cli.progress import watched
from bot.cli.reasons import reasons
from bot.content.load import LoadedContent
from bot.decide import Part
from bot.judge import describe
from bot.pipeline import Bot
from bot.whatif import makes_a_difference, trials

#: candidates that fit beside one another
_MOST: Final = 3


def print_side_by_side(bot: Bot, question: str) -> None:
    """Print for each clause what each of its words brought to the best candidates."""
    console = Console(highlight=False)
    for number, part in enumerate(bot.explain(question).reading.parts, start=1):
        if len(part.candidates) > 1:
            titles = ("", *(candidate.intent for candidate in part.candidates[:_MOST]))
            print_table(console, f"Side by side, clause {number}", titles, _rows(bot, part), "")


def print_changes(bot: Bot, loaded: LoadedContent, question: str) -> None:
    """Print the changes that would make the bot answer, or stop answering; the first is the smallest."""
    rows = ((str(number), *change) for number, change in enumerate(_changes(bot, loaded, question), start=1))
    console = Console(highlight=False)
    console.print()
    title = "What would make it stop answering so" if bot.reply(question).kind == "answer" else "What would make it answer"
    print_table(console, title, ("", "change", "then the question is"), rows, "nothing that was tried")


def record(bot: Bot, loaded: LoadedContent, question: str) -> dict[str, object]:
    """Return all that is printed as one record for a program, with every candidate and all that brought its score."""
    explained, policy = bot.explain(question), bot.knowledge.facts.policy
    reading = explained.reading
    return {
        "question": question,
        "words": [asdict(token) for token in reading.tokens],
        "guards": [asdict(spotted) for spotted in reading.alarm.spotted] if reading.alarm else [],
        "clauses": [_clause(bot, part) for part in reading.parts],
        "policy": asdict(policy),
        "decision": list(reasons(reading, policy)),
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


def _changes(bot: Bot, loaded: LoadedContent, question: str) -> Iterator[tuple[str, str]]:
    """Yield each change that makes a difference, with what the question then is."""
    before = bot.reply(question)
    for trial in watched(trials(bot, loaded, question), "Trying changes"):
        after = trial.ask()
        if makes_a_difference(before, after):
            yield trial.what, describe(after, bot.knowledge.facts)


def _rows(bot: Bot, part: Part) -> Iterator[tuple[str, ...]]:
    """Yield a row for each word, then for the sum and what limits it."""
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
