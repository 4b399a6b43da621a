"""``bot ask``: what is shown, what a program reads, what explains, and a stream of questions."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import asdict

import pytest
from conftest import MINI_YAML, make_bot, write_content
from terminal import run, start

from bot.cli import main
from bot.cli.record import line_of
from bot.cli.stream import LONGEST_LINE, MOST_CONVERSATIONS


@pytest.fixture
def ask(mini_content):
    """What ``bot ask`` prints for the museum: ``ask(question, …)``."""

    def asked(*arguments, **more):
        result = run("ask", *arguments, "--content", mini_content, **more)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return asked


# --- for people ----------------------------------------------------------------------------------------------------


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


# --- for programs --------------------------------------------------------------------------------------------------


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


# --- the reasons ---------------------------------------------------------------------------------------------------


def squeezed(text):
    """The text with single spaces, so that columns may move."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def test_explain_shows_every_step_and_the_reply(ask):
    said = squeezed(ask("--explain", "is there a mouzer"))

    assert said.startswith("Words\nword read as how likeness part it plays clause\n")
    assert "\nis is exact 1.00 grammar 1\n" in said
    assert "\nmouzer cat spelling " in said
    assert "\nGuards\nnone saw anything\nClauses and their topics\nclause asks topic words\n" in said
    assert "\n1 yes none is there a mouzer\n" in said
    assert "\nCandidates for clause 1\nscore intent why\n" in said
    assert " cat best pattern: is there a cat\nlike the pattern " in said
    assert "\neach word brought: mouzer " in said
    assert "\nLimits\nlimit value what it is\n" in said
    assert "\nthreshold 50 least score that may be answered\n" in said
    assert '\nDecision\nAnswered with "cat": no word stays unexplained, and it scores ' in said
    assert "\nThe keeper’s cat\n> A cat named Barnacle guards the oil store against mice.\n" in said


def test_explain_fits_eighty_columns(mini_content):
    result = run("ask", "--explain", "how far can you see the beacon? is there a dog and a kittie", "--content", mini_content)

    assert max(len(line) for line in result.stdout.splitlines() if "://" not in line) <= 80


def test_explain_keeps_the_brackets_of_a_pattern(ask):
    assert "best pattern: how far can [you|ships] see the lamp" in squeezed(ask("--explain", "how far can ships see the lamp"))


def test_explain_shows_what_each_word_brought_in_its_own_clause(ask):
    said = squeezed(ask("--explain", "how far does the lamp shine? is there a cat?"))
    first, second = said.split("Candidates for clause 2")

    assert "each word brought: shine" in first or "each word brought: lamp" in first
    assert "each word brought: cat" in second
    assert '\nAnswered with "lamp-range"' in second
    assert '\nAnswered with "cat"' in second


def test_explain_shows_a_word_that_nobody_knows(ask):
    said = squeezed(ask("--explain", "is there a zzyzxq"))

    assert "\nzzyzxq unknown says what is asked 1\n" in said
    assert "\nnot explained: zzyzxq\n" in said
    assert '\n"is there a zzyzxq": the best candidate "cat" does not explain "zzyzxq".\n' in said


def test_explain_shows_what_a_guard_saw(ask):
    said = squeezed(ask("--explain", "i want to die"))

    assert "\nGuards\nguard pattern that was found\n" in said
    assert "\ndespair want to die\n" in said
    assert "\nClauses and their topics\nnot taken apart\n" in said
    assert "\nHanded off: a guard saw crisis, so nothing else was looked at.\n" in said


def test_explain_shows_the_topic(ask):
    said = squeezed(ask("--explain", "is there parking"))

    assert "\n1 yes parking: parking is there parking\n" in said
    assert '\nHanded off: this is about topic "parking", of which the page does not speak.\n' in said


def test_explain_says_what_stays_without_an_answer(ask):
    said = ask("--explain", "is there a cat? where can i park? how do bees fly?")

    assert 'The page does not speak of topic "parking", so that is handed off beside' in said
    assert "Another part of the question stays without an answer; its candidates say why." in said


def test_explain_says_what_small_talk_it_is(ask):
    assert '\nSmall talk: the whole message is "thanks".\n' in ask("--explain", "thanks")


