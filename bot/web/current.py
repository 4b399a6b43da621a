"""What the requests of one application share: the bot that answers now, what counts and limits them, and what it says first."""

import time
from dataclasses import dataclass, field
from typing import Final

from flask import Flask, current_app, g
from pydantic import TypeAdapter

from bot.log import LoggedTurn, QuestionLog
from bot.memo import Memo
from bot.model import Choice, Phone, Reply
from bot.pipeline import Bot
from bot.web.limiter import Limiter
from bot.web.metrics import Gauge, Metrics
from bot.web.settings import Settings
from bot.web.voice import ERR, OUT

#: where an application keeps its service among its extensions
SERVICE: Final = "service"


@dataclass(frozen=True, slots=True)
class Reload:
    """How the last look at the content went."""

    #: seconds since 1970 when the content that answers now was taken
    at: float = field(default_factory=time.time)
    #: empty, or what is wrong with the files now, as file:line:col: …; the content before them still answers
    problem: str = ""


@dataclass(slots=True)
class Service:
    """One application's state. Each field is swapped whole, so no request sees half of a change."""

    settings: Settings
    bot: Bot
    reload: Reload = field(default_factory=Reload)
    limiter: Limiter = field(init=False)
    metrics: Metrics = field(init=False)
    log: QuestionLog | None = None
    #: the replies of late, and how each is written, under a keyed digest: nothing that a visitor typed can be read from it
    replies: dict[bytes, tuple[Reply, bytes]] = field(default_factory=Memo)
    #: whether the process is about to end; it still answers
    draining: bool = False
    #: whether the operator was told that a proxy hides the clients
    warned: bool = False

    def __post_init__(self) -> None:
        self.limiter = Limiter(self.settings)
        self.metrics = Metrics(lambda: self.bot.knowledge.facts.version, self._readings())

    def note(self, text: str, reply: Reply) -> str | None:
        """Count a reply, and take the turn down if there is a log; return the log's id of it, if it has one."""
        self.metrics.reply(reply)
        return self.log.take(LoggedTurn.of(reply, text)) if self.log else None

    def vote(self, intent: str, *, helpful: bool, turn: str | None) -> None:
        """Count a vote, and take it down if there is a log."""
        self.metrics.feedback.labels(intent, "yes" if helpful else "no").inc()
        if self.log:
            self.log.helpful(intent, helpful, turn, self.bot.knowledge.facts.version)

    def _readings(self) -> tuple[Gauge, ...]:
        return (
            ("bot_content_last_reload_successful", "Whether the content's files can be used.", lambda: not self.reload.problem),
            ("bot_content_last_reload_seconds", "When the content that answers was taken.", lambda: self.reload.at),
            ("bot_draining", "Whether the process is about to end.", lambda: self.draining),
            ("bot_lines_dropped_total", "How often a line could not be written to a standard stream.", lambda: ERR.dropped + OUT.dropped),
            ("bot_limiter_alone", "Whether the rate store is away.", lambda: self.limiter.alone),
            ("bot_limiter_failures_total", "How often the rate store did not answer.", lambda: self.limiter.failures),
            ("bot_log_queue", "Turns that wait to be written.", lambda: self.log.queued if self.log else 0),
            ("bot_log_dropped_total", "Turns that were not written.", lambda: self.log.dropped if self.log else 0),
        )


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a visitor sees before the first question."""

    #: questions to begin with
    titles: tuple[Choice, ...]
    phone: Phone
    greeting: str
    #: the page's title; empty if it has none
    title: str
    #: two letters, such as en
    language: str
    content_version: str


WELCOME: Final = TypeAdapter(Welcome)


def service_of(app: Flask) -> Service:
    """Return what the requests of ``app`` share."""
    service: Service = app.extensions[SERVICE]
    return service


def current_service() -> Service:
    """Return what the requests of the current application share."""
    return service_of(current_app)


def current_bot() -> Bot:
    """Return the bot that answers this request; it is the same from the request's begin to its end."""
    bot: Bot = g.setdefault("bot", current_service().bot)
    return bot


def welcome(bot: Bot) -> Welcome:
    """Return what ``bot`` shows before the first question."""
    facts = bot.knowledge.facts
    return Welcome(facts.suggestions, facts.phone, facts.messages["greeting"], bot.knowledge.source.title, facts.language, facts.version)
