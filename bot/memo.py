"""Things that were worked out before, looked up by what they were worked out from."""

from typing import Any, Final

#: most things that are remembered before all are forgotten: what visitors write must not fill the memory
MOST: Final = 5_000


class Memo(dict[Any, Any]):
    """A dictionary that forgets all before it grows too large, and is kept nowhere but in memory."""

    def __setitem__(self, key: object, value: object) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)

    def __reduce__(self) -> tuple[type["Memo"], tuple[()]]:
        return Memo, ()
