"""Every kind of mistake that the check finds, with its full message."""

from pathlib import Path

import pytest
from conftest import MINI_SOURCE, MINI_YAML, write_content

from bot.desk.check.check import check
from bot.errors import BotError

#: the museum, with every sentence of its page quoted
WHOLE_YAML = MINI_YAML.replace(
    "      - The lamp burns whale oil and throws its beam twenty miles across the bay.\n",
    "      - The lamp burns whale oil and throws its beam twenty miles across the bay.\n"
    "      - A brass clockwork turns the lens once every minute.\n"
    "      - On foggy nights the keeper rings the bell instead.\n",
).replace(
    "      - Questions? Call (207) 555-0142 to talk to the keeper.\n",
    "      - Questions? Call (207) 555-0142 to talk to the keeper.\n      - Gull Point Lighthouse Museum (207) 555-0142\n      - Tower film\n",
)


def told(folder: Path, monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str], source: str = MINI_SOURCE) -> str:
    """Return what the check says of the museum's content after the changes."""
    yaml_text = WHOLE_YAML
    for old, new in changes:
        assert old in yaml_text
        yaml_text = yaml_text.replace(old, new, 1)
    write_content(folder, yaml_text, source)
    monkeypatch.chdir(folder)
    return "\n".join(str(problem) for problem in check(Path("intents.yaml")))


@pytest.fixture
def after(tmp_path, monkeypatch):
    """What the check says after some changes: ``after((old, new), …)``."""
    return lambda *changes, source=MINI_SOURCE: told(tmp_path, monkeypatch, *changes, source=source)


def test_the_museum_has_no_problems(after):
    assert after() == ""


def test_the_form_is_told_before_the_rules_run(after):
    said = after(("    title: Is there a cat?\n", ""), ("language: en", "language: EN"))

    assert said == (
        """\
intents.yaml:1:11: error: a language is two lower-case letters  [wrong-form]
    1 | language: EN
      |           ^~
    Such as en.
intents.yaml:65:3: error: "title" is missing in "cat"  [missing-part]
    65 |   cat:
       |   ^~~
    Add it."""
    )


def test_content_that_cannot_be_read_is_no_finding_but_an_error(tmp_path):
    with pytest.raises(BotError, match=r"cannot be read: No such file or directory\.$"):
        check(tmp_path / "intents.yaml")


def test_a_quote_that_does_not_stand_on_the_page(after):
    assert after(("guards the oil store against mice", "guards the oil store against rats")) == (
        """\
intents.yaml:46:1: error: no intent quotes this sentence of the page: "A cat named Barnacle guards the oil store against mice."  [sentence-not-covered]
    46 | intents:
       | ^~~~~~~
    Add it to the quotes of an intent, or write a new intent for it.
intents.yaml:73:9: error: this quote does not stand on the page  [quote-not-in-source]
    73 |       - A cat named Barnacle guards the oil store against rats.
       |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    Nearest passage (93 of 100): "A cat named Barnacle guards the oil store against mice."\
"""
    )


def test_an_intent_without_a_standing_quote_is_asked_all_the_same(after):
    said = after(
        ("      - A cat named Barnacle guards the oil store against mice.\n", ""),
        ("sleeps beside the fog bell - never", "sleeps beside the stove - never"),
        ("      - is there a kitty\n", "      - is there a parrot\n"),
    )

    assert [line.rpartition("  ")[2] for line in said.splitlines() if line.startswith("intents.yaml")] == [
        "[sentence-not-covered]",
        "[sentence-not-covered]",
        "[quote-not-in-source]",
        "[failed-test]",
    ]


def test_an_empty_page_leaves_nothing_to_ask(after):
    said = after(source="\n")

    assert said.count("[quote-not-in-source]\n") == 8
    assert said.count("The page is empty.") == 8
    assert said.count("error:") == 8


def test_a_sentence_that_nothing_quotes(after):
    assert after(("      - Tower film\n", "")) == (
        """\
intents.yaml:46:1: error: no intent quotes this sentence of the page: "Tower film"  [sentence-not-covered]
    46 | intents:
       | ^~~~~~~
    Add it to the quotes of an intent, or write a new intent for it.\
"""
    )


