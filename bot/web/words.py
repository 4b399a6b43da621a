"""The pages' own words, around the quotes. The widget has the same; English and Spanish."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from flask import request

#: language -> name -> words; under "problems", what is said of a status, where programs are told in English
WORDS: Final[Mapping[str, Mapping[str, Any]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def words(language: str) -> Mapping[str, Any]:
    """Return the words in ``language`` (two letters), or in English."""
    return WORDS.get(language, WORDS["en"])


def speech(content: str) -> dict[str, Any]:
    """Return what a template needs to speak: the words, their language, and ``said``, the language of ``content``, which the bot speaks.

    The words are of the language that the address asks for (``?lang=es``), else the content's, else English. ``lang`` is what was asked.
    """
    asked = request.args.get("lang")
    lang = asked if asked in WORDS else None
    language = lang or (content if content in WORDS else "en")
    return {"words": words(language), "language": language, "said": content, "lang": lang}
