"""``bot check``, ``bot schema`` and ``bot serve``."""

import json
import socket
import sys
import time
import urllib.request
from io import StringIO
from xml.etree import ElementTree

from conftest import MINI_YAML
from terminal import run, start
from test_check import WHOLE_YAML

from bot.cli import progress
from bot.cli.progress import watched
from bot.content.schema import content_schema
from bot.desk.check.check import RULES

#: a repeated line and a pattern that is handed off
FAULTY = WHOLE_YAML.replace("      - is there a cat\n", "      - is there a cat\n      - is there a cat\n      - so a\n")


def test_good_content_says_so_and_exits_with_0(mini_content):
    mini_content.write_text(WHOLE_YAML, encoding="utf-8")
    result = run("check", "--content", mini_content)

    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{mini_content}: nothing is wrong.\n", "")


def test_problems_are_printed_as_they_are_and_the_exit_code_is_1(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    mini_content.write_text(WHOLE_YAML.replace("language: en", "language: xx"), encoding="utf-8")
    result = run("check")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        """\
intents.yaml:1:11: error: the language "xx" is not known  [unknown-language]
    1 | language: xx
      |           ^~
    Allowed: ar, da, de, el, en, es, fi, fr, hu, it, nl, no, pt, ro, ru, sv, tr.
intents.yaml: 1 problem.
"""
    )


def test_problems_are_counted(mini_content):
    mini_content.write_text(WHOLE_YAML.replace("language: en", "language: EN").replace("phone: (", "phone: x("), encoding="utf-8")
    result = run("check", "--content", mini_content)

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.endswith(f"\n{mini_content}: 2 problems.\n")


def test_what_can_be_mended_is_mended_on_request(mini_content):
    mini_content.write_text(FAULTY, encoding="utf-8")
    told = run("check", "--content", mini_content)
    mended = run("check", "--fix", "--content", mini_content)

    assert told.stdout.endswith(f"\n{mini_content}: 2 problems; bot check --fix mends 1 of them.\n")
    assert (mended.exit_code, mended.stderr) == (1, f"{mini_content}: 1 place mended.\n")
    assert mended.stdout.endswith(f"\n{mini_content}: 1 problem.\n")
    assert mini_content.read_text(encoding="utf-8") == WHOLE_YAML.replace("is there a cat\n", "is there a cat\n      - so a\n", 1)
    assert run("check", "--fix", "--content", mini_content).stderr == ""


def test_errors_are_red_and_warnings_yellow_unless_colour_is_not_wanted(mini_content):
    text = FAULTY.replace("      - is there a kitty\n", "      - is there a parrot\n")
    mini_content.write_text(text, encoding="utf-8")
    said = run("check", "--content", mini_content, color=True).stdout

    assert f"\x1b[33m{mini_content}:70:9: warning: " in said
    assert f"\x1b[31m{mini_content}:78:9: error: " in said
    assert "\x1b" not in run("check", "--content", mini_content, color=True, NO_COLOR="1").stdout