def test_a_language_that_is_not_known(after):
    assert after(("language: en", "language: xx")) == (
        """\
intents.yaml:1:11: error: the language "xx" is not known  [unknown-language]
    1 | language: xx
      |           ^~
    Allowed: ar, da, de, el, en, es, fi, fr, hu, it, nl, no, pt, ro, ru, sv, tr.\
"""
    )


def test_a_synonym_in_two_groups(after):
    assert after(("    - warden\n", "    - warden\n    - kitties\n")) == (
        """\
intents.yaml:36:7: error: "kitties" already belongs to group "cat" (line 30)  [synonym-in-two-groups]
    36 |     - kitties
       |       ^~~~~~~
    Keep it in one of the two groups.\
"""
    )


def test_a_way_to_say_a_synonym_that_another_group_has(after):
    assert after(("    - warden\n", "    - warden\n    - (house kitty|mousers)\n")) == (
        """\
intents.yaml:36:7: error: "mousers" already belongs to group "cat" (line 32)  [synonym-in-two-groups]
    36 |     - (house kitty|mousers)
       |       ^~~~~~~~~~~~~~~~~~~~~
    Keep it in one of the two groups.\
"""
    )


def test_a_main_word_that_is_a_synonym_elsewhere(after):
    assert after(("    - warden\n", "    - warden\n    - cat\n")) == (
        """\
intents.yaml:36:7: error: "cat" already belongs to group "cat" (line 29)  [synonym-in-two-groups]
    36 |     - cat
       |       ^~~
    Keep it in one of the two groups.\
"""
    )


def test_two_main_words_that_are_one(after):
    assert after(("  keeper:\n    - lighthouse keeper\n", "  cats:\n    - tomcat\n  keeper:\n    - lighthouse keeper\n")) == (
        """\
intents.yaml:33:3: error: group "cats" has the same main word as group "cat" (line 29)  [synonym-in-two-groups]
    33 |   cats:
       |   ^~~~
    Put the words of both into one of them.
intents.yaml:33:3: warning: no pattern, title or quote holds "cats" or a word of its group  [unknown-synonym]
    33 |   cats:
       |   ^~~~
    Correct the spelling, use the word in a pattern, or delete the group.\
"""
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("      - is there a cat\n", (70, 9)),
        ("      - what is the price\n", (104, 9)),
        ("      - want to die laughing\n", (139, 9)),
        ("  - please\n", (44, 5)),
        ("      - thanks\n", (162, 9)),
    ],
)
def test_a_pattern_without_words(after, line, place):
    column = place[1]

    assert after((line, f'{line}{" " * (column - 3)}- "?? [!!]"\n')) == (
        f"""\
intents.yaml:{place[0]}:{column + 1}: error: pattern "?? [!!]" holds no words  [empty-pattern]
    {place[0]} | {" " * (column - 3)}- "?? [!!]"
    {" " * len(str(place[0]))} | {" " * column}^~~~~~~
    Write words with letters or digits, or delete the line.\
"""
    )


KEEPER = "      - how can i talk to the keeper\n"


def test_a_pattern_in_two_intents(after):
    """It is the same because "kitty" stands for "cat"; the second one is told."""
    assert after((KEEPER, f"{KEEPER}      - what is the name of the kitty\n")) == (
        """\
intents.yaml:90:9: error: pattern "what is the name of the kitty" is already in intent "cat" (line 70)  [duplicate-pattern]
    90 |       - what is the name of the kitty
       |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    Keep it in one of the two, or make each say what differs.\
"""
    )


def test_one_way_to_say_a_pattern_in_two_intents(after):
    assert after((KEEPER, f"{KEEPER}      - (zebra|reach of the lamp)\n")) == (
        """\
intents.yaml:90:9: error: pattern "(zebra|reach of the lamp)" is already in intent "lamp-range" (line 52), as "reach of the lamp"  [duplicate-pattern]
    90 |       - (zebra|reach of the lamp)
       |         ^~~~~~~~~~~~~~~~~~~~~~~~~
    Keep it in one of the two, or make each say what differs.\
"""
    )


