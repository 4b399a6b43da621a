"""The whole bot: the order of its stages, and what holds for whatever anybody writes."""

import math
from dataclasses import replace

import pytest
from conftest import MINI_SOURCE, MINI_YAML, make_bot
from hypothesis import example, given
from hypothesis import strategies as st

from bot.context import VERSION
from bot.decide import Answer
from bot.errors import BotError, ContentError
from bot.model import DANGERS, Reply
from bot.pipeline import Bot

WORDS = """
    lamp cat kitty keeper how far does shine where is the there a it that ticket park fell off tower want to die should i climb hello thanks
    please and tell me more why something else go on none of these . ? , ! blorp zebra lmap museum not call phone 猫 😀
"""
PIECES = st.sampled_from([*WORDS.split(), "\u202e", "\0", "\ud800"])
MESSAGES = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
)
IDS = st.sampled_from(["cat", "lamp-range", "cost", "parking", "blorp"])
CONTEXTS = JSON | st.fixed_dictionaries(
    {
        "v": st.just(VERSION),
        "intents": st.lists(IDS, max_size=3),
        "topic": st.none() | IDS,
        "misses": st.integers(0, 9),
        "read_to": st.integers(0, len(MINI_SOURCE)),
        "danger": st.sampled_from([None, *DANGERS]),
    }
)


@pytest.fixture(scope="session")
def twin(tmp_path_factory) -> Bot:
    """A second bot of the museum."""
    return make_bot(tmp_path_factory.mktemp("twin"))


@pytest.fixture
def ask(mini_bot):
    """What comes back, in short: ``ask("Is there a cat?")``; ``ask`` follows the conversation if it is asked several things."""
    return lambda *messages: last_of(mini_bot, *messages)


@pytest.fixture
def is_told_that_is_all(mini_bot):
    """Whether the last of these messages is told that the page says no more of what the conversation was about."""
    return lambda *messages: last_reply(mini_bot, *messages).handoff.message.startswith("That is all this page says.")


def last_reply(bot: Bot, *messages: str) -> Reply:
    reply = Reply("smalltalk")
    for message in messages:
        reply = bot.reply(message, reply.context)
    return reply


def last_of(bot: Bot, *messages: str) -> str:
    reply = last_reply(bot, *messages)
    said = [reply.kind, *reply.intents]
    if reply.handoff:
        said += [reply.handoff.reason, *([reply.handoff.topic] if reply.handoff.topic else [])]
    return " ".join(said)


# --- making a bot --------------------------------------------------------------------------------------------------


def test_a_bot_whose_content_is_not_there_cannot_be_made(tmp_path):
    with pytest.raises(BotError) as caught:
        Bot.load(tmp_path / "nowhere.yaml")

    assert f"The content {tmp_path / 'nowhere.yaml'} cannot be read: No such file or directory." == str(caught.value)


def test_a_bot_whose_quote_does_not_stand_on_the_page_cannot_be_made(tmp_path):
    with pytest.raises(ContentError):
        make_bot(tmp_path, MINI_YAML.replace("A cat named Barnacle", "A dog named Barnacle"))


# --- one message ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["", " \n", "?!", "😀", "\u202e\u202c", "\0", "\ud800"])
def test_a_message_without_words_is_empty(message, ask):
    assert "handoff empty" == ask(message)


@pytest.mark.parametrize("message", ["what is it", "blorp", "zebra crossing", "blorp " * 330, "x" * 2000])
def test_a_message_that_nothing_fits_is_handed_off(message, ask):
    assert "handoff no_match" == ask(message)


@pytest.mark.parametrize(
    "message", ["cat", "Kitty?", "is there a 😀 cat", "\u202ecat\u202c", "cat\0", "\ud800 cat", "is there a caat", "cat " * 500]
)
def test_a_question_is_answered_whatever_stands_around_its_words(message, ask):
    assert "answer cat" == ask(message)


def test_a_message_of_two_thousand_characters_is_read_and_a_longer_one_is_not(ask):
    assert ["answer cat", "handoff too_long"] == [ask("cat".ljust(length, ".")) for length in (2000, 2001)]


@pytest.mark.parametrize("message", ["I want to die. " + "Cat. " * 1000, "Cat. " * 1000 + "I want to die."])
def test_danger_is_seen_at_either_end_of_a_message_that_is_too_long(message, ask):
    assert "handoff crisis" == ask(message)


def test_danger_comes_before_everything_else(ask):
    assert "handoff emergency" == ask("Hello! Is there a cat? My friend fell off the cliff and how much is a ticket")


