"""A terminal: the command run within the tests, or as a program of its own."""

import os
import signal
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


def unmeasured() -> dict[str, str]:
    """The environment for programs whose every line other tests cover: to measure them again would more than double their time."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def start(
    *arguments: object, environment: Mapping[str, str] | None = None, measured: bool = True, **more: Any
) -> "subprocess.Popen[bytes]":
    """Start ``bot`` as a program of its own.

    A Ctrl-C may come while what measures the coverage holds a lock, and keep it for good: so it goes to a program that is not ``measured``.
    """
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    every = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    # Tests that run in the background are deaf to Ctrl-C, and would hand that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, env=(os.environ if measured else unmeasured()) | ENVIRONMENT | (environment or {}), **every)
    finally:
        signal.signal(signal.SIGINT, before)
