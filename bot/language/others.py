"""What the bot says in languages that it cannot read, and by which words it knows them; ``others.toml`` is for native speakers to review.

What is said in a language is said beside the English words, so that whoever helps can read it too.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Other:
    """A language that the bot cannot read: what to say in it, and how it is known."""

    #: reason of a hand-off -> the sentence; {phone} stands for the page's number
    said: Mapping[str, str]
    #: small words, without accents; empty for a language that is known by its script
    words: frozenset[str]
    #: reason -> the phrases that tell of this danger, as a regular expression; without accents if the language is known by its words
    dangers: Mapping[str, str]


def _read(table: dict[str, Any]) -> Other:
    said = {"other_language": table["handoff"], "emergency": table["emergency"], "crisis": table["crisis"]}
    dangers = {"crisis": "|".join(table["in_crisis"]), "emergency": "|".join(table["in_emergency"])}
    return Other(said, frozenset(table["words"].split()), dangers)


OTHERS: Final = {
    code: _read(table) for code, table in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}


def sentence_in(language: str, reason: str) -> str:
    """Return what is said in ``language`` for the ``reason`` of a hand-off; nothing if there is no such sentence."""
    return OTHERS[language].said.get(reason, "") if language in OTHERS else ""
