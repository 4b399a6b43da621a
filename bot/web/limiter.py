"""The limiter: how often one client may ask, counted in memory or, for all replicas together, in Redis or Valkey.

Either way a client may spend its whole rate at once, then again as its requests age out. A store that is away or frozen
must not hold up an answer: it gets 50 ms, then this process counts for itself and asks the store again some seconds later, with
one request.
"""

import hashlib
import logging
import socket
import time
from collections import OrderedDict
from contextlib import suppress
from math import ceil
from threading import Lock
from typing import Final

from limits import RateLimitItem, parse_many
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from bot.web.settings import OFF, Settings

_log: Final = logging.getLogger(__name__)
#: seconds that the store may take
_PATIENCE: Final = 0.05
#: seconds until a store that failed is asked again
_PAUSE: Final = 10.0
#: clients that are counted in memory; of more, those that asked longest ago are forgotten
_MOST: Final = 100_000
#: times as often as a client may ask, it is listened to for danger; to listen takes less than to answer
_WIDER: Final = 10
#: seconds by which sums of fractions may be off
_ROUNDING: Final = 1e-6
#: an IPv6 client owns a whole network, of which all addresses begin with so many bytes
_IPV6_NETWORK: Final = 8
#: how a server that listens to both writes an IPv4 address
_IPV4_IN_IPV6: Final = "::ffff:"


class Limiter:
    """Counts the requests of each client."""

    def __init__(self, settings: Settings) -> None:
        store = settings.rate_store.get_secret_value()
        self._rates: tuple[RateLimitItem, ...] = () if settings.rate == OFF else tuple(parse_many(settings.rate))
        self._wider = tuple(type(rate)(_WIDER * rate.amount, rate.multiples) for rate in self._rates)
        self._near = _Near()
        self._far = _Far(store) if store else None
        # All replicas know the store's address, so they make one key of one client; others cannot tell the client from it.
        self._secret = hashlib.blake2b(store.encode()).digest()
        self._ask_again = 0.0
        #: whether the store is away, so that this process counts alone
        self.alone = False
        #: how often the store did not answer
        self.failures = 0

    def wait(self, client: str) -> int:
        """Count a request of the client at this address; return the seconds that it must wait, 0 if it may ask now."""
        if not self._rates:
            return 0
        key, now = self._key(client), time.monotonic()
        if self._far and now >= self._ask_again:
            if self.alone:
                self._ask_again = now + _PAUSE  # the others go on alone while this request tries
            try:
                waiting = _count(self._rates, self._far, key)
            except Exception as error:  # whatever the store or its client does, a visitor is answered
                self._turn_away(error)
            else:
                self.alone, self._ask_again = False, 0.0
                return waiting
        return _count(self._rates, self._near, key)

    def listens(self, client: str) -> bool:
        """Count a request of a client that must wait; return whether it is listened to all the same, for there may be danger in it.

        This is counted by each process alone: it bounds the work.
        """
        return not _count(self._wider, self._near, self._key(client))

    def _key(self, client: str) -> str:
        return hashlib.blake2b(_network(client), key=self._secret, digest_size=16).hexdigest()

    def _turn_away(self, error: Exception) -> None:
        self._ask_again = time.monotonic() + _PAUSE
        self.failures += 1
        if not self.alone:
            _log.warning("The rate store does not answer (%s); this process counts alone until it does.", type(error).__name__)
        self.alone = True


def _count(rates: tuple[RateLimitItem, ...], counter: "_Near | _Far", key: str) -> int:
    for rate in rates:
        if seconds := counter.wait(rate, key):
            return ceil(seconds)
    return 0


def _network(client: str) -> bytes:
    """Return the address, or of an IPv6 address the network; a client behind no network at all is one client."""
    with suppress(OSError, ValueError):
        return socket.inet_pton(socket.AF_INET, client.removeprefix(_IPV4_IN_IPV6))
    with suppress(OSError, ValueError):
        return socket.inet_pton(socket.AF_INET6, client)[:_IPV6_NETWORK]
    return b""


class _Near:
    """Counts in this process. Unlike that of ``limits``, it does not look through all clients a hundred times a second."""

    def __init__(self) -> None:
        #: the moment at which all that a client asked has grown old
        self._until: OrderedDict[tuple[RateLimitItem, str], float] = OrderedDict()
        self._lock = Lock()

    def wait(self, rate: RateLimitItem, key: str) -> float:
        """Count a request if it may be made now; return the seconds until it may, else 0."""
        now, whole = time.monotonic(), rate.get_expiry()
        with self._lock:
            until = max(now, self._until.pop((rate, key), now))
            late = until + whole / rate.amount - now - whole
            self._until[rate, key] = until if late > _ROUNDING else until + whole / rate.amount
            while len(self._until) > _MOST or next(iter(self._until.values())) < now:
                self._until.popitem(last=False)
        return late if late > _ROUNDING else 0


class _Far:
    """Counts in the store, for all replicas together."""

    def __init__(self, store: str) -> None:
        from redis import ConnectionPool  # noqa: PLC0415 - only who counts in Redis needs its client
        from redis.backoff import NoBackoff  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415

        pool = ConnectionPool.from_url(store, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=Retry(NoBackoff(), 0))
        self._strategy = SlidingWindowCounterRateLimiter(RedisStorage(store, connection_pool=pool, key_prefix="bot"))

    def wait(self, rate: RateLimitItem, key: str) -> float:
        """Count a request if it may be made now; return the seconds until it may, else 0. Raises whatever the store's client does."""
        if self._strategy.hit(rate, key):
            return 0
        return max(1.0, self._strategy.get_window_stats(rate, key).reset_time - time.time())