def test_explain_says_between_what_the_bot_cannot_decide(undecided):
    said = " ".join(run("ask", "--explain", "where does the cat sleep", "--content", undecided).stdout.split())

    assert 'Asked back: "cat" scores 100; "call-the-keeper" (100) lies less than the margin of 5 below.' in said


def test_explain_says_that_a_rival_quotes_the_same(tmp_path):
    twin = "      - The lamp burns whale oil and throws its beam twenty miles across the bay.\n"
    yaml_text = MINI_YAML.replace("      - how can i talk to the keeper\n", "      - how far does the lamp shine\n").replace(
        "      - Questions? Call (207) 555-0142 to talk to the keeper.\n", twin
    )
    said = " ".join(run("ask", "--explain", "how far does the lamp shine", "--content", write_content(tmp_path, yaml_text)).stdout.split())

    assert '(threshold 50); "call-the-keeper" comes close but quotes the same.' in said


def test_explain_says_that_there_are_no_words(ask):
    said = ask("--explain", "?!")

    assert said.startswith("Words\nthere are none\n")
    assert "\nHanded off: the message holds no words.\n" in said


def test_explain_says_that_no_pattern_holds_a_word(ask):
    assert '\n"qqq": no pattern holds any of its words.\n' in ask("--explain", "qqq")


def test_explain_says_that_a_score_is_too_low(tmp_path):
    content = write_content(tmp_path, MINI_YAML.replace("\nsynonyms:\n", "\npolicy:\n  threshold: 99\n  coverage: 0\n\nsynonyms:\n"))
    said = " ".join(run("ask", "--explain", "what of the lamp", "--content", content).stdout.split())

    assert '"what of the lamp": the best candidate "lamp-range" scores ' in said
    assert "less than the threshold of 99." in said


def test_explain_says_that_too_little_of_a_pattern_is_held(tmp_path):
    content = write_content(tmp_path, MINI_YAML.replace("\nsynonyms:\n", "\npolicy:\n  threshold: 5\n  coverage: 1\n\nsynonyms:\n"))
    said = " ".join(run("ask", "--explain", "range", "--content", content).stdout.split())

    assert '"range": of the best pattern of "lamp-range" it holds 0.50, less than the coverage of 1.' in said


def test_explain_lets_nothing_steer_the_terminal(mini_content):
    result = run("ask", "--explain", "gull\x1b[31m point \ud800 cat", "--content", mini_content, color=True)

    assert "\x1b[31m" not in result.stdout


# --- a stream ------------------------------------------------------------------------------------------------------


def stream(content, *lines):
    result = run("ask", "--jsonl", "--content", content, text=b"".join(lines))
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]


def test_every_line_is_answered_by_a_line_in_order(mini_content):
    replies = stream(
        mini_content, b'{"text": "is there a cat"}\n', b'{"text": "thanks", "id": 7}\n', b'{"text": "how far does the lamp shine"}'
    )

    assert [(reply["kind"], reply["intents"]) for reply in replies] == [("answer", ["cat"]), ("smalltalk", []), ("answer", ["lamp-range"])]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"\n", "The line is empty."),
        (b"  \r\n", "The line is empty."),
        (b"is there a cat\n", "The line is not JSON."),
        (b'{"text": "is there a cat"\n', "The line is not JSON."),
        (b'{"text": "a raw \x00 byte"}\n', "The line is not JSON."),
        (b'{"text": ' + b"[" * 100_000 + b"\n", "The line is not JSON."),
        (b'{"text": ' + b"9" * 5_000 + b"}\n", "The line is not JSON."),
        (b'{"text": "\xff"}\n', "The line is not UTF-8 text (byte 11)."),
        (b'["is there a cat"]\n', 'The line must be an object such as {"text": "what is imrt"}.'),
        (b"{}\n", '"text" is missing, or is not a text.'),
        (b'{"text": null}\n', '"text" is missing, or is not a text.'),
        (b'{"text": "is there a cat", "conversation": [1]}\n', '"conversation" must be a text or a whole number.'),
        (b'{"text": "' + b"x" * LONGEST_LINE + b'"}\n', "The line is over 1,000,000 bytes."),
        (b'{"text": "' + b"x" * 3 * LONGEST_LINE + b'"}\n', "The line is over 1,000,000 bytes."),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_next_one_answered(mini_content, line, message):
    replies = stream(mini_content, b'{"text": "thanks"}\n', line, b'{"text": "is there a cat"}\n')

    assert replies[1] == {"error": {"line": 2, "message": message}}
    assert (replies[0]["kind"], replies[2]["intents"]) == ("smalltalk", ["cat"])


