"""Every rule with the snippets that document it, what may be allowed, and what is mended."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import MINI_YAML, write_content

from bot.content.load import load_content
from bot.content.nodes import read_nodes
from bot.desk.check.check import RULES, check, check_draft
from bot.desk.check.draft import Draft
from bot.desk.check.rules.people import grade_of
from bot.desk.edit import apply_edits
from bot.errors import BotError, ContentError
from bot.files import put

DOCUMENT = Path(__file__).parents[1] / "docs" / "check.md"
SNIPPET = re.compile(r"^(Passes|Fails):\n\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: what a snippet leaves out
SOURCE = "Gull Point\n\nThe lamp burns oil. A cat guards it.\n"
PARTS = {
    "language": "language: en\n",
    "source": "source: source/gull-point.txt\n",
    "address": "address: https://museum.example/\n",
    "phone": "phone: (207) 555-0142\n",
    "messages": MINI_YAML[MINI_YAML.index("messages:") : MINI_YAML.index("\nsynonyms:")],
    "intents": "intents:\n  lamp:\n    title: What does the lamp burn?\n    patterns: [what does the lamp burn]\n"
    "    quotes: [The lamp burns oil.]\n    tests: [what burns in the lamp]\n",
}
OF_A_PART = {
    "intents": {"title": "Lamp", "quotes": "[The lamp burns oil.]", "patterns": "[about {id}]", "tests": "[about {id}]"},
    "topics": {"name": "that", "patterns": "[{id}]"},
    "smalltalk": {"reply": "Ahoy.", "patterns": "[{id}]"},
}
TODAY = date(2026, 6, 1)


def section(rule):
    """Return what the document says about a rule."""
    return DOCUMENT.read_text(encoding="utf-8").partition(f"\n## {rule.id}\n")[2].partition("\n## ")[0]


def snippets(rule):
    """Return the snippets of the rule that pass and those that fail."""
    found = SNIPPET.findall(section(rule))
    return [text for kind, text in found if kind == "Passes"], [text for kind, text in found if kind == "Fails"]


def completed(snippet):
    """Return the snippet with all that it leaves out, its own lines as they are."""
    document = read_nodes(snippet.encode(), "snippet")
    lines = snippet.splitlines()
    for group, defaults in reversed(OF_A_PART.items()):
        for part in reversed(document.data.get(group, {})):
            missing = [f"    {key}: {text.format(id=part)}" for key, text in defaults.items() if key not in document.data[group][part]]
            number = document.keys[group, part].line
            lines[number:number] = missing
    return "".join(text for key, text in PARTS.items() if key not in document.data) + "\n".join(lines) + "\n"


@pytest.fixture
def found_in(tmp_path, monkeypatch):
    """The findings in some content: ``found_in(yaml, today)``."""
    monkeypatch.chdir(tmp_path)

    def findings(yaml_text, source=SOURCE, **options):
        write_content(tmp_path, yaml_text, source)
        try:
            return check_draft(Draft(load_content(Path("intents.yaml")), TODAY), **options)
        except ContentError as error:
            return error.problems

    return findings


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_document_says_what_the_rule_says(rule):
    said = " ".join(section(rule).split())

    assert said.startswith(f"*{rule.level.capitalize()}.* {rule.summary}")


def test_the_document_names_the_rules_in_their_order():
    assert re.findall(r"^## ([a-z]+(?:-[a-z]+)*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_should_pass_passes_and_what_should_fail_fails(rule, found_in):
    passing, failing = snippets(rule)

    assert passing
    assert failing
    for snippet in passing:
        assert [found.rule for found in found_in(completed(snippet))].count(rule.id) == 0
    for snippet in failing:
        found = [found for found in found_in(completed(snippet)) if found.rule == rule.id]
        assert found
        assert {rule.level} == {each.level for each in found}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.of_knowledge], ids=lambda rule: rule.id)
def test_a_rule_of_what_the_bot_knows_looks_at_no_example_and_no_comment(rule, found_in):
    for snippet in [snippet for kind in snippets(rule) for snippet in kind]:
        text = completed(snippet)
        other = re.sub("( +)tests: .*", r"\1tests: [who is there, fridge, =scared kitty]", text) + "# the end\n"
        messages = [[found.message for found in found_in(each) if found.rule == rule.id] for each in (text, other)]

        assert text != other
        assert messages[0] == messages[1]


# --- what the snippets do not show ------------------------------------------------------------------------------------

LAMP = """\
intents:
  lamp:
    title: What does the lamp burn?
    patterns:
      - what does the lamp burn
      - lamp oil
    quotes: [The lamp burns oil. A cat guards it.]
    tests: [what burns in the lamp]
