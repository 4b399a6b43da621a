"""The context: what the bot needs to remember of a conversation. It travels with the visitor; nothing is kept here.

It comes back from outside, so it is read with suspicion: anything odd counts as no context, and nothing in it is ever shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeGuard

from bot.model import DANGERS, Danger

VERSION: Final = 2
_MOST_IDS: Final = 3
_LONGEST_ID: Final = 60
_MOST_MISSES: Final = 9
_LARGEST_COUNT: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Context:
    """What the last turn was about."""

    #: ids of the intents that were answered last
    intents: tuple[str, ...] = ()
    #: id of the topic that was handed off last
    topic: str | None = None
    #: replies in a row that did not help
    misses: int = 0
    #: where on the page the last quote ended, in characters; 0 if nothing was quoted
    read_to: int = 0
    #: the danger that the last turn told of
    danger: Danger | None = None

    @classmethod
    def read(cls, given: object) -> "Context":
        """Read a context that came back; an odd, forged or outdated one is an empty one."""
        if not isinstance(given, Mapping) or given.get("v") != VERSION:
            return cls()
        intents, topic, misses, read_to, danger = (given.get(key) for key in ("intents", "topic", "misses", "read_to", "danger"))
        if not isinstance(intents, list) or len(intents) > _MOST_IDS or not all(_is_id(intent) for intent in intents):
            return cls()
        if not (topic is None or _is_id(topic)) or not _is_count(misses) or not _is_count(read_to):
            return cls()
        known = next((name for name in DANGERS if name == danger), None)
        return cls(tuple(intents), topic, min(misses, _MOST_MISSES), read_to, known)

    def record(self) -> dict[str, object]:
        """Return the context as it travels."""
        return {
            "v": VERSION,
            "intents": list(self.intents[:_MOST_IDS]),
            "topic": self.topic,
            "misses": min(self.misses, _MOST_MISSES),
            "read_to": self.read_to,
            "danger": self.danger,
        }


#: before the first turn
NOTHING: Final = Context()


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= _LARGEST_COUNT
