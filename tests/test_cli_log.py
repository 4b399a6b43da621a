"""``bot log``: counts, exports and forgets."""

import csv
import io
import json
import tomllib

import pytest
from cryptography.fernet import Fernet
from terminal import run

from bot.log.seal import Seal
from bot.log.store import open_store

ROWS = [
    ("2026-02-01", "v1", "answer", None, "cat", 90, None, None),
    ("2026-02-01", "v1", "answer", None, "lamp-range cat", 100, None, None),
    ("2026-02-02", "v1", "handoff", "no_match", "", 10, None, "is • here"),
    ("2026-02-03", "v2", "answer", "contact", "call-the-keeper", 100, None, None),
    ("2026-02-03", "v2", "feedback", None, "cat", 0, 1, None),
    ("2026-02-03", "v2", "feedback", None, "lamp-range", 0, 0, "how far"),
    ("2026-02-03", "v2", "feedback", None, "gone", 0, 0, None),
]

STATS = """\
2026-02-01 to 2026-02-03; text is kept of 2

                                                   turns       share
answer                                                 2      50.0 %
answer, contact                                        1      25.0 %
handoff, no_match                                      1      25.0 %
all                                                    4

                                                 answers     helpful         not
cat                                                    2           1           0
call-the-keeper                                        1           0           0
lamp-range                                             1           0           1
gone                                                   0           0           1
"""


@pytest.fixture
def log(tmp_path):
    """A log with some turns, and a key for those that are sealed."""
    path = tmp_path / "log.db"
    fill(path, ROWS)
    return path


def fill(path, rows):
    store = open_store(str(path))
    store.write(rows)
    store.close()


def told(*arguments, **more):
    result = run("log", *arguments, **more)
    assert (0, "") == (result.exit_code, result.stderr)
    return result.stdout


def test_turns_are_counted_by_kind_reason_and_intent(log):
    assert told("stats", "--log", log) == STATS


def test_the_log_may_be_named_in_the_environment(log):
    assert STATS == told("stats", BOT_LOG=str(log))


def test_every_line_fits_into_80_columns(log):
    assert 80 >= max(len(line) for line in told("stats", "--log", log).splitlines())


def test_an_empty_log_is_said_to_be_empty(log):
    told("purge", "--log", log, "--days", "0")

    assert told("stats", "--log", log) == "The log is empty.\n"
    assert told("export", "--log", log) == ""


def test_an_export_has_one_turn_a_line(log):
    records = [json.loads(line) for line in told("export", "--log", log).splitlines()]

    assert len(records) == len(ROWS)
    assert records[2] == {
        "day": "2026-02-02", "version": "v1", "kind": "handoff", "reason": "no_match", "intents": [], "band": 10, "helpful": None,
        "question": "is • here",
    }  # fmt: skip
    assert ["lamp-range", "cat"] == records[1]["intents"]
    assert False is records[5]["helpful"]


def test_an_export_as_a_table_has_the_same(log):
    table = list(csv.DictReader(io.StringIO(told("export", "--log", log, "--format", "csv"))))

    assert len(table) == len(ROWS)
    assert table[1] == {
        "day": "2026-02-01", "version": "v1", "kind": "answer", "reason": "", "intents": "lamp-range cat", "band": "100", "helpful": "",
        "question": "",
    }  # fmt: skip
    assert table[2]["question"] == "is • here"


def test_a_sealed_text_is_exported_with_its_key(log):
    key = Fernet.generate_key().decode()
    fill(log, [(*ROWS[2][:7], Seal(key).close("is • there"))])

    assert "is • there" in told("export", "--log", log, BOT_LOG_KEY=key)