"""


@pytest.fixture
def told(found_in):
    """The findings in a snippet as (line, rule, message): ``told(snippet)``."""
    head = len(completed("{}\n").splitlines()) - len(PARTS["intents"].splitlines()) - 1

    def findings(snippet, **options):
        return [(each.place.line - head, each.rule, each.message) for each in found_in(completed(snippet), **options)]

    return findings


def test_good_content_has_no_findings(told):
    assert told(LAMP) == []


def test_a_comment_allows_what_it_names_on_its_own_line_and_the_next(told):
    fridge = "synonyms:\n  fridge: [icebox]\n"

    assert [rule for _, rule, _ in told(f"{fridge}{LAMP}")] == ["unknown-synonym"]
    assert told(f"synonyms:\n  fridge: [icebox]  # check: allow unknown-synonym - from May on\n{LAMP}") == []
    assert told(
        f"synonyms:\n  # check: allow unknown-synonym, repeated-line - from May on\n\n  # a fridge\n  fridge: [icebox]\n{LAMP}"
    ) == [(2, "suppression", 'nothing here breaks the rule "repeated-line"')]


def test_a_comment_at_a_key_holds_for_all_below_it(told):
    allowed = "# check: allow unknown-synonym - from May on\nsynonyms:\n  fridge: [icebox]\n  # and\n\n  oven: [stove]\n"

    assert told(f"{allowed}{LAMP}") == []
    assert told(f"{LAMP}{allowed}") == []


def test_a_comment_without_a_reason_or_with_an_unknown_rule_is_a_finding(told):
    found = told(LAMP + "# check: allow repeated-line\n# check: allow repeated-lines - it is meant\n# check: this\n")

    assert found == [
        (9, "suppression", "this comment does not say what it allows and why"),
        (10, "suppression", 'there is no rule "repeated-lines"'),
        (11, "suppression", "this comment does not say what it allows and why"),
    ]


def test_a_phrase_that_stands_within_a_longer_one_is_spoken_of(told):
    found = told("synonyms:\n  whale oil: [train oil]\n  lamp: [whale oil lamp]\n" + LAMP.replace("- lamp oil", "- whale oil lamp"))

    assert found == []


def test_words_of_two_scripts_side_by_side_are_no_mixture(told):
    assert told(LAMP.replace("lamp oil", "lamp oil дом カタ漢 5ª")) == []


def test_the_odd_letter_of_a_word_is_named(told):
    found = told(LAMP.replace("lamp oil", "lаmp оil"))

    assert ("look-alike-letters", '"lаmp" mixes letters of Cyrillic and Latin; "а" is cyrillic small letter a') in [
        each[1:] for each in found
    ]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat. It was a nice day. We ate some cakes.", (0, 1)),
        ("I could not find that on this page. A person can help you. Please call {phone}.", (0, 4)),
        ("The representative will communicate information concerning the institutional regulations.", (20, 30)),
        ("Something else", (0, 0)),
    ],
)
def test_the_grade_rises_with_long_words_and_sentences(text, grade):
    assert grade[0] <= grade_of(text) <= grade[1]


def test_messages_in_another_language_have_no_grade(found_in):
    text = completed("language: nl\n").replace("empty: I", "empty: Notwithstanding organizational responsibilities I")

    assert "reading-level" not in [found.rule for found in found_in(text)]


def test_a_review_lasts_as_long_as_the_policy_says(told):
    def reviewed(day):
        return [message for _, rule, message in told(f"policy:\n  review_every: 30\n{LAMP}{day}") if rule == "review-overdue"]

    assert reviewed("") == ['"lamp" has not been reviewed']
    assert reviewed("    reviewed: 2026-05-02\n") == []
    assert reviewed("    reviewed: 2026-05-01\n") == ['"lamp" was last reviewed on 2026-05-01, more than 30 days ago']


def test_a_review_is_a_day_of_the_calendar(told):
    assert told(f"{LAMP}    reviewed: 2026-02-30\n") == [(9, "wrong-form", "this is not a day of the calendar")]


def test_a_button_may_be_answered_by_another_intent_with_the_same_quote(told):
    twin = "  fire:\n    title: What burns?\n    patterns: [lamp oil and fire]\n    quotes: [The lamp burns oil.]\n    tests: [lamp oil, fire]\n"
    text = LAMP.replace("[The lamp burns oil. A cat guards it.]", "[The lamp burns oil., A cat guards it.]").replace(
        "- lamp oil", "- what burns"
    )

    assert "title-not-answered" not in [rule for _, rule, _ in told(text + twin)]


# --- what is mended ---------------------------------------------------------------------------------------------------

UNTIDY = """\
# “a comment”  
synonyms:
  lamp:
    - light # keep
    - light
    - "light"
    - light house
intents:
  lamp:
    title: What’s in the lamp?
    patterns:
      - what’s  in the lamp
      - what does the lamp burn
      - lamp
        oil
      - lamp oil
      - 'lamp’s oil'
      - “lamp” oil
    quotes: [The lamp burns oil. A cat guards it.]
    tests: [what’s in the lamp, lamp, lamp]
    next: [lamp, lamp]
"""  # noqa: W291 - the space at a line's end is what is mended
TIDY = """\
# “a comment”
synonyms:
  lamp:
    - light # keep
    - light house
intents:
  lamp:
    title: What’s in the lamp?
    patterns:
      - what's in the lamp
      - what does the lamp burn
      - lamp
        oil
      - 'lamp’s oil'
      - “lamp” oil
    quotes: [The lamp burns oil. A cat guards it.]
    tests: [what's in the lamp, lamp, lamp]
    next: [lamp, lamp]
"""


def edits(problems):
    return [found.edit for found in problems if found.edit]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_mending_changes_no_other_character(found_in, ends, mark):
    path = Path("intents.yaml")
    found_in("")
    path.write_bytes((mark + completed(UNTIDY).replace("\n", ends)).encode())
    number = apply_edits(path, edits(check(path)))

    assert number == 6
    assert path.read_bytes().decode() == mark + completed(TIDY).replace("\n", ends)
    assert apply_edits(path, edits(check(path))) == 0


def test_the_only_text_of_a_list_is_not_deleted(found_in):
    found = found_in(completed(LAMP + "    next:\n      - lamp\n"))

    assert [(each.rule, each.edit) for each in found] == [("next-is-itself", None)]


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    put(path, b"old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(BotError, match=r"file\.txt cannot be written: No space left on device\.$"):
        put(path, b"new")
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])


def test_a_saved_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o600)
    put(path, b"new")

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)


# --- collisions -------------------------------------------------------------------------------------------------------

TWO = """\
intents:
  lamp:
    title: Who lights the lamp?
    patterns: [who lights the old brass tower lamp every night]
    quotes: [The lamp burns oil.]
    tests: [who lights the old brass tower lamp every night]
  cat:
    title: Who guards the lamp?
    patterns: [who guards the old brass tower lamp every night]
    quotes: [A cat guards it.]
    tests: [who guards the old brass tower lamp every night]
"""


def test_the_collision_finder_shows_the_shortest_questions_of_two_intents(told):
    seen = []

    def watch(steps, doing, total=0):
        seen.append(doing)
        return steps

    found = [message for _, rule, message in told(TWO, deep=True, watch=watch) if rule == "collision"]

    assert seen == ["Asking the bot", "Making questions", "Looking for collisions"]
    assert 'the question "who the old brass tower lamp every night" is claimed by "cat" and "lamp"' in found


def test_a_misspelt_word_that_may_be_another_is_tried(told):
    """ "Clan" may be "clean" or "plan"."""
    text = TWO.replace("lights", "cleans").replace("guards the", "plans the")
    questions = [message for _, rule, message in told(text.replace("who cleans", "who cleaned"), deep=True) if rule == "collision"]

    assert questions


def test_a_pattern_that_is_answered_in_one_of_its_ways_is_not_dead(told):
    text = LAMP.replace("what does the lamp burn\n", 'what does the lamp burn\n      - "(how|brass lens of the lamp)"\n', 1)
    dead = text.replace("(how|brass lens of the lamp)", "(how|[so] how)")

    assert text != LAMP
    assert [False, True] == ["dead-pattern" in [rule for _, rule, _ in told("ignore: [how, so]\n" + each)] for each in (text, dead)]


# --- what silences a guard --------------------------------------------------------------------------------------------

BLEEDING = """\
guards:
  bleeding:
    reason: emergency
    name: bleeding
    patterns: [bleeding]
    unless: {unless}
    tests: [she is bleeding.]
"""


@pytest.mark.parametrize(
    ("unless", "message"),
    [
        ("[bleeding edge, bleeding (that|who)]", "she is bleeding is that normal"),
        ("[=scared she]", "i am scared she is bleeding"),
        ("[bleeding after]", "she is bleeding after the treatment"),
    ],
)
def test_what_silences_danger_in_the_same_breath_is_shown_with_the_words(told, unless, message):
    found = told(BLEEDING.format(unless=unless) + LAMP)

    assert [(6, "guard-silenced", f'this silences the guard "bleeding" where there is danger: "{message}"')] == found


def test_what_calms_all_guards_is_looked_at_too(told):
    calm = "calm:\n  general:\n    name: In general\n    calms: emergency\n    patterns: [normal]\n"
    found = told(calm + BLEEDING.format(unless="[normal bleeding]") + LAMP)

    assert [(2, 'this silences the guard "bleeding" where there is danger: "she is bleeding is that normal"')] == [
        (line, message) for line, _, message in found
    ]


def test_what_stands_too_far_off_to_silence_is_not_blamed(told):
    unless = """
      - i am
      - =scared she"""
    found = told(BLEEDING.format(unless=unless).replace("unless: ", "unless:") + LAMP)

    assert [(8, 'this silences the guard "bleeding" where there is danger: "i am scared she is bleeding"')] == [
        (line, message) for line, _, message in found
    ]


def test_what_silences_another_guard_that_sees_the_example_is_shown_as_its_own(told):
    faint = (
        BLEEDING.replace("bleeding", "faint").replace("guards:\n", "").format(unless="[faint after]").replace("she is faint.", "she faints")
    )
    found = told(BLEEDING.format(unless="[bleeding heart]").replace("she is bleeding.", "she faints") + faint + LAMP)

    assert [(12, 'this silences the guard "faint" where there is danger: "she faints after the treatment"')] == [
        (line, message) for line, _, message in found
    ]


def test_an_example_that_is_no_danger_by_itself_and_another_language_are_left_alone(told):
    unless = "[(can|do) she bleed]"

    assert ["failed-test"] == [rule for _, rule, _ in told(BLEEDING.format(unless="[is bleeding]") + LAMP)]
    assert "guard-silenced" not in [rule for _, rule, _ in told("language: nl\n" + BLEEDING.format(unless=unless) + LAMP)]
