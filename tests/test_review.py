"""What visitors asked and did not get: masked, put together, and what would help."""

import shutil
from difflib import ndiff
from pathlib import Path

import pytest
from conftest import MINI_YAML, make_bot, write_content
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compile import compile_content
from bot.content.load import load_content
from bot.desk.evaluate.evaluate import evaluate, own_questions
from bot.desk.evaluate.judge import Wanted
from bot.desk.review.clusters import find_clusters
from bot.desk.review.proposals import Proposal, candidates_of
from bot.desk.review.trial import find_offers
from bot.desk.starter.spoken import Spoken
from bot.pipeline import Bot

EATS = "what does the lamp eat"
DAY = Path(__file__).parents[1] / "docs" / "day"
DOOR = "how far can you see the lamp from the door"


def questions_of(asked, bot, at_least=1):
    return [cluster.questions for cluster in find_clusters(asked, bot, at_least).shown]


def offers(path, *asked):
    """Return the offers for the first cluster of what was asked."""
    loaded = load_content(path)
    bot = Bot(compile_content(loaded))
    cluster = find_clusters(asked, bot, 1).shown[0]
    return list(find_offers(cluster, path, loaded, evaluate(bot, own_questions(loaded)), Spoken(loaded.source, bot.knowledge.lexicon)))


def copied_day(folder) -> Path:
    """Copy the content that the handbook tells a day of; return the path of it in the morning."""
    return Path(shutil.copytree(DAY, folder / "day")) / "before.yaml"


def applied(offer):
    """Return the lines that the offer puts in."""
    old, new = (raw.decode().splitlines() for raw in (offer.change.before, offer.change.after))
    return [line[2:].strip() for line in ndiff(old, new) if line.startswith("+ ") and line[2:].strip()]


# --- clusters ------------------------------------------------------------------------------------------------------


def test_like_questions_stand_together_the_most_frequent_first(mini_bot):
    asked = ["what time does it open", DOOR, "What time does it open?", "at what time does it open", DOOR, DOOR, DOOR, DOOR]

    assert [
        ((DOOR, 5),),
        (("What time does it open?", 1), ("at what time does it open", 1), ("what time does it open", 1)),
    ] == questions_of(asked, mini_bot)


def test_what_is_answered_or_known_as_a_topic_or_danger_is_left_out(mini_bot):
    assert [] == questions_of(["is there a cat", "is there parking", "i want to die", "hello", ""], mini_bot)


def test_what_is_asked_back_was_not_answered(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("is the name of the cat", "is a lamp reach"))
    asked = "lamp reach"

    assert "clarify" == bot.reply(asked).kind
    assert [((asked, 1),)] == questions_of([asked], bot)


def test_what_few_asked_is_not_shown(mini_bot):
    assert [] == questions_of([DOOR, DOOR], mini_bot, at_least=3)
    assert [((DOOR, 3),)] == questions_of([DOOR] * 3, mini_bot, at_least=3)


@pytest.mark.parametrize("asked", ["my name is Barnaby Quill. When does it open?", "my name is •. When does it open?"])
def test_what_could_tell_who_asked_is_masked_and_stays_masked(mini_bot, asked):
    ((question, _),) = questions_of([asked], mini_bot)[0]

    assert question.startswith("my name is •")
    assert "Quill" not in question


def test_a_question_without_a_masked_word_stands_for_its_like(mini_bot):
    asked = ["when does the gate open • please"] * 3 + ["when does the gate open please"]

    assert "when does the gate open please" == find_clusters(asked, mini_bot, 1).shown[0].question


@settings(max_examples=20)
@given(st.permutations(["what time does it open", "what time do you open", DOOR, "when is it open", f"{DOOR} please", "open?"]))
def test_the_order_in_which_they_were_asked_makes_no_difference(mini_bot, asked):
    assert questions_of(sorted(asked), mini_bot) == questions_of(asked, mini_bot)


# --- proposals -----------------------------------------------------------------------------------------------------


def test_a_topic_a_pattern_and_a_synonym_are_offered(mini_content):
    topic, pattern, synonym = offers(mini_content, EATS, EATS)

    assert ("topic", "pattern", "synonym") == (topic.proposal.kind, pattern.proposal.kind, synonym.proposal.kind)
    assert topic.proposal.text == 'pattern "lamp eat" for topic "lamp-eat": This page does not say anything about "lamp eat".'
    assert pattern.proposal.text.startswith(f'pattern "{EATS}" for intent "lamp-range": The lamp burns whale oil')
    assert synonym.proposal.text.startswith('"eat" as another word for "burn", so that "lamp-range" answers: The lamp')
    assert (2, 2, 2) == (topic.gains, pattern.gains, synonym.gains)


