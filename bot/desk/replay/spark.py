"""Spark: the same comparison on an Apache Spark cluster. It needs the extra ``spark``, Java, and the bot on every executor.

On a session that is there already::

    changed, totals = replay_frame(spark.read.parquet("hdfs:///log/2026"), old, new)
"""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from bot.desk.replay.compare import ChangedQuestion, VersionComparison
from bot.desk.replay.ledger import Ledger
from bot.desk.replay.questions import question_column
from bot.errors import BotError
from bot.knowledge import Knowledge

if TYPE_CHECKING:
    from pandas import DataFrame as Pandas
    from pyspark.sql import DataFrame, SparkSession

_SCHEMA: Final = "question string, times long, kind string, was string, is_now string"
#: a session on this one machine: no port is open to others, and the processes run what runs here
_LOCAL: Final[dict[str, bool | float | int | str | None]] = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
}


def replay_frame(asked: "DataFrame", old: Knowledge, new: Knowledge) -> tuple["DataFrame", "DataFrame"]:
    """Return the questions that changed, in no certain order, and one row of totals (times, distinct).

    ``asked`` has the questions in a column "question".
    """
    distinct = asked.groupBy("question").count().filter("question != ''").cache()
    versions = asked.sparkSession.sparkContext.broadcast((old, new))
    changed = distinct.mapInPandas(lambda frames: compare_frames(frames, *versions.value), _SCHEMA)
    return changed, distinct.selectExpr("sum(count) AS times", "count(*) AS distinct")


def compare_frames(frames: Iterable["Pandas"], old: Knowledge, new: Knowledge) -> Iterator["Pandas"]:
    """Yield for each frame of questions and counts the rows that changed; what ``mapInPandas`` runs on the executors."""
    from pandas import DataFrame  # noqa: PLC0415 - an extra

    compare = VersionComparison(old, new)
    for frame in frames:
        found = compare(zip(frame["question"], frame["count"], strict=True))
        yield DataFrame(found, columns=["question", "times", "kind", "was", "is_now"])


def replay_on_spark(paths: tuple[str, ...], master: str, ledger: Ledger, old: Knowledge, new: Knowledge) -> tuple[int, int]:
    """Compare the questions at ``paths``, which Spark reads, note in ``ledger`` what changed, and return (asked, distinct).

    Raises BotError if Spark is not there, or cannot read a file.
    """
    session = _session(master)
    try:
        asked = reduce(lambda one, other: one.union(other), (_read(session, path) for path in paths))
        changed, totals = replay_frame(asked, old, new)
        for row in changed.toLocalIterator(prefetchPartitions=True):
            ledger.add(ChangedQuestion(*row))
        times, distinct = totals.first() or (0, 0)
        return times or 0, distinct
    finally:
        session.stop()


def _session(master: str) -> "SparkSession":
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError:
        raise BotError("Spark needs libraries more: pip install '.[spark]'") from None
    # On this machine, the processes of Spark run the same Python; on a cluster, its own settings say which.
    settings, python = (_LOCAL, {"PYSPARK_PYTHON": sys.executable}) if master.startswith("local") else ({}, {})
    os.environ.update(python)
    builder = SparkSession.builder.appName("bot replay").master(master).config(map=settings)
    try:
        return builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise BotError(f"Spark does not start; it needs Java 17 or newer. It said: {error}") from None


def _read(session: "SparkSession", path: str) -> "DataFrame":
    """Return the questions of one file as a frame with the column "question"."""
    from pyspark.errors import AnalysisException  # noqa: PLC0415 - an extra

    try:
        match PurePath(path).suffix.lower():
            case ".parquet":
                frame = session.read.parquet(path)
            case ".csv":
                frame = session.read.csv(path, header=True, multiLine=True, escape='"')
            case ".jsonl" | ".ndjson":
                frame = session.read.json(path)
            case _:
                frame = session.read.text(path).selectExpr("trim(value) AS question")
    except AnalysisException as error:
        raise BotError(f"Spark cannot read the questions {path}: {error.getCondition()}.") from None
    return frame.selectExpr(f"{question_column(path, frame.columns)} AS question")
