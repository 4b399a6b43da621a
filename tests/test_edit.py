"""Edit: the content is changed, its comments and layout are not."""

import os
import stat
from difflib import unified_diff

import pytest
from conftest import MINI_YAML, REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from bot.content.load import load_content
from bot.content.nodes import read_nodes
from bot.desk.edit import Change, prepare, write_changes
from bot.desk.edit.rewrite import rewrite
from bot.errors import BotError, ContentError

PATTERNS = ("intents", "cat", "patterns")
#: whatever YAML lets stand in a file
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff", include_characters="\n\t")
TEXTS = st.text(CHARACTERS, max_size=12) | st.sampled_from(
    ["no", "a: b", "a #b", "[x] y", "(a|b) c", "- a", "a:", "'", '"', "~", "12:30", ""]
)
KEYS = st.sampled_from(["a", "b", "c d", "e: f", "1"])
PARTS = st.dictionaries(KEYS, TEXTS | st.lists(TEXTS, max_size=4), max_size=4)
GROUPS = st.dictionaries(KEYS, TEXTS | st.lists(TEXTS, max_size=5) | PARTS, min_size=1, max_size=5)


def read(text):
    return read_nodes(text.encode(), "file").data


def add_item(path, where, text):
    """Return the change that adds ``text`` to the list at ``where``."""

    def alter(data):
        *groups, last = where
        for key in groups:
            data = data[key]
        data.setdefault(last, []).append(text)

    return prepare(path, alter)


def changed_lines(change):
    """Return the lines that go, after a minus, and those that come, after a plus."""
    old, new = (raw.decode("utf-8-sig").splitlines() for raw in (change.before, change.after))
    return [line for line in unified_diff(old, new, n=0, lineterm="") if line[:3] not in ("---", "+++") and line[:2] != "@@"]


@given(GROUPS, GROUPS)
def test_whatever_is_wanted_is_what_is_read_afterwards(old, new):
    text = rewrite("first: x\n", old | {"first": "x"})

    assert old | {"first": "x"} == read(text)
    assert new | {"first": "y"} == read(rewrite(text, new | {"first": "y"}))


@given(st.data())
def test_one_changed_pattern_changes_one_line(data):
    wanted = read(MINI_YAML)
    intent = data.draw(st.sampled_from(sorted(wanted["intents"])))
    wanted["intents"][intent]["patterns"].append(data.draw(TEXTS.filter(lambda text: "\n" not in text)))
    changed = rewrite(MINI_YAML, wanted).splitlines()

    assert wanted == read("\n".join(changed))
    assert any(changed[:number] + changed[number + 1 :] == MINI_YAML.splitlines() for number in range(len(changed)))


def test_nothing_wanted_is_nothing_changed():
    text = (REPOSITORY / "intents.yaml").read_text(encoding="utf-8")

    assert text == rewrite(text, read(text))


LAID_OUT = """\
# top
list:   # of things
    # before one
    - one  # the first
    - "two"

    # after two

block: >-
  some long
  text

  of it
# before plain
plain: words that go
  on here # end
empty:
short: [a, 'b: c', d]
pairs: {x: y}

parts:

  first:
    name: 1

  second:
    name: 2
# bottom
"""


def changed(**wanted):
    return rewrite(LAID_OUT, {name: value for name, value in (read(LAID_OUT) | wanted).items() if value is not None})


def test_an_item_is_added_below_the_last_one_as_far_to_the_right():
    assert LAID_OUT.replace('    - "two"\n', '    - "two"\n    - three\n') == changed(list=["one", "two", "three"])


def test_an_item_is_added_before_the_first_one():
    assert LAID_OUT.replace("    - one", "    - zero\n    - one") == changed(list=["zero", "one", "two"])


def test_a_replaced_item_keeps_the_comment_beside_it():
    assert LAID_OUT.replace("- one  #", "- eins  #") == changed(list=["eins", "two"])


def test_an_item_that_goes_takes_its_line_along():
    assert LAID_OUT.replace('    - "two"\n', "") == changed(list=["one"])


def test_a_list_that_is_emptied_is_written_as_empty():
    assert "list: []\n" in changed(list=[])


