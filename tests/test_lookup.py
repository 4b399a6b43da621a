"""Looking up the clauses of a message: what each is about, alone or with what was said before."""

import pytest
from conftest import MINI_YAML, make_bot
from hypothesis import given
from hypothesis import strategies as st

from bot.decide import Part
from bot.lookup import look_up
from bot.model import Spotted
from bot.normalise.clauses import split_clauses
from bot.normalise.message import Message
from bot.normalise.tokens import normalise
from bot.pipeline import Bot

FOG_YAML = (
    MINI_YAML.partition("synonyms:")[0]
    + """
about:
  - fog horn
  - lighthouse
intents:
  horn:
    title: What is the fog horn?
    patterns: [what is the fog horn, what is it for]
    quotes: [On foggy nights the keeper rings the bell instead.]
  steam:
    title: How does the fog horn work?
    patterns: [how does it work]
    quotes: [A brass clockwork turns the lens once every minute.]
  rust:
    title: Does fog make the bell rust?
    patterns: [does fog make the bell rust, rusty bell polish]
    quotes: [On foggy nights the keeper rings the bell instead.]
topics:
  cost:
    name: what a ticket costs
    patterns: [how much, ticket, bell]
  boats:
    name: where the boats go
    patterns: [boat, how much for the boat]
"""
)


PIECES = st.sampled_from(
    ["fog horn", "bell", "ticket", "it", "that", "what is", "my", "?", ".", "and", "boat", "rust", "blorp", "lighthouse"]
)
MESSAGES = st.lists(PIECES, max_size=15).map(" ".join) | st.text(max_size=40)


@pytest.fixture(scope="module")
def fog(tmp_path_factory) -> Bot:
    """A bot that knows of a fog horn and a rusty bell."""
    return make_bot(tmp_path_factory.mktemp("fog"), FOG_YAML)


@pytest.fixture(scope="module")
def strict(tmp_path_factory) -> Bot:
    """The same bot, which answers next to nothing."""
    return make_bot(tmp_path_factory.mktemp("strict"), "policy:\n  threshold: 100\n  coverage: 1\n" + FOG_YAML)


def parts(bot: Bot, message: str, before: Part | None = None) -> tuple[Part, ...]:
    lexicon = bot.knowledge.lexicon
    return look_up(split_clauses(message, Message(normalise(message, lexicon)), lexicon.language), bot.knowledge, before)


def topics(bot: Bot, message: str, before: Part | None = None) -> list[str | None]:
    return [part.topic.id if part.topic else None for part in parts(bot, message, before)]


def read(bot: Bot, message: str, before: Part | None = None) -> list[str]:
    """Return the words with which each clause was looked up."""
    return [" ".join(token.word for token in part.tokens) for part in parts(bot, message, before)]


def turn(bot: Bot, words: str = "", topic: str | None = None) -> Part:
    """Return what the turn before was about."""
    return Part(normalise(words, bot.knowledge.lexicon), False, Spotted(topic, "", ()) if topic else None, ())


# --- a clause by itself --------------------------------------------------------------------------------------------


def test_no_clauses_have_no_parts(fog):
    assert () == parts(fog, "")


def test_a_clause_has_its_candidates(fog):
    (part,) = parts(fog, "what is the fog horn")

    assert ("horn", 100.0, None, True) == (part.candidates[0].intent, part.candidates[0].score, part.topic, part.asks)


@pytest.mark.parametrize("message", ["what is it", "blorp", "猫", "\u202ezebra", "zebra\0", "zebra\ud800", "😀 zebra 😀", "zebra " * 300])
def test_a_clause_about_something_else_has_no_topic_and_stands_alone(message, fog):
    (part,) = parts(fog, message)

    assert (None, len(normalise(message, fog.knowledge.lexicon))) == (part.topic, len(part.tokens))


def test_a_clause_may_have_a_topic(fog):
    assert ["cost"] == topics(fog, "is there a ticket")