def test_danger_is_seen_in_a_story_that_asks_something_else(ask):
    assert "handoff crisis" == ask("I want to die. Is there a cat?")


def test_personal_advice_beside_a_topic_comes_before_answers(ask):
    assert "handoff personal_advice" == ask("Should I climb the tower, is there a cat, how much is a ticket?")


def test_what_is_asked_beside_a_call_for_advice_is_answered(ask):
    assert "answer cat personal_advice" == ask("Should I climb the tower, is there a cat?")


def test_personal_advice_that_is_only_told_is_no_call_if_something_else_is_asked(ask):
    assert "answer cat" == ask("My friend says it is safe for me to climb. Is there a cat?")


def test_personal_advice_that_is_only_told_is_a_call_if_nothing_is_asked(ask):
    assert "handoff personal_advice" == ask("My friend says it is safe for me to climb.")


@pytest.mark.parametrize("message", ["hello", "Hello hello!", "please, hello"])
def test_a_message_of_small_talk_is_small_talk(message, ask):
    assert "smalltalk" == ask(message)


@pytest.mark.parametrize(
    "message", ["Hello! Is there a cat? Thank you very much.", "Good morning. Cat", "cat - thanks", "thanks, is there a cat"]
)
def test_small_talk_around_a_question_is_left_out(message, ask):
    assert "answer cat" == ask(message)


def test_small_talk_beside_a_story_stays_with_it(ask):
    assert "handoff no_match" == ask("Thanks. My friend likes zebras.")


def test_words_that_carry_nothing_are_set_aside(ask):
    assert "answer lamp-range" == ask("please can you tell me how far does the lamp shine")


def test_a_topic_is_handed_off_by_name(ask):
    assert "handoff topic cost" == ask("how much does it cost to see the cat")


def test_two_questions_have_two_answers(ask):
    assert "answer lamp-range cat" == ask("How far does the lamp shine? And is there a cat?")


def test_an_answer_beside_a_topic_names_it(ask):
    assert "answer cat topic parking" == ask("Is there a cat? Where can I park?")


def test_who_asks_for_a_person_gets_one(ask):
    assert "answer call-the-keeper contact" == ask("can i talk to the keeper")


# --- a conversation ------------------------------------------------------------------------------------------------


def test_a_question_that_says_nothing_by_itself_leans_on_the_turn_before(is_told_that_is_all):
    assert is_told_that_is_all("is there a cat", "and what is that")


def test_a_question_that_points_back_is_about_the_topic_of_the_turn_before(ask):
    assert "handoff topic cost" == ask("how much is a ticket", "can i get it cheaper")


@pytest.mark.parametrize("context", [None, {}, {"v": 2}, "cat", {"v": 0, "intents": ["cat"], "topic": None, "misses": 0, "read_to": 0}])
def test_an_odd_or_outdated_context_is_no_context(context, mini_bot):
    assert mini_bot.reply("and what is that") == mini_bot.reply("and what is that", context)


def test_what_is_no_longer_in_the_content_is_not_leant_on(mini_bot):
    context = {"v": 2, "intents": ["gone"], "topic": "gone", "misses": 0, "read_to": 0}

    assert mini_bot.reply("and what is that").handoff == mini_bot.reply("and what is that", context).handoff


def test_the_second_miss_is_told_so(mini_bot):
    first = mini_bot.reply("blorp")
    second = mini_bot.reply("blorp", first.context)

    assert "I am sorry, I am not much help. Please call (207) 555-0142." == second.handoff.message


def test_small_talk_does_not_end_a_conversation(is_told_that_is_all):
    assert is_told_that_is_all("is there a cat", "thanks", "and what is that")


def test_a_message_in_another_language_is_handed_off_in_both(mini_bot):
    reply = mini_bot.reply("где маяк")

    assert ("other_language", "Я читаю только по-английски. Позвоните по номеру (207) 555-0142 и попросите помощи на русском языке. "
            "I can only read English. Please call (207) 555-0142.") == (reply.handoff.reason, reply.handoff.message)  # fmt: skip


def test_a_language_without_a_sentence_of_its_own_is_handed_off_in_english(mini_bot):
    assert "I can only read English. Please call (207) 555-0142." == mini_bot.reply("πού είναι ο φάρος").handoff.message


def test_danger_in_another_language_is_danger(mini_bot):
    reply = mini_bot.reply("no puedo respirar")

    assert "Puede ser una emergencia. Llame al 911 ahora. This may be an emergency. Call 911 now." == reply.handoff.message
    assert ["911"] == [phone.display for phone in reply.handoff.urgent]


