"""Gold files: what they may hold, and every mistake in them with its full message."""

from dataclasses import replace

import pytest

from bot.content.load import load_content
from bot.desk.evaluate.gold import read_gold
from bot.desk.evaluate.judge import Wanted
from bot.errors import BotError, ContentError
from bot.source import Source


@pytest.fixture
def loaded(mini_content):
    """The museum's content."""
    return load_content(mini_content)


@pytest.fixture
def gold(tmp_path, monkeypatch, loaded):
    """Read a gold file of the museum: ``gold(text)``."""
    monkeypatch.chdir(tmp_path)

    def read(text):
        path = tmp_path / "lamp.yaml"
        path.write_text(text, encoding="utf-8")
        return read_gold(path.relative_to(tmp_path), loaded)

    return read


@pytest.fixture
def mistakes(gold):
    """Return all that is told of a gold file: ``mistakes(text)``."""

    def told(text):
        with pytest.raises(ContentError) as caught:
            gold(text)
        return str(caught.value)

    return told


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("lamp-range", Wanted("intent", "lamp-range")),
        ("cost", Wanted("topic", "cost")),
        ("topic:cost", Wanted("topic", "cost")),
        ("handoff", Wanted("kind", "handoff")),
        ("clarify", Wanted("kind", "clarify")),
        ("smalltalk", Wanted("kind", "smalltalk")),
        ("emergency", Wanted("reason", "emergency")),
        ("crisis", Wanted("reason", "crisis")),
        ("personal_advice", Wanted("reason", "personal_advice")),
        ("contact", Wanted("reason", "contact")),
    ],
)
def test_one_reply_may_be_expected(gold, name, wanted):
    (question,) = gold(f"- question: how far?\n  expect: {name}\n")

    assert question.wanted == (wanted,)


def test_several_replies_may_be_expected(gold):
    (question,) = gold("- question: how far?\n  expect: [lamp-range, handoff]\n")

    assert question.wanted == (Wanted("intent", "lamp-range"), Wanted("kind", "handoff"))


def test_a_question_keeps_its_text_and_its_place(gold):
    (question,) = gold("- expect: handoff\n  question: '  how far? '\n")

    assert (question.text, question.place) == ("  how far? ", ("lamp.yaml", 2, 14, 11))
    assert not question.own


def test_a_question_may_come_after_others(gold):
    questions = gold("- {question: a, expect: handoff, after: hello}\n- {question: b, expect: handoff, after: [how far?, and then?]}\n")

    assert [question.after for question in questions] == [("hello",), ("how far?", "and then?")]
    assert questions[1].conversation == "how far? > and then? > b"


def test_what_was_said_before_is_texts(mistakes):
    assert mistakes("- question: a\n  expect: handoff\n  after: []\n").startswith(
        "lamp.yaml:3:10: error: this must be a list of at least one item"
    )


def test_a_question_may_be_empty(gold):
    (question,) = gold("- question:\n  expect: handoff\n")

    assert question.text == ""


def test_without_a_group_questions_are_sorted_by_their_file(gold):
    questions = gold("- question: a\n  expect: handoff\n- question: b\n  expect: handoff\n  group: dark\n")

    assert [question.group for question in questions] == ["lamp", "dark"]


def test_a_right_quote_is_named_by_how_it_begins(gold, loaded):
    (question,) = gold("- question: how far?\n  quotes: [The lamp burns, '\"Barnacle\" sleeps']\n")
    ((lamp, cat),) = question.passages
    source = loaded.source.text

    assert [source[start:end] for start, end in lamp.spans] == ["The lamp burns whale oil and throws its beam twenty miles across the bay."]
    assert [source[start:end] for start, end in cat.spans] == ["“Barnacle” sleeps beside the fog bell – never in the keeper’s bed."]


def test_a_beginning_that_several_sentences_share_stands_for_all_of_them(gold):
    (question,) = gold("- question: what?\n  quotes: [A]\n")
    ((passage,),) = question.passages

    assert len(passage.spans) == 2


def test_a_text_within_a_sentence_or_a_heading_stands_where_it_is_found(gold, loaded):
    (question,) = gold("- question: what?\n  quotes: [whale oil, The lamp]\n")
    ((within, heading),) = question.passages
    source = loaded.source.text

    assert [source[start:end] for start, end in within.spans] == ["whale oil"]
    assert [source[start:end] for start, end in heading.spans] == [
        "The lamp burns whale oil and throws its beam twenty miles across the bay."
    ]


def test_one_of_each_list_may_be_wanted(gold):
    (question,) = gold("- question: what?\n  all:\n    - [The lamp burns]\n    - [A cat, On foggy nights]\n")

    assert [[passage.text for passage in choice] for choice in question.passages] == [["The lamp burns"], ["A cat", "On foggy nights"]]


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path, loaded):
    with pytest.raises(BotError, match=r"^The questions .*nothing\.yaml cannot be read: No such file or directory\.$"):
        read_gold(tmp_path / "nothing.yaml", loaded)