def test_the_same_pattern_twice_in_one_intent_is_no_problem(after):
    assert after(("      - is there a cat\n", "      - is there a cat\n      - is there a kitty\n")) == ""


@pytest.mark.parametrize(
    ("pattern", "fate", "culprit"),
    [
        (
            "we told the keeper a long story about storms. where does the cat sleep",
            'answered by intent "cat"',
            'The pattern "where does the cat sleep"',
        ),
        (
            "we told the keeper a long story about storms. how much does it cost",
            'handed off as topic "cost"',
            'The pattern "how much does it cost"',
        ),
        ("ahoy", 'taken as small talk "greeting"', 'Small talk "greeting"'),
    ],
)
def test_a_pattern_that_leads_elsewhere(after, pattern, fate, culprit):
    assert after((KEEPER, f"{KEEPER}      - {pattern}\n")) == (
        f"""\
intents.yaml:90:9: error: pattern "{pattern}" of intent "call-the-keeper" is {fate}  [stolen-pattern]
    90 |       - {pattern[:60]}
       |         ^{"~" * (len(pattern[:60]) - 1)}
    {culprit} takes it: make that narrower, or delete one of the two.\
"""
    )


def test_of_several_intents_that_answer_the_one_at_fault_is_told(after):
    said = after(("      - is there a dog\n", "      - how far does the lamp shine? is there a cat?\n"))

    assert said.endswith('    The pattern "is there a cat" takes it: make that narrower, or delete the question here.')


def test_a_test_with_a_word_that_no_pattern_holds(after):
    assert after(("      - is there a kitty\n", "      - is there a parrot\n")) == (
        """\
intents.yaml:76:9: error: this question should be answered by intent "cat", but it is handed off, because no pattern fits  [failed-test]
    76 |       - is there a parrot
       |         ^~~~~~~~~~~~~~~~~
    No pattern of "cat" holds "parrot": add one that does, or add the word to the synonyms.\
"""
    )


def test_a_test_of_which_no_pattern_says_enough(after):
    assert after(("      - is there a kitty\n", "      - what is this\n")) == (
        """\
intents.yaml:76:9: error: this question should be answered by intent "cat", but it is handed off, because no pattern fits  [failed-test]
    76 |       - what is this
       |         ^~~~~~~~~~~~
    Words of grammar say too little by themselves: add a word that says what is asked about, such as "lighthouse".\
"""
    )


def test_a_test_that_the_bot_asks_back_about(after):
    said = after(
        (KEEPER, f"{KEEPER}      - where does the feline sleep\n"),
        ("      - can i speak to the keeper\n", "      - where does the cat sleep\n"),
    )

    assert said == (
        """\
intents.yaml:90:9: error: pattern "where does the feline sleep" is already in intent "cat" (line 71)  [duplicate-pattern]
    90 |       - where does the feline sleep
       |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~
    Keep it in one of the two, or make each say what differs.
intents.yaml:96:9: error: this question should be answered by intent "call-the-keeper", but it is asked back: "cat" or "call-the-keeper"  [failed-test]
    96 |       - where does the cat sleep
       |         ^~~~~~~~~~~~~~~~~~~~~~~~
    Add a pattern that says it in these words, or delete the question here.\
"""
    )


@pytest.mark.parametrize(
    ("line", "question", "fate", "culprit"),
    [
        (
            "how much is a ticket",
            "where can i park",
            'handed off as topic "cost", but it is handed off as topic "parking"',
            "where can i park",
        ),
        ("thank you", "is there a cat", 'taken as small talk "thanks", but it is answered by intent "cat"', "is there a cat"),
    ],
)
def test_a_test_that_something_else_takes(after, line, question, fate, culprit):
    place = {"how much is a ticket": 107, "thank you": 165}[line]

    assert after((f"      - {line}\n", f"      - {line}\n      - {question}\n")) == (
        f"""\
intents.yaml:{place}:9: error: this question should be {fate}  [failed-test]
    {place} |       - {question}
        |         ^{"~" * (len(question) - 1)}
    The pattern "{culprit}" takes it: make that narrower, or delete the question here.\
"""
    )


