"""``bot review``: what a person reads and presses."""

import json
import os
import termios
import time

import pytest
from conftest import MINI_YAML
from terminal import run, start

EATS = "what does the lamp eat"
ASKS = b"leaves: "
TOLD = f"""\
Asked: 10. Shown below: 7. Left out:
      1  answered, or known as a topic, small talk or a danger
      2  asked fewer than 3 times, alike (--at-least)

4 times: {EATS}
      1  does the lamp eat
  Handed off: nothing on the page matches well enough.
  "{EATS}": the best candidate "lamp-range" does not explain
  "eat".
  [1] pattern "lamp eat" for topic "lamp-eat": This page does not say anything
      about "lamp eat". (4 of 4)
  [2] pattern "what does the lamp eat" for intent "lamp-range": The lamp burns
      whale oil and throws its beam twenty miles across the bay. (4 of 4)
"""


@pytest.fixture
def museum(mini_content, monkeypatch):
    """The museum's folder with a log, in which the test works."""
    monkeypatch.chdir(mini_content.parent)
    lines = [*[EATS] * 3, "does the lamp eat", *["where is my moggy"] * 3, "do bees sing", "do bees sing", "is there a cat"]
    (mini_content.parent / "log.jsonl").write_text("".join(json.dumps({"question": line}) + "\n" for line in lines), encoding="utf-8")
    return mini_content.parent


def pressed(keys):
    """Return what ``bot review`` shows in a terminal where each key is pressed when what stands before it was shown anew."""
    terminal, its_end = os.openpty()
    process = start("review", "log.jsonl", stdin=its_end, stdout=its_end, stderr=its_end)
    shown = b""
    for wait_for, key in keys:
        before = len(shown)
        while wait_for not in shown[before:]:
            shown += os.read(terminal, 10_000)
        while termios.tcgetattr(its_end)[3] & termios.ICANON:
            time.sleep(0.01)  # what is typed before the program listens for single keys is lost
        os.write(terminal, key)
    process.wait(timeout=60)
    os.close(its_end)
    shown += os.read(terminal, 10_000)
    os.close(terminal)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_what_was_not_answered_is_shown_with_what_would_help(museum):
    result = run("review", "log.jsonl")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(TOLD)
    assert "do • sing" not in result.stdout
    assert "moggy" not in result.stdout
    assert "  A word is masked, so nothing is proposed.\n" in result.stdout


def test_fewer_are_enough_on_request(museum):
    assert "2 times: do • sing" in run("review", "log.jsonl", "--at-least", "2").stdout


def test_that_nothing_was_asked_often_enough_is_told(museum):
    done = run("review", "log.jsonl", "--at-least", "900")

    assert done.exit_code == 0
    assert done.stdout.startswith("Asked: 10. Shown below: 0. Left out:\n")
    assert done.stdout.endswith("\nNothing that was asked 900 times or more, alike, stayed without an answer.\n")
    assert "" == run("review", "log.jsonl", "--at-least", "900", "--format", "json").stdout


def test_json_lines_hold_the_same_for_programs(museum):
    first, second = map(json.loads, run("review", "log.jsonl", "--format", "json").stdout.splitlines())

    assert {"question": EATS, "times": 3} == first["questions"][0]
    assert [("topic", 4), ("pattern", 4)] == [(offer["kind"], offer["gains"]) for offer in first["offers"]][:2]
    assert (4, 3, []) == (first["times"], second["times"], second["offers"])


def test_gold_questions_must_not_suffer(museum):
    (museum / "gold.yaml").write_text(f"- question: {EATS} there\n  expect: handoff\n", encoding="utf-8")
    kinds = {
        offer["kind"]
        for offer in json.loads(run("review", "log.jsonl", "--format", "json", "--gold", "gold.yaml").stdout.splitlines()[0])["offers"]
    }

    assert kinds == {"topic"}


def test_many_wordings_are_cut(museum):
    asked = [f"when {word} it open then" for word in ("does", "did", "will", "can", "would", "should")]
    (museum / "log.txt").write_text("\n".join(asked), encoding="utf-8")

    assert "         and 1 more\n" in run("review", "log.txt").stdout


def test_that_nothing_helps_is_told(museum):
    (museum / "log.txt").write_text("who are they\n" * 3, encoding="utf-8")

    assert "  No small change helps without harm to a test.\n" in run("review", "log.txt").stdout


def test_a_key_accepts_and_the_change_is_written(museum):
    shown = pressed([(ASKS, b"x"), (ASKS, b"1"), (b"1", b"2"), (b"\b2", b"\r"), (ASKS, b"\r")])

    assert "  Written: pattern" in shown
    assert (museum / "intents.yaml").read_text() == MINI_YAML.replace(
        "      - what does the lamp burn\n", f"      - what does the lamp burn\n      - {EATS}\n"
    ).replace("      - how far does the light shine\n", f"      - how far does the light shine\n      - {EATS}\n")


def test_a_key_that_is_none_here_is_told_and_asked_for_again(museum):
    shown = pressed([(ASKS, b"9"), (ASKS, b"x"), (ASKS, b"q")])

    assert 2 == shown.count("is no key here.\n  1 to 3 and Enter accept, Enter goes on, q leaves: ")
    assert "moggy" not in shown


def test_where_the_page_speaks_of_it_is_told(museum):
    (museum / "log.txt").write_text("when do the mice come\n" * 3, encoding="utf-8")

    assert (
        """\
  The page speaks of it: "A cat named Barnacle guards the oil store against
  mice." If that answers it, write a pattern or an intent.
  [1] pattern"""
        in run("review", "log.txt").stdout
    )


def test_what_is_pasted_counts_key_by_key_and_skips_no_question(museum):
    shown = pressed([(ASKS, b"2\r"), (ASKS, b"q\r")])

    assert "  Written: pattern" in shown
    assert "moggy" not in shown


def test_q_leaves_and_nothing_is_written(museum):
    shown = pressed([(ASKS, b"q")])

    assert "moggy" not in shown
    assert (museum / "intents.yaml").read_text() == MINI_YAML
