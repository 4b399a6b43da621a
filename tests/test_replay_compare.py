"""What a change of the content does to one question."""

import pytest
from conftest import MINI_YAML, make_bot

from bot.desk.replay.compare import ReplyChange, VersionComparison

RENAMED = MINI_YAML.replace("  cat:", "  mouser:").replace("- cat\n", "- mouser\n")


def change_of(folder, new_content, question):
    """Return what becomes of the question when the museum's content is replaced by ``new_content``."""
    versions = make_bot(folder / "old"), make_bot(folder / "new", new_content)
    return VersionComparison(*(version.knowledge for version in versions)).change(question)


def test_an_intent_of_another_name_that_quotes_the_same_is_no_change(tmp_path):
    assert change_of(tmp_path, RENAMED, "is there a cat") is None


@pytest.mark.parametrize(
    ("old", "new", "question", "change"),
    [
        ("- call an ambulance", "- get an ambulance", "call an ambulance", ReplyChange("danger", "emergency", "no match")),
        ("reason: crisis", "reason: emergency", "i want to die", ReplyChange("danger", "crisis", "emergency")),
        ("A cat named Barnacle guards the oil store against mice.", "Gull Point", "is there a cat", ReplyChange("flipped", "cat", "cat")),
        ("      - where does the cat sleep\n", "", "where does the cat sleep", ReplyChange("handed_off", "cat", "no match")),
        ("is the name of the cat", "is a lamp reach", "lamp reach", ReplyChange("handed_off", "lamp-range", "asked back")),
        ("- is there a cat\n", "- do mice dance\n", "do mice dance", ReplyChange("answered", "no match", "cat")),
        ("- parking\n", "- camping\n", "camping", ReplyChange("other", "no match", "topic parking")),
        ("hi|ahoy|hey", "hi|hey", "ahoy", ReplyChange("other", "small talk", "no match")),
        (
            "does it cost\n",
            "does it weigh\n",
            "is there a cat? how much does it cost?",
            ReplyChange("other", "cat (also topic cost)", "cat"),
        ),
    ],
)
def test_a_change_is_called_by_the_gravest_that_it_does(tmp_path, old, new, question, change):
    assert old in MINI_YAML
    assert change == change_of(tmp_path, MINI_YAML.replace(old, new, 1), question)