def test_an_endless_line_at_the_end_is_told_too(mini_content):
    assert stream(mini_content, b"x" * 3 * LONGEST_LINE) == [{"error": {"line": 1, "message": "The line is over 1,000,000 bytes."}}]


def test_no_lines_are_no_replies(mini_content):
    assert stream(mini_content) == []


def test_odd_characters_that_json_allows_are_read(mini_content):
    replies = stream(
        mini_content, b'\xef\xbb\xbf{"text": "is there a cat\\u0000"}\n', b'{"text": "is there a \\ud800 cat"}\n', b'{"text": ""}\n'
    )

    assert [reply["intents"] for reply in replies] == [["cat"], ["cat"], []]
    assert replies[2]["handoff"]["reason"] == "empty"


def test_lines_of_one_conversation_share_what_it_is_about(mini_content):
    miss = b'{"text": "do bees sing", "conversation": "a"}\n'
    replies = stream(mini_content, miss, miss.replace(b'"a"', b"1"), miss, b'{"text": "do bees sing"}\n')

    assert [reply["context"]["misses"] for reply in replies] == [1, 1, 2, 1]


def test_a_line_may_bring_its_context(mini_content):
    context = b'{"v": 1, "intents": [], "topic": null, "misses": 1, "read_to": 0}'
    replies = stream(
        mini_content,
        b'{"text": "do bees sing", "context": ' + context + b"}\n",
        b'{"text": "do bees sing", "conversation": 1, "context": ' + context + b"}\n",
        b'{"text": "do bees sing", "conversation": 1}\n',
        b'{"text": "do bees sing", "context": "odd"}\n',
    )

    assert [reply["context"]["misses"] for reply in replies] == [2, 2, 3, 1]


def test_of_very_many_conversations_the_oldest_is_forgotten(mini_content):
    miss = [b'{"text": "bees", "conversation": %d}\n' % number for number in range(MOST_CONVERSATIONS + 1)]
    replies = stream(mini_content, miss[0], miss[1], miss[0], *miss[2:], miss[0], miss[1])

    assert [reply["context"]["misses"] for reply in (replies[2], replies[-2], replies[-1])] == [2, 3, 1]


def test_a_line_is_answered_before_the_next_one_is_there(mini_content):
    with start("ask", "--jsonl", "--content", mini_content) as bot:
        for text, kind in (("is there a cat", "answer"), ("thanks", "smalltalk")):
            bot.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            bot.stdin.flush()

            assert json.loads(bot.stdout.readline())["kind"] == kind
        told, complaint = bot.communicate()

    assert (bot.returncode, told, complaint) == (0, b"", b"")


def test_a_reader_who_goes_away_is_no_error_to_shout_about(mini_content):
    with start("ask", "--jsonl", "--content", mini_content) as bot:
        bot.stdin.write(b'{"text": "thanks"}\n')
        bot.stdin.flush()
        bot.stdout.readline()
        bot.stdout.close()
        bot.stdin.write(b'{"text": "thanks"}\n' * 10)
        bot.stdin.close()
        complaint = bot.stderr.read()

    assert complaint == b""
    assert bot.returncode == 1


# --- mistakes ------------------------------------------------------------------------------------------------------


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
    assert "Error: No such command 'aks'." in result.stderr


# --- the command as a whole ----------------------------------------------------------------------------------------


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

    assert "bot.cli.content" in loaded
    assert not loaded & {"bot.pipeline", "bot.check.check", "bot.content.load", "flask", "pydantic", "rapidfuzz", "rich", "yaml"}


def test_help_names_every_command():
    said = run("--help").stdout

    assert [line.split()[0] for line in said.partition("Commands:\n")[2].splitlines()] == [
        "ask",
        "chat",
        "check",
        "test",
        "serve",
        "schema",
    ]
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("command", ["ask", "chat", "check", "test", "serve", "schema"])
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
