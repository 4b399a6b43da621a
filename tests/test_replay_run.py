"""All ways to run a replay find the same: one process, a pool, shards and Spark."""

import csv
import json
import resource
import subprocess
import sys
from functools import reduce

import pytest
from conftest import MINI_YAML, make_bot, write_content
from pyarrow import Table, parquet
from recombined import recombined
from terminal import run, start

from bot.content.load import load_content
from bot.desk.evaluate.evaluate import own_questions
from bot.desk.evaluate.judge import in_short
from bot.desk.replay.compare import ChangedQuestion, VersionComparison
from bot.desk.replay.ledger import Ledger, shard_of
from bot.desk.replay.run import replay
from bot.desk.replay.spark import compare_frames

NUMBER = 1_000
CHANGES = (
    ("      - where does the cat sleep\n", "      - where does the keeper sleep\n"),
    ("- how far can [you|ships] see the lamp\n", "- how far can ships see the lamp\n      - reach of the cat\n"),
    ("      - want to die\n", ""),
    ("      - ticket\n", "      - tickets for two\n"),
    ("throws its beam twenty miles across the bay.\n", "throws its beam twenty miles across the bay. A brass clockwork\n"),
)
CHANGED = reduce(lambda text, change: text.replace(*change), CHANGES, MINI_YAML)


def seeds(content):
    """Return what the questions are made of: the content's own examples and patterns."""
    loaded = load_content(content)
    patterns = [pattern for intent in loaded.content.intents.values() for pattern in intent.patterns]
    return [*(question.text for question in own_questions(loaded)), *patterns]


