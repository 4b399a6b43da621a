"""The command line: one file for each command in ``commands``, loaded when it is called, so that ``bot --help`` comes at once.

What a program would read goes to standard output, what only a person reads to standard error. Exit codes: 0 if all is well,
1 if something was found, 2 if the command cannot do what was asked.
"""

from bot.cli.program import main

__all__ = ["main"]
