"""A stream of questions as JSON lines: one reply line for each, in order, as soon as it is there."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import BinaryIO, Final

from bot.cli.lines import line_of
from bot.pipeline import Bot

#: a longer line is not read, in bytes
LONGEST_LINE: Final = 1_000_000
#: conversations that are remembered; of more, those that were silent longest are forgotten
MOST_CONVERSATIONS: Final = 10_000


class _BadLine(Exception):
    """A line that cannot be answered, and why."""


def reply_lines(bot: Bot, stream: BinaryIO) -> Iterator[bytes]:
    """Yield a line for each line of ``stream``: the reply, or what is wrong with the line."""
    contexts: dict[str | int | None, object] = {}
    for number, raw in enumerate(_lines(stream), start=1):
        try:
            yield _reply(bot, _read(raw), contexts)
        except _BadLine as error:
            yield line_of({"error": {"line": number, "message": str(error)}})


def _reply(bot: Bot, asked: dict[str, object], contexts: dict[str | int | None, object]) -> bytes:
    text, conversation, context = (asked.get(key) for key in ("text", "conversation", "context"))
    if not isinstance(text, str):
        raise _BadLine('"text" is missing, or is not a text.')
    if not isinstance(conversation, str | int | None):
        raise _BadLine('"conversation" must be a text or a whole number.')
    before = contexts.pop(conversation, None)
    reply = bot.reply(text, before if context is None else context)
    if conversation is not None:
        contexts[conversation] = reply.context
        if len(contexts) > MOST_CONVERSATIONS:
            del contexts[next(iter(contexts))]
    return line_of(asdict(reply))


def _read(raw: bytes | None) -> dict[str, object]:
    if raw is None:
        raise _BadLine(f"The line is over {LONGEST_LINE:,} bytes.")
    try:
        asked = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLine(f"The line is not UTF-8 text (byte {error.start + 1}).") from None
    except (ValueError, RecursionError):
        raise _BadLine("The line is not JSON." if raw.strip() else "The line is empty.") from None
    if not isinstance(asked, dict):
        raise _BadLine('The line must be an object such as {"text": "what is imrt"}.')
    return asked


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines; None for one that is too long."""
    while raw := stream.readline(LONGEST_LINE + 1):
        too_long = len(raw) > LONGEST_LINE
        while too_long and raw and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST_LINE + 1)
        yield None if too_long else raw
