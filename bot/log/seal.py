"""Seal: the kept text, encrypted where the operator has set a key; the key is never in the store."""

# ruff: noqa: PLC0415 - the package is needed by those who set a key

from typing import TYPE_CHECKING, Final

from bot.errors import BotError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

#: how every sealed text begins
_SEALED: Final = "gAAAA"


class Seal:
    """Closes and opens the kept text with ``keys``: Fernet keys with commas between them, the newest first; empty: as it is.

    Raises BotError if a key is not valid, or the package that encrypts is missing.
    """

    def __init__(self, keys: str = "") -> None:
        self._fernet = _fernet(keys) if keys else None

    def close(self, text: str) -> str:
        """Return ``text`` as it is kept."""
        # A Fernet token tells its second to everyone; ours tell 1970, for only the day is to be known.
        return self._fernet.encrypt_at_time(text.encode(), 0).decode() if self._fernet else text

    def open(self, kept: str) -> str:
        """Return the text that was kept. Raises BotError if it needs a key that is not there."""
        if not kept.startswith(_SEALED):
            return kept
        if not self._fernet:
            raise BotError("The kept text is sealed. Set BOT_LOG_KEY to the key it was written with.")
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(kept).decode()
        except InvalidToken:
            raise BotError("The kept text is sealed with another key. Set BOT_LOG_KEY to the key it was written with.") from None


def _fernet(keys: str) -> "MultiFernet":
    try:
        from cryptography.fernet import Fernet, MultiFernet
    except ImportError:
        raise BotError("To seal the kept text, the package cryptography is needed: pip install '.[log]'") from None
    try:
        return MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
    except ValueError:
        made = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
        raise BotError(f"BOT_LOG_KEY is no key. Make one: {made}") from None