def test_danger_in_two_languages_is_told_in_both(mini_bot):
    reply = mini_bot.reply("call an ambulance, no puedo respirar")

    assert reply.handoff.message.startswith("Puede ser una emergencia.")


def test_what_the_guards_saw_in_another_language_is_explained(mini_bot):
    (spotted,) = mini_bot.explain("quiero morir").understanding.alarm.spotted

    assert ("other-language", "quiero morir") == (spotted.id, spotted.pattern)


def test_who_asks_for_the_phone_goes_on_speaking_of_what_came_before(is_told_that_is_all):
    assert is_told_that_is_all("is there a cat", "can i talk to the keeper", "and what is that")


# --- the reasons ---------------------------------------------------------------------------------------------------


def test_an_explanation_shows_what_the_stages_made_of_the_message(mini_bot):
    reading = mini_bot.explain("Is there a cat? Where can I park?").understanding

    assert ["is there a cat", "where can i park"] == [" ".join(token.word for token in clause.tokens) for clause in reading.clauses]
    assert [None, "parking"] == [part.topic and part.topic.id for part in reading.parts]
    assert "cat" == reading.decision.candidates[0].intent


def test_an_explanation_shows_what_the_guards_saw(mini_bot):
    assert ("crisis",) == mini_bot.explain("I want to die").understanding.alarm.reasons


@given(MESSAGES)
def test_what_every_word_brought_adds_up_to_the_score(mini_bot, message):
    for part in mini_bot.explain(message).understanding.parts:
        for candidate in part.candidates:
            found = mini_bot.evidence(part, candidate)
            assert math.isclose(candidate.score, sum(met.share for met in found), abs_tol=0.01 * (1 + len(found)))


# --- whatever is written -------------------------------------------------------------------------------------------


@given(MESSAGES, CONTEXTS)
def test_a_reply_never_fails_and_quotes_the_page_only(mini_bot, message, context):
    reply = mini_bot.reply(message, context)

    assert [MINI_SOURCE[quote.start : quote.end] for quote in reply.quotes] == [quote.text for quote in reply.quotes]
    assert (reply.kind == "answer") == bool(reply.quotes)
    assert 0 <= reply.score <= 100


@given(MESSAGES, CONTEXTS)
def test_the_same_content_and_question_give_the_same_reply(mini_bot, twin, message, context):
    assert mini_bot.reply(message, context) == twin.reply(message, context)


@given(MESSAGES, CONTEXTS)
def test_capitals_and_blanks_make_no_difference(mini_bot, message, context):
    if message.isascii():
        loud = " " + message.upper().replace(" ", " \t ") + "\t"
        assert mini_bot.reply(message, context) == mini_bot.reply(loud, context)


@given(MESSAGES, CONTEXTS)
def test_a_reply_found_sooner_lacks_nothing_but_the_score_of_a_hand_off(mini_bot, message, context):
    whole, sooner = mini_bot.reply(message, context), mini_bot.reply(message, context, shown=0)

    assert whole == (replace(sooner, score=whole.score) if whole.kind == "handoff" else sooner)


@given(MESSAGES, CONTEXTS, st.integers(50, 100), st.integers(5, 50), st.floats(0.6, 1))
def test_a_stricter_policy_never_creates_an_answer(mini_bot, message, context, threshold, margin, coverage):
    strict = Bot(mini_bot.knowledge.with_policy(threshold=threshold, margin=margin, coverage=coverage))

    assert answered(strict.reply(message, context)) <= answered(mini_bot.reply(message, context))


def answered(reply: Reply) -> set[str]:
    return set(reply.intents) if reply.kind == "answer" else set()


@given(MESSAGES, CONTEXTS)
@example("x" * 2001, None)
def test_an_explanation_holds_the_very_reply(mini_bot, message, context):
    assert mini_bot.explain(message, context).reply == mini_bot.reply(message, context)


@given(MESSAGES, CONTEXTS)
def test_an_explanation_shows_all_that_was_decided_on_and_what_came_near_best_first(mini_bot, message, context):
    reading = mini_bot.explain(message, context).understanding

    for part in reading.parts:
        scores = [candidate.score for candidate in part.candidates]
        assert sorted(scores, reverse=True) == scores
        assert len({candidate.intent for candidate in part.candidates}) == len(scores)
    if isinstance(reading.decision, Answer):
        near = [candidate for part in reading.parts for candidate in part.candidates]
        assert all(candidate in near for candidate in reading.decision.candidates)


def test_an_explanation_shows_runners_up_that_are_too_far_off_to_matter(mini_bot):
    assert {"cat", "lamp-range"} <= {
        found.intent for found in mini_bot.explain("what does the lamp burn").understanding.parts[0].candidates
    }
