"""How long the bot takes: to start, to load, to answer.

    python -m benchmarks.speed [--questions FILE]

Prints a table of medians. Times depend on the machine and on what else it does; compare figures of one run.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence

from bot.content.load import load_content
from bot.content.where import find_content
from bot.desk.evaluate.evaluate import own_questions
from bot.kept import kept_bot
from bot.pipeline import Bot

_RUNS = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the bot takes: to start, to load, to answer.")
    parser.add_argument("--content", help="the intents.yaml to measure with")
    path = find_content(parser.parse_args().content)
    command = [sys.executable, "-m", "bot", "--content", str(path)]
    rows = [
        ("python itself", _seconds([sys.executable, "-c", "pass"])),
        ("bot --help", _seconds([*command, "--help"])),
        ('bot ask "what is imrt"', _seconds([*command, "ask", "what is imrt"])),
        ("reading and compiling the content", _median(lambda: Bot.load(path))),
        ("loading what was kept", _median(lambda: kept_bot(path))),
    ]
    for name, seconds in rows:
        print(f"{name:40} {1000 * seconds:8.0f} ms")
    bot = Bot.load(path)
    texts = [question.text for question in own_questions(load_content(path))]
    took = sorted(_each(bot, texts))
    for name, share in (("median", 0.5), ("95th percentile", 0.95), ("99th percentile", 0.99)):
        print(f"{'a question, ' + name:40} {1000 * took[int(share * len(took))]:8.2f} ms")
    print(f"{'questions asked':40} {len(texts):8}")


def _seconds(command: Sequence[str]) -> float:
    return _median(lambda: subprocess.run(command, check=True, capture_output=True))


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(_timed(work) for _ in range(_RUNS))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _each(bot: Bot, texts: Iterable[str]) -> Iterable[float]:
    return [_timed(lambda text=text: bot.reply(text)) for text in texts]  # type: ignore[misc]


if __name__ == "__main__":
    main()