@pytest.fixture(scope="module")
def museum(tmp_path_factory):
    """A folder with two versions of the museum's content and many questions."""
    folder = tmp_path_factory.mktemp("replay")
    old = write_content(folder / "old")
    write_content(folder / "new", CHANGED)
    questions = list(recombined(seeds(old), NUMBER))
    parquet.write_table(Table.from_pydict({"question": questions[::4]}), folder / "asked.parquet")
    (folder / "asked.txt").write_text("\n".join(questions[1::4]), encoding="utf-8")
    (folder / "asked.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in questions[2::4]), encoding="utf-8")
    with (folder / "asked.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["day", "question"], *([1, text] for text in questions[3::4])])
    return folder


def command(museum, *arguments):
    """Return the words of the command that replays the museum's questions."""
    versions = "--from", museum / "old" / "intents.yaml", "--to", museum / "new" / "intents.yaml"
    asked = [museum / f"asked.{kind}" for kind in ("parquet", "txt", "jsonl", "csv")]
    return "replay", *asked, *versions, "--format", "json", *arguments


def found(museum, *arguments):
    """Return what the replay prints."""
    result = run(*command(museum, *arguments))
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture(scope="module")
def expected(museum):
    return found(museum, "--jobs", "1")


def test_there_is_something_to_find(expected):
    totals, *changes = map(json.loads, expected.splitlines())

    assert (NUMBER, len(changes)) == (totals["asked"], totals["changed"])
    assert {"danger", "flipped", "handed_off", "other"} <= {change["kind"] for change in changes}
    assert changes == sorted(changes, key=lambda change: (-change["times"], change["question"].encode()))


def test_a_pool_of_processes_finds_the_same(museum, expected):
    assert expected == found(museum, "--jobs", "2")


def test_shards_added_up_find_the_same(museum, expected, tmp_path):
    shards = [tmp_path / f"{number}.jsonl" for number in (2, 3, 1)]
    for shard in shards:
        shard.write_text(found(museum, "--jobs", "1", "--shard", f"{shard.stem}/3"), encoding="utf-8")
    merged = run("replay", "--merge", *shards, "--format", "json")

    assert (merged.exit_code, merged.stdout) == (0, expected)
    assert all(json.loads(shard.read_text().splitlines()[0])["distinct"] > 200 for shard in shards)


@pytest.mark.spark
def test_a_spark_session_finds_the_same(museum, expected):
    process = start(*command(museum, "--spark", "local[2]"))
    stdout, stderr = process.communicate(timeout=300)

    assert process.returncode == 0, stderr.decode()
    assert expected == stdout.decode()


@pytest.mark.spark
def test_what_spark_cannot_read_is_told(tmp_path):
    (tmp_path / "asked.csv").write_text("day,q\n1,a\n", encoding="utf-8")
    code = (
        "import sys\nfrom bot.errors import BotError\nfrom bot.desk.replay.spark import _read, _session\nsession = _session('local')\n"
        "for path in sys.argv[1:]:\n    try:\n        _read(session, path)\n    except BotError as error:\n        print(error)\n"
    )
    paths = [str(tmp_path / "asked.csv"), str(tmp_path / "none.txt")]
    done = subprocess.run([sys.executable, "-c", code, *paths], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == [
        f'{paths[0]} has no column "question" or "text"; its columns are: day, q.',
        f"Spark cannot read the questions {paths[1]}: PATH_NOT_FOUND.",
    ]


@pytest.mark.spark
def test_without_java_spark_says_what_it_needs(museum):
    process = start(*command(museum, "--spark", "local"), environment={"JAVA_HOME": "/nowhere"})
    stdout, stderr = process.communicate(timeout=300)

    assert (process.returncode, stdout) == (2, b"")
    assert b"Error: Spark does not start; it needs Java 17 or newer. It said: [JAVA_GATEWAY_EXITED]" in stderr


def test_without_its_extra_spark_says_what_to_install(museum, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    result = run(*command(museum, "--spark", "local"))

    assert (2, "Error: Spark needs libraries more: pip install '.[spark]'\n") == (result.exit_code, result.stderr)


@pytest.mark.spark
def test_what_runs_on_an_executor_gives_the_rows_that_changed(tmp_path):
    import pandas  # noqa: PLC0415 - an extra

    old, new = make_bot(tmp_path / "old").knowledge, make_bot(tmp_path / "new", CHANGED).knowledge
    frame = pandas.DataFrame({"question": ["i want to die", "is there a cat"], "count": [3, 1]})

    assert [("i want to die", 3, "danger", "crisis", "no match")] == [
        tuple(row) for rows in compare_frames([frame], old, new) for row in rows.itertuples(index=False)
    ]


SAME_WORDS = ("      - how far can [you|ships] see the lamp\n", "      - how far can you see the lamp\n")
SAME_PATTERNS = (
    "      - The lamp burns whale oil and throws its beam twenty miles across the bay.\n",
    "      - The lamp burns whale oil\n",
)
SHORTER = ("language: en\n", "language: en\npolicy:\n  max_characters: 100\n")


@pytest.mark.parametrize("changes", [CHANGES, (SAME_WORDS,), (SAME_PATTERNS,), (SHORTER,)])
def test_what_two_versions_hear_alike_is_told_as_each_would_reply(tmp_path, changes):
    content = reduce(lambda text, change: text.replace(*change), changes, MINI_YAML)
    assert content != MINI_YAML
    old, new = make_bot(tmp_path / "old"), make_bot(tmp_path / "new", content)
    compare = VersionComparison(old.knowledge, new.knowledge)

    for question in [*recombined(seeds(tmp_path / "old" / "intents.yaml"), 400), "", "is there a cat " * 10]:
        before, after = old.reply(question), new.reply(question)
        change = compare.change(question)
        assert (
            (in_short(before), in_short(after)) == (change.before, change.after) if change else what_is_read(before) == what_is_read(after)
        )


def what_is_read(reply):
    return reply.kind, [quote.text for quote in reply.quotes], reply.handoff and (reply.handoff.reason, reply.handoff.topic)


def test_a_question_is_in_one_shard_only_and_always_the_same():
    assert [3, 3, 1, 3] == [shard_of(question, 3) for question in ("a", "b", "", "naïve 🐈")]
    assert 1 == shard_of("a", 1)


def test_a_replay_that_is_left_early_stops_its_processes(mini_bot):
    with Ledger() as ledger:
        ledger.ask(map(str, range(2_000)))
        steps = replay(ledger, mini_bot.knowledge, mini_bot.knowledge, jobs=2)
        assert 200 == next(steps)
        steps.close()


def test_the_ledger_counts_and_sorts():
    with Ledger() as ledger:
        ledger.ask(["b", "a", "b", "\0", ""])
        for question, times in ledger.asked():
            ledger.add(ChangedQuestion(question, times, "flipped", "x", "y"))

        assert (5, 4) == ledger.totals() == ledger.changed() == ledger.changed("flipped")
        assert ["b", "", "\0", "a"] == [changed.question for changed in ledger.changes()]
        assert [(("flipped", "x", "y"), 5)] == list(ledger.groups("flipped"))


def test_memory_stays_flat_however_many_are_asked():
    with Ledger() as ledger:
        ledger.ask(f"question number {number}" for number in range(20_000))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ledger.ask(f"question number {number}" for number in range(200_000))

        assert (220_000, 200_000) == ledger.totals()
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000
