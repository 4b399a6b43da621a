"""Load: every mistake that an editor makes is told with its place, its picture and its cure.

The mistakes are files: ``data/broken/<what-is-wrong>.yaml`` is what the editor wrote, the ``.txt`` beside it what is printed.
"""

from copy import deepcopy
from pathlib import Path

import pytest
from conftest import MINI_SOURCE, MINI_YAML
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import load_content, validate
from bot.content.models import Content
from bot.content.nodes import Document, read_nodes
from bot.content.standing import require_standing_quotes
from bot.errors import BotError, ContentError

BROKEN = Path(__file__).parent / "data" / "broken"
MISTAKES = sorted(path.stem for path in BROKEN.glob("*.yaml"))


def complaint(path: Path) -> str:
    """Return what is printed about the content at ``path``."""
    with pytest.raises(ContentError) as caught:
        require_standing_quotes(load_content(path))
    return str(caught.value)


# --- mistakes ------------------------------------------------------------------------------------------------------


def test_there_are_mistakes_to_tell():
    assert len(MISTAKES) > 80


def test_every_mistake_has_its_message_and_every_message_its_mistake():
    assert MISTAKES == sorted(path.stem for path in BROKEN.glob("*.txt"))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_word_for_word(mistake, monkeypatch):
    monkeypatch.chdir(BROKEN)
    expected = Path(f"{mistake}.txt").read_text(encoding="utf-8")

    assert expected == complaint(Path(f"{mistake}.yaml")) + "\n"


def test_a_number_of_thousands_of_digits_is_told_like_a_small_one(mini_content):
    mini_content.write_text(MINI_YAML + f"policy:\n  max_quotes: {'9' * 5_000}\n", encoding="utf-8")

    assert '"max_quotes" must be a whole number  [wrong-value]' in complaint(mini_content)


def test_a_quote_on_an_empty_page_has_no_nearest_passage(mini_content):
    (mini_content.parent / "source" / "gull-point.txt").write_text("", encoding="utf-8")

    assert 4 == complaint(mini_content).count("this quote does not stand on the page  [quote-not-in-source]")
    assert complaint(mini_content).endswith("The page is empty.")


def test_a_nearest_passage_of_several_lines_is_shown_on_one(mini_content):
    page = MINI_SOURCE.replace("guards the oil store", "watches\nthe oil  store")
    (mini_content.parent / "source" / "gull-point.txt").write_text(page, encoding="utf-8")

    assert '"A cat named Barnacle watches the oil store against mice."' in complaint(mini_content)


# --- files ---------------------------------------------------------------------------------------------------------


def test_good_content_is_loaded_with_its_page(mini_content):
    loaded = load_content(mini_content)

    assert ["lamp-range", "cat", "call-the-keeper"] == list(loaded.content.intents)
    assert MINI_SOURCE == loaded.source.text
    assert str(mini_content) == loaded.document.file


def test_good_content_has_its_quotes_on_the_page(mini_content):
    assert require_standing_quotes(load_content(mini_content)) is None


def test_content_that_is_not_there_is_a_mistake_that_a_person_can_mend(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BotError) as caught:
        load_content(Path("intents.yaml"))

    assert "The content intents.yaml cannot be read: No such file or directory." == str(caught.value)


def test_a_page_that_is_not_there_is_a_mistake_that_a_person_can_mend(mini_content, monkeypatch):
    monkeypatch.chdir(mini_content.parent)
    Path("source/gull-point.txt").unlink()
    with pytest.raises(BotError) as caught:
        load_content(Path("intents.yaml"))

    assert "The page's text source/gull-point.txt cannot be read: No such file or directory." == str(caught.value)


def test_the_page_is_looked_for_beside_the_content(mini_content, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert MINI_SOURCE == load_content(mini_content).source.text


# --- the version ---------------------------------------------------------------------------------------------------


def test_the_version_is_the_same_while_nothing_changes(mini_content):
    assert load_content(mini_content).version == load_content(mini_content).version


def test_the_version_is_twelve_hexadecimal_digits(mini_content):
    version = load_content(mini_content).version

    assert 12 == len(version)
    assert set(version) <= set("0123456789abcdef")


@pytest.mark.parametrize("file", ["intents.yaml", "source/gull-point.txt"])
def test_the_version_changes_with_every_change_of_a_file(mini_content, file):
    before = load_content(mini_content).version
    path = mini_content.parent / file
    path.write_bytes(path.read_bytes() + b"\n")

    assert before != load_content(mini_content).version


# --- laws ----------------------------------------------------------------------------------------------------------

DOCUMENT = read_nodes(MINI_YAML.encode(), "intents.yaml")
NODES = st.recursive(
    st.sampled_from(["", " ", "x", "Oil?", "-1", "0", "nan", "true", "[a", "{x}", "|", "a" * 3_000, "\0", "😀", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["", "x", "title", "[key]", "lamp", "not"]), inner, max_size=2)
    ),
    max_leaves=5,
)


def is_content_or_told(document: Document) -> bool:
    try:
        return isinstance(validate(document), Content)
    except ContentError as error:
        return all(problem.message and problem.rule for problem in error.problems)


@given(st.sampled_from(sorted(DOCUMENT.values, key=str)), NODES)
def test_whatever_an_editor_writes_anywhere_is_content_or_a_mistake_that_is_told(path, node):
    document = deepcopy(DOCUMENT)
    if path:
        parent = document.data
        for part in path[:-1]:
            parent = parent[part]
        parent[path[-1]] = node
    else:
        document.data = node

    assert is_content_or_told(document)


@given(
    st.sampled_from(sorted(path for path in DOCUMENT.keys if len(path) < 3)),
    st.sampled_from(["", "x", "X y", "[key]", "titel", "not", "\0"]),
)
def test_whatever_an_editor_calls_anything_is_content_or_a_mistake_that_is_told(path, name):
    document = deepcopy(DOCUMENT)
    parent = document.data
    for part in path[:-1]:
        parent = parent[part]
    parent[name] = parent.pop(path[-1])

    assert is_content_or_told(document)
