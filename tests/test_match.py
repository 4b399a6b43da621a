"""Matching: which intents a question may mean, and what every word brought to that."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.index import build_index
from bot.match.match import evidence, match
from bot.model import Candidate, Met
from bot.normalise.lexicon import Lexicon
from bot.normalise.tokens import normalise
from bot.pipeline import Bot

WORDS = [
    "lamp",
    "cat",
    "bell",
    "oil",
    "shine",
    "the",
    "how far",
    "not",
    "who",
    "museum",
    "know",
    "lighthouse keeper",
    "zebra",
    "lmap",
    "blorp",
    "猫",
]
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
INTENTS = st.dictionaries(st.sampled_from("abcd"), st.lists(PHRASES, min_size=1, max_size=4), min_size=1)
QUESTIONS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=30)


@pytest.fixture(scope="session")
def lexicon(mini_bot) -> Lexicon:
    """The words of the museum."""
    return mini_bot.knowledge.lexicon


@pytest.fixture
def ask(mini_bot):
    """The candidates that the museum has for a question, best first."""
    return lambda question: candidates(mini_bot, question)


def candidates(bot: Bot, question: str) -> tuple[Candidate, ...]:
    return match(normalise(question, bot.knowledge.lexicon), bot.knowledge.index)


# --- who is a candidate --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["", "?!", "😀", "\u202e", "\0", "\ud800", "blorp zebra", "猫 маяк", "x" * 2000])
def test_a_question_that_shares_no_word_has_no_candidates(question, ask):
    assert () == ask(question)


def test_a_patterns_own_words_score_the_most(ask):
    best = ask("how far does the lamp shine")[0]

    assert ("lamp-range", 100.0, "how far does the lamp shine", 1.0) == (best.intent, best.score, best.pattern, best.covered)


@pytest.mark.parametrize("question", ["kitty", "KITTIES!", "\u202ecat\u202c", "😀 cat", "cat\0", "\ud800cat", "the cat"])
def test_one_word_finds_its_intent(question, ask):
    assert "cat" == ask(question)[0].intent


def test_a_misspelt_word_scores_less(ask):
    right, wrong = ask("where does the mouser sleep")[0], ask("where does the mousr sleep")[0]

    assert ("cat", "cat") == (right.intent, wrong.intent)
    assert right.score > wrong.score > 90


def test_candidates_are_ranked_best_first(ask):
    assert ["call-the-keeper", "lamp-range"] == [candidate.intent for candidate in ask("talk to the keeper of the lamp")][:2]


def test_equal_candidates_stand_in_the_order_of_the_file(lexicon):
    index = build_index({"b": ["old bell"], "a": ["old bell"]}, lexicon)

    assert ["b", "a"] == [candidate.intent for candidate in match(normalise("old bell", lexicon), index)]


def test_there_are_ten_candidates_at_most(lexicon):
    index = build_index({f"bell-{number}": ["old bell"] for number in range(12)}, lexicon)

    assert [f"bell-{number}" for number in range(10)] == [candidate.intent for candidate in match(normalise("bell", lexicon), index)]


# --- what counts for and against -----------------------------------------------------------------------------------


def test_a_word_that_the_intent_does_not_explain_counts_against_it(ask):
    plain, more = ask("how far does the lamp shine")[0], ask("how far does the purple lamp shine")[0]

    assert ((), ("purple",)) == (plain.unexplained, more.unexplained)
    assert more.score < plain.score


def test_words_of_the_pages_subject_need_no_explanation(ask):
    assert () == ask("how far does the museum lamp shine")[0].unexplained


def test_small_words_need_no_explanation(ask):
    assert () == ask("do you know how far the lamp would shine")[0].unexplained


def test_a_word_that_changes_what_is_asked_must_stand_in_the_very_pattern(ask):
    assert ("where",) == ask("where does the lamp shine")[0].unexplained


def test_a_pattern_that_holds_what_changes_the_question_is_preferred(ask):
    assert "where does the cat sleep" == ask("where is the cat")[0].pattern


def test_a_pattern_is_covered_by_the_share_of_its_own_words(ask):
    assert 0.5 == ask("the lamp")[0].covered


def test_ignored_words_bring_nothing(mini_bot):
    reading = mini_bot.explain("can you tell me how far the lamp does shine please").reading

    assert "ignored" in {token.role for token in reading.parts[0].tokens}
    assert "how far does the lamp shine" == reading.parts[0].candidates[0].pattern


def test_a_word_that_is_said_again_counts_once(ask):
    assert ask("the lamp shines") == ask("the lamp lamp shines, the lamp")


def test_two_thousand_characters_of_one_word_are_that_word(ask):
    assert ask("lamp") == ask("lamp " * 400)


# --- the evidence --------------------------------------------------------------------------------------------------


def test_evidence_says_which_words_met_what_and_how(mini_bot):
    tokens = normalise("phone the wrden or kitty", mini_bot.knowledge.lexicon)
    best = match(tokens, mini_bot.knowledge.index)[0]

    assert [("phone", "phone", "exact"), ("the", "the", "exact"), ("wrden", "keeper", "spelling")] == [
        (met.text, met.term, met.how) for met in evidence(tokens, best, mini_bot.knowledge.index)
    ]


def test_a_synonym_is_evidence_too(mini_bot):
    tokens = normalise("kitty", mini_bot.knowledge.lexicon)
    (best,) = match(tokens, mini_bot.knowledge.index)

    assert (Met("kitty", "cat", "synonym", 100.0),) == evidence(tokens, best, mini_bot.knowledge.index)


@given(INTENTS, QUESTIONS)
def test_evidence_adds_up_to_the_score(lexicon, intents, question):
    index = build_index(intents, lexicon)
    tokens = normalise(question, lexicon)

    for candidate in match(tokens, index):
        found = evidence(tokens, candidate, index)
        assert math.isclose(candidate.score, sum(met.share for met in found), abs_tol=0.01 * (1 + len(found)))


# --- whatever is asked ---------------------------------------------------------------------------------------------


@given(INTENTS, QUESTIONS)
def test_candidates_are_sorted_and_every_number_is_in_its_range(lexicon, intents, question):
    found = match(normalise(question, lexicon), build_index(intents, lexicon))
    scores = [candidate.score for candidate in found]

    assert sorted(scores, reverse=True) == scores
    assert all(0 <= score <= 100 for score in scores)
    assert all(0 <= share <= 1 for candidate in found for share in (candidate.pattern_score, candidate.intent_score, candidate.covered))


@given(INTENTS, st.data())
def test_an_unrelated_intent_does_not_change_what_an_exact_match_is(lexicon, intents, data):
    question = data.draw(st.sampled_from([pattern for patterns in intents.values() for pattern in patterns]))
    more = {"new": ["fog horn rope", "when is the fog"], **intents}
    tokens = normalise(question, lexicon)

    assert match(tokens, build_index(intents, lexicon))[0].intent == match(tokens, build_index(more, lexicon))[0].intent
