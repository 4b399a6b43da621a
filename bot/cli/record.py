"""Records as lines of JSON, in UTF-8 whatever the terminal speaks."""

import json
import re
from collections.abc import Mapping
from typing import Final

#: halves of a character, which UTF-8 cannot write; in JSON they may only stand as \udXXX
_LONE_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")


def line_of(record: Mapping[str, object]) -> bytes:
    """Return ``record`` as one line of JSON, without the line's end."""
    line = json.dumps(record, ensure_ascii=False)
    return _LONE_SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode()
