"""``bot explain`` and ``bot ask --explain``: the reasons of a reply as tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.lines import printable
from bot.cli.reasons import reasons, verdict
from bot.content.models import PolicyPart
from bot.decide import Part
from bot.model import Role, Spotted
from bot.pipeline import Bot, Explanation, Understanding

_ROLES: Final[Mapping[Role, str]] = {
    "content": "says what is asked",
    "operator": "changes what is asked",
    "light": "says little",
    "function": "grammar",
    "about": "the page's subject",
    "ignored": "carries nothing",
}
#: those further down are no rivals
_MOST_CANDIDATES: Final = 5
#: the numbers of the policy that decide, in the order in which they are looked at
_LIMITS: Final = ("threshold", "coverage", "margin")


def explain(bot: Bot, utterance: str, context: object = None) -> None:
    """Print what the reply to ``utterance`` is and why, then step by step how it comes about."""
    explained = bot.explain(utterance, context)
    print_decision(explained, bot)
    print_steps(explained, bot)


def print_decision(explained: Explanation, bot: Bot) -> None:
    """Print what the reply is and why."""
    console, facts = Console(highlight=False), bot.knowledge.facts
    console.print(Text("Decision", style="bold"))
    for sentence in (verdict(explained.reply, facts), *reasons(explained.understanding, facts.policy)):
        console.print(Text(printable(sentence)))
    console.print()


def print_steps(explained: Explanation, bot: Bot) -> None:
    """Print step by step how the reply comes about."""
    understood, policy = explained.understanding, bot.knowledge.facts.policy
    seen = [(spotted.id, spotted.pattern, "nothing") for spotted in (understood.alarm.spotted if understood.alarm else ())]
    seen += [(danger.id, danger.pattern, _silenced_by(danger, by)) for danger, by in explained.silenced]
    limits = ((name, f"{getattr(policy, name):g}", str(PolicyPart.model_fields[name].description)) for name in _LIMITS)
    print_table("Words", ("word", "read as (stem)", "how", "likeness", "part it plays", "clause"), _words(understood), "there are none")
    print_table("Guards", ("guard", "pattern that was found", "silenced by"), seen, "none saw anything")
    print_table("Clauses and their topics", ("clause", "asks", "topic", "words"), _clauses(understood), "not taken apart")
    for number, part in enumerate(understood.parts, start=1):
        print_table(f"Candidates for clause {number}", ("score", "intent", "why"), _candidates(part, bot), "none")
    print_table("Limits", ("limit", "value", "what it is"), limits)


def _silenced_by(danger: Spotted, by: Spotted) -> str:
    return f"{'its unless' if by.id == danger.id else by.id}: {by.pattern}"


def print_table(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], nothing: str = "") -> None:
    """Print a table; ``nothing`` if it has no rows."""
    console = Console(highlight=False)
    console.print(Text(title, style="bold"))
    table = Table(*headings, box=SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        # Text is never read as markup, so a pattern's brackets stay.
        table.add_row(*(Text("\n".join(map(printable, cell.split("\n")))) for cell in row))
    console.print(table if table.row_count else Text(f"{nothing}\n"))


def _words(understood: Understanding) -> Iterator[tuple[str, ...]]:
    clauses = [(str(number), clause.tokens) for number, clause in enumerate(understood.clauses, start=1)] or [("", understood.tokens)]
    for clause, token in ((clause, token) for clause, tokens in clauses for token in tokens):
        if not token.readings:
            yield token.text, "", "unknown", "", _ROLES[token.role], clause
        for number, read in enumerate(token.readings):
            first = number == 0
            yield token.text if first else "or", read.term, read.how, f"{read.weight:.2f}", _ROLES[token.role] if first else "", clause


def _clauses(understood: Understanding) -> Iterator[tuple[str, ...]]:
    for number, part in enumerate(understood.parts, start=1):
        topic = ": ".join(filter(None, (part.topic.id, part.topic.pattern))) if part.topic else "none"
        yield str(number), "yes" if part.asks else "no", topic, " ".join(token.text for token in part.tokens)


def _candidates(part: Part, bot: Bot) -> Iterator[tuple[str, ...]]:
    for candidate in part.candidates[:_MOST_CANDIDATES]:
        most_first = sorted(bot.evidence(part, candidate), key=lambda met: -met.share)
        against = " (below 0: speaks against it)" if any(met.share < 0 for met in most_first) else ""
        lines = [
            f"best pattern: {candidate.pattern}",
            f"like that pattern: {candidate.pattern_score:.2f} of 1; holds {candidate.covered:.2f} of it",
            f"all its patterns speak {'for' if candidate.intent_score >= 0 else 'against'} it: {candidate.intent_score:.2f}",
            f"each word brought{against}: {', '.join(f'{met.text} {met.share:.1f}' for met in most_first) or 'nothing'}",
        ]
        lines += [f"not explained: {', '.join(candidate.unexplained)}"] if candidate.unexplained else []
        yield f"{candidate.score:.1f}", candidate.intent, "\n".join(lines)