def test_text_over_several_lines_is_replaced_whole():
    assert LAID_OUT.replace(">-\n  some long\n  text\n\n  of it", "short") == changed(block="short")
    assert LAID_OUT.replace("words that go\n  on here #", "fine #") == changed(plain="fine")


def test_an_empty_value_is_filled_in():
    assert LAID_OUT.replace("empty:", "empty: no longer") == changed(empty="no longer")


def test_a_list_in_brackets_stays_in_brackets():
    assert LAID_OUT.replace("'b: c', d]", '"b: c", d, "e, f"]') == changed(short=["a", "b: c", "d", "e, f"])


def test_a_group_in_braces_stays_in_braces():
    assert LAID_OUT.replace("{x: y}", '{x: z, n: [1, "#"], "o:": {}}') == changed(pairs={"x": "z", "n": ["1", "#"], "o:": {}})


def test_a_new_part_stands_below_the_last_after_an_empty_line():
    wanted = {"first": {"name": "1"}, "second": {"name": "2"}, "third": {"name": "3", "tests": ["a", "[b]"]}}

    assert LAID_OUT.replace("name: 2\n", 'name: 2\n\n  third:\n    name: 3\n    tests:\n      - a\n      - "[b]"\n') == changed(
        parts=wanted
    )


def test_a_key_that_goes_takes_its_value_along():
    assert LAID_OUT.replace("block: >-\n  some long\n  text\n\n  of it\n", "") == changed(block=None)


def test_a_value_of_another_kind_is_written_anew():
    assert LAID_OUT.replace("pairs: {x: y}\n", "").replace("    name: 2\n", "    name: 2\n\npairs: text\n") == changed(pairs="text")


def test_lines_end_as_they_do_in_the_file():
    assert "a:\r\n- b\r\n- c\r\n" == rewrite("a:\r\n- b\r\n", {"a": ["b", "c"]})


def test_a_last_line_without_an_end_gets_one():
    assert "a:\n- b\n- c\n" == rewrite("a:\n- b", {"a": ["b", "c"]})


def test_an_empty_file_stays_empty():
    assert "# nothing\n" == rewrite("# nothing\n", "")


# --- content -------------------------------------------------------------------------------------------------------


def test_a_pattern_is_added_to_an_intent(mini_content):
    add_item(mini_content, PATTERNS, "who is barnacle").write()

    assert MINI_YAML.replace("does the cat sleep\n", "does the cat sleep\n      - who is barnacle\n") == mini_content.read_text(
        encoding="utf-8"
    )


def test_what_changes_nothing_is_no_change(mini_content):
    assert not prepare(mini_content, lambda _: None)


def test_a_list_that_is_missing_is_made(mini_content):
    add_item(mini_content, ("topics", "cost", "not"), "what is it worth").write()

    assert ["what is it worth"] == load_content(mini_content).content.topics["cost"].counter_tests


def test_a_topic_is_added(mini_content):
    dogs = {"name": "whether dogs may come", "patterns": ["dog"]}
    change = prepare(mini_content, lambda data: data["topics"].update(dogs=dogs))

    assert ["+  dogs:", "+    name: whether dogs may come", "+    patterns:", "+      - dog", "+"] == changed_lines(change)


def test_a_quote_is_replaced(mini_content):
    prepare(mini_content, lambda data: data["intents"]["cat"].update(quotes=["New."])).write()

    assert ["New."] == load_content(mini_content).content.intents["cat"].quotes


def test_what_does_not_fit_is_refused_before_anything_is_written(mini_content):
    with pytest.raises(ContentError) as caught:
        add_item(mini_content, PATTERNS, "[cat")

    assert ["wrong-pattern"] == [problem.rule for problem in caught.value.problems]
    assert MINI_YAML == mini_content.read_text(encoding="utf-8")


def test_a_layout_that_cannot_be_kept_is_refused(mini_content):
    mini_content.write_text(MINI_YAML.replace("      - parking\n", "      -\n        parking\n"), encoding="utf-8")
    with pytest.raises(BotError) as caught:
        prepare(mini_content, lambda data: data["topics"]["parking"]["patterns"].remove("parking"))

    assert f"{mini_content} is laid out in a way that only a person can change. Nothing was written." == str(caught.value)