def test_a_name_that_is_not_known(mistakes):
    assert mistakes("- question: how far?\n  expect: lamp-rang\n") == (
        """\
lamp.yaml:2:11: error: "lamp-rang" is no intent, no topic and no other reply  [unknown-reply]
    2 |   expect: lamp-rang
      |           ^~~~~~~~~
    Did you mean "lamp-range"?\
"""
    )


def test_a_reply_without_a_name(mistakes):
    assert mistakes("- question: how far?\n  expect:\n").startswith('lamp.yaml:2:10: error: "" is no intent, no topic and no other reply')


def test_a_text_that_does_not_stand_on_the_page(mistakes):
    assert mistakes("- question: how far?\n  quotes:\n    - The lamp burns gas and throws its beam ten miles across the bay.\n") == (
        """\
lamp.yaml:3:7: error: this text does not stand on the page  [quote-not-in-source]
    3 |     - The lamp burns gas and throws its beam ten miles across the ba
      |       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    Nearest passage (90 of 100): "The lamp burns whale oil and throws its beam twenty miles across the bay."\
"""
    )


def test_a_file_that_is_no_list(mistakes):
    assert mistakes("question: how far?\n") == (
        """\
lamp.yaml:1:1: error: a gold file must be a list of at least one item  [wrong-shape]
    1 | question: how far?
      | ^
    Write each item on its own line after a dash: - text.\
"""
    )


def test_every_mistake_is_told_at_once(mistakes):
    text = """\
- how far?
- qestion: how far?
  xyz: 1
  group: [dark]
- question: {how: far}
  quotes: The lamp
  all: []
- question: how far?
  expect: []
- question: how far?
- question: how far?
  expect: [lamp-range, [cat]]
"""

    assert mistakes(text) == (
        """\
lamp.yaml:1:3: error: this is not a question with its reply  [wrong-shape]
    1 | - how far?
      |   ^~~~~~~~
    Write - question: and its text, and expect: below it.
lamp.yaml:2:3: error: "question" is missing  [missing-part]
    2 | - qestion: how far?
      |   ^
    Add it.
lamp.yaml:2:3: error: nothing says which reply is right  [missing-part]
    2 | - qestion: how far?
      |   ^
    Add expect:, quotes: or all: to the question.
lamp.yaml:2:3: error: "qestion" is not known here  [unknown-key]
    2 | - qestion: how far?
      |   ^~~~~~~
    Did you mean "question"? Allowed: question, after, expect, quotes, all, group.
lamp.yaml:3:3: error: "xyz" is not known here  [unknown-key]
    3 |   xyz: 1
      |   ^~~
    Allowed: question, after, expect, quotes, all, group.
lamp.yaml:4:10: error: this must be one text  [wrong-shape]
    4 |   group: [dark]
      |          ^
    Write one text here, without - or a colon.
lamp.yaml:5:13: error: this must be one text  [wrong-shape]
    5 | - question: {how: far}
      |             ^
    Write one text here, without - or a colon.
lamp.yaml:6:11: error: this must be a list of at least one item  [wrong-shape]
    6 |   quotes: The lamp
      |           ^~~~~~~~
    Write each item on its own line after a dash: - text.
lamp.yaml:7:8: error: this must be a list of at least one item  [wrong-shape]
    7 |   all: []
      |        ^
    Write each item on its own line after a dash: - text.
lamp.yaml:9:11: error: this must be a list of at least one item  [wrong-shape]
    9 |   expect: []
      |           ^
    Write each item on its own line after a dash: - text.
lamp.yaml:10:3: error: nothing says which reply is right  [missing-part]
    10 | - question: how far?
       |   ^
    Add expect:, quotes: or all: to the question.
lamp.yaml:12:24: error: this must be one text  [wrong-shape]
    12 |   expect: [lamp-range, [cat]]
       |                        ^
    Write one text here, without - or a colon.\
"""
    )


def test_a_file_with_a_key_written_twice_is_refused_like_any_content(mistakes):
    assert mistakes("- question: a\n  question: b\n  expect: handoff\n").startswith('lamp.yaml:2:3: error: "question" is written twice')


def test_on_an_empty_page_nothing_can_be_quoted(tmp_path, loaded):
    path = tmp_path / "gold.yaml"
    path.write_text("- question: a\n  quotes: [b]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"The page is empty\.$"):
        read_gold(path, replace(loaded, source=Source.of("")))


def test_a_choice_within_all_that_is_no_list(mistakes):
    assert mistakes("- question: a\n  all: [The lamp]\n") == (
        """\
lamp.yaml:2:9: error: this must be a list of at least one item  [wrong-shape]
    2 |   all: [The lamp]
      |         ^~~~~~~~
    Write each item on its own line after a dash: - text.\
"""
    )
