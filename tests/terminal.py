"""A terminal: the command run within the tests, or as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner, Result

from bot.cli import main

#: nothing is kept between tests, and every terminal is as wide
ENVIRONMENT = {"BOT_CACHE": "", "BOT_CONTENT": "", "COLUMNS": "80", "NO_COLOR": "", "FORCE_COLOR": ""}


def run(*arguments: object, text: str | bytes | None = None, color: bool = False, **environment: str) -> Result:
    """Run ``bot`` with the arguments and ``text`` on its standard input."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, words, text, {**ENVIRONMENT, **environment}, catch_exceptions=False, color=color, prog_name="bot")


def start(*arguments: object, environment: Mapping[str, str] | None = None, **more: Any) -> "subprocess.Popen[bytes]":
    """Start ``bot`` as a program of its own."""
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    every = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.Popen(command, env=os.environ | ENVIRONMENT | (environment or {}), **every)
