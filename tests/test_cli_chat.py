"""``bot chat``: a conversation, piped and at a terminal."""

import contextlib
import os
import pty
import select
import signal
import subprocess
import time

import pytest
from conftest import MINI_YAML
from terminal import run, start

GREETING = """\
Ahoy. I am a bot. I show you what this page says, or you can call (207)
555-0142.

Type a question, or the number of one that is offered, and press Enter.
  /why     why the last reply was what it was
  /reload  read the content again, after you changed it
  /help    this list
  /quit    leave; Ctrl-D and Ctrl-C do the same

"""


@pytest.fixture
def chat(mini_content):
    """The whole of a conversation with the museum: ``chat(line, …)``."""

    def talked(*lines):
        result = run("chat", "--content", mini_content, text="".join(f"{line}\n" for line in lines))
        assert result.exit_code == 0
        assert result.stderr.startswith(GREETING)
        return result.stdout, result.stderr.removeprefix(GREETING)

    return talked


def test_replies_go_to_standard_output_and_all_else_to_standard_error(chat):
    assert chat("hello", "thank you") == ("Ahoy! Ask me about the lighthouse.\n\nYou are welcome.\n\n", "")


def test_a_number_chooses_what_is_offered(mini_content):
    mini_content.write_text(
        MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the cat sleep\n"), encoding="utf-8"
    )
    asked = run("chat", "--content", mini_content, text="where does the cat sleep\n").stdout
    titles = dict(line.strip().split(". ", 1) for line in asked.splitlines() if line.startswith("  ") and line.strip()[:1].isdigit())

    assert ["1", "2", "3"] == list(titles)
    assert "Is there a cat?" in titles.values()
    for number, title in titles.items():
        by_number, by_title = (
            run("chat", "--content", mini_content, text=f"where does the cat sleep\n{typed}\n").stdout for typed in (number, title)
        )
        assert by_number == by_title
        assert by_number != f"{asked}{asked}"


@pytest.mark.parametrize("typed", ["0", "9", "²", "1"])
def test_a_number_that_stands_for_nothing_is_a_message_like_any_other(chat, typed):
    told, said = chat(typed)

    assert (told.startswith(("I could not find", "Ahoy", "I am")), said) == (True, "")


def test_why_explains_the_question_that_a_number_chose(chat):
    first, _ = chat("is there a cat")
    title = first.partition("You can ask next:\n  1. ")[2].partition("\n")[0]

    assert title
    assert chat("is there a cat", "1", "/why") == chat("is there a cat", title, "/why")


def test_nothing_said_is_nothing_answered(chat):
    assert chat() == ("", "")
    assert chat("", "   ") == ("", "")


def test_the_bot_remembers_what_the_conversation_is_about(chat):
    told, _ = chat("do bees sing", "do bees sing")

    assert told == (
        """\
I could not find that on this page. Please call (207) 555-0142.

Phone: (207) 555-0142 (tel:+12075550142)

I am sorry, I am not much help. Please call (207) 555-0142.

Phone: (207) 555-0142 (tel:+12075550142)

"""
    )


def test_why_explains_the_last_reply(chat):
    told, _ = chat("is there parking", "/why")

    assert "Decision\nThe visitor gets no answer, but the phone number.\nHanded off: this is about topic" in told


def test_why_needs_a_reply_first(chat):
    assert chat("/why") == ("", "Ask something first.\n")


def test_help_lists_the_commands(chat):
    told, said = chat("/help")

    assert (told, said) == ("", GREETING.partition("\n\n")[2].removesuffix("\n"))


def test_quit_leaves(chat):
    assert chat("/quit", "hello") == ("", "")


def test_an_unknown_command_is_told(chat):
    assert chat("/quiet", "hello") == ("Ahoy! Ask me about the lighthouse.\n\n", "There is no such command. /help lists them.\n")


def test_bytes_that_are_no_text_are_answered_all_the_same(mini_content):
    result = run("chat", "--content", mini_content, text=b"is there a cat \xff\xfe\n")

    assert result.stdout.startswith("The keeper’s cat\n")


def test_reload_reads_the_content_again(mini_content):
    with start("chat", "--content", mini_content) as bot:
        assert told_by(bot, b"hello\n") == b"Ahoy! Ask me about the lighthouse.\n"
        mini_content.write_text(MINI_YAML.replace("Ahoy! Ask me about the lighthouse.", "Good day."), encoding="utf-8")

        assert told_by(bot, b"hello\n") == b"Ahoy! Ask me about the lighthouse.\n"
        assert told_by(bot, b"/reload\nhello\n") == b"Good day.\n"
        mini_content.write_text("language: [en]\n", encoding="utf-8")

        assert told_by(bot, b"/reload\nhello\n") == b"Good day.\n"
        _, said = bot.communicate()

    assert bot.returncode == 0
    assert "\nThe content is read again.\n" in said.decode()
    assert said.decode().endswith("\nThe content is as it was before.\n")


def told_by(bot, text):
    bot.stdin.write(text)
    bot.stdin.flush()
    line = bot.stdout.readline()
    assert bot.stdout.readline() == b"\n"
    return line


def test_content_that_cannot_be_used_ends_the_chat_before_it_begins():
    result = run("chat", "--content", "nowhere.yaml")

    assert (result.exit_code, result.stderr) == (2, "Error: The content nowhere.yaml does not exist.\n")


# --- at a terminal -------------------------------------------------------------------------------------------------


class Keyboard:
    """A terminal with a person before it."""

    def __init__(self, content):
        self.ours, theirs = pty.openpty()
        self.bot = start(
            "chat",
            "--content",
            content,
            environment={"TERM": "dumb", "NO_COLOR": "1"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            measured=False,
        )
        os.close(theirs)
        self.seen = ""

    def wait_for(self, text):
        """Read the screen until it shows ``text``."""
        until = time.monotonic() + 60
        while text not in self.seen and time.monotonic() < until and select.select([self.ours], [], [], 1) is not None:
            self.seen += self._read()
        assert text in self.seen
        self.seen = self.seen.partition(text)[2]

    def _read(self):
        try:
            return os.read(self.ours, 4096).decode() if select.select([self.ours], [], [], 0.1)[0] else ""
        except OSError:
            return ""

    def type(self, text):
        os.write(self.ours, text.encode())

    def interrupt(self):
        """Press Ctrl-C; again, as a person would, if it came just before the prompt listened."""
        for _ in range(4):
            self.bot.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.bot.wait(15)
                return

    def leave(self):
        code = self.bot.wait(60)
        os.close(self.ours)
        return code


@pytest.fixture
def keyboard(mini_content):
    keyboard = Keyboard(mini_content)
    keyboard.wait_for("Ctrl-D and Ctrl-C do the same")
    keyboard.wait_for("> ")
    yield keyboard
    assert keyboard.bot.poll() is not None


def test_at_a_terminal_there_is_a_prompt_and_a_history(keyboard):
    keyboard.type("thank you\n")
    keyboard.wait_for("You are welcome.")
    keyboard.wait_for("> ")
    keyboard.type("\x1b[A\n")
    keyboard.wait_for("You are welcome.")
    keyboard.wait_for("> ")
    keyboard.type("/quit\n")

    assert keyboard.leave() == 0


def test_control_d_leaves_without_a_word(keyboard):
    keyboard.type("\x04")

    assert keyboard.leave() == 0
    assert "Traceback" not in keyboard.seen


def test_control_c_leaves_without_a_word(keyboard):
    keyboard.interrupt()

    assert keyboard.leave() == 0
    assert "Traceback" not in keyboard.seen
