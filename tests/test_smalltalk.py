"""Small talk: only a message that is nothing else."""

import pytest
from conftest import MINI_YAML, make_bot

from bot.normalise.message import Message
from bot.normalise.tokens import normalise
from bot.pipeline import Bot
from bot.smalltalk import recognise_small_talk

HEAD = MINI_YAML.partition("synonyms:")[0]


def small_talk(bot: Bot, utterance: str) -> str | None:
    known = bot.knowledge
    return recognise_small_talk(Message(normalise(utterance, known.lexicon)), known.small_talk, known.lexicon.language)


@pytest.mark.parametrize(
    ("utterance", "chat"),
    [
        ("Hello!", "greeting"),
        ("HI", "greeting"),
        ("good evening", "greeting"),
        ("helo", "greeting"),
        ("thx", "thanks"),
        ("Thank you very much 😀", "thanks"),
        ("\u202ehello\u202c", "greeting"),
        ("\0hello\ud800", "greeting"),
    ],
)
def test_a_message_of_small_talk_is_recognised(utterance, chat, mini_bot):
    assert chat == small_talk(mini_bot, utterance)


@pytest.mark.parametrize("utterance", ["hello to you", "hi there, i am here", "and thanks for that", "well hello there"])
def test_words_of_grammar_and_words_that_say_little_are_set_aside(utterance, mini_bot):
    assert small_talk(mini_bot, utterance)


@pytest.mark.parametrize("utterance", ["hello lamp", "thanks for the museum", "good zebra evening", "hello blorp", "hello 猫"])
def test_any_other_word_makes_it_more_than_small_talk(utterance, mini_bot):
    assert small_talk(mini_bot, utterance) is None


@pytest.mark.parametrize("utterance", ["", "?!", "😀", "what is it", "lamp", "blorp", "猫", "\ud800", "lamp " * 400])
def test_a_message_without_small_talk_is_none(utterance, mini_bot):
    assert small_talk(mini_bot, utterance) is None


@pytest.mark.parametrize("utterance", ["hello, which ones", "why, thanks", "hello there is someone that i can just be with now"])
def test_what_asks_or_goes_on_and_on_is_more_than_small_talk(utterance, mini_bot):
    assert small_talk(mini_bot, utterance) is None


def test_two_thousand_characters_of_small_talk_are_small_talk(mini_bot):
    assert "greeting" == small_talk(mini_bot, "hello " * 333)


def test_of_several_the_one_that_takes_most_words_is_recognised(mini_bot):
    assert "thanks" == small_talk(mini_bot, "hello and thank you very much")


def test_several_may_share_the_message_and_of_equals_the_first_is_recognised(mini_bot):
    assert ["greeting", "thanks"] == [small_talk(mini_bot, utterance) for utterance in ("hello and thanks", "thanks and hello")]


def test_content_without_small_talk_recognises_none(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
intents:
  bell:
    title: When does the bell ring?
    patterns: [fog bell]
    quotes: [On foggy nights the keeper rings the bell instead.]
""",
    )

    assert small_talk(bot, "hello") is None
