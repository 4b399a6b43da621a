"""Taking a message apart: what can be asked by itself, and what only tells a story."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.language import language_of
from bot.normalise.clauses import split_clauses, tells
from bot.normalise.message import Message
from bot.normalise.sentences import split_sentences
from bot.normalise.tags import cut_tag
from bot.normalise.tokens import normalise

PIECES = [
    "lamp",
    "cat",
    "what",
    "is",
    "and",
    "but",
    "i",
    "we",
    "tell me",
    "when",
    "my friend",
    ".",
    "?",
    ",",
    "\n",
    " - ",
    "(",
    "猫",
    "can't",
    "\ud800",
]
MESSAGES = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60)


@pytest.fixture
def clauses(lexicon):
    """The clauses of a message as words, those that ask with a question mark: ``clauses("Hi. What is it?")``."""

    def split(utterance: str) -> list[str]:
        found = split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language)
        return [" ".join(token.word for token in clause.tokens) + "?" * clause.asks for clause in found]

    return split


# --- where a clause begins -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("utterance", ["", "  ", "?!.", "😀", "\u202e", "\0", "\ud800"])
def test_a_message_without_words_has_no_clauses(utterance, clauses):
    assert [] == clauses(utterance)


@pytest.mark.parametrize("mark", [". ", "? ", "! ", "; ", "\n", "… ", "."])
def test_a_mark_ends_a_sentence(mark, clauses):
    assert ["lamp?", "cat?"] == clauses(f"Lamp{mark}cat")


def test_a_point_between_digits_ends_no_sentence(clauses):
    assert ["lamp 39 6 cat?"] == clauses("lamp 39.6 cat")
    assert ["lamp 39?", "6 cat?"] == clauses("lamp 39. 6 cat")


@pytest.mark.parametrize(
    "utterance", ["lamp-cat", "lamp–cat", "lamp, cat", "lamp (cat)", "lamp: cat", "lamp & cat", "lamp 😀 cat", "lamp\0cat"]
)
def test_nothing_else_ends_a_sentence(utterance, clauses):
    assert ["lamp cat?"] == clauses(utterance)


@pytest.mark.parametrize("dash", [" - ", " – ", " —— "])
def test_what_stands_beside_a_dash_may_be_another_thing_that_is_told(dash, lexicon, clauses):
    text = f"lamp{dash}cat"
    message = Message(normalise(text, lexicon))

    assert 2 == len(list(split_sentences(text, message, language_of("en"), at_dashes=True)))
    assert ["lamp cat?"] == clauses(text)


@pytest.mark.parametrize("comma", [",", ":", " (", '"', "”", " &", " +", " - "])
def test_after_a_comma_a_question_is_a_clause_of_its_own(comma, clauses):
    assert ["the lamp is old", "how far does it shine?"] == clauses(f"the lamp is old{comma} how far does it shine")


def test_a_story_that_goes_on_after_a_comma_is_a_clause_of_its_own(clauses):
    assert ["my friend saw the lamp", "we saw the cat"] == clauses("my friend saw the lamp, we saw the cat")


def test_a_conjunction_joins_two_questions(clauses):
    assert ["is there a cat?", "and how far does the lamp shine?"] == clauses("is there a cat and how far does the lamp shine")


def test_the_other_side_of_a_question_about_several_things_is_part_of_it(clauses):
    assert ["do cats get worse or do they get better?"] == clauses("do cats get worse or do they get better")
    assert ["do cats get worse or do they get better?"] == clauses("do cats get worse, or do they get better")
    assert ["is the lamp old?", "or is it new?"] == clauses("is the lamp old or is it new")


def test_a_second_request_is_a_clause_of_its_own(clauses):
    assert ["tell me of the lamp?", "then tell me of the cat?"] == clauses("Tell me of the lamp, then tell me of the cat")
    assert ["tell me of the lamp?", "then explain the cat?"] == clauses("Tell me of the lamp then explain the cat")
    assert ["the cat was old then"] == clauses("The cat was old then")


def test_a_question_may_run_on_from_a_story_that_begins_with_a_conjunction(clauses):
    assert ["so i am by the old lamp", "is there a cat?"] == clauses("so i am by the old lamp is there a cat")


def test_a_speaker_may_pause_between_two_questions(clauses):
    assert ["is there a cat?", "and um how far does the lamp shine?"] == clauses("is there a cat and um how far does the lamp shine")


def test_a_conjunction_joins_a_question_and_a_story(clauses):
    assert ["is there a cat?", "because we like cats"] == clauses("is there a cat because we like cats")


def test_a_conjunction_between_two_things_joins_no_clauses(clauses):
    assert ["where are cats and lamps?"] == clauses("where are cats and lamps")


def test_after_a_comma_a_conjunction_begins_a_clause_whatever_follows(clauses):
    assert ["is there a cat?", "and mice?"] == clauses("is there a cat, and mice")


def test_a_conjunction_at_the_end_begins_nothing(clauses):
    assert ["is there a cat and?"] == clauses("is there a cat, and")


@pytest.mark.parametrize(
    ("utterance", "told"),
    [("My cat is old and I am cold.", True), ("My cat is old. Is there a lamp?", False), ("is there a lamp", False), ("lamp", False)],
)
def test_a_message_tells_something_if_it_holds_a_story_and_no_question_mark(utterance, told, lexicon):
    assert told == tells(split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language))


def test_what_only_describes_a_thing_asked_about_asks_nothing(clauses):
    assert ["is it the lamp?", "which also shines on cats"] == clauses("Is it the lamp, which also shines on cats?")
    assert ["is it the lamp?", "which lamp shines?"] == clauses("Is it the lamp, which lamp shines?")


def test_a_story_may_run_on_into_a_question_without_a_mark(clauses):
    assert ["my friend saw the lamp", "do you have a cat?"] == clauses("my friend saw the lamp do you have a cat")


def test_a_comma_before_other_words_begins_nothing(clauses):
    assert ["is there a cat named barnacle?"] == clauses("is there a cat, named barnacle")


def test_a_contraction_is_not_taken_apart(clauses):
    assert ["what is the lamp?", "it is old"] == clauses("What's the lamp? It's old.")


def test_a_second_question_may_begin_with_if_or_whether(clauses):
    assert ["tell me how far it shines?", "and whether there is a cat?"] == clauses("tell me how far it shines and whether there is a cat")
    assert ["we saw the cat and if it rains we leave"] == clauses("we saw the cat and if it rains we leave")


def test_numbered_questions_are_taken_apart(clauses):
    assert ["1", "is there a cat 2?", "how far does it shine?"] == clauses("1) is there a cat 2) how far does it shine")


def test_what_only_names_the_subject_after_a_comma_is_no_story(clauses):
    assert ["it is old this lighthouse"] == clauses("it is old, this lighthouse")
    assert ["it is old", "this lamp"] == clauses("it is old, this lamp")


@pytest.mark.parametrize("confirmation", ["Is that so?", "True?", "So would you agree?", "or not"])
def test_a_sentence_that_only_asks_whether_that_is_so_makes_a_question_of_the_one_before(confirmation, clauses):
    assert ["my friend saw the lamp", "the lamp burns oil?"] == clauses(f"My friend saw the lamp. The lamp burns oil. {confirmation}")
    assert ["the lamp burns oil?"] == clauses(f"The lamp burns oil, {confirmation}")


def test_what_is_named_before_a_question_and_a_comma_is_what_it_asks_about(clauses):
    assert ["old lamps do they burn?"] == clauses("Old lamps, do they burn?")
    assert ["old lamps do they burn?"] == clauses("Old lamps - do they burn")
    assert ["well", "is it old?"] == clauses("Well, is it old?")


@pytest.mark.parametrize("before", ["", "is there a cat, and ", "we like cats, but "])
def test_a_condition_belongs_to_the_question_after_it(before, clauses):
    assert "if it rains can i see the cat?" in clauses(f"{before}if it rains, can I see the cat?")[-1]


def test_a_second_question_may_begin_with_several_joints(clauses):
    assert ["is there a cat?", "and then who feeds it?"] == clauses("is there a cat and then who feeds it")
    assert ["tell me of the lamp?", "and also whether there is a cat?"] == clauses("Tell me of the lamp, and also whether there is a cat.")


def test_a_condition_goes_on_after_a_conjunction(clauses):
    assert ["can i climb if it rains and i am old?"] == clauses("can I climb if it rains and I am old?")
    assert ["can i climb if it rains?", "and is there a cat?"] == clauses("can I climb if it rains and is there a cat?")


def test_a_condition_whose_question_has_come_ends_there(clauses):
    assert ["if it rains can i come?", "and is there a cat?"] == clauses("if it rains can I come, and is there a cat")


@pytest.mark.parametrize("teller", ["Mom", "Dad", "Wife"])
def test_who_is_told_of_without_a_word_before_asks_nothing(teller, clauses):
    assert [f"{teller.lower()} was told of the lamp"] == clauses(f"{teller} was told of the lamp.")


@pytest.mark.parametrize("opener", ["ok but", "fine", "well", "sure and"])
def test_what_takes_up_what_was_said_does_not_hide_a_question(opener, clauses):
    assert [f"{opener} does it burn oil?"] == clauses(f"{opener} does it burn oil")


def test_a_question_after_its_condition_and_a_comma_may_name_anything(clauses):
    assert ["if it does will the lamp burn oil?"] == clauses("If it does, will the lamp burn oil")


def test_a_greeting_before_a_question_does_not_hide_it(clauses):
    assert ["please how far does it shine?", "we like cats"] == clauses("Please how far does it shine. We like cats")


def test_the_mark_belongs_to_the_question_and_not_to_why_it_is_asked(clauses):
    assert ["the lamp is old?", "because we saw it burn"] == clauses("the lamp is old because we saw it burn?")


def test_what_even_is_it_has_no_tag(clauses):
    assert ["my friend saw a lamp", "what even is it?"] == clauses("my friend saw a lamp, what even is it")


# --- what carries nothing ------------------------------------------------------------------------------------------


@pytest.fixture
def parts_played(lexicon):
    """Return the parts that the words of a message of one clause play."""

    def roles(utterance: str) -> dict[str, str]:
        (clause,) = split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language)
        return {token.word: token.role for token in clause.tokens}

    return roles


def test_what_counts_questions_carries_nothing(parts_played):
    assert "function" == parts_played("Second, is it old?")["second"]
    assert "content" == parts_played("Second lamp")["second"]


@pytest.mark.parametrize("utterance", ["doesn't the lamp burn oil", "but isn't the lamp old", "If it is old, doesn't it burn oil?"])
def test_a_question_that_begins_with_a_negation_expects_a_yes(utterance, parts_played):
    assert "function" == parts_played(utterance)["not"]


@pytest.mark.parametrize("utterance", ["so it doesn't burn oil?", "But it isn't old?", "So the old lamp doesn't burn?"])
def test_a_statement_that_is_negated_and_asked_asks_whether_it_is_so(utterance, parts_played):
    assert "function" == parts_played(utterance)["not"]


@pytest.mark.parametrize(
    "utterance",
    [
        "so it doesn't burn oil",
        "so what doesn't burn oil?",
        "why doesn't the lamp burn oil",
        "the lamp does not burn oil",
        "do not burn oil",
    ],
)
def test_elsewhere_a_negation_turns_the_question_round(utterance, parts_played):
    assert "operator" == parts_played(utterance)["not"]


# --- what asks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "utterance",
    [
        "lamp",
        "umbrella zebra",
        "灯",
        "what is it",
        "is it",
        "and how far",
        "tell me of the lamp",
        "i want to know the price",
        "so cat and lamp",
    ],
)
def test_a_question_a_request_or_a_few_words_ask(utterance, clauses):
    assert [f"{utterance}?"] == clauses(utterance)


@pytest.mark.parametrize(
    "utterance", ["i like ships", "my friend saw the old lamp yesterday", "the lamp", "and but", "old lamps burn whale oil here"]
)
def test_a_story_does_not_ask(utterance, clauses):
    assert [utterance] == clauses(utterance)


def test_a_question_mark_makes_a_story_ask(clauses):
    assert ["i like ships?"] == clauses("I like ships?")


def test_a_question_mark_speaks_for_the_clause_before_it_only(clauses):
    assert ["my friend fell", "but he likes the old lamp very much?"] == clauses("My friend fell, but he likes the old lamp very much?")


def test_a_story_is_background_to_its_question(clauses):
    assert ["my friend likes ships", "how far does it shine?"] == clauses("My friend likes ships. How far does it shine?")


def test_keywords_that_lead_to_a_question_ask_nothing_themselves(clauses):
    assert ["lamp", "how many ships?"] == clauses("Lamp. How many ships")
    assert ["lamp oil?", "cat?"] == clauses("Lamp oil. Cat")
    assert ["lamp oil?", "does it burn?"] == clauses("Lamp oil: does it burn")
    assert ["lamp oil what?", "does it burn?"] == clauses("Lamp oil what. Does it burn")


def test_in_a_long_message_a_few_words_are_no_question(clauses):
    story = "my friend from oslo saw the lamp from a ship on a foggy night last year"

    assert [story, "old lamp"] == clauses(f"{story}. Old lamp.")


def test_two_thousand_characters_are_taken_apart(clauses):
    assert 182 * ["cat?", "lamp?"] == clauses("cat? lamp? " * 182)


# --- words that join the halves of a clause ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utterance", "roles"),
    [
        ("when is the lamp on", ["operator", "function", "function", "content", "function"]),
        ("the lamp is on when", ["function", "content", "function", "function", "operator"]),
        ("the lamp burns when ships pass", ["function", "content", "content", "function", "content", "content"]),
        ("and when is it", ["function", "operator", "function", "function"]),
    ],
)
def test_when_within_a_clause_joins_its_halves_and_at_its_edge_asks(utterance, roles, lexicon):
    (clause,) = split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language)

    assert roles == [token.role for token in clause.tokens]


# --- tags ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utterance", "left"),
    [
        ("It burns whale oil, doesn't it", "it burns whale oil"),
        ("the lamp is old, is it not", "the lamp is old, is it not"),
        ("you won't let the cat in, will you", "you will not let the cat in"),
        ("is it the lamp, is it", "is it the lamp is it"),
        ("tell me what is it", "tell me what is it"),
        ("isn't it", "is not it"),
        ("the cat sleeps there", "the cat sleeps there"),
    ],
)
def test_a_tag_is_cut(lexicon, utterance, left):
    assert left.replace(",", "") == " ".join(token.word for token in cut_tag(normalise(utterance, lexicon), lexicon.language)[0])


def test_a_plain_tag_asks_the_opposite_of_a_negative_statement(lexicon):
    left, _ = cut_tag(normalise("you won't let the cat in, will you", lexicon), lexicon.language)

    assert ["not"] == [token.word for token in left if token.role == "ignored"]


def test_a_statement_with_a_tag_asks(lexicon):
    utterance = "the old lamp burns whale oil every night, doesn't it. My uncle told me so a long time ago in the tower."

    assert [True, False] == [clause.asks for clause in split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language)]


def test_a_condition_and_its_question_are_one_clause(lexicon):
    utterance = "if the cat is old, can it still guard the lamp"

    assert 1 == len(split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language))


# --- whatever is written -------------------------------------------------------------------------------------------


@given(MESSAGES)
def test_no_word_is_lost_or_moved_but_a_tag(lexicon, utterance):
    message = Message(normalise(utterance, lexicon))
    whole = [
        token
        for sentence, _ in split_sentences(utterance, message, lexicon.language)
        for token in cut_tag(sentence.tokens, lexicon.language)[0]
    ]
    told = [token for clause in split_clauses(utterance, message, lexicon.language) for token in clause.tokens]

    assert [(token.word, token.span) for token in whole] == [(token.word, token.span) for token in told]


@given(MESSAGES)
def test_a_tag_is_three_words_at_most_at_the_end(lexicon, utterance):
    tokens = normalise(utterance, lexicon)
    left, tagged = cut_tag(tokens, lexicon.language)

    assert len(tokens) - 3 <= len(left) <= len(tokens)
    assert tagged == (len(left) < len(tokens))
    assert [token.word for token in left] == [token.word for token in tokens[: len(left)]]


@given(MESSAGES)
def test_no_clause_is_empty(lexicon, utterance):
    clauses = split_clauses(utterance, Message(normalise(utterance, lexicon)), lexicon.language)

    assert all(clause.tokens for clause in clauses)


@given(MESSAGES)
def test_in_a_language_whose_small_words_are_not_known_a_sentence_is_a_clause(lexicon, utterance):
    message = Message(normalise(utterance, lexicon))

    assert len(list(split_sentences(utterance, message, language_of("de")))) == len(split_clauses(utterance, message, language_of("de")))


# --- reasons and wants ---------------------------------------------------------------------------------------------


def test_a_reason_after_what_is_asked_is_a_clause_of_its_own(clauses):
    assert clauses("tell me about the lamp because last time nobody warned us of it") == [
        "tell me about the lamp?",
        "because last time nobody warned us of it",
    ]


def test_what_names_a_cause_stays_in_its_question(clauses):
    assert clauses("is the lamp warm because of the oil") == ["is the lamp warm because of the oil?"]


def test_a_question_begins_where_somebody_says_what_they_want_to_know_in_the_middle_of_a_story(clauses):
    assert clauses("the next stop is the museum and before we go there i would like to know about the lamp") == [
        "the next stop is the museum and before we go there",
        "i would like to know about the lamp?",
    ]
