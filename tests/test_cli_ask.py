"""``bot ask``: what is shown to people, and what a program reads."""

import json
from dataclasses import asdict

import pytest
from conftest import MINI_YAML, make_bot, write_content
from terminal import run, start

from bot.cli.lines import line_of


def test_an_answer_shows_the_section_the_quotes_their_links_and_what_to_ask_next(ask):
    assert ask("is there a cat") == (
        """\
The keeper’s cat
  > A cat named Barnacle guards the oil store against mice.
    https://museum.example/gull-point#:~:text=A%20cat%20named%20Barnacle%20guards%20the%20oil%20store%20against%20mice.
  > “Barnacle” sleeps beside the fog bell – never in the keeper’s bed.
    https://museum.example/gull-point#:~:text=%E2%80%9CBarnacle%E2%80%9D%20sleeps%20beside%20the%20fog%20bell%20%E2%80%93%20never%20in%20the%20keeper%E2%80%99s%20bed.

You can ask next:
  - How far does the lamp shine?
  - How can I talk to the keeper?
"""
    )


def test_a_long_quote_is_wrapped_and_stays_a_quote(ask):
    assert ask("how far does the lamp shine", COLUMNS="40").startswith(
        """\
The lamp
  > The lamp burns whale oil and throws
    its beam twenty miles across the
    bay.
"""
    )


def test_words_need_no_quotation_marks(ask):
    assert ask("is", "there", "a", "cat") == ask("is there a cat")


def test_danger_comes_first(ask):
    assert ask("i want to die") == (
        """\
Now: 988 (tel:988)
Now: text 988 (sms:988)

You are not alone. Call or text 988 now.

Phone: (207) 555-0142 (tel:+12075550142)
"""
    )


def test_a_hand_off_names_the_phone(ask):
    assert ask("is there parking") == (
        """\
This page does not say where to park. Please call (207) 555-0142.

Phone: (207) 555-0142 (tel:+12075550142)
"""
    )


def test_small_talk_is_only_words(ask):
    assert ask("hello") == "Ahoy! Ask me about the lighthouse.\n"


def test_an_answer_may_come_with_a_hand_off(ask):
    said = ask("is there a cat? where can i park?")

    assert said.startswith("The keeper’s cat\n")
    assert said.endswith(
        """\

This page does not say where to park. For that, call (207) 555-0142.

You can ask next:
  - How far does the lamp shine?
  - How can I talk to the keeper?

Phone: (207) 555-0142 (tel:+12075550142)
"""
    )


@pytest.fixture
def undecided(tmp_path):
    """A museum in which one question may mean two things."""
    return write_content(tmp_path, MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the cat sleep\n"))


def test_did_you_mean_offers_choices_and_a_way_out(undecided):
    assert run("ask", "where does the cat sleep", "--content", undecided).stdout == (
        """\
I am not sure what you mean. Did you mean one of these?

  - Is there a cat?
  - How can I talk to the keeper?
  - Something else

Phone: (207) 555-0142 (tel:+12075550142)
"""
    )


def test_a_terminal_gets_bold_and_colour_and_a_pipe_none(ask):
    assert "\x1b[1mThe keeper’s cat\x1b[0m" in ask("is there a cat", color=True)
    assert "\x1b[31m\x1b[1mNow: 988" in ask("i want to die", color=True)
    assert "\x1b" not in ask("is there a cat")


def test_no_color_is_heeded(ask):
    assert "\x1b" not in ask("is there a cat", color=True, NO_COLOR="1")


def test_a_terminal_that_cannot_show_a_character_gets_its_number(mini_content):
    with start("ask", "where does the cat sleep", "--content", mini_content, environment={"PYTHONIOENCODING": "latin-1"}) as bot:
        told, complaint = bot.communicate()

    assert (bot.returncode, complaint) == (0, b"")
    assert b"The keeper\\u2019s cat\n" in told


def test_json_is_the_record_on_one_line(ask, tmp_path):
    told = ask("--json", "is there a cat")

    assert told.count("\n") == 1
    assert json.loads(told) == json.loads(json.dumps(asdict(make_bot(tmp_path).reply("is there a cat"))))
    assert "“Barnacle” sleeps" in told


def test_json_is_utf_8_whatever_the_terminal_speaks(mini_content):
    with start("ask", "--json", "where does the cat sleep", "--content", mini_content, environment={"PYTHONIOENCODING": "latin-1"}) as bot:
        told, _ = bot.communicate()

    assert json.loads(told.decode("utf-8"))["quotes"][0]["section"] == "The keeper’s cat"


def test_half_a_character_is_escaped_because_utf_8_cannot_write_it():
    assert line_of({"text": "\ud83d é \udcff"}) == '{"text": "\\ud83d é \\udcff"}'.encode()


def test_bytes_that_are_no_text_may_be_asked(mini_content):
    with start("ask", "--json", b"is there a cat \xff".decode("utf-8", "surrogateescape"), "--content", mini_content) as bot:
        told, _ = bot.communicate()

    assert json.loads(told)["intents"] == ["cat"]
