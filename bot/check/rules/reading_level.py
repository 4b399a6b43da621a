"""The bot's own messages should be easy to read: grade 8 at most, by the formula of Flesch and Kincaid.

It is computed for English messages of at least eight words, from the length of their sentences and words.

Passes::

    smalltalk:
      thanks:
        patterns: [thanks]
        reply: You are welcome. Ask me more about the lamp, if you like.

Fails::

    smalltalk:
      thanks:
        patterns: [thanks]
        reply: >-
          Notwithstanding considerable organizational responsibilities, representatives habitually
          appreciate individual communications concerning informational opportunities.
"""

import re
from collections.abc import Iterator
from typing import Final

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.content.nodes import Path
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


def _find(draft: Draft) -> Iterator[Problem]:
    for path, text in _messages(draft) if draft.content.language == "en" else ():
        grade = grade_of(text)
        if grade > MOST:
            message = f"this message reads like grade {grade:.0f}; at most {MOST:g} is easy to read"
            yield draft.problem(path, RULE.id, message, "Use shorter sentences and shorter words.")


def grade_of(text: str) -> float:
    """Return the grade by Flesch and Kincaid (1975): 0 is the easiest; 0 for a text of a few words."""
    text = _PLACEHOLDER.sub("", text)
    words, sentences = _WORD.findall(text), len(_SENTENCE.findall(text))
    if len(words) < _FEWEST_WORDS:
        return 0.0
    return max(0.0, 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59)


def _syllables(word: str) -> int:
    """Return how many syllables an English word has, by its groups of vowels; an e at the end is silent."""
    groups = len(_VOWELS.findall(word.lower()))
    return max(1, groups - bool(_SILENT.search(word.lower())))


def _messages(draft: Draft) -> Iterator[tuple[Path, str]]:
    yield from ((("messages", kind), text) for kind, text in draft.content.messages.model_dump().items())
    yield from ((("smalltalk", chat_id, "reply"), chat.reply) for chat_id, chat in draft.content.smalltalk.items())


RULE = Rule("reading-level", "warning", _find, __doc__, asks=False)
