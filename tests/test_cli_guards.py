"""``bot guards``: what the clinician reads is what the program does."""

from conftest import MINI_YAML, REPOSITORY
from terminal import run

MINI_GUARDS = MINI_YAML[MINI_YAML.index("guards:\n") :]


def test_the_document_for_the_clinician_is_the_one_of_the_content():
    written = (REPOSITORY / "docs" / "guards.md").read_text(encoding="utf-8")

    assert run("guards", "--content", REPOSITORY / "intents.yaml").stdout == written


def test_a_guard_has_its_message_its_examples_and_its_patterns(mini_content):
    lines = run("guards", "--content", mini_content).stdout.splitlines()

    assert "What the bot says: This may be an emergency. Call 911 now." in lines
    assert "| A fall from the tower | my friend fell down the stairs | who fell in love with the keeper |" in lines
    assert "**A fall from the tower**: `fell (off|from|down) the (tower|stairs|cliff)` · `call an ambulance`" in lines


def test_what_silences_a_guard_stands_below_its_patterns(mini_content):
    lines = run("guards", "--content", mini_content).stdout.splitlines()

    assert "— unless: `want to die laughing`" == lines[lines.index("**Thoughts of suicide**: `want to die` · `kill myself`") + 1]


def test_what_calms_a_guard_and_the_word_lists_stand_at_the_end(mini_content):
    calm = "calm:\n  past:\n    name: Long ago\n    calms: emergency\n    patterns: year ago\n    unless: <again>\nwords:\n  again: again, once more\n"
    mini_content.write_text(MINI_YAML + calm, encoding="utf-8")
    lines = run("guards", "--content", mini_content).stdout.splitlines()

    assert ["**Long ago**: `year ago`", "— unless: `<again>`"] == lines[-6:-4]
    assert "- **again**: again, once more" == lines[-1]


def test_a_kind_of_guard_that_the_content_does_not_have_is_left_out(mini_content):
    mini_content.write_text(MINI_YAML.replace(MINI_GUARDS, ""), encoding="utf-8")

    assert "## " not in run("guards", "--content", mini_content).stdout
