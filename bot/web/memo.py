"""Memo: replies that were given a moment ago, for the many visitors who ask the same.

It holds the page's sentences only. What was asked is kept as a keyed digest, whose key lives and dies with the memo, so
nothing that a visitor typed can be read from it.
"""

import hashlib
import secrets
from collections import OrderedDict
from threading import Lock
from typing import Final, NamedTuple

from bot.model import Reply

_MOST: Final = 4096
_KEY_LENGTH: Final = 32
_DIGEST_LENGTH: Final = 16


class Given(NamedTuple):
    """A reply, and how it was written."""

    reply: Reply
    body: bytes


class ReplyMemo:
    """The replies of one content, those asked for last; it forgets the rest."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(_KEY_LENGTH)
        self._given: OrderedDict[bytes, Given] = OrderedDict()
        self._lock = Lock()

    def digest(self, question: bytes) -> bytes:
        """Return what ``question`` is kept under."""
        return hashlib.blake2b(question, key=self._key, digest_size=_DIGEST_LENGTH).digest()

    def recall(self, digest: bytes) -> Given | None:
        """Return what was answered; None if it is not known any more."""
        with self._lock:
            given = self._given.get(digest)
            if given:
                self._given.move_to_end(digest)
            return given

    def keep(self, digest: bytes, given: Given) -> None:
        """Remember what was answered."""
        with self._lock:
            self._given[digest] = given
            if len(self._given) > _MOST:
                self._given.popitem(last=False)
