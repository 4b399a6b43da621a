"""Reading what was asked: plain text, JSON lines, CSV and Parquet."""

import subprocess
import sys

import pytest
from pyarrow import Table, parquet

from bot.desk.replay.questions import read_questions
from bot.errors import BotError

ASKED = ["what is it", "how, then?", "naïve 🐈"]


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def complaint(path):
    with pytest.raises(BotError) as error:
        list(read_questions(path))
    return str(error.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("asked.txt", "\ufeffwhat is it\r\n\r\n  how, then?\nnaïve 🐈"),
        ("asked", "what is it\nhow, then?\nnaïve 🐈\n"),
        ("asked.jsonl", '{"question": "what is it", "kind": "answer"}\n\n{"text": "how, then?"}\n{"question": "na\\u00efve 🐈"}\n'),
        ("asked.NDJSON", '{"question": "what is it"}\n{"question": "how, then?"}\n{"question": "naïve 🐈"}\n'),
        ("asked.csv", 'day,question\n1,what is it\n2,"how, then?"\n3,\n4,naïve 🐈\n'),
    ],
)
def test_each_kind_of_file_gives_its_questions_in_order(tmp_path, name, text):
    assert ASKED == list(read_questions(write(tmp_path, name, text)))


def test_parquet_gives_its_questions_in_order(tmp_path):
    parquet.write_table(Table.from_pydict({"text": [*ASKED, None], "day": [1, 2, 3, 4]}), tmp_path / "asked.parquet")

    assert ASKED == list(read_questions(tmp_path / "asked.parquet"))


def test_a_turn_of_the_log_without_its_words_is_left_out(tmp_path):
    assert ["a"] == list(read_questions(write(tmp_path, "turns.jsonl", '{"kind": "answer", "question": null}\n{"question": "a"}\n')))


def test_half_a_character_does_not_stop_the_others(tmp_path):
    assert ["a?"] == list(read_questions(write(tmp_path, "asked.jsonl", '{"text": "a\\ud800"}')))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("asked.jsonl", '{"question": "a"}\n[1]', 'Entry 2 of asked.jsonl is not an object such as {"question": "what is imrt"}.'),
        ("asked.jsonl", '{"question": 5}', 'Entry 1 of asked.jsonl is not an object such as {"question": "what is imrt"}.'),
        ("asked.jsonl", '{"asked": null}', 'Entry 1 of asked.jsonl is not an object such as {"question": "what is imrt"}.'),
        ("asked.jsonl", '{"quest', 'Entry 1 of asked.jsonl is not an object such as {"question": "what is imrt"}.'),
        ("asked.csv", "day,q\n1,a", 'asked.csv has no column "question" or "text"; its columns are: day, q.'),
        ("asked.csv", "", 'asked.csv has no column "question" or "text"; its columns are: none.'),
        ("asked.csv", "text\n" + "a" * 200_000, "Line 2 of asked.csv is not CSV: field larger than field limit (131072)."),
        ("asked.txt", b"\xff", "The questions asked.txt are not UTF-8 text (invalid start byte). Save the file as UTF-8."),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, name, text, told):
    path = write(tmp_path, name, text)

    assert told == complaint(path).replace(str(path), name)


def test_a_file_that_is_no_parquet_is_told(tmp_path):
    assert complaint(write(tmp_path, "asked.parquet", "what is it")).startswith(
        "The questions asked.parquet are not Parquet: Parquet magic"
    )


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert complaint(tmp_path / "asked.csv") == "The questions asked.csv cannot be read: No such file or directory."


def test_without_the_extra_parquet_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert complaint(tmp_path / "a.parquet") == "Parquet needs a library more: pip install '.[parquet]'"


def test_reading_needs_none_of_the_extras():
    code = "import sys, bot.desk.replay.questions, bot.desk.replay.run, bot.desk.replay.spark; print({'pyarrow', 'pandas', 'pyspark'} & sys.modules.keys())"

    assert b"set()\n" == subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout
