"""``bot sync``: what a new text of the page changes."""

import json

import pytest
from conftest import MINI_SOURCE
from terminal import run
from test_check import WHOLE_YAML

NOTHING = "The page says what it said: nothing to do.\n"
LAMP = "The lamp burns whale oil and throws its beam twenty miles across the bay."
CAT = "A cat named Barnacle guards the oil store against mice."


@pytest.fixture
def content(mini_content):
    mini_content.write_text(WHOLE_YAML, encoding="utf-8")
    return mini_content


@pytest.fixture
def sync(content, tmp_path):
    """``sync(old, new, option, …)``: compare with the museum's page in which ``old`` is replaced by ``new``."""

    def synced(old, new, *options, name="new.txt", color=False):
        assert old in MINI_SOURCE
        (tmp_path / name).write_text(MINI_SOURCE.replace(old, new), encoding="utf-8")
        return run("sync", tmp_path / name, *options, "--content", content, color=color)

    return synced


def source(content):
    return (content.parent / "source" / "gull-point.txt").read_text(encoding="utf-8")


def test_the_same_page_needs_nothing(sync):
    result = sync("", "")

    assert (result.exit_code, result.stdout) == (0, NOTHING)


def test_a_page_that_is_only_laid_out_anew_needs_nothing(sync, content):
    result = sync("across the bay. A brass", "across\nthe   bay.\nA brass", "--write")

    assert (result.exit_code, result.stdout) == (0, NOTHING)
    assert MINI_SOURCE == source(content)


def test_a_changed_sentence_breaks_its_quote_and_is_left_to_decide(sync, content):
    result = sync("twenty miles", "thirty miles")
    place = content.read_text(encoding="utf-8").partition(LAMP)[0].count("\n") + 1

    assert result.exit_code == 1
    assert result.stdout.startswith(
        """\
Reworded in "The lamp"
  - The lamp burns whale oil and throws its beam twenty miles across the bay.
  + The lamp burns whale oil and throws its beam thirty miles across the bay.
    Differs: "twenty" is now "thirty".
"lamp-range" would say
"""
    )
    assert f"To decide\n{content}:{place}:9: error: this quote does not stand on the page  [quote-not-in-source]\n" in result.stdout
    assert result.stdout.endswith("Differences: 1, quotes to mend: 0, to decide: 1. Nothing is written yet: add --write.\n")


def test_the_new_text_is_put_in_place_with_what_is_left_to_decide(sync, content):
    result = sync("twenty miles", "thirty miles", "--write")

    assert result.exit_code == 1
    assert result.stdout.endswith(
        """ Written.
Before the bot loads again: mend the quote under "To decide", then run bot
check.
"""
    )
    assert MINI_SOURCE.replace("twenty", "thirty") == source(content)
    assert WHOLE_YAML == content.read_text(encoding="utf-8")


def test_an_intent_that_loses_its_quotes_would_say_nothing(sync):
    whole = MINI_SOURCE[MINI_SOURCE.index("The lamp burns") : MINI_SOURCE.index("\n\nThe keeper’s cat")]

    assert '"lamp-range" would say\n  > nothing: none of its quotes stands on the page\nTo decide\n' in sync(whole, "It is dark.").stdout


def test_a_sentence_that_went_and_one_that_came_are_told(sync):
    result = sync(CAT, "Visitors bring their lunch along and eat it outside.")

    assert 'Came in "The keeper’s cat"\n  + Visitors bring their lunch along and eat it outside.\n' in result.stdout
    assert f'Went from "The keeper’s cat"\n  - {CAT}\n' in result.stdout
    assert "no intent quotes this sentence of the page" in result.stdout


def test_what_to_decide_is_told_on_lines_that_fit_with_the_cure_after_the_nearest_passage(sync):
    shown = sync("twenty miles", "thirty miles").stdout

    assert (
        """
    Nearest passage (96 of 100): "The lamp burns whale oil and throws its beam
    thirty miles across the bay."
    If that still answers the title, put it into the quotes as it stands there;
    else delete the quote.
Differences"""
        in shown
    )


def test_what_no_intent_quoted_before_is_no_news_when_it_is_reworded(sync, content):
    quoted = WHOLE_YAML.replace("      - On foggy nights the keeper rings the bell instead.\n", "")
    assert quoted != WHOLE_YAML
    content.write_text(quoted, encoding="utf-8")

    assert "to decide: 0." in sync("On foggy nights", "On misty nights").stdout


