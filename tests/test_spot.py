"""Spotting: all words of a pattern, in their order, with little between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.pattern import Variant, expand
from bot.model import Spotted, Token
from bot.normalise.lexicon import Lexicon
from bot.normalise.message import Message
from bot.normalise.tokens import normalise, pattern_terms
from bot.spot import MOST_APART, MOST_BETWEEN, Spotter

WORDS = st.sampled_from(["lamp", "cat", "bell", "oil", "the", "of", "not", "lighthouse keeper", "kitty", "lmap"])
MESSAGES = st.lists(WORDS, max_size=12).map(" ".join)
GROUPS = st.lists(WORDS, min_size=1, max_size=2).map("|".join)
ITEMS = WORDS | GROUPS.map("({})".format) | GROUPS.map("[{}]".format) | GROUPS.map("([{}]|fog)".format)
PATTERNS = st.tuples(st.lists(ITEMS, max_size=1), WORDS, st.lists(ITEMS, max_size=2)).map(
    lambda parts: " ".join([*parts[0], parts[1], *parts[2]])
)


@pytest.fixture
def spot(lexicon):
    """What is spotted in a message, as the words that were taken: ``spot("the lamp", "Is the old lamp on?")``."""

    def found(pattern: str, utterance: str, between: int = MOST_BETWEEN, alert: bool = False) -> str | None:
        tokens = normalise(utterance, lexicon)
        spotted = Spotter([("it", pattern)], lexicon, alert=alert).spot(Message(tokens), between)
        return " ".join(tokens[position].word for position in spotted[0].positions) if spotted else None

    return found


# --- one pattern ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("utterance", ["", "?!", "😀", "\u202e", "\0", "\ud800", "what is it", "blorp zebra", "猫 маяк", "lamp" * 500])
def test_nothing_is_spotted_where_the_word_is_not(utterance, spot):
    assert spot("lamp", utterance) is None


@pytest.mark.parametrize(
    "utterance", ["lamp", "LAMPS!", "the lamp", "\u202elamp\u202c", "😀lamp", "\0lamp", "\ud800lamp", "blorp lamp zebra"]
)
def test_one_word_is_spotted_wherever_it_stands(utterance, spot):
    assert "lamp" == (spot("lamp", utterance) or "").removesuffix("s")


def test_all_words_must_be_there(spot):
    assert spot("lamp oil", "is there oil") is None


def test_the_words_must_stand_in_their_order(spot):
    assert spot("lamp oil", "oil for the lamp") is None


def test_two_other_words_may_stand_between(spot):
    assert "lamp oil" == spot("lamp oil", "lamp burns whale oil")


def test_three_may_not(spot):
    assert spot("lamp oil", "lamp burns smelly whale oil") is None


def test_small_words_between_do_not_count(spot):
    assert "lamp oil" == spot("lamp oil", "lamp burns the whale oil")


def test_more_than_four_words_of_any_kind_may_not_stand_between(spot):
    assert ["lamp oil", None] == [spot("lamp oil", f"lamp {'of ' * small}oil") for small in (MOST_APART, MOST_APART + 1)]


def test_on_request_no_word_that_counts_may_stand_between(spot):
    assert ["lamp oil", None] == [spot("lamp oil", utterance, between=0) for utterance in ("lamp with the oil", "lamp whale oil")]


def test_the_first_of_several_places_is_taken(lexicon):
    tokens = normalise("lamp bell lamp oil oil", lexicon)

    assert (Spotted("it", "lamp oil", (0, 3)),) == Spotter([("it", "lamp oil")], lexicon).spot(Message(tokens))


def test_a_start_that_leads_nowhere_is_given_up(lexicon):
    tokens = normalise("lamp bell bell bell lamp oil", lexicon)

    assert (Spotted("it", "lamp oil", (4, 5)),) == Spotter([("it", "lamp oil")], lexicon).spot(Message(tokens))


# --- options and alternatives --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "utterance", "expected"),
    [
        ("(lamp|bell) oil", "bell oil", "bell oil"),
        ("(lamp|bell) oil", "cat oil", None),
        ("lamp [whale] oil", "lamp oil", "lamp oil"),
        ("lamp [whale] oil", "lamp whale oil", "lamp whale oil"),
        ("[whale] oil", "oil", "oil"),
        ("[whale] oil", "whale lamp bell cat oil", "oil"),
        ("lamp [oil]", "lamp oil", "lamp oil"),
        ("lamp [oil]", "lamp", "lamp"),
        ("(lamp [oil]|bell) rope", "bell rope", "bell rope"),
        ("(lamp [oil]|bell) rope", "lamp oil rope", "lamp oil rope"),
        ("([old]|whale) oil", "oil", "oil"),
        ("lamp ([old]|whale)", "lamp", "lamp"),
        ("([fyi]|lamp) bell", "bell", "bell"),
        ("fyi lamp", "lamp", "lamp"),
        ("[lamp] fyi", "lamp", None),
    ],
)
def test_options_and_alternatives_are_spotted(pattern, utterance, expected, spot):
    assert expected == spot(pattern, utterance)


def test_the_alternative_that_is_written_first_is_preferred(spot):
    assert ["lamp oil", "lamp bell"] == [spot(pattern, "lamp bell oil") for pattern in ("lamp (oil|bell)", "lamp (bell|oil)")]


# --- words that stand for one thing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "utterance", "expected"),
    [
        ("light oil", "lantern oil", "lantern oil"),
        ("warden", "the lighthouse keeper", "lighthouse keeper"),
        ("lighthouse keeper", "the warden", "warden"),
        ("talk to keeper", "talk to the lighthouse keeper", "talk to lighthouse keeper"),
        ("the lighthouse", "the lighthouse keeper", "the lighthouse keeper"),  # a phrase can be read word by word
        ("keeper hat", "lighthouse keeper hat", "lighthouse keeper hat"),
    ],
)
def test_a_synonym_stands_for_its_main_word(pattern, utterance, expected, spot):
    assert expected == spot(pattern, utterance)


def test_the_words_of_a_phrase_count_one_by_one_between_others(spot):
    assert spot("bell oil", "bell lighthouse keeper rope oil") is None


def test_of_what_a_misspelt_word_may_be_the_likeliest_is_spotted(lexicon):
    (token,) = normalise("oill", lexicon)
    spotted = {reading.term: Spotter([("it", reading.term)], lexicon).spot(Message((token,))) != () for reading in token.readings}

    assert {reading.term: number == 0 for number, reading in enumerate(token.readings)} == spotted


def test_an_alert_spotter_sees_everything_that_a_misspelt_word_may_be(lexicon):
    (token,) = normalise("oill", lexicon)

    assert all(Spotter([("it", reading.term)], lexicon, alert=True).spot(Message((token,))) for reading in token.readings)


def test_on_request_no_phrase_is_broken(lexicon):
    message = Message(normalise("where is the lighthouse keeper", lexicon))
    spotter = Spotter([("it", "where is lighthouse")], lexicon)

    assert spotter.spot(message)
    assert not spotter.spot(message, breaks=False)


# --- many patterns -------------------------------------------------------------------------------------------------


def test_patterns_are_spotted_by_place_longer_ones_first_then_in_the_order_given(lexicon):
    spotter = Spotter([("b", "oil"), ("a", "oil"), ("c", "whale oil"), ("d", "lamp"), ("d", "lamp")], lexicon)

    assert ["d lamp", "c whale oil", "b oil", "a oil"] == [
        f"{found.id} {found.pattern}" for found in spotter.spot(Message(normalise("lamp with whale oil", lexicon)))
    ]


def test_a_spotter_without_patterns_spots_nothing(lexicon):
    assert () == Spotter([], lexicon).spot(Message(normalise("lamp", lexicon)))


# --- whatever is written -------------------------------------------------------------------------------------------


def stands(terms: tuple[str, ...], tokens: tuple[Token, ...], start: int = 0, began: bool = False) -> bool:
    """Return whether the terms can be read from ``start`` on, tried in every way; phrases are taken whole."""
    if not terms:
        return True
    between = 0
    for place in range(start, len(tokens)):
        if began and (between > MOST_BETWEEN or place - start > MOST_APART):
            return False
        read = [reading.term for reading in tokens[place].readings[:1]]
        if terms[0] in read and stands(terms[1:], tokens, place + 1, began=True):
            return True
        between += tokens[place].role not in ("function", "light")
    return False


def terms_of(variant: Variant, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(term for word in variant for term, _ in pattern_terms(word, lexicon))


@given(PATTERNS, MESSAGES)
def test_a_pattern_is_spotted_if_and_only_if_one_way_to_say_it_stands_there(lexicon, pattern, utterance):
    pattern, utterance = pattern.replace("lighthouse ", ""), utterance.replace("lighthouse ", "")
    tokens = normalise(utterance, lexicon)

    assert any(stands(terms_of(variant, lexicon), tokens) for variant in expand(pattern)) == bool(
        Spotter([("it", pattern)], lexicon).spot(Message(tokens))
    )


@given(st.lists(PATTERNS, max_size=4), MESSAGES | st.text(max_size=30))
def test_what_is_taken_stands_in_order_in_the_message(lexicon, patterns, utterance):
    tokens = normalise(utterance, lexicon)
    spotted = Spotter([("it", pattern) for pattern in patterns], lexicon).spot(Message(tokens))

    assert all(found.positions and found.positions == tuple(sorted(set(found.positions))) for found in spotted)
    assert all(found.positions[-1] < len(tokens) for found in spotted)


@pytest.mark.parametrize("words", ["i am so ", "lamp ", "lamp of the ", "the lighthouse keeper of ", "lamp blorp blorp "])
def test_no_message_of_two_thousand_characters_leads_astray(words, lexicon):
    tokens = normalise((words * 2000)[:2000], lexicon)
    spotter = Spotter([("it", f"{words * 8} [{words}] (bell|{words}) [{words}] fog")], lexicon)

    assert () == spotter.spot(Message(tokens))


# --- a word as it is written ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("utterance", "taken"), [("the lamps burned out", "burned out"), ("it burns out", None), ("burning out", None)])
def test_a_word_after_the_mark_stands_for_itself_alone(utterance, taken, spot):
    assert taken == spot("=burned out", utterance)
    assert spot("burned out", utterance)


def test_the_mark_is_for_one_word_of_a_run(spot):
    assert "old lamps burned" == spot("old lamp =burned", "the old lamps burned")
    assert spot("old =lamp burned", "the old lamps burned") is None


def test_a_word_after_the_mark_may_be_one_of_several(spot):
    assert "lamps" == spot("(=lamps|=cats)", "two lamps")
    assert spot("(=lamps|=cats)", "a lamp and a cat") is None


def test_how_much_may_stand_between_is_up_to_who_asks(lexicon):
    spotter = Spotter([("it", "lamp cat")], lexicon)
    message = Message(normalise("the lamp of the old cat", lexicon))

    assert [1, 1, 0, 0] == [len(spotter.spot(message, between, apart=apart)) for between, apart in ((1, 3), (2, 4), (0, 4), (1, 2))]
