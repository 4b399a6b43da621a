"""``bot explain`` and ``bot ask --explain``: the reasons of a reply as tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.printable import printable
from bot.cli.reasons import reasons
from bot.decide import Part
from bot.knowledge import Policy
from bot.model import Met, Role, Token
from bot.pipeline import Bot, Reading

_ROLES: Final[Mapping[Role, str]] = {
    "content": "says what is asked",
    "operator": "changes what is asked",
    "light": "says little",
    "function": "grammar",
    "about": "the page's subject",
    "ignored": "carries nothing",
}
#: the numbers of the policy that decide, in the order in which they are looked at
#: those further down are no rivals
_MOST_CANDIDATES: Final = 5
_LIMITS: Final = {
    "threshold": "least score that may be answered",
    "coverage": "least share of the best pattern's own words in the question",
    "margin": "least lead over the runner-up; below it the bot asks back",
}
_TITLES: Final = {
    "words": ("word", "read as", "how", "likeness", "part it plays", "clause"),
    "clauses": ("clause", "asks", "topic", "words"),
    "spotted": ("guard", "pattern that was found"),
    "candidates": ("score", "intent", "why"),
    "limits": ("limit", "value", "what it is"),
}


def explain(bot: Bot, utterance: str, context: object = None) -> None:
    """Print step by step how the reply to ``utterance`` comes about."""
    reading, policy = bot.explain(utterance, context).reading, bot.knowledge.facts.policy
    console = Console(highlight=False)
    print_table(console, "Words", _TITLES["words"], _words(reading), "there are none")
    print_table(console, "Guards", _TITLES["spotted"], _guards(reading), "none saw anything")
    print_table(console, "Clauses and their topics", _TITLES["clauses"], _clauses(reading), "not taken apart")
    for number, part in enumerate(reading.parts, start=1):
        print_table(console, f"Candidates for clause {number}", _TITLES["candidates"], _candidates(part, bot), "none")
    print_table(console, "Limits", _TITLES["limits"], _limits(policy), "")
    console.print(Text("Decision", style="bold"))
    for sentence in reasons(reading, policy):
        console.print(Text(printable(sentence)))


def print_table(console: Console, title: str, headings: tuple[str, ...], rows: Iterator[tuple[str, ...]], nothing: str) -> None:
    """Print a table; one line if it has no rows."""
    console.print(Text(title, style="bold"))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        # Text is never read as markup, so a pattern's brackets stay.
        table.add_row(*(Text("\n".join(map(printable, cell.split("\n")))) for cell in row))
    console.print(table if table.row_count else Text(f"{nothing}\n"))


def _words(reading: Reading) -> Iterator[tuple[str, ...]]:
    clauses = [(str(number), clause.tokens) for number, clause in enumerate(reading.clauses, start=1)] or [("", reading.tokens)]
    for clause, token in ((clause, token) for clause, tokens in clauses for token in tokens):
        if not token.readings:
            yield token.text, "", "unknown", "", _ROLES[token.role], clause
        for number, read in enumerate(token.readings):
            first = number == 0
            yield token.text if first else "or", read.term, read.how, f"{read.weight:.2f}", _ROLES[token.role] if first else "", clause


def _guards(reading: Reading) -> Iterator[tuple[str, ...]]:
    for spotted in reading.alarm.spotted if reading.alarm else ():
        yield spotted.id, spotted.pattern


def _clauses(reading: Reading) -> Iterator[tuple[str, ...]]:
    for number, part in enumerate(reading.parts, start=1):
        topic = ": ".join(filter(None, (part.topic.id, part.topic.pattern))) if part.topic else "none"
        yield str(number), "yes" if part.asks else "no", topic, _text(part.tokens)


def _candidates(part: Part, bot: Bot) -> Iterator[tuple[str, ...]]:
    for candidate in part.candidates[:_MOST_CANDIDATES]:
        lines = [
            f"best pattern: {candidate.pattern}",
            f"like the pattern {candidate.pattern_score:.2f}, like the intent {candidate.intent_score:.2f}, "
            f"holds {candidate.covered:.2f} of the pattern",
            f"each word brought: {_brought(bot.evidence(part, candidate))}",
        ]
        lines += [f"not explained: {', '.join(candidate.unexplained)}"] if candidate.unexplained else []
        yield f"{candidate.score:.1f}", candidate.intent, "\n".join(lines)


def _brought(found: Iterable[Met]) -> str:
    most_first = sorted(found, key=lambda met: -met.share)
    return ", ".join(f"{met.text} {met.share:.1f}" for met in most_first) or "nothing"


def _limits(policy: Policy) -> Iterator[tuple[str, ...]]:
    for name, meaning in _LIMITS.items():
        yield name, f"{getattr(policy, name):g}", meaning


def _text(tokens: Iterable[Token]) -> str:
    return " ".join(token.text for token in tokens)
