"""Load content in a process of its own, so that no file whatsoever can stop or hold up the service."""

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

from bot.errors import BotError, ContentError
from bot.kept import kept_bot
from bot.knowledge import Knowledge
from bot.pipeline import Bot

_MISTAKE: Final = 2


def load_apart(path: Path, seconds: float) -> Bot:
    """Return the bot of the content at ``path``, read and compiled by a child process within ``seconds``.

    Raises BotError with what is wrong, a line as file:line:col for each problem of the content.
    """
    command = [sys.executable, "-m", "bot.web.load", str(path)]
    try:
        child = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise BotError(f"{path}:1:1: loading took longer than {seconds:g} seconds.") from None
    except OSError as error:
        raise BotError(f"{path}:1:1: no process could be started to load it: {error.strerror}.") from None
    if child.returncode == _MISTAKE:
        raise BotError(child.stdout.decode())
    try:
        knowledge = pickle.loads(child.stdout)
    except Exception:  # it ended before it had written all
        raise BotError(f"{path}:1:1: the process that loaded it ended with {child.returncode}.") from None
    assert isinstance(knowledge, Knowledge)
    return Bot(knowledge)


def main(path: str) -> int:
    """Write the compiled content at ``path`` to standard output, or what is wrong with it; return how the process is to end."""
    code = _MISTAKE
    try:
        written, code = pickle.dumps(kept_bot(Path(path)).knowledge, pickle.HIGHEST_PROTOCOL), 0
    except ContentError as error:
        heads = [f"{place.file}:{place.line}:{place.column}: {said.message}" for said in error.problems for place in [said.place]]
        written = "\n".join(heads).encode()
    except BotError as error:
        written = f"{path}:1:1: {error}".encode()
    sys.stdout.buffer.write(written)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