def test_the_mark_that_some_editors_put_first_stays(mini_content):
    mini_content.write_bytes(b"\xef\xbb\xbf" + MINI_YAML.encode())
    add_item(mini_content, PATTERNS, "mouse").write()

    assert mini_content.read_bytes().startswith(b"\xef\xbb\xbflanguage")


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_file_keeps_its_mode_and_nothing_is_left_beside_it(mini_content):
    mini_content.chmod(0o640)
    before = sorted(mini_content.parent.iterdir())
    add_item(mini_content, PATTERNS, "mouse").write()

    assert 0o640 == stat.S_IMODE(mini_content.stat().st_mode)
    assert before == sorted(mini_content.parent.iterdir())


def test_a_link_stays_a_link(mini_content, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(mini_content)
    add_item(link, PATTERNS, "mouse").write()

    assert link.is_symlink()
    assert "- mouse" in mini_content.read_text(encoding="utf-8")


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone(mini_content):
    change = add_item(mini_content, PATTERNS, "mouse")
    mini_content.write_text("theirs", encoding="utf-8")
    with pytest.raises(BotError) as caught:
        change.write()

    assert f"{mini_content} has changed since it was read. Nothing was written; try again." == str(caught.value)
    assert "theirs" == mini_content.read_text(encoding="utf-8")


def test_of_two_files_none_is_written_if_one_cannot_be(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("old", encoding="utf-8")
    with pytest.raises(BotError) as caught:
        write_changes([Change(first, b"old", b"new"), Change(second, b"old", b"new")])

    assert f"{second} cannot be read: No such file or directory." == str(caught.value)
    assert ([first], "old") == (list(tmp_path.iterdir()), first.read_text(encoding="utf-8"))


def test_a_folder_that_cannot_be_written_is_told(mini_content, monkeypatch):
    def full(*_, **__):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    with pytest.raises(BotError) as caught:
        add_item(mini_content, PATTERNS, "mouse").write()

    assert f"{mini_content} cannot be written: No space left on device." == str(caught.value)


def test_ctrl_c_while_two_files_are_written_leaves_no_third(tmp_path, monkeypatch):
    def pressed(*_):
        raise KeyboardInterrupt

    first = tmp_path / "first"
    first.write_text("old", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.replace", pressed)
    with pytest.raises(KeyboardInterrupt):
        write_changes([Change(first, b"old", b"new")])

    assert ([first], "old") == (list(tmp_path.iterdir()), first.read_text(encoding="utf-8"))


# --- short lists ------------------------------------------------------------------------------------------------------


@pytest.fixture
def short(mini_content):
    """The museum with short lists: some on one line, one on two lines, one with items that hold several."""
    text = mini_content.read_text(encoding="utf-8")
    lists = "synonyms:\n  cat: kitty, mouser\n  lamp:\n    light, beacon,\n    lantern\nignore:\n  - please, well\n  - so\n\n"
    start, end = text.index("synonyms:"), text.index("intents:")
    mini_content.write_text(f"{text[:start]}{lists}{text[end:]}", encoding="utf-8")
    return mini_content


@pytest.mark.parametrize(
    ("where", "diff"),
    [
        (("synonyms", "cat"), ["-  cat: kitty, mouser", "+  cat: kitty, mouser, new one"]),
        (("synonyms", "lamp"), ["-    lantern", "+    lantern, new one"]),
        (("ignore",), ["+  - new one"]),
        (("intents", "cat", "patterns"), ["+      - new one"]),
    ],
)
def test_a_word_is_added_to_a_short_list_as_a_person_would(short, where, diff):
    change = add_item(short, where, "new one")

    assert changed_lines(change) == diff
    change.write()
    assert load_content(short)


def test_a_word_of_a_short_list_is_taken_out_or_replaced(short):
    prepare(short, lambda data: data["synonyms"].update(cat=["puss", "mouser"])).write()
    prepare(short, lambda data: data["ignore"].remove("well")).write()

    content = load_content(short).content
    assert (content.synonyms["cat"], content.ignore) == (["puss", "mouser"], ["please", "so"])
    assert "  cat: puss, mouser\n" in short.read_text(encoding="utf-8")


def test_a_text_with_a_comma_makes_a_short_list_a_long_one_or_is_refused(short):
    with pytest.raises(BotError, match="laid out in a way that only a person can change"):
        add_item(short, ("synonyms", "cat"), "puss, in boots")