def test_a_sentence_that_is_reworded_where_it_moved_to_is_one_difference(sync):
    moved = MINI_SOURCE.replace(CAT + " ", "").replace("On foggy", CAT.replace("oil", "big old") + "\n\nOn foggy")
    shown = sync(MINI_SOURCE, moved).stdout

    assert 'Reworded in "The lamp"\n' in shown
    assert '    Differs: "oil" is now "big old".\n' in shown
    assert ("Came in" in shown, "Went from" in shown) == (False, False)


def test_words_that_only_came_or_went_are_told(sync):
    assert '    Differs: "whale" went.\n' in sync("burns whale oil", "burns oil").stdout
    assert '    Differs: "dear" came.\n' in sync("burns whale oil", "burns dear whale oil").stdout


def test_several_broken_quotes_are_counted_once_written(sync):
    shown = sync(MINI_SOURCE, MINI_SOURCE.replace("twenty", "thirty").replace("guards", "watches"), "--write").stdout

    assert shown.endswith('mend the 2 quotes under "To decide", then run bot\ncheck.\n')


def test_a_sentence_that_moved_breaks_nothing(sync, content):
    moved = MINI_SOURCE.replace(CAT + " ", "").replace("On foggy", CAT + "\n\nOn foggy")
    result = sync(MINI_SOURCE, moved, "--write")

    assert result.exit_code == 0
    assert result.stdout == f'Moved to "The lamp"\n  = {CAT}\nDifferences: 1, quotes to mend: 0, to decide: 0. Written.\n'
    assert moved == source(content)


def test_a_quote_that_changed_in_typography_is_mended(sync, content):
    result = sync("“Barnacle” sleeps beside the fog bell – never", "“Barnacle” sleeps beside the fog bell−never", "--write")

    assert result.exit_code == 0
    assert result.stdout == (
        """\
Mended in "cat"
  - "Barnacle" sleeps beside the fog bell - never in the keeper's bed.
  + “Barnacle” sleeps beside the fog bell−never in the keeper’s bed.
Differences: 0, quotes to mend: 1, to decide: 0. Written.
"""
    )
    assert '      - "“Barnacle” sleeps beside the fog bell−never in the keeper’s bed."\n' in content.read_text(encoding="utf-8")


def test_a_quote_whose_sentences_moved_apart_is_mended_into_two(content, sync):
    both = f"{LAMP} A brass clockwork turns the lens once every minute."
    content.write_text(WHOLE_YAML.replace(LAMP, both, 1), encoding="utf-8")
    result = sync("across the bay. A brass", "across the bay. On foggy nights the keeper rings the bell instead. A brass", "--write")

    assert "Mended in" in result.stdout
    assert f"      - {LAMP}\n      - A brass clockwork turns the lens once every minute.\n" in content.read_text(encoding="utf-8")


def test_half_a_sentence_is_no_sentence_that_moved(content, sync):
    content.write_text(WHOLE_YAML.replace(LAMP, "throws its beam twenty miles across the bay. A brass clockwork", 1), encoding="utf-8")
    result = sync("across the bay. A brass", "across the bay. Boo hoo. A brass")

    assert "[quote-not-in-source]" in result.stdout
    assert "To mend" not in result.stdout


def test_without_a_page_the_address_of_the_content_is_read(content):
    content.write_text(WHOLE_YAML.replace("https://museum.example/gull-point", "http://127.0.0.1:1/"), encoding="utf-8")
    result = run("sync", "--content", content)

    assert (result.exit_code, result.stderr) == (2, "Error: http://127.0.0.1:1/ cannot be read: Connection refused.\n")


def test_json_holds_all_of_it(sync):
    record = json.loads(sync("twenty miles", "thirty miles", "--format", "json").stdout)

    assert {"differences", "mends", "says", "undecided", "done"} == record.keys()
    assert {"kind": "reworded", "section": "The lamp", "old": LAMP, "new": LAMP.replace("twenty", "thirty")} == record["differences"][0]
    assert ["quote-not-in-source"] == sorted(problem["rule"] for problem in record["undecided"])
    assert record["done"] is False


def test_what_goes_and_comes_is_coloured_on_a_terminal(sync):
    shown = sync("twenty miles", "thirty miles", color=True).stdout

    assert ("\x1b[31m  - The lamp" in shown, "\x1b[32m  + The lamp" in shown) == (True, True)


def test_what_would_steer_the_terminal_is_not_shown(sync):
    assert "\x1b" not in sync("twenty miles", "twenty \x1b[2Jmiles").stdout