def test_the_topic_that_takes_most_words_that_say_what_is_asked_counts(fog):
    assert ["boats"] == topics(fog, "how much for the boat")


def test_of_equal_topics_the_first_counts(fog):
    assert ["cost", "boats"] == [topics(fog, message)[0] for message in ("ticket, boat", "boat, ticket")]


def test_a_topic_gives_way_to_a_pattern_that_holds_its_words(fog):
    assert [None] == topics(fog, "does fog make the bell rust")


def test_a_topic_does_not_give_way_to_a_pattern_that_lacks_its_words(fog):
    assert ["cost"] == topics(fog, "what is the fog horn ticket")


def test_a_topic_does_not_give_way_to_a_pattern_that_is_not_sure(fog):
    assert ["cost"] == topics(fog, "bell")


# --- a clause that leans on the one before -------------------------------------------------------------------------


def test_a_clause_that_says_nothing_by_itself_leans_on_the_one_before(fog):
    assert ["rusty bell polish", "rusty bell polish and is it"] == read(fog, "Rusty bell polish? And is it?")


def test_a_clause_that_says_something_by_itself_does_not_lean(fog):
    assert ["rusty bell polish", "what is the lighthouse clock"] == read(fog, "Rusty bell polish. What is the lighthouse clock?")


def test_a_clause_that_is_understood_by_itself_is_a_question_of_its_own(fog):
    found = parts(fog, "What is the fog horn? How does it work?")

    assert ["horn", "steam"] == [part.candidates[0].intent for part in found]


def test_a_clause_that_leans_takes_its_topic_from_the_one_before(fog):
    assert ["cost", "cost"] == topics(fog, "Is there a ticket? And should i?")


def test_a_clause_with_a_topic_of_its_own_keeps_it(fog):
    assert ["cost", "boats"] == topics(fog, "Is there a ticket? And is it for the boat?")


def test_a_clause_that_points_back_to_a_topic_is_about_that(fog):
    assert ["cost", "cost"] == topics(fog, "I lost the ticket. Where can I find it?")


def test_a_clause_that_points_to_no_topic_has_none(fog):
    assert ["cost", None] == topics(fog, "I lost the ticket. Where is my zebra?")


@pytest.mark.parametrize(
    ("message", "reading"),
    [
        ("My lighthouse is wet. How does it work?", "how does it work"),
        ("My printer is wet. How does it work?", "my printer is wet how does it work"),
    ],
)
def test_a_clause_that_points_to_a_story_of_something_else_is_not_about_the_page(message, reading, fog):
    assert reading == read(fog, message)[1]


def test_two_clauses_that_ask_one_thing_together_are_read_together(fog):
    assert ["my bell is in the fog", "my bell is in the fog does it make rust"] == read(fog, "My bell is in the fog. Does it make rust?")


@pytest.mark.parametrize(
    "story",
    [
        "She said fog horn and left.",
        "My zebra is wet. The keeper spoke of the fog horn, then it rained all day.",
        "She said fog horn and left. I have a boat.",
    ],
)
def test_a_question_after_a_story_may_be_about_the_subject_of_the_story_alone(story, fog):
    assert "fog horn what is it" == read(fog, f"{story} What is it?")[-1]


@pytest.mark.parametrize("story", ["She said fog horn and lighthouse.", "She said fog horn and zorbitron.", "She lost the keys."])
def test_it_is_not_if_the_story_names_two_things_or_none(story, fog):
    assert "fog horn what is it" != read(fog, f"{story} What is it?")[-1]


def test_that_points_back_to_nothing_where_it_joins(fog):
    assert ["my printer is wet", "have you something that makes rust"] == read(
        fog, "My printer is wet. Have you something that makes rust?"
    )


# --- a clause that leans on the turn before ------------------------------------------------------------------------


def test_the_first_clause_may_lean_on_the_turn_before(fog):
    assert ["what is the fog horn and is it"] == read(fog, "And is it?", turn(fog, "What is the fog horn?"))