def test_findings_as_json(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    mini_content.write_text(FAULTY, encoding="utf-8")
    first, second = json.loads(run("check", "--format", "json").stdout)

    assert first == {
        "file": "intents.yaml",
        "line": 70,
        "column": 9,
        "length": 14,
        "level": "warning",
        "rule": "repeated-line",
        "message": '"is there a cat" stands in this list already (line 69)',
        "cure": "Delete one of the two.",
        "fixable": True,
    }
    assert (second["rule"], second["fixable"]) == ("dead-pattern", False)


def test_findings_for_a_pull_request(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    twice = "      - 5% of a cat\n"
    mini_content.write_text(WHOLE_YAML.replace("      - is there a cat\n", twice + twice), encoding="utf-8")

    assert run("check", "--format", "github").stdout == (
        "::warning file=intents.yaml,line=70,col=9,endColumn=20,title=repeated-line::"
        '"5%25 of a cat" stands in this list already (line 69)%0ADelete one of the two.\n'
    )


def test_findings_for_a_ci(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    mini_content.write_text(FAULTY, encoding="utf-8")
    result = run("check", "--format", "junit")
    suite = ElementTree.fromstring(result.stdout)
    failed = [case for case in suite if len(case)]

    assert result.exit_code == 1
    assert suite.attrib == {"name": "bot check", "tests": str(len(RULES)), "failures": "2", "skipped": "0"}
    assert [(case.get("classname"), case.get("name")) for case in failed] == [
        ("repeated-line", "intents.yaml:70:9"),
        ("dead-pattern", "intents.yaml:71:9"),
    ]
    assert failed[0][0].get("message") == '"is there a cat" stands in this list already (line 69)'
    assert "\n    70 |       - is there a cat\n" in failed[0][0].text


def test_the_rules_are_listed():
    result = run("check", "--rules")

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines() if not line.startswith(" ")] == [rule.id for rule in RULES]
    assert "duplicate-pattern (error)\n    A pattern must not stand in two intents; word endings and synonyms aside.\n" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


class Screen(StringIO):
    """A terminal that can be read."""

    def isatty(self):
        return True


def test_a_bar_is_shown_only_to_a_person_and_only_after_a_while(monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    assert list(watched([1, 2, 3], "Counting")) == [1, 2, 3]
    assert screen.getvalue() == ""
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(progress, "_PAUSE", -1)
    assert list(watched(iter([1, 2, 3]), "Counting", 6, int)) == [1, 2, 3]
    assert "Counting" in screen.getvalue()
    assert "50%" in screen.getvalue()


def test_no_bar_is_drawn_into_a_file(monkeypatch):
    screen = StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "_PATIENCE", -1)

    assert list(watched([1, 2, 3], "Counting")) == [1, 2, 3]
    assert screen.getvalue() == ""


def test_what_takes_long_is_named_only_to_a_person_and_only_after_a_while(monkeypatch):
    for screen in (Screen(), StringIO()):
        monkeypatch.setattr(sys, "stderr", screen)
        for patience, shown in ((9, ""), (0, "Reading\n" if screen.isatty() else "")):
            monkeypatch.setattr(progress, "_PATIENCE", patience)
            with progress.told("Reading"):
                assert shown == wait_for(screen, shown)


def wait_for(screen, text):
    """Return what is on the screen, at the latest when ``text`` is."""
    until = time.monotonic() + 10
    while screen.getvalue() != text and time.monotonic() < until:
        time.sleep(0.01)
    return screen.getvalue()


def test_what_makes_the_steps_ends_with_the_bar():
    ended = []

    def steps():
        try:
            yield 1
        finally:
            ended.append("steps")

    bar = watched(steps(), "Counting")
    next(bar)
    bar.close()

    assert ended == ["steps"]


def test_content_that_is_not_there_is_wrong_use():
    result = run("--content", "nowhere.yaml", "check")

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Error: The content nowhere.yaml does not exist.\n")


def test_a_page_that_is_not_there_is_wrong_use(mini_content):
    mini_content.write_text(MINI_YAML.replace("source/gull-point.txt", "source/nothing.txt"), encoding="utf-8")
    result = run("check", "--content", mini_content)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("nothing.txt cannot be read: No such file or directory.\n")


def test_the_schema_is_printed():
    result = run("schema")

    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == content_schema()


def test_serve_answers_at_the_address_that_it_prints(mini_content):
    with start("serve", "--port", "0", "--content", mini_content, environment={"BOT_ACCESS_LOG": "off", "BOT_DRAIN": "0"}) as bot:
        address = bot.stdout.readline().decode().rpartition(" ")[2].strip()
        with urllib.request.urlopen(f"{address}api/v1/content") as told:
            assert told.status == 200
        bot.terminate()
        _, complaint = bot.communicate()

    assert (bot.returncode, complaint) == (0, b"")


def test_serve_says_in_one_sentence_that_a_port_is_taken(mini_content):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--content", mini_content, BOT_PORT=str(port))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: Port {port} is taken by another program.")