def test_an_offer_changes_its_own_lines_and_adds_the_question_as_a_test(mini_content):
    topic, pattern, synonym = offers(mini_content, EATS)

    assert [f"- {EATS}", f"- {EATS}"] == applied(pattern)
    assert ["burn:", "- eat", f"- {EATS}"] == applied(synonym)
    assert ["lamp-eat:", 'name: anything about "lamp eat"', "patterns:", "- lamp eat", "tests:", f"- {EATS}"] == applied(topic)


def test_no_topic_is_offered_of_what_the_page_speaks_of_but_a_pattern_that_quotes_it(mini_content):
    kinds = {offer.proposal.kind: offer.proposal.text for offer in offers(mini_content, "who sees the clockwork", "what are mice")}
    (pattern,) = offers(mini_content, "when do the mice come")

    assert "topic" not in kinds
    assert 'pattern "when do the mice come" for intent "cat": A cat named Barnacle guards the oil store against mice.' == (
        pattern.proposal.text
    )


def test_how_much_is_left_out_is_counted(mini_bot):
    found = find_clusters(["is there a cat", "hello", DOOR, DOOR, "do bees sing"], mini_bot, 2)

    assert (1, 2, 1) == (len(found.shown), found.understood, found.rare)


def test_a_main_word_may_be_called_as_a_part_of_a_topic_is():
    data = {}
    Proposal("synonym", "", Wanted("intent", "cat"), ((("synonyms", "name"), "label"),)).alter(data)

    assert {"synonyms": {"name": ["label"]}} == data


def test_no_synonym_is_offered_where_two_words_are_unknown(mini_content):
    assert ["topic", "pattern"] == [
        offer.proposal.kind for offer in offers(mini_content, "how far can you see the lamp from the door or gate")
    ]


def test_an_intent_that_shares_no_word_with_the_question_gets_no_pattern(mini_content):
    assert ["topic"] == [offer.proposal.kind for offer in offers(mini_content, "when does the gate open")]


def test_an_offer_that_is_written_answers_the_question(mini_content):
    offers(mini_content, DOOR)[1].change.write()

    assert ("lamp-range",) == Bot.load(mini_content).reply(DOOR).intents


def test_a_topic_that_is_like_the_question_is_widened(tmp_path):
    path = write_content(tmp_path, MINI_YAML.replace("- car park\n", "- boat trip round bay\n"))
    offer = offers(path, "is there a boat trip on the bay")[0]

    assert offer.proposal.text == 'pattern "boat trip bay" for topic "parking": This page does not say where to park.'
    assert ["- boat trip bay", "- is there a boat trip on the bay"] == applied(offer)


def test_what_would_spoil_a_test_is_not_offered(tmp_path):
    path = write_content(tmp_path, MINI_YAML.replace("    not:\n      - how far is the beach\n", f"    not:\n      - {DOOR} there\n"))

    assert "pattern" not in [offer.proposal.kind for offer in offers(path, DOOR)]


def test_what_the_file_could_not_hold_is_not_offered(mini_content):
    long = "when " + "does it open and " * 20 + "close"

    assert "topic" not in [offer.proposal.kind for offer in offers(mini_content, long)]


@pytest.mark.parametrize("asked", ["when does the • open", "12 34 years", "who are they"])
def test_of_a_masked_word_or_none_that_says_what_is_asked_no_topic_is_made(mini_content, asked):
    assert "topic" not in [offer.proposal.kind for offer in offers(mini_content, asked)]


def test_each_intent_is_a_candidate_once(mini_bot):
    cluster = find_clusters(["how far is the cat? how old is the lamp? how far is the lamp door?"], mini_bot, 1).shown[0]
    intents = [candidate.intent for candidate in candidates_of(cluster)]

    assert len(intents) == len(set(intents))


def test_the_content_of_the_handbook_in_the_evening_is_what_its_keys_make_of_that_in_the_morning(tmp_path):
    path = copied_day(tmp_path)
    asked = (DAY / "asked.txt").read_text(encoding="utf-8").splitlines()
    runs, opens = asked[0], asked[8]
    offers(path, runs)[1].change.write()
    offers(path, opens)[0].change.write()

    assert (DAY / "after.yaml").read_text(encoding="utf-8") == path.read_text(encoding="utf-8").replace(
        'anything about "open"', "when we are open"
    )