@pytest.mark.parametrize(
    ("group", "question", "fate", "culprit"),
    [
        ("intents", "is there a kitty", 'answered by intent "cat"', 'The pattern "is there a cat"'),
        ("topics", "car parks", 'handed off as topic "parking"', 'The pattern "car park"'),
        ("smalltalk", "thanks", 'taken as small talk "thanks"', 'Small talk "thanks"'),
    ],
)
def test_a_counter_test_that_is_recognised(after, group, question, fate, culprit):
    place, before = {
        "intents": (79, "      - is there a dog\n"),
        "topics": (117, "      - is there parking\n    not:\n"),
        "smalltalk": (166, "      - thank you\n    not:\n"),
    }[group]

    assert after((before.removesuffix("    not:\n"), f"{before}      - {question}\n")) == (
        f"""\
intents.yaml:{place}:9: error: this question should not be {fate}, but it is  [failed-counter-test]
    {place} |       - {question}
    {" " * len(str(place))} |         ^{"~" * (len(question) - 1)}
    {culprit} takes it: make that narrower, or delete the question here.\
"""
    )


def test_a_long_pattern_is_cut_in_a_message(after):
    said = after(
        ("      - call an ambulance\n", "      - call an (ambulance|paramedic|emergency doctor|rescue helicopter|lifeboat)\n"),
        ("      - who fell in love with the keeper\n", "      - call an ambulance\n"),
    )

    assert '"call an (ambulance|paramedic|emergency doctor|rescue helico…"' in said


# --- what to do, where a guard or a small word hinders -----------------------------------------------------------------


def cures(said: str) -> list[str]:
    """Return the cure of each finding."""
    return [line.strip() for line in said.splitlines() if line.startswith("    ") and " | " not in line]


def test_a_pattern_that_a_guard_takes_never_asks_to_narrow_the_guard(after):
    assert cures(after((KEEPER, f"{KEEPER}      - (should|must) i climb up to the keeper\n"))) == [
        'The guard "climb" (line 145, "should i climb") takes it. Only a clinician may change a guard: write it in other words; '
        'or, if a quote says for whom it is, let the clinician add "gives_way: call-the-keeper" to the guard.'
    ]


def test_a_title_that_a_guard_takes_names_what_works(after):
    said = after(("    title: Is there a cat?\n", "    title: Should I climb?\n"))

    assert cures(said) == [
        'The guard "climb" (line 144, "should i climb") takes it. Only a clinician may change a guard: write it in other words.'
    ]


def test_a_guard_that_does_not_give_way_to_a_question_is_not_said_to(after):
    assert cures(after((KEEPER, f"{KEEPER}      - i want to die. where is the keeper\n"))) == [
        'The guard "despair" (line 134, "want to die") takes it. Only a clinician may change a guard: write it in other words.'
    ]


@pytest.mark.parametrize(
    ("line", "question", "cure"),
    [
        ("i want to die", "call an ambulance", "write it in other words, or delete the question here."),
        ("who fell in love with the keeper", "call an ambulance", "ask one, or delete the question here."),
    ],
)
def test_an_example_that_a_guard_takes_never_asks_to_narrow_the_guard(after, line, question, cure):
    guard = 'The guard "fall" (line 123, "call an ambulance") takes it. Only a clinician may change a guard:'

    assert cures(after((f"      - {line}\n", f"      - {line}\n      - {question}\n"))) == [f"{guard} {cure}"]


def test_a_guard_that_sees_danger_in_another_language_is_told_as_that(after):
    said = after((KEEPER, f"{KEEPER}      - me quiero morir\n"))

    assert cures(said)[0].startswith("What tells of danger in another language (")


def test_a_word_that_changes_what_is_asked_is_never_said_to_be_a_synonym(after):
    assert cures(after(("      - is there a kitty\n", "      - when is there a cat\n"))) == [
        'No pattern of "cat" holds "when": add one that does. A word that changes what is asked is never a synonym.'
    ]


def test_a_pattern_that_says_too_little_is_told_with_the_word_that_does(after):
    said = after((KEEPER, f"{KEEPER}      - what to bring\n"))

    assert 'is handed off when it is asked, because "bring" says too little by itself  [dead-pattern]' in said
    assert cures(said) == ['"bring" says too little by itself: add a word that says what is asked about, such as "lighthouse".']
