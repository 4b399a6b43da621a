"""``bot check``, ``bot schema`` and ``bot serve``."""

import json
import socket
import urllib.request

from conftest import MINI_YAML
from terminal import run, start
from test_check import WHOLE_YAML

from bot.content.schema import content_schema


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
