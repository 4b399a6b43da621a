"""How long ``bot check`` takes: on the content as it is, and on 1,000 intents with 8,000 patterns.

    python -m benchmarks.check [--content FILE] [--intents NUMBER]

The large content is made of English words: every intent has a sentence of its own on the page, eight patterns and two examples. Each
figure is a run of the command, start of Python included: the time that passes, and the time that all cores together work for it, which
on a busy machine says more. First, nothing is kept; "again" is a second run, when nothing has changed; then an example is added, which
changes nothing that the bot knows; then a pattern.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.child import processor_seconds
from bot.content.load import load_content
from bot.content.where import find_content
from bot.desk.edit import prepare
from bot.language.dictionary import word_counts
from bot.language.language import language_of

_FORMS = ("what is the {a} {b}", "how does the {a} {b} work", "who made the {a} {b}", "where can i see the {a} {b}",
          "why is there a {a} {b}", "tell me about the {a} {b}", "(show|describe) the {a} {b}", "{a} {b}")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long the check takes.")
    parser.add_argument("--content", help="the intents.yaml to measure with")
    parser.add_argument("--intents", type=int, default=1000, help="how many intents the large content has")
    options = parser.parse_args()
    given = find_content(options.content)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small" / "intents.yaml"
        page = small.parent / load_content(given).content.source
        page.parent.mkdir(parents=True)
        shutil.copyfile(given, small)
        shutil.copyfile(given.parent / load_content(given).content.source, page)
        for path in (small, _large(Path(folder), small, options.intents)):
            content = load_content(path).content
            patterns = sum(len(intent.patterns) for intent in content.intents.values())
            print(f"{len(content.intents)} intents, {patterns} patterns")
            cache, intent = Path(folder) / "cache", next(iter(content.intents))
            for name, key in (("bot check", ""), ("again", ""), ("after a new example", "tests"), ("after a new pattern", "patterns")):
                if key:
                    _add(path, intent, key, f"{content.intents[intent].title} please")
                seconds, worked, said = _run(path, cache)
                print(f"  {name:24}{seconds:8.2f} s, cores work {worked:8.2f} s   {said}")
            shutil.rmtree(cache)


def _add(path: Path, intent: str, key: str, text: str) -> None:
    prepare(path, lambda data: data["intents"][intent].setdefault(key, []).append(text)).write()


def _run(path: Path, cache: Path) -> tuple[float, float, str]:
    started, worked = time.perf_counter(), processor_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", "--content", str(path)],
        capture_output=True, text=True, check=False, env=os.environ | {"BOT_CACHE": str(cache)},
    )  # fmt: skip
    passed, worked = time.perf_counter() - started, processor_seconds() - worked
    return passed, worked, (done.stdout or done.stderr).strip().splitlines()[-1].rpartition(": ")[2]


def _large(folder: Path, small: Path, intents: int) -> Path:
    """Write the large content and its page; the bot's own messages are those of the small one."""
    messages = load_content(small).content.messages.model_dump()
    common = sorted(word_counts("en").items(), key=lambda entry: (-entry[1], entry[0]))
    english = language_of("en")
    unfit = english.function_words | english.light_words | english.operators
    words = [word for word, _ in common if word.isalpha() and len(word) > 4 and word not in unfit][: 2 * intents]
    pairs = list(zip(words[:intents], words[intents:], strict=True))
    sentences = [f"The {a} {b} stands in room {number}." for number, (a, b) in enumerate(pairs)]
    (folder / "page.txt").write_text("\n\n".join(["The house of words", *sentences, ""]), encoding="utf-8")
    record = {
        "source": "page.txt", "address": "https://words.example/", "phone": "(207) 555-0142", "messages": messages,
        "intents": {
            f"room-{number}": {
                "title": f"What is the {a} {b}?",
                "patterns": [form.format(a=a, b=b) for form in _FORMS],
                "quotes": [sentences[number]],
                "tests": [f"what is this {a} {b}", f"{b} {a}"],
            }
            for number, (a, b) in enumerate(pairs)
        },
    }  # fmt: skip
    path = folder / "intents.yaml"
    path.write_text(json.dumps(record, indent=1), encoding="utf-8")  # JSON is YAML
    return path


if __name__ == "__main__":
    main()
