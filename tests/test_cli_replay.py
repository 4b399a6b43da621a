"""``bot replay``: what a person reads, and the exit code."""

import contextlib
import json
import os
import re
import signal

import pytest
from conftest import MINI_YAML
from terminal import run, start

ASKED = [
    "where are the mice", "is there a cat", "where are the mice", "call an ambulance", "where does the cat sleep", "a ticket\u001b[0m please"
]  # fmt: skip
#: every process asks by then
UNDER_WAY = re.compile(rb"Asking.*[5-9]%")
TABLE = """\
From old.yaml (OLD)
to   intents.yaml (NEW)

                           asked    distinct
as before                      2           2
danger not seen                1           1
flipped                        0           0
newly handed off               1           1
newly answered                 2           1
changed otherwise              0           0
all                            6           5

danger not seen: an emergency or a crisis that is no longer seen as that
       1  emergency -> no match
               1  call an ambulance

newly handed off: answered before, not any more
       1  cat -> no match
               1  where does the cat sleep

newly answered: not answered before
       2  no match -> cat
               2  where are the mice
"""


@pytest.fixture
def museum(mini_content, monkeypatch):
    """The museum's folder, in which the test works: its content was changed, and is asked."""
    monkeypatch.chdir(mini_content.parent)
    mini_content.rename("old.yaml")
    changed = MINI_YAML.replace("- where does the cat sleep\n", "- where are the mice\n").replace("- call an ambulance\n", "- get help\n")
    mini_content.write_text(changed, encoding="utf-8")
    mini_content.with_name("asked.jsonl").write_text("".join(json.dumps({"question": text}) + "\n" for text in ASKED), encoding="utf-8")
    return mini_content.parent


def replayed(*arguments, **more):
    return run("replay", "asked.jsonl", "--from", "old.yaml", *arguments, **more)


def test_what_changed_is_told_gravest_first(museum):
    result = replayed()
    told = result.stdout.replace(result.stdout.split("(")[1][:12], "OLD").replace(result.stdout.split("(")[2][:12], "NEW")

    assert (result.exit_code, told, result.stderr) == (0, TABLE, "")
    assert all(len(line) <= 80 for line in told.splitlines())


def test_a_terminal_shows_colours_unless_it_is_told_not_to(museum):
    assert "\x1b[31m\x1b[1mdanger not seen\x1b[0m" in replayed(color=True).stdout
    assert "\x1b[" not in replayed(color=True, NO_COLOR="1").stdout


@pytest.mark.parametrize(("kind", "exit_code"), [("danger", 1), ("flips", 0), ("hand-offs", 1), ("answers", 1), ("others", 0)])
def test_the_exit_code_is_1_only_if_what_is_named_happened(museum, kind, exit_code):
    assert exit_code == replayed("--fail-on", kind).exit_code
    assert 1 == replayed("--fail-on", kind, "--fail-on", "danger").exit_code


def test_fewer_questions_of_each_change_are_shown_on_request(museum):
    assert "where are the mice" not in replayed("--most", "0").stdout


def test_long_questions_and_many_ways_are_cut(museum):
    intents = "".join(f"\n  way-{n}:\n    title: W\n    patterns: [w{n}x{n}]\n    quotes: [Gull Point]\n" for n in range(22))
    (museum / "old.yaml").write_text(MINI_YAML.replace("\ntopics:", f"{intents}\ntopics:"), encoding="utf-8")
    (museum / "asked.jsonl").write_text(
        "".join(json.dumps({"text": f"w{n}x{n}" + " is there" * 20}) + "\n" for n in range(22)), encoding="utf-8"
    )
    told = replayed().stdout.splitlines()

    assert told[-1] == "  and in 2 rarer ways; --format json lists all"
    assert max(map(len, told)) == 80
    assert told[-2].endswith("…")


