"""Guards: danger and calls for personal advice are seen before anything else."""

import pytest
from conftest import MINI_YAML, REPOSITORY, make_bot

from bot.content.load import load_content
from bot.content.pattern import parse
from bot.content.words import spell_out
from bot.guard import ADVICE, DANGER, Alarm, guard
from bot.model import Spotted
from bot.normalise.message import Message
from bot.normalise.sentences import split_sentences
from bot.normalise.tokens import normalise
from bot.pipeline import Bot

ALL = DANGER | ADVICE
HEAD = MINI_YAML.partition("synonyms:")[0]


def alarm(bot: Bot, utterance: str, wanted=ALL) -> Alarm | None:
    return guard([Message(normalise(utterance, bot.knowledge.lexicon))], bot.knowledge.guards, wanted)


def reasons(bot: Bot, utterance: str, wanted=ALL) -> tuple[str, ...]:
    seen = alarm(bot, utterance, wanted)
    return seen.reasons if seen else ()


def first_way(pattern: str) -> str:
    """Return the shortest way to say the first of what a pattern offers, as a visitor types it."""

    def said(sequence):
        for item in sequence:
            if isinstance(item, str):
                yield item.replace("=", "")
            elif not item.optional:
                yield from said(item.options[0])

    return " ".join(said(parse(pattern)))


@pytest.mark.parametrize("utterance", ["", "?!", "😀", "what is it", "lamp", "blorp zebra", "猫", "\0", "\ud800", "\u202e", "lamp " * 400])
def test_a_harmless_message_raises_no_alarm(utterance, mini_bot):
    assert alarm(mini_bot, utterance) is None


@pytest.mark.parametrize(
    ("utterance", "reason"),
    [
        ("my friend fell down the stairs", "emergency"),
        ("HE FELL OFF THE CLIFF!!!", "emergency"),
        ("fell from the 😀 old tower", "emergency"),
        ("please call an ambulence", "emergency"),
        ("i want to die", "crisis"),
        ("i'm going to kill\0 myself", "crisis"),
        ("should I climb the tower with a bad heart", "personal_advice"),
        ("is it safe for me to climb", "personal_advice"),
    ],
)
def test_a_guard_sees_what_it_waits_for(utterance, reason, mini_bot):
    assert (reason,) == reasons(mini_bot, utterance)


def test_an_alarm_names_the_pattern_and_the_words(mini_bot):
    assert Alarm(("crisis",), (Spotted("despair", "want to die", (1, 2, 3)),)) == alarm(mini_bot, "I want to die")


def test_a_life_comes_first_and_advice_last(mini_bot):
    message = "should i climb, my friend fell off the cliff and i want to die"

    assert ("crisis", "emergency", "personal_advice") == reasons(mini_bot, message)


def test_several_sights_of_one_reason_are_one_reason(mini_bot):
    seen = alarm(mini_bot, "he fell off the tower, call an ambulance")

    assert seen
    assert (("emergency",), ["fall", "fall"]) == (seen.reasons, [found.id for found in seen.spotted])


def test_only_the_wanted_reasons_are_looked_for(mini_bot):
    message = "should i climb, my friend fell off the cliff"

    assert [("emergency",), ("personal_advice",)] == [reasons(mini_bot, message, wanted) for wanted in (DANGER, ADVICE)]


def test_every_reason_is_danger_or_advice():
    assert (frozenset({"crisis", "emergency"}), frozenset({"personal_advice"})) == (DANGER, ADVICE)


def test_a_guard_is_silent_where_one_of_its_unless_patterns_stands(mini_bot):
    assert alarm(mini_bot, "I want to die laughing") is None


def test_what_silences_a_guard_stands_beside_what_it_saw(mini_bot):
    assert ("crisis",) == reasons(mini_bot, "I want to die, and the cat and the keeper all want to die laughing, they die laughing")


@pytest.mark.parametrize(
    "utterance",
    [
        "i want to die and the other want to die laughing",
        "they want to die laughing but i want to die",
        "i want to die and laughing",
        "to die or laughing, i want to die",
    ],
)
def test_what_silences_a_guard_does_not_reach_over_an_and(utterance, mini_bot):
    assert ("crisis",) == reasons(mini_bot, utterance)


