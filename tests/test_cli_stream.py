"""``bot ask --jsonl``: a stream of questions and replies."""

import json

import pytest
from terminal import run, start

from bot.cli.commands.ask import LONGEST_LINE, MOST_CONVERSATIONS


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
    context = b'{"v": 2, "intents": [], "topic": null, "misses": 1, "read_to": 0}'
    replies = stream(
        mini_content,
        b'{"text": "do bees sing", "context": ' + context + b"}\n",
        b'{"text": "do bees sing", "conversation": 1, "context": ' + context + b"}\n",
        b'{"text": "do bees sing", "conversation": 1}\n',
        b'{"text": "do bees sing", "context": "odd"}\n',
    )

    assert [reply["context"]["misses"] for reply in replies] == [2, 2, 3, 1]


def test_of_very_many_conversations_the_oldest_is_forgotten(mini_content):
    first, second = (b'{"text": "bees", "conversation": %d}\n' % number for number in range(2))
    others = [b'{"text": "", "conversation": %d}\n' % number for number in range(2, MOST_CONVERSATIONS + 1)]
    replies = stream(mini_content, first, second, first, *others, first, second)

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
