"""Which content a name stands for: a file, or what stood in it at a git revision."""

import subprocess

import pytest
from conftest import MINI_YAML, write_content

from bot.content.load import load_content
from bot.desk.replay.versions import load_version
from bot.errors import BotError, ContentError


def git(folder, *arguments):
    who = ("-c", "user.name=dev", "-c", "user.email=dev@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def museum(tmp_path, monkeypatch):
    """A repository that holds the museum's content in a folder, changed since the revision "first"."""
    content = write_content(tmp_path / "museum")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "first")
    content.write_text(MINI_YAML.replace("- is there a cat\n", "- do mice dance\n"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return content


@pytest.mark.parametrize("name", ["first", "first:museum/intents.yaml", "first:./museum/intents.yaml"])
def test_a_revision_gives_the_content_and_the_page_of_that_time(museum, name):
    (museum.parent / "source" / "gull-point.txt").write_text("All new.", encoding="utf-8")
    loaded = load_version(name, museum)

    assert "is there a cat" in loaded.content.intents["cat"].patterns
    assert loaded.source.text.startswith("Gull Point Lighthouse Museum")


def test_a_file_may_be_named_from_the_folder_that_one_stands_in(museum, monkeypatch):
    monkeypatch.chdir(museum.parent)

    assert load_version("first:./intents.yaml", museum).version == load_version("first:museum/intents.yaml", museum).version


def test_a_file_is_read_as_it_is(museum):
    assert load_content(museum).version == load_version(str(museum), museum).version
    assert load_version("first", museum).version != load_version(str(museum), museum).version


@pytest.mark.parametrize("name", ["second", "first:intents.yaml", "--output=x", "nothing.yaml"])
def test_what_git_does_not_know_is_told(museum, name):
    with pytest.raises(BotError) as error:
        load_version(name, museum)

    assert str(error.value) == f'"{name}" is no file, and no git revision that holds the content. Such as HEAD~1, or HEAD~1:intents.yaml.'


def test_a_page_that_git_does_not_hold_is_told(museum):
    git(museum.parent, "rm", "-q", "--cached", "source/gull-point.txt")
    git(museum.parent, "commit", "-q", "-m", "second")

    with pytest.raises(BotError) as error:
        load_version("HEAD:museum/intents.yaml", museum)
    assert str(error.value) == (
        'Git holds no page "HEAD:museum/source/gull-point.txt", which the content of "HEAD:museum/intents.yaml" names as its source.'
    )


def test_an_old_content_that_cannot_be_used_is_told_with_its_place(museum):
    museum.write_text("language: en\n", encoding="utf-8")
    git(museum.parent, "commit", "-q", "-a", "-m", "broken")

    with pytest.raises(ContentError) as error:
        load_version("HEAD", museum)
    assert error.value.problems[0].place.file == "HEAD:./intents.yaml"


def test_without_git_a_revision_is_no_content(museum, monkeypatch):
    monkeypatch.setattr("bot.desk.replay.versions._ENVIRONMENT", {"PATH": ""})

    with pytest.raises(BotError):
        load_version("first", museum)


def test_a_copy_in_another_folder_is_told_to_take_its_page_along(museum, tmp_path):
    copy = tmp_path / "old.yaml"
    copy.write_bytes(museum.read_bytes())

    with pytest.raises(BotError) as error:
        load_version(str(copy), museum)
    assert str(error.value) == (
        f"The page's text {tmp_path}/source/gull-point.txt cannot be read: No such file or directory. "
        "It is looked for beside the content: copy the page's text there too, or name a git revision, such as HEAD~1."
    )


def test_a_file_with_a_mistake_is_told_as_ever(museum):
    museum.write_text("language: [en]\n", encoding="utf-8")

    with pytest.raises(ContentError):
        load_version(str(museum), museum)
