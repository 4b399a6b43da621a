"""How fast two versions of the content are asked, and whether all ways to do so find the same.

    python -m benchmarks.replay [--number N] [--content FILE] [--public FILE.jsonl] [--forms FORM...]

Makes questions by recombination, from the content's own examples and from a public set if one is named, and replays them through the
content and a copy of it with every fiftieth pattern left out: in one process, in a pool of processes, in three shards, and on Spark.
"Cores work" is the time that all cores together work for it, start of Python and compiling both versions included: on a busy machine
it says more than the time that passes.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.child import processor_seconds
from bot.content.load import load_content
from bot.content.where import find_content
from bot.desk.edit import prepare
from bot.desk.evaluate.evaluate import own_questions

_EVERY = 50
_SHARDS = 3
_FORMS = {"one": ["--jobs", "1"], "pool": [], "shards": [], "spark": ["--spark", "local[2]"]}


def main() -> None:
    """Make the questions, measure, compare and print."""
    parser = argparse.ArgumentParser(description="How fast two versions are asked, and whether all ways to do so find the same.")
    parser.add_argument("--number", type=int, default=1_000_000, help="how many questions to make")
    parser.add_argument("--content", help="the intents.yaml to measure with")
    parser.add_argument("--public", action="append", default=[], help="a public set to make questions from, with a text in each line")
    parser.add_argument("--forms", nargs="+", choices=_FORMS, default=list(_FORMS), help="how to run it; without it, in every form")
    chosen = parser.parse_args()
    content = find_content(chosen.content).resolve()
    with tempfile.TemporaryDirectory() as folder:
        questions, old = Path(folder) / "asked.txt", Path(folder) / "old.yaml"
        old.write_bytes(_fewer_patterns(content))
        questions.write_text("\n".join(_questions(content, chosen.public, chosen.number)), encoding="utf-8")
        command = ["replay", str(questions), "--from", str(old), "--to", str(content), "--format", "json"]
        found = {_timed(form, command, Path(folder)) for form in chosen.forms}
    print("All find the same." if len(found) == 1 else "They differ!")
    sys.exit(0 if len(found) == 1 else 1)


def _fewer_patterns(content: Path) -> bytes:
    """Return the content with every fiftieth pattern of an intent left out."""

    def alter(data: dict[str, dict[str, dict[str, list[str]]]]) -> None:
        for intent in data["intents"].values():
            del intent["patterns"][_EVERY - 1 :: _EVERY]
        data["source"] = str((content.parent / str(data["source"])).resolve())  # type: ignore[assignment]

    return prepare(content, alter).after


def _questions(content: Path, public: Sequence[str], number: int) -> Iterator[str]:
    chance = random.Random(7)
    texts = [question.text for question in own_questions(load_content(content))]
    for file in public:
        texts += [json.loads(line)["text"] for line in Path(file).read_text(encoding="utf-8").splitlines()]
    words = [text.split() for text in texts]
    for _ in range(number):
        one, other = chance.choice(words), chance.choice(words)
        yield " ".join([*one[: chance.randint(1, len(one))], *other[chance.randrange(len(other)) :]])


def _timed(form: str, command: Sequence[str], folder: Path) -> str:
    """Run the command in that form, print how long it took, and return the fingerprint of all that it printed."""
    started, worked = time.perf_counter(), processor_seconds()
    output = _sharded(command, folder) if form == "shards" else _run([*command, *_FORMS[form]])
    took, worked = time.perf_counter() - started, processor_seconds() - worked
    totals = json.loads(output.partition(b"\n")[0])
    distinct, fingerprint = totals["distinct"], hashlib.sha256(output).hexdigest()
    print(f"{form:6} {totals['asked']} asked, {distinct} distinct, {totals['changed']} changed, fingerprint {fingerprint[:12]}")
    # What works for Spark was started by its Java process, which does not count it.
    worth = "" if form == "spark" else f", cores work {worked:.0f} s: {distinct / worked:.0f} a second and core"
    print(f"       {took:.0f} s{worth}", flush=True)
    return fingerprint


def _sharded(command: Sequence[str], folder: Path) -> bytes:
    files = [folder / f"{shard}.jsonl" for shard in range(1, _SHARDS + 1)]
    for shard, file in enumerate(files, start=1):
        file.write_bytes(_run([*command, "--shard", f"{shard}/{_SHARDS}"]))
    return _run(["replay", "--merge", *map(str, files), "--format", "json"])


def _run(command: Sequence[str]) -> bytes:
    return subprocess.run([sys.executable, "-m", "bot", *command], check=True, stdout=subprocess.PIPE).stdout


if __name__ == "__main__":
    main()
