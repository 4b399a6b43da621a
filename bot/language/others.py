"""What the bot says in languages that it cannot read, and by which words it knows them; ``others.toml`` is for native speakers to review.

What is said in a language is said beside the English words, so that whoever helps can read it too.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Other:
    """A language that the bot cannot read: what to say in it, and how it is known."""

    #: {phone} stands for the page's number
    handoff: str
    emergency: str
    crisis: str
    #: small words, without accents; empty for a language that is known by its script
    words: frozenset[str]
    #: phrases of danger, as regular expressions; without accents if the language is known by its words
    in_crisis: str
    in_emergency: str


def _read(table: dict[str, Any]) -> Other:
    danger = {name: "|".join(table[name]) for name in ("in_crisis", "in_emergency")}
    return Other(**(table | danger | {"words": frozenset(table["words"].split())}))


OTHERS: Final = {
    code: _read(table) for code, table in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}


def sentence_in(language: str, reason: str) -> str:
    """Return what is said in ``language`` for the ``reason`` of a hand-off; nothing if there is no such sentence."""
    other = OTHERS.get(language)
    said = {"other_language": other.handoff, "emergency": other.emergency, "crisis": other.crisis} if other else {}
    return said.get(reason, "")