@pytest.mark.parametrize("utterance", ["i want to die i laughing", "laughing there i want to die", "my cat laughing, i want to die"])
def test_nor_does_it_reach_into_another_story(utterance, tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - want to die laughing\n", "      - laughing\n"))

    assert alarm(bot, "want to die laughing") is None
    assert ("crisis",) == reasons(bot, utterance)


@pytest.mark.parametrize("utterance", ["i want to die i live alone", "i live alone i want to die", "i live alone. i want to die"])
def test_what_silences_a_guard_may_itself_begin_another_story(utterance, tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - want to die laughing\n", "      - i live alone\n      - we want to die laughing\n"))

    assert alarm(bot, "we want to die laughing") is None
    assert ("crisis",) == reasons(bot, utterance)


def test_nor_does_it_reach_over_a_comma(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - want to die laughing\n", "      - laughing\n"))

    assert alarm(bot, "laughing want to die") is None
    assert ("crisis",) == reasons(bot, "laughing, want to die")


def test_no_guard_of_danger_is_silent_where_another_story_follows_that_would_silence_it(real_bot):
    told = real_bot.knowledge.lexicon.language.story_starts
    content = load_content(REPOSITORY / "intents.yaml").content
    asked = [
        f"{example.rstrip('.!? ')} {first_way(spell_out(pattern, content.lists))}"
        for guarded in content.guards.values()
        if guarded.reason in DANGER
        for pattern in guarded.unless
        if first_way(spell_out(pattern, content.lists)).split()[0] in told
        for example in guarded.tests
    ]

    assert asked
    assert [] == [text for text in asked if calmed(real_bot, text)]


def test_nothing_calms_a_danger_that_is_told_after_a_but(real_bot):
    content = load_content(REPOSITORY / "intents.yaml").content
    dangers = [guarded.tests[0] for guarded in content.guards.values() if guarded.reason in DANGER]
    calming = [first_way(spell_out(pattern, content.lists)) for calm in content.calm.values() for pattern in calm.patterns]
    asked = [f"{said} but {danger}" for said in calming for danger in dangers]

    assert asked
    assert [] == [text for text in asked if calmed(real_bot, text)]


def test_a_reason_is_no_other_story(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - want to die laughing\n", "      - laughing\n"))

    assert alarm(bot, "want to die because of laughing") is None


@pytest.mark.parametrize(("said", "silent"), [("to die of laughing", True), ("to die here for all of us laughing", False)])
def test_the_words_that_silence_a_guard_stand_close_together(said, silent, mini_bot):
    assert silent == (alarm(mini_bot, f"I want {said}") is None)


def test_what_is_seen_may_hold_an_and_itself(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.replace("      - want to die laughing\n", "      - want to die and go to heaven\n"))

    assert alarm(bot, "I want to die and go to heaven") is None


def test_a_guard_that_is_silent_silences_no_other(mini_bot):
    seen = alarm(mini_bot, "he fell down the stairs and i want to die laughing")

    assert seen
    assert ["fall"] == [found.id for found in seen.spotted]


def test_a_guard_sees_everything_that_a_misspelt_word_may_be(mini_bot):
    assert ("crisis",) == reasons(mini_bot, "oill myself")  # oil, will or kill


def test_a_guard_is_only_silenced_by_what_a_misspelt_word_likely_is(tmp_path):
    bot = make_bot(
        tmp_path,
        HEAD
        + """
intents:
  bell:
    title: When does the bell ring?
    patterns: [fog bell, smell, spell]
    quotes: [On foggy nights the keeper rings the bell instead.]
guards:
  smoke:
    reason: emergency
    name: Smoke
    patterns: [smoke]
    unless: [spell]
""",
    )

    assert ("emergency", "smell") == (*reasons(bot, "smoke smpell"), normalise("smpell", bot.knowledge.lexicon)[0].term)


# --- what calms ----------------------------------------------------------------------------------------------------

CALM = """
calm:
  past:
    name: Long ago
    calms: emergency
    patterns: (year|decade) ago, =died of
    unless: again, today
  denied:
    name: Denied
    calms: emergency, crisis
    within: 0
    patterns: (no|not) [want] (fell|fall|die)
"""


@pytest.fixture(scope="module")
def calm_bot(tmp_path_factory):
    return make_bot(tmp_path_factory.mktemp("calm"), MINI_YAML + CALM)


def calmed(bot: Bot, utterance: str) -> bool:
    """Return whether no guard of danger sees anything in the sentences of the message."""
    message = Message(normalise(utterance, bot.knowledge.lexicon))
    return (
        guard(
            [sentence for sentence, _ in split_sentences(utterance, message, bot.knowledge.lexicon.language)], bot.knowledge.guards, DANGER
        )
        is None
    )


@pytest.mark.parametrize("utterance", ["I fell off the tower a year ago", "ten years ago, he fell down the stairs", "I do not want to die"])
def test_what_stands_near_calms_a_guard(utterance, calm_bot, mini_bot):
    assert not calmed(mini_bot, utterance)
    assert calmed(calm_bot, utterance)


@pytest.mark.parametrize(
    "utterance",
    [
        "a year ago I climbed up to the lamp with my uncle and two of his friends, and now he fell off the tower",  # far away
        "A year ago I was here. He fell off the tower",  # in another sentence
        "I fell off the tower a year ago and today again",  # it happens now
        "I fell off the tower a year ago. It hurts again",  # so says the next sentence
        "I fell off the tower, he is dying of it",  # not the very word
        "I want to die since I fell a year ago",  # calms no crisis
        "I do not know, but I want to die",  # says it of something else
        "I was here a year ago but he fell off the tower",  # tells of something else
        "I was here years ago and now I fell down the stairs",
        "I was here years ago, he just fell down the stairs",
        "she fell down the stairs but my uncle died of it",
    ],
)
def test_what_is_not_sure_calms_nothing(utterance, calm_bot):
    assert not calmed(calm_bot, utterance)


def test_content_without_guards_raises_no_alarm(tmp_path):
    bot = make_bot(tmp_path, MINI_YAML.partition("guards:")[0])

    assert alarm(bot, "I want to die") is None
