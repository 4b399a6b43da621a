"""Reload: look at the content's files, load what has changed beside the old, and swap it in whole, or keep the last good one."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.collector import settle
from bot.errors import BotError
from bot.pipeline import Bot
from bot.web.current import Reload, Service
from bot.web.load import load_apart

_log: Final = logging.getLogger(__name__)
#: seconds after which content that could not be used is tried again though its files look the same: one of another name,
#: which it waits for, may have come
_TRY_AGAIN: Final = 60.0

#: bytes by which the end of a file is known, white space aside
_END: Final = 64
#: what tells a changed file from the same: time of change, size, number; None if there is no such file
_Stamp = tuple[tuple[int, int, int] | None, ...]


class Reloader:
    """Keeps a service's content as its files are. One thread runs ``run``; any may call ``look_now`` and ``stop``."""

    def __init__(self, service: Service, path: Path, load: Callable[[Path, float], Bot] = load_apart) -> None:
        self._service = service
        self._path = path
        self._load = load
        self._told = threading.Event()
        self._stopped = False
        self._try_again = float("inf")
        self._seen = self._stamp()
        self._taken = {file: _bytes(file) for file in self._files()}
        begun = service.reload.at * 1e9
        #: the files as they were when they were last tried; none, if they may have changed while they were first read
        self._tried: _Stamp = self._seen if all(file and file[0] < begun for file in self._seen) else ()

    def run(self) -> None:
        """Look at the files every ``watch`` seconds, and whenever told to, until stopped."""
        pause = self._service.settings.watch or None
        while True:
            told = self._told.wait(pause)
            self._told.clear()
            if self._stopped:
                return
            self.look(told=told)

    def look_now(self) -> None:
        """Load the content again soon, changed or not; safe in a signal handler."""
        self._told.set()

    def stop(self) -> None:
        """End ``run`` soon."""
        self._stopped = True
        self._told.set()

    def look(self, *, told: bool = False) -> None:
        """Load the content if its files have changed, but not since the last look, or if told to."""
        stamp = self._stamp()
        still, self._seen = stamp == self._seen, stamp
        due = stamp != self._tried or time.monotonic() >= self._try_again
        if told or (due and still):
            self._tried = stamp
            try:
                if not told:
                    self._refuse_what_was_cut_off()
                bot = self._load(self._path, self._service.settings.load_time)
            except BotError as error:
                self._keep(str(error))
            else:
                # If somebody wrote while it was read, it may be half of it: the next look sees the rest.
                if self._stamp() == stamp:
                    self._take(bot)

    def _refuse_what_was_cut_off(self) -> None:
        """Raise BotError if a file ends where the one that was taken goes on: half a file may be good content, but nobody meant it."""
        for file, taken in self._taken.items():
            now = _bytes(file)
            end = now[-_END:]
            if len(now) < len(taken) and end in taken and not taken.endswith(end):
                raise BotError(
                    f"{file}:{len(now.splitlines())}:1: the file ends here, where the one that answers goes on, so it may be cut off. "
                    'If it is whole, say so: "bot reload", or SIGHUP.'
                )

    def _take(self, bot: Bot) -> None:
        service, old = self._service, self._service.bot.knowledge
        new = bot.knowledge
        if new.source.path != old.source.path:
            self._tried = ()  # this page was not watched while it was read
        if new.facts.version != old.facts.version:
            service.bot = bot
            settle()
        if new.facts.version != old.facts.version or service.reload.problem:
            _log.info("The content is now version %s.", new.facts.version)
        service.reload = Reload()
        self._taken = {file: _bytes(file) for file in self._files()}
        self._try_again = float("inf")

    def _keep(self, problem: str) -> None:
        service = self._service
        self._try_again = time.monotonic() + _TRY_AGAIN
        if problem != service.reload.problem:
            version = service.bot.knowledge.facts.version
            _log.error("The content cannot be used, so version %s goes on answering. %s", version, problem)
        service.reload = Reload(service.reload.at, problem)

    def _files(self) -> tuple[Path, Path]:
        return self._path, Path(self._service.bot.knowledge.source.path)

    def _stamp(self) -> _Stamp:
        return tuple(_stamp(file) for file in self._files())


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _bytes(file: Path) -> bytes:
    """Return what a file holds, white space at its end aside; nothing if it cannot be read."""
    with suppress(OSError):
        if file.is_file():  # what is no plain file may never say a word
            return file.read_bytes().rstrip()
    return b""