def test_a_clause_that_says_something_does_not_lean_on_the_turn_before(fog):
    assert ["what is the lighthouse clock"] == read(fog, "What is the lighthouse clock?", turn(fog, "What is the fog horn?"))


def test_a_clause_that_points_back_is_about_the_topic_of_the_turn_before(fog):
    assert ["cost"] == topics(fog, "Where can I find it?", turn(fog, topic="cost"))


def test_a_clause_that_names_the_pages_subject_leaves_the_topic_of_the_turn_before(fog):
    assert [None] == topics(fog, "Where is this lighthouse zebra?", turn(fog, topic="cost"))


def test_a_clause_that_names_the_pages_subject_does_not_lean_on_the_turn_before(fog):
    assert ["tell me of the fog horn"] == read(fog, "Tell me of the fog horn", turn(fog, "Does fog make the bell rust?"))


def test_after_a_story_in_the_same_message_it_does(fog):
    assert ["my bell is wet", "my bell is wet can the fog horn"] == read(fog, "My bell is wet. Can the fog horn?")


# --- whatever is written -------------------------------------------------------------------------------------------


@given(MESSAGES)
def test_no_policy_makes_a_clause_lean(fog, strict, message):
    before = turn(fog, "Does fog make the bell rust?", "cost")

    assert read(fog, message, before) == read(strict, message, before)


@given(MESSAGES)
def test_every_clause_has_a_part_that_ends_with_its_words(fog, message):
    lexicon = fog.knowledge.lexicon
    clauses = split_clauses(message, Message(normalise(message, lexicon)), lexicon.language)
    found = look_up(clauses, fog.knowledge, turn(fog, "What is the fog horn?", "cost"))

    assert [part.asks for part in found] == [
        clause.asks or (clause.leads and part.asks) for clause, part in zip(clauses, found, strict=True)
    ]
    assert all(part.tokens[-len(clause.tokens) :] == clause.tokens for clause, part in zip(clauses, found, strict=True))


# --- what silences, and what is about something else ---------------------------------------------------------------


SILENCED_YAML = MINI_YAML.replace("  parking:\n", "  parking:\n    elsewhere: true\n    unless: car park film\n", 1)


@pytest.fixture(scope="module")
def silenced(tmp_path_factory):
    return make_bot(tmp_path_factory.mktemp("silenced"), SILENCED_YAML)


def test_a_topic_is_silent_where_its_unless_stands(silenced):
    assert "parking" == silenced.reply("is there a car park").handoff.topic
    assert "parking" != getattr(silenced.reply("is there a car park film").handoff, "topic", None)


def test_after_a_story_of_something_else_a_question_that_does_not_name_the_page_is_handed_off(silenced, mini_bot):
    story = "We left the van in the car park by the sea this morning. How far does it shine?"

    assert ("handoff", "parking") == (silenced.reply(story).kind, silenced.reply(story).handoff.topic)


# --- what stands against a call for advice, and what "it" means after a topic -------------------------------------------


GIVING_YAML = MINI_YAML.replace("  parking:\n", "  parking:\n    another: true\n", 1).replace(
    "guards:\n",
    """guards:
  may-i:
    reason: personal_advice
    name: May I
    gives_way: cat
    patterns: may i
  must-i:
    reason: personal_advice
    name: Must I
    patterns: must i
""",
    1,
)


@pytest.fixture(scope="module")
def giving(tmp_path_factory):
    return make_bot(tmp_path_factory.mktemp("giving"), GIVING_YAML)


@pytest.mark.parametrize("asked", ["May I see where the cat sleeps?", "Where does the cat sleep, if I may? May I?"])
def test_a_guard_gives_way_to_the_answer_that_it_names(asked, giving):
    assert ("answer", ("cat",)) == (giving.reply(asked).kind, giving.reply(asked).intents)