def test_an_export_unseals_each_text_once_and_reads_the_settings_once(log, tmp_path, monkeypatch):
    key, settings = Fernet.generate_key().decode(), tmp_path / "bot.toml"
    settings.write_text(f'log = "{log}"\nlog_text = true\nlog_key = "{key}"\n', encoding="utf-8")
    sealed = [Seal(key).close(text) for text in ("is • there", "is • here")]
    fill(log, [(*ROWS[2][:7], text) for text in sealed])
    opened, read, unseal, loads = [], [], Seal.open, tomllib.loads
    monkeypatch.setattr(Seal, "open", lambda seal, text: opened.append(text) or unseal(seal, text))
    monkeypatch.setattr(tomllib, "loads", lambda text: read.append(text) or loads(text))

    assert 9 == len(told("export", "--settings", str(settings)).splitlines())
    assert sorted(sealed) == sorted(text for text in opened if text in sealed)
    assert 1 == len(read)


def test_nothing_is_exported_if_the_key_of_one_turn_is_missing(log):
    fill(log, [(*ROWS[2][:7], Seal(Fernet.generate_key().decode()).close("is • there"))])

    result = run("log", "export", "--log", log)

    assert "Error: The kept text is sealed. Set BOT_LOG_KEY to the key it was written with.\n" == result.stderr
    assert "" == result.stdout


@pytest.mark.parametrize(
    ("arguments", "said", "left"),
    [
        (("--before", "2026-02-02"), "2 turns forgotten.\n", 5),
        (("--before", "2026-02-03"), "3 turns forgotten.\n", 4),
        (("--before", "2020-01-01"), "0 turns forgotten.\n", 7),
        (("--days", "0"), "7 turns forgotten.\n", 0),
        (("--days", "40000"), "0 turns forgotten.\n", 7),
    ],
)
def test_old_turns_are_forgotten(log, arguments, said, left):
    assert told("purge", "--log", log, *arguments) == said
    assert left == len(told("export", "--log", log).splitlines())


def test_today_is_the_last_of_the_days_that_stay(log, monkeypatch):
    monkeypatch.setattr("bot.cli.commands.log.today", lambda: __import__("datetime").date(2026, 2, 3))

    assert told("purge", "--log", log, "--days", "1") == "3 turns forgotten.\n"
    assert told("purge", "--log", log, "--days", "0") == "4 turns forgotten.\n"


def test_one_turn_is_one_turn(tmp_path):
    fill(tmp_path / "log.db", ROWS[:1])

    assert told("purge", "--log", tmp_path / "log.db", "--days", "0") == "1 turn forgotten.\n"


@pytest.mark.parametrize("arguments", [(), ("--days", "3", "--before", "2026-02-02")])
def test_what_to_forget_must_be_said_once(log, arguments):
    result = run("log", "purge", "--log", log, *arguments)

    assert 2 == result.exit_code
    assert result.stderr.endswith("Error: Say what to forget: with --days or with --before.\n")


def test_a_log_that_is_not_there_is_not_made(tmp_path):
    result = run("log", "stats", "--log", tmp_path / "nothing.db")

    assert (2, f"Error: There is no log {tmp_path}/nothing.db.\n") == (result.exit_code, result.stderr)
    assert [] == list(tmp_path.iterdir())


def test_a_server_that_is_away_is_told_in_one_sentence():
    result = run("log", "stats", "--log", "postgresql://someone@127.0.0.1:1/here")

    assert 2 == result.exit_code
    assert result.stderr.startswith("Error: The log in PostgreSQL cannot be used: ")
    assert 1 == result.stderr.count("\n")


def test_without_a_log_the_command_says_how_to_name_one():
    result = run("log", "stats", BOT_LOG="")

    assert 2 == result.exit_code
    assert "Error: Name the log: --log, BOT_LOG, or a settings file that names it (--settings, BOT_SETTINGS).\n" == result.stderr


def test_the_log_and_its_key_may_be_named_in_the_service_s_settings(log, tmp_path):
    key, settings = Fernet.generate_key().decode(), tmp_path / "bot.toml"
    settings.write_text(f'log = "{log}"\nlog_text = true\nlog_key = "{key}"\n', encoding="utf-8")
    fill(log, [(*ROWS[2][:7], Seal(key).close("is • there"))])

    assert "is • there" in told("export", "--settings", str(settings))
    assert told("stats", BOT_SETTINGS=str(settings)) == told("stats", "--log", log)
    assert "2 turns forgotten.\n" == told("purge", "--settings", str(settings), "--before", "2026-02-02")
