"""How fast the question log is: what a request pays, and what the store takes.

    python -m benchmarks.log URL

URL is the path of a file, or postgresql://…
"""

import argparse
import time
from typing import Final

from bot.log import LoggedTurn, open_log

_TURNS: Final = 100_000
_TURN: Final = LoggedTurn("2999-01-01", "da90df2139d4", "answer", None, "what-is-imrt", 90)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast the question log is.")
    parser.add_argument("url")
    log = open_log(parser.parse_args().url, queue=_TURNS)
    log.take(_TURN)
    while not log.written:
        time.sleep(0.01)
    started = time.perf_counter()
    took = []
    for _ in range(_TURNS):
        begun = time.perf_counter()
        log.take(_TURN)
        took.append(time.perf_counter() - begun)
    while log.written + log.dropped <= _TURNS:
        time.sleep(0.01)
    seconds = time.perf_counter() - started
    log.close()
    took.sort()
    for name, share in (("median", 0.5), ("99.9th percentile", 0.999)):
        print(f"{'a turn costs its request, ' + name:48} {1e6 * took[int(share * _TURNS)]:10.1f} µs")
    print(f"{'turns written a second':48} {log.written / seconds:10,.0f}")


if __name__ == "__main__":
    main()
