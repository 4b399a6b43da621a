"""A memo holds in memory what was worked out before, looked up by what it was worked out from; ``bot.kept`` keeps on disk."""

from typing import Any, Final

#: most things that are remembered before all are forgotten: what visitors write must not fill the memory
MOST: Final = 5_000


class Memo(dict[Any, Any]):
    """A dictionary that forgets all before it grows too large, and is never kept on disk."""

    def __setitem__(self, key: object, value: object) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(key, value)

    def __reduce__(self) -> tuple[type["Memo"], tuple[()]]:
        return Memo, ()
