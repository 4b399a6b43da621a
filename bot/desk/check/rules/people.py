"""Rules about people: that they can read what the bot says, and have looked at it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.content.nodes import NodePath
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.errors import Problem

#: highest grade of a school in the United States whose pupils read it with ease
MOST: Final = 8.0
#: of fewer words the formula says nothing
_FEWEST_WORDS: Final = 8
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_SENTENCE: Final = re.compile(r"[^.!?]*\w[^.!?]*")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?:[^laeiouy]es?|[^td]ed)$")


@rule("reading-level", "warning", asks=False)
def reading_level(draft: Draft) -> Iterator[Problem]:
    """The bot's own messages should be easy to read: grade 8 at most, by the formula of Flesch and Kincaid."""
    for path, text in _messages(draft) if draft.content.language == "en" else ():
        grade = grade_of(text)
        if grade > MOST:
            message = f"this message reads like grade {grade:.0f}; at most {MOST:g} is easy to read"
            yield draft.document.problem(path, reading_level.id, message, "Use shorter sentences and shorter words.")


@rule("review-overdue", "warning", asks=False)
def review_overdue(draft: Draft) -> Iterator[Problem]:
    """Where `policy` says how often to review (`review_every`, in days), each intent and guard must have been reviewed since."""
    every = draft.content.policy.review_every
    for group in ("intents", "guards") if every else ():
        for part_id, part in getattr(draft.content, group).items():
            if not part.reviewed:
                message = f'"{part_id}" has not been reviewed'
            elif draft.today - date.fromisoformat(part.reviewed) > timedelta(days=every or 0):
                message = f'"{part_id}" was last reviewed on {part.reviewed}, more than {every} days ago'
            else:
                continue
            cure = "Have it reviewed, then write the day and the name: reviewed: 2026-05-04, reviewer: Dr. Ada Keeper."
            yield draft.document.problem((group, part_id), review_overdue.id, message, cure, at_key=True)


def grade_of(text: str) -> float:
    """Return the grade by Flesch and Kincaid (1975): 0 is the easiest; 0 for a text of a few words."""
    text = _PLACEHOLDER.sub("", text)
    words, sentences = _WORD.findall(text), len(_SENTENCE.findall(text))
    if len(words) < _FEWEST_WORDS:
        return 0.0
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59)


def _syllables(word: str) -> int:
    """Return how many syllables an English word has, by its groups of vowels; an e at the end is silent."""
    return max(1, len(_VOWELS.findall(word.lower())) - bool(_SILENT.search(word.lower())))


def _messages(draft: Draft) -> Iterator[tuple[NodePath, str]]:
    yield from ((("messages", kind), text) for kind, text in draft.content.messages.model_dump(exclude_none=True).items())
    yield from ((("smalltalk", chat_id, "reply"), chat.reply) for chat_id, chat in draft.content.smalltalk.items())
