"""The pages' own words, around the quotes. The widget has the same; English and Spanish."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

#: language -> name -> words; under "problems", what is said of a status, where programs are told in English
WORDS: Final[Mapping[str, Mapping[str, Any]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
