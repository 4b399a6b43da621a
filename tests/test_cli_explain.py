"""``bot ask --explain``: every step from the words to the decision."""

import json

import pytest
from conftest import MINI_YAML, write_content
from terminal import run

from bot.cli.reasons import reasons


@pytest.fixture
def undecided(tmp_path):
    """A museum in which one question may mean two things."""
    return write_content(tmp_path, MINI_YAML.replace("      - how can i talk to the keeper\n", "      - where does the cat sleep\n"))


def squeezed(text):
    """The text with single spaces, so that columns may move."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def test_explain_shows_every_step_and_the_reply(ask):
    said = squeezed(ask("--explain", "is there a mouzer"))

    assert said.startswith(
        'Decision\nThe visitor gets the page\'s answer to "Is there a cat?".\nAnswered with "cat": no word stays unexplained, and it scores '
    )
    assert "\nWords\nword read as (stem) how likeness part it plays clause\n" in said
    assert "\nis is exact 1.00 grammar 1\n" in said
    assert "\nmouzer cat spelling " in said
    assert "\nGuards\nnone saw anything\nClauses and their topics\nclause asks topic words\n" in said
    assert "\n1 yes none is there a mouzer\n" in said
    assert "\nCandidates for clause 1\nscore intent why\n" in said
    assert " cat best pattern: is there a cat\nlike that pattern: " in said
    assert "\neach word brought: mouzer " in said
    assert "\nLimits\nlimit value what it is\n" in said
    assert "\nthreshold 50 lowest score that may be answered\n" in said
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
    assert '\nAnswered with "lamp-range"' in first
    assert '\nAnswered with "cat"' in first


def test_explain_shows_a_word_that_nobody_knows(ask):
    said = squeezed(ask("--explain", "is there a zzyzxq"))

    assert "\nzzyzxq unknown says what is asked 1\n" in said
    assert "\nnot explained: zzyzxq\n" in said
    assert '\n"is there a zzyzxq": the best candidate "cat" does not explain "zzyzxq".\n' in said


def test_explain_shows_what_a_guard_saw(ask):
    said = squeezed(ask("--explain", "i want to die"))

    assert "\nGuards\nguard pattern that was found silenced by\n" in said
    assert "\ndespair want to die nothing\n" in said
    assert "\nClauses and their topics\nnot taken apart\n" in said
    assert "\nHanded off: a guard saw crisis, so nothing else was looked at.\n" in said


def test_explain_shows_what_silenced_a_guard(ask):
    assert "\ndespair want to die its unless: want to die laughing\n" in squeezed(ask("--explain", "i want to die laughing"))


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

    assert said.startswith("Decision\nThe visitor gets no answer, but the phone number.\nHanded off: the message holds no words.\n")
    assert "\nWords\nthere are none\n" in said


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


def test_explain_says_how_far_ahead_the_answer_is(tmp_path):
    content = write_content(
        tmp_path, MINI_YAML.replace("      - is there a cat\n", "      - is there a cat\n      - does the cat mind the lamp\n")
    )

    said = squeezed(run("ask", "--explain", "what does the lamp burn", "--content", content).stdout)

    assert ' more than "cat" (margin ' in said


@pytest.mark.parametrize(
    ("context", "because"),
    [
        ({"v": 2, "intents": ["cat"], "topic": None, "misses": 0, "read_to": 0}, "Read on: this is what stands next on the page."),
        ({"v": 2, "intents": ["cat"], "topic": None, "misses": 0, "read_to": 9_999}, "Handed off: the page says no more of this."),
        (None, "Asked back: the message goes on with something, but nothing was answered before."),
    ],
)
def test_explain_says_why_a_message_goes_on_as_it_does(context, because, mini_bot):
    assert [because] == list(reasons(mini_bot.explain("tell me more", context).understanding, mini_bot.knowledge.facts.policy))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("is there a cat", 'The visitor gets the page\'s answer to "Is there a cat?".'),
        ("is there a cat? what does a ticket cost?", 'The visitor gets the page\'s answer to "Is there a cat?", and the phone number.'),
        ("can you help me and i want to die", "The visitor is told to get help at once: 988, text 988."),
        ("where is the parking", "The visitor gets no answer, but the phone number."),
        ("ahoy", "The visitor gets a few words of the bot's own."),
    ],
)
def test_explain_says_first_what_the_visitor_gets(ask, question, verdict):
    assert ask("--explain", question).replace("\n", " ").startswith(f"Decision {verdict} ")


def test_explain_says_what_the_visitor_is_asked(undecided):
    said = run("ask", "--explain", "where does the cat sleep", "--content", undecided).stdout

    assert 'The visitor is asked what is meant: "Is there a cat?" or "' in " ".join(said.split())


# --- for a program ----------------------------------------------------------------------------------------------------


def test_a_program_gets_all_of_it_as_one_record(mini_content):
    result = run("explain", "--format", "json", "is there a mouzer in the lift", "--content", mini_content)
    record = json.loads(result.stdout)
    clause = record["clauses"][0]
    best = clause["candidates"][0]

    assert (0, "") == (result.exit_code, result.stderr)
    assert ["question", "words", "guards", "silenced", "clauses", "policy", "verdict", "decision", "reply", "changes"] == list(record)
    assert ("handoff", "no_match") == (record["reply"]["kind"], record["reply"]["handoff"]["reason"])
    assert {"term": "cat", "weight": 0.97, "how": "spelling"} in [
        reading | {"weight": 0.97} for word in record["words"] for reading in word["readings"]
    ]
    assert ("cat", ["lift"]) == (best["intent"], best["unexplained"])
    assert sum(met["share"] for met in best["evidence"]) == pytest.approx(best["score"], abs=0.1)
    assert {"change": 'leave out "lift"', "then": 'answered by intent "cat"'} in record["changes"]


def test_a_program_is_told_which_guard_saw_what(mini_content):
    record = json.loads(run("explain", "--format", "json", "i want to die", "--content", mini_content).stdout)

    assert (["despair"], []) == ([guard["id"] for guard in record["guards"]], record["clauses"])


def test_words_that_say_too_little_are_the_reason_and_not_a_number_that_is_reached(tmp_path):
    content = write_content(tmp_path, MINI_YAML.replace("      - is there a cat\n", "      - is there a cat\n      - what to bring\n"))

    said = squeezed(run("explain", "what to bring", "--content", content).stdout)

    assert '"what to bring": "bring" says too little by itself, whatever pattern holds it.' in said
    assert "coverage of" not in said