def test_json_lines_are_the_totals_and_then_every_change(museum):
    totals, *changes = map(json.loads, replayed("--format", "json").stdout.splitlines())

    assert (6, 5, 3, 1, 1) == tuple(totals[key] for key in ("asked", "distinct", "changed", "shard", "shards"))
    assert {"question": "where are the mice", "times": 2, "kind": "answered", "before": "no match", "after": "cat"} == changes[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("asked.jsonl",), "Error: Say what to compare with: --from HEAD~1, or --from and a file.\n"),
        (("asked.jsonl", "--shard", "3/2"), "Error: Invalid value for '--shard': '3/2' is no shard. The third of five is 3/5.\n"),
        (("asked.jsonl", "--shard", "half"), "Error: Invalid value for '--shard': 'half' is no shard. The third of five is 3/5.\n"),
        (
            ("asked.jsonl", "--from", "old.yaml", "--shard", "1/2", "--spark", "local"),
            "Error: Spark shares the work out by itself; leave --shard out.\n",
        ),
        (("nothing.csv", "--from", "old.yaml"), "Error: The questions nothing.csv cannot be read: No such file or directory.\n"),
        (
            ("--merge", "asked.jsonl"),
            "Error: asked.jsonl is not what bot replay --format json prints, or not all of it. Run that shard again.\n",
        ),
        (("--merge", "nothing.jsonl"), "Error: The results nothing.jsonl cannot be read: No such file or directory.\n"),
    ],
)
def test_wrong_use_is_told_and_exits_with_2(museum, arguments, told):
    result = run("replay", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(told)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (["1/2"], "Error: Of 2 shards, each is needed once; here are 1.\n"),
        (["1/2", "1/2"], "Error: Of 2 shards, each is needed once; here are 1, 1.\n"),
        (["1/2", "2/3"], "Error: These are not shards of one replay: they differ in --from, --to or the number of shards.\n"),
    ],
)
def test_shards_that_do_not_belong_together_are_not_added_up(museum, results, told):
    for number, shard in enumerate(results):
        (museum / f"{number}.jsonl").write_text(replayed("--shard", shard, "--format", "json").stdout, encoding="utf-8")
    result = run("replay", "--merge", *(f"{number}.jsonl" for number, _ in enumerate(results)))

    assert (result.exit_code, result.stderr) == (2, told)


def test_half_a_result_is_not_added_up(museum):
    lines = replayed("--format", "json").stdout.splitlines(keepends=True)
    (museum / "1.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")

    assert 2 == run("replay", "--merge", "1.jsonl").exit_code


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_shows_how_far_it_is_and_ctrl_c_stops_every_process(museum):
    (museum / "asked.txt").write_text("".join(f"is there a cat {number}\n" for number in range(20_000)), encoding="utf-8")
    terminal, its_end = os.openpty()
    process = start(
        "replay",
        "asked.txt",
        "--from",
        "old.yaml",
        "--jobs",
        "2",
        stderr=its_end,
        start_new_session=True,
        environment={"TERM": "xterm"},
        measured=False,
    )
    os.close(its_end)
    shown = b""
    with contextlib.suppress(OSError):  # all have left the terminal
        while not UNDER_WAY.search(shown):
            shown += os.read(terminal, 1000)
        os.killpg(process.pid, signal.SIGINT)
        while True:
            shown += os.read(terminal, 1000)
    stdout, _ = process.communicate(timeout=60)
    os.close(terminal)

    assert (process.returncode, stdout) == (1, b"")
    assert UNDER_WAY.search(shown)
    assert b"Aborted!" in shown
    assert b"Traceback" not in shown


def test_a_terminal_shows_nothing_more_when_all_is_asked(museum):
    terminal, its_end = os.openpty()
    process = start("replay", "asked.jsonl", "--from", "old.yaml", "--jobs", "1", stderr=its_end)
    stdout, _ = process.communicate(timeout=60)
    os.close(its_end)
    os.close(terminal)

    assert (process.returncode, len(stdout.splitlines())) == (0, len(TABLE.splitlines()))
