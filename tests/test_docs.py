"""The documents: every session in them is run, every file they name is there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import unmeasured

from bot.cli import main
from bot.content.nodes import read_nodes
from bot.content.schema import content_schema

REPOSITORY = Path(__file__).parents[1]
DOCUMENTS = sorted([REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *(REPOSITORY / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def name(document):
    return str(document.relative_to(REPOSITORY))


def blocks(kind):
    """Return the text of the fenced blocks of one kind."""
    return [
        pytest.param(found[2], id=f"{name(document)} block {number}")
        for document in DOCUMENTS
        for number, found in enumerate(BLOCK.finditer(document.read_text(encoding="utf-8")), start=1)
        if found[1] == kind
    ]


def commands(session):
    """Yield (command, the output shown below it) of a terminal session."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command, folder, cache):
    """Run a command of a session as a reader would, at 80 columns and without colour, with a folder for what is kept."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = unmeasured() | {"PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "BOT_CACHE": str(cache)}
    return subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_there_are_sessions_to_run():
    assert blocks("console")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder of a reader's own with a page saved from the browser; what one session makes there is there for the next."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(REPOSITORY / "tests" / "data" / "pages" / "colonoscopy.html", folder)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """A reader's cache folder, which fills from session to session."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("session", blocks("console"))
def test_a_session_in_the_documents_runs_as_shown(session, request, desk, cache):
    # What makes new files is tried in a folder of the reader's own.
    folder = desk if "new-page.md" in request.node.callspec.id else REPOSITORY
    for command, output in commands(session):
        done = run(command, folder, cache)

        assert (0, "") == (done.returncode, done.stderr)
        if output:
            assert output.rstrip() == done.stdout.rstrip()


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml_in_the_documents_can_be_read(text):
    assert read_nodes(text.encode(), "document").data


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_that_a_document_links_to_is_there(document):
    missing = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if not (document.parent / link).exists()]

    assert [] == missing


def test_the_schema_that_editors_use_is_the_one_of_the_program():
    written = json.loads((REPOSITORY / "docs" / "intents.schema.json").read_text(encoding="utf-8"))

    assert content_schema() == written


def test_the_first_line_of_the_content_names_the_schema():
    first = (REPOSITORY / "intents.yaml").read_text(encoding="utf-8").splitlines()[0]

    assert "# yaml-language-server: $schema=docs/intents.schema.json" == first


#: command -> the document whose table lists its options, and how the table's part of it begins
OPTIONS = {
    "check": ("check.md", "# What `bot check` looks for"),
    "test": ("content.md", "## Questions of your own: gold files"),
    "tune": ("content.md", "### Find the policy: `bot tune`"),
}
OPTION_ROW = re.compile(r"^\| `(--[a-z-]+)` \|", re.MULTILINE)


@pytest.mark.parametrize("name", OPTIONS)
def test_the_documents_list_the_options_that_help_lists(name):
    document, start = OPTIONS[name]
    text = (REPOSITORY / "docs" / document).read_text(encoding="utf-8").partition(f"{start}\n")[2]
    listed = OPTION_ROW.findall(re.split(r"^#", text, maxsplit=1, flags=re.MULTILINE)[0])
    options = [option.opts[0] for option in main.get_command(None, name).params if option.param_type_name == "option"]

    assert sorted(options) == sorted(listed)


def test_the_documents_know_every_command():
    said = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)

    assert [] == [name for name in main.list_commands(None) if f"bot {name}" not in said]
