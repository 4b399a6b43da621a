"""Things that were worked out before, looked up by what they were worked out from."""

from collections.abc import Callable
from typing import Final, TypeVar

#: things at most that are remembered, before all are forgotten: what visitors write must not fill the memory
MOST: Final = 5_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """A dictionary that forgets all before it grows too large, and is kept nowhere but in memory."""

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)

    def __reduce__(self) -> tuple[Callable[[], "Memo[Key, Value]"], tuple[()]]:
        return Memo, ()