@pytest.mark.parametrize(
    "asked", ["May I?", "May I see how far the lamp shines?", "May I, or must I, see where the cat sleeps?", "May I park near the cat?"]
)
def test_it_gives_way_to_nothing_else(asked, giving):
    assert ("handoff", "personal_advice") == (giving.reply(asked).kind, giving.reply(asked).handoff.reason)


def test_an_answer_that_it_gives_way_to_may_stand_beside_another(giving):
    reply = giving.reply("May I see where the cat sleeps? And how far does the lamp shine?")

    assert ({"cat", "lamp-range"}, None) == (set(reply.intents), reply.handoff)


def test_after_a_topic_that_is_another_thing_it_means_that(giving):
    assert "parking" == after(giving, "is there a car park", "what does it burn, the lamp").handoff.topic


def test_after_such_a_topic_in_a_story_it_means_that_too(giving):
    assert "parking" == giving.reply("I found a car park. Does it burn whale oil?").handoff.topic


def test_after_another_topic_it_means_the_page_again(giving):
    assert ("lamp-range",) == after(giving, "how much is a ticket", "how far can ships see the light of it").intents


def test_in_one_message_it_does_so_only_in_a_clause_that_names_two_things(giving):
    assert ("lamp-range",) == giving.reply("A ticket is dear. How far does the lamp of it shine?").intents
    assert "cost" == giving.reply("A ticket is dear. Where does it sleep?").handoff.topic


@pytest.fixture(scope="module")
def rival(tmp_path_factory):
    return make_bot(tmp_path_factory.mktemp("rival"), MINI_YAML.replace("  parking:\n", "  parking:\n    rival: true\n", 1))


@pytest.mark.parametrize("question", ["is there a cat", "cat?", "where does the cat sleep"])
def test_after_a_rival_a_question_that_does_not_say_of_what_is_about_that(question, rival):
    assert "parking" == after(rival, "where can i park", question).handoff.topic


@pytest.mark.parametrize("question", ["can i call the keeper", "is there a cat in the museum"])
def test_it_is_not_if_it_names_the_subject_or_asks_for_a_person(question, rival):
    assert "answer" == after(rival, "where can i park", question).kind


def test_a_story_of_a_rival_and_of_another_topic_is_of_the_rival(rival):
    assert "parking" == rival.reply("I had a ticket for parking. Does it burn whale oil?").handoff.topic


def test_after_any_other_thing_only_a_few_words_without_a_question_are_about_that(giving):
    assert "parking" == after(giving, "where can i park", "and the cat").handoff.topic
    assert ("cat",) == after(giving, "where can i park", "is there a cat").intents


def after(bot, before: str, question: str):
    """Return the reply to a question that follows another one."""
    return bot.reply(question, bot.reply(before).context)


def test_a_question_that_says_little_after_a_story_is_about_it(fog):
    assert ["fog makes the bell rust", "fog makes the bell rust would the lighthouse polish"] == read(
        fog, "Fog makes the bell rust. Would the lighthouse polish?"
    )


@pytest.mark.parametrize(
    "question",
    [
        "Who would polish the lighthouse?",
        "Would the lighthouse not polish?",
        "Would the lighthouse polish bend ropes?",
        "Would the lighthouse polish a ticket?",
    ],
)
def test_it_is_not_if_it_turns_the_question_or_says_more_or_names_a_topic(question, fog):
    assert not read(fog, f"Fog makes the bell rust. {question}")[-1].startswith("fog makes the bell rust w")


def test_after_a_rival_another_topic_that_points_back_is_still_about_it(rival):
    context = rival.reply("how much is a ticket for that", rival.reply("where can i park").context).context
    assert "parking" == rival.reply("is there a cat", context).handoff.topic


def test_it_is_not_if_the_topic_points_to_nothing(rival):
    context = rival.reply("how much is a ticket", rival.reply("where can i park").context).context
    assert ("cat",) == rival.reply("is there a cat", context).intents
