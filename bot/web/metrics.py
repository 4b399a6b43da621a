"""Metrics: what Prometheus reads of one process, on a port of its own. No label holds anything that a visitor typed."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.errors import BotError
from bot.model import Reply

#: seconds; an answer takes some milliseconds
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
#: name, what it says, its value now; a name that ends in _total only ever rises
Gauge = tuple[str, str, Callable[[], float]]


class Metrics(Collector):
    """What one application counts, and ``readings``, which are read anew whenever the metrics are."""

    def __init__(self, version: Callable[[], str], readings: tuple[Gauge, ...]) -> None:
        self._version = version
        self._readings = readings
        self.registry = CollectorRegistry()
        self.registry.register(self)
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        requests = Counter("bot_requests", "Requests answered.", ("route", "status"), registry=self.registry)
        seconds = Histogram("bot_request_seconds", "Time to answer.", ("route",), buckets=_BUCKETS, registry=self.registry)
        replies = Counter("bot_replies", "Replies given.", ("kind", "reason", "intent"), registry=self.registry)
        #: visitors' votes, by intent and yes or no
        self.feedback = Counter("bot_feedback", "Visitors' votes.", ("intent", "helpful"), registry=self.registry)
        # To find a counter by its labels each time takes three times as long.
        self._requests, self._seconds, self._replies = cache(requests.labels), cache(seconds.labels), cache(replies.labels)
        self.limited = Counter("bot_limited", "Requests refused because the client asked too often.", registry=self.registry)
        self.overloaded = Counter("bot_overloaded", "Questions refused because too many waited.", registry=self.registry)

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request; ``route`` is the rule that matched, never the address."""
        self._requests(route, status).inc()
        self._seconds(route).observe(seconds)

    def reply(self, reply: Reply) -> None:
        """Count a reply, under its best intent."""
        self._replies(reply.kind, reply.handoff.reason if reply.handoff else "", next(iter(reply.intents), "")).inc()

    def collect(self) -> Iterator[Metric]:
        """Yield the content's version and the readings, as they are now."""
        content = GaugeMetricFamily("bot_content", "The content that answers now.", labels=("version",))
        content.add_metric((self._version(),), 1)
        yield content
        for name, what, value in self._readings:
            yield (CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily)(name, what, value())

    def serve(self, host: str, port: int) -> None:
        """Answer Prometheus on ``host`` and ``port``.

        Raises BotError if the port cannot be had.
        """
        try:
            start_http_server(port, host, self.registry)
        except OSError as error:
            raise BotError(f"The metrics cannot be served on {host}:{port}: {error.strerror}. Choose another BOT_METRICS_PORT.") from None
