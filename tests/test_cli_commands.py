"""The ``bot`` command as a whole: its help, its choice of content, and how it tells mistakes."""

import io
import subprocess
import sys
from contextlib import redirect_stdout

import pytest
from conftest import MINI_YAML, REPOSITORY, write_content
from terminal import run

from bot.cli import main
from bot.cli.program import _COMMANDS

#: a file each
COMMANDS = sorted(path.stem for path in (REPOSITORY / "bot" / "cli" / "commands").glob("[!_]*.py"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], 'Say what to ask: bot ask "what is imrt"'),
        (["--json", "--explain", "cat"], "Choose one of --json, --explain and --jsonl."),
        (["--jsonl", "cat"], "With --jsonl the questions come from standard input; leave QUESTION out."),
    ],
)
def test_wrong_use_is_told_in_one_sentence(arguments, message):
    result = run("ask", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Usage: bot ask [OPTIONS] [QUESTION]...\nTry 'bot ask --help' for help.\n\nError: {message}\n"


def test_content_that_is_not_there_is_told_in_one_sentence():
    result = run("ask", "--content", "nowhere.yaml", "cat")

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "Error: The content nowhere.yaml does not exist.\n")


def test_content_that_cannot_be_used_is_told_with_every_problem(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    mini_content.write_text(MINI_YAML.replace("language: en", "language: EN").replace("    title: Is there a cat?\n", ""), encoding="utf-8")
    result = run("ask", "cat")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        """\
intents.yaml:1:11: error: a language is two lower-case letters  [wrong-form]
    1 | language: EN
      |           ^~
    Such as en.
intents.yaml:63:3: error: "title" is missing in "cat"  [missing-part]
    63 |   cat:
       |   ^~~
    Add it.
Error: Mend these 2 problems first, then try again.
"""
    )


def test_one_problem_is_told_as_one(mini_content):
    mini_content.write_text(MINI_YAML.replace("language: en", "language: EN"), encoding="utf-8")

    assert run("ask", "--content", mini_content, "cat").stderr.endswith("\nError: Mend this first, then try again.\n")


def test_a_command_that_does_not_exist_is_told():
    result = run("aks", "cat")

    assert result.exit_code == 2
    assert "Error: No such command 'aks'. Did you mean \"bot ask\"?" in result.stderr
    assert run("xyzzy").stderr.endswith("Error: No such command 'xyzzy'.\n")


@pytest.fixture
def parrot(tmp_path):
    """Another museum, whose cat is a parrot."""
    return write_content(tmp_path / "parrot", MINI_YAML.replace("- is there a cat\n", "- is there a parrot\n"))


def test_content_may_be_named_before_or_after_the_command_or_in_the_environment(mini_content, parrot):
    asked = ("ask", "--json", "is there a parrot")

    assert '"kind": "answer"' in run("--content", parrot, *asked).stdout
    assert '"kind": "answer"' in run(*asked, "--content", parrot).stdout
    assert '"kind": "answer"' in run(*asked, BOT_CONTENT=str(parrot)).stdout
    assert '"kind": "handoff"' in run("--content", parrot, *asked, "--content", mini_content).stdout
    assert '"kind": "handoff"' in run("--content", mini_content, *asked, BOT_CONTENT=str(parrot)).stdout


def test_help_loads_nothing_that_is_slow():
    told = subprocess.run([sys.executable, "-X", "importtime", "-m", "bot", "--help"], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}

    assert "bot.cli.program" in loaded
    assert not loaded & {"bot.pipeline", "bot.desk.check.check", "bot.content.load", "flask", "pydantic", "rapidfuzz", "rich", "yaml"}


def test_help_names_every_command():
    said = run("--help").stdout

    assert [line.split()[0] for line in said.partition("Commands:\n")[2].splitlines()] == list(_COMMANDS)
    assert sorted(_COMMANDS) == COMMANDS
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    said = run(command, "-h").stdout

    assert said.startswith(f"Usage: bot {command} ")
    assert max(map(len, said.splitlines())) <= 80


def test_a_program_may_collect_what_is_printed(mini_content, monkeypatch):
    monkeypatch.setenv("BOT_CACHE", "")
    with redirect_stdout(io.StringIO()) as told:
        main(["ask", "hello", "--content", str(mini_content)], standalone_mode=False)

    assert told.getvalue() == "Ahoy! Ask me about the lighthouse.\n"


def test_the_version_is_told():
    assert run("--version").stdout.startswith("bot ")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder without content, and the content that the program then takes."""
    monkeypatch.chdir(tmp_path)
    return REPOSITORY / "intents.yaml"


@pytest.mark.parametrize("command", [["ask", "what is imrt"], ["explain", "what is imrt"], ["export", "words.csv"]])
def test_in_a_folder_without_content_a_command_says_once_that_it_takes_the_programs_own(elsewhere, command):
    result = run(*command)

    assert (result.exit_code, result.stderr) == (0, f"There is no intents.yaml here, so the program's own is used: {elsewhere}\n")


@pytest.mark.parametrize(
    "command", [["check", "--fix"], ["import", "words.csv", "--write"], ["sync", "page.txt", "--write"], ["tune", "gold.yaml", "--write"]]
)
def test_in_a_folder_without_content_nothing_is_written_into_the_programs_own(elsewhere, tmp_path, command):
    for name in ("words.csv", "page.txt", "gold.yaml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    result = run(*command)

    assert (result.exit_code, result.stderr) == (
        2,
        f"Error: There is no intents.yaml here, and {elsewhere} comes with the program. Go to your own, or name it with --content.\n",
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["check", "intents.yaml"], "Got unexpected extra argument (intents.yaml). Name the content with --content."),
        (["check", "source.txt"], "Got unexpected extra argument (source.txt)"),
        (["test", "intents.yaml"], "intents.yaml holds content, not questions. Name the content with --content."),
    ],
)
def test_content_that_is_given_as_an_argument_is_told_how_to_name(command, said):
    result = run(*command)

    assert result.exit_code == 2
    assert result.stderr.endswith(f"\nError: {said}\n")


def test_a_dash_asks_what_standard_input_holds(mini_content):
    assert (
        run("ask", "-", "--content", mini_content, text="is there a cat\n").stdout
        == run("ask", "is there a cat", "--content", mini_content).stdout
    )
