"""Matching: which intents a question may mean, and what every word brought to that."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.match.account import covered, explained
from bot.match.build import build_index
from bot.match.evidence import evidence
from bot.match.index import ODDS
from bot.match.match import WORD_FOR_WORD, match
from bot.match.question import weigh
from bot.match.rows import LACKS_OPERATOR, UNCOVERED_KEEPS, shares_of
from bot.model import Candidate
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
    "keep",
    "zebra",
    "lmap",
    "blorp",
    "猫",
]
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
INTENTS = st.dictionaries(st.sampled_from("abcd"), st.lists(PHRASES, min_size=1, max_size=4), min_size=1)
MANY_INTENTS = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.lists(PHRASES, min_size=1, max_size=2), min_size=9)
QUESTIONS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=30)


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

    assert ("lamp-range", "how far does the lamp shine", 1.0, 1.0) == (best.intent, best.pattern, best.pattern_score, best.covered)
    assert 100.0 == best.score


@pytest.mark.parametrize("question", ["kitty", "KITTIES!", "\u202ecat\u202c", "😀 cat", "cat\0", "\ud800cat", "the cat"])
def test_one_word_finds_its_intent(question, ask):
    assert "cat" == ask(question)[0].intent


def test_a_misspelt_word_scores_less(ask):
    right, wrong = ask("where does the mouser sleep")[0], ask("where does the mousr sleep")[0]

    assert ("cat", "cat") == (right.intent, wrong.intent)
    assert right.score > wrong.score > 80


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


def test_idle_words_need_no_explanation(ask):
    assert () == ask("basically how far does the lamp shine, in practical terms")[0].unexplained


def test_a_pattern_that_holds_an_idle_word_demands_it(lexicon):
    index = build_index({"strategy": ["lamp strategy"]}, lexicon)

    assert 0.5 == match(normalise("lamp", lexicon), index)[0].covered


def test_a_word_that_changes_what_is_asked_must_stand_in_the_very_pattern(ask):
    assert ("where",) == ask("where does the lamp shine")[0].unexplained


def test_a_pattern_that_holds_what_changes_the_question_is_preferred(ask):
    assert "where does the cat sleep" == ask("where is the cat")[0].pattern


def test_a_pattern_is_covered_by_the_share_of_its_own_words(lexicon):
    assert 0.5 == match(normalise("the cat", lexicon), build_index({"cat": ["cat bell"]}, lexicon))[0].covered


def test_a_pattern_that_the_question_covers_is_preferred_to_one_that_is_more_like_it(lexicon):
    index = build_index({"it": ["the bell cat oil", "cat of the"]}, lexicon)
    tokens = normalise("cat the bell", lexicon)
    likest = max(range(2), key=lambda number: likeness(weigh(tokens, index), index.row(number)))

    assert "the bell cat oil" == index.texts[likest]
    assert "cat of the" == match(tokens, index)[0].pattern


def test_ignored_words_bring_nothing(mini_bot):
    reading = mini_bot.explain("can you tell me how far the lamp does shine please").understanding

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

    assert [
        ("phone", "phone", "exact"),
        ("the", "the", "exact"),
        ("wrden", "keeper", "spelling"),
        ("phone", "phone", "pair"),
        ("phone the", "phone the", "pair"),
        ("the keeper", "the keeper", "pair"),
    ] == [(met.text, met.term, met.how) for met in evidence(tokens, best, mini_bot.knowledge.index) if met.share > 0]


def test_a_word_that_other_intents_say_takes_something_away(mini_bot):
    tokens = normalise("phone the keeper or kitty", mini_bot.knowledge.lexicon)
    best = match(tokens, mini_bot.knowledge.index)[0]

    assert [("kitty", "cat", "synonym")] == [
        (met.text, met.term, met.how) for met in evidence(tokens, best, mini_bot.knowledge.index) if met.share < 0 and met.how != "pair"
    ]


def test_a_synonym_is_evidence_too(mini_bot):
    tokens = normalise("kitty", mini_bot.knowledge.lexicon)
    (best,) = match(tokens, mini_bot.knowledge.index)

    assert [("kitty", "cat", "synonym"), ("cat", "cat", "pair"), ("cat", "cat", "pair")] == [
        (met.text, met.term, met.how) for met in evidence(tokens, best, mini_bot.knowledge.index)
    ]


def test_a_word_of_the_same_family_is_evidence_but_explains_nothing(lexicon):
    index = build_index({"oil": ["who delivers the oil"], "cat": ["cat"]}, lexicon)
    tokens = normalise("is delivery of oil", lexicon)
    (best,) = match(tokens, index)

    assert ("delivery", "deliv", "family") in [(met.text, met.term, met.how) for met in evidence(tokens, best, index)]
    assert ("delivery",) == best.unexplained


def test_a_candidate_that_met_nothing_has_no_evidence(lexicon):
    index = build_index({"cat": ["cat"], "oil": ["oil"]}, lexicon)
    (cat,) = match(normalise("cat", lexicon), index)

    assert () == evidence(normalise("oil", lexicon), cat, index)


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
    assert all(0 <= share <= 1 for candidate in found for share in (candidate.pattern_score, candidate.covered))


@given(INTENTS, st.data())
def test_who_says_just_what_an_editor_wrote_means_that(lexicon, intents, data):
    intent = data.draw(st.sampled_from(sorted(intents)))
    question = data.draw(st.sampled_from(intents[intent]))
    tokens = normalise(question, lexicon)

    found = {candidate.intent: candidate.score for candidate in match(tokens, build_index(intents, lexicon))}

    if all(token.readings and token.readings[0].weight == 1 for token in tokens):  # an editor's own slips are mended, and so read as near
        assert not tokens or 100.0 == found[intent] == max(found.values())


def likeness(question, row):
    """How much a question is like a row, 0 to 1."""
    return min(1.0, sum(share for _, share in shares_of(question, row)))


def scanned(tokens, index):
    """The candidates by a slow, obvious scan: every intent, every row, no bound."""
    question = weigh(tokens, index)
    held = [{} for _ in index.intents]
    for feature in index.numbers:
        for intent, (_, _, entry) in index.column(feature).holders.items():
            held[intent][feature] = dict(index.rows_of(entry))
    found = []
    for intent, name in enumerate(index.intents):
        rows = {row for of_feature in held[intent].values() for row in of_feature}
        ranked = []
        for number in sorted(rows):
            row = index.row(number)
            lacking = 1.0 if question.operators <= row.operators else LACKS_OPERATOR
            keeps = UNCOVERED_KEEPS + (1 - UNCOVERED_KEEPS) * covered(question, row)
            ranked.append((likeness(question, row) * lacking * keeps, -number, likeness(question, row)))
        if not any(feature in held[intent] for options in question.features for feature, _, _ in options):
            continue
        _, number, to_row = max(ranked)
        besides = 0.0
        for options in question.features:
            if options:
                _, column, weight = options[0]
                besides += ODDS * weight * (index.silence[intent] - column.usual)
            besides += next((weight * column.holders[intent][1] for _, column, weight in options if intent in column.holders), 0.0)
        row = index.row(-number)
        share, unexplained = explained(question, intent, row)
        score = round(100 * (1 - math.exp(-max(0.0, to_row + besides) * (0.5 + 0.5 * share))), 2)
        score = 100.0 if to_row >= WORD_FOR_WORD and share == 1.0 else score
        found.append((-score, intent, (name, score, index.texts[-number], covered(question, row), unexplained)))
    return [entry for _, _, entry in sorted(found)]


def assert_found_as_scanned(tokens, index):
    found = [(c.intent, c.score, c.pattern, c.covered, c.unexplained) for c in match(tokens, index)]
    expected = scanned(tokens, index)[:10]

    assert [entry[0] for entry in expected] == [entry[0] for entry in found]
    for wanted, got in zip(expected, found, strict=True):
        assert math.isclose(wanted[1], got[1], abs_tol=0.011)
        assert wanted[2:] == got[2:]


@given(INTENTS | MANY_INTENTS, QUESTIONS)
def test_what_the_index_finds_is_what_a_scan_of_all_patterns_finds(lexicon, intents, question):
    assert_found_as_scanned(normalise(question, lexicon), build_index(intents, lexicon))


@pytest.mark.parametrize(
    "question", ["who helps me", "wich machin delivers it", "how are the doses planned", "does treatment spare healthy tissue"]
)
def test_the_same_holds_for_the_real_content(real_bot, question):
    tokens = normalise(question, real_bot.knowledge.lexicon)

    assert_found_as_scanned(tokens, real_bot.knowledge.index)
    assert match(tokens, real_bot.knowledge.index)[:1] == match(tokens, real_bot.knowledge.index, 3.0, 1)[:1]


@given(INTENTS | MANY_INTENTS, QUESTIONS, st.floats(0, 30), st.integers(0, 1))
def test_a_short_search_finds_the_same_answer(lexicon, intents, question, within, shown):
    """What cannot come near the best that explains every word, and what cannot be answered, may be left out; nothing else."""
    index = build_index(intents, lexicon)
    tokens = normalise(question, lexicon)
    best, *_ = [*(c for c in match(tokens, index) if not c.unexplained), None]

    short = match(tokens, index, within, shown)

    assert match(tokens, index)[:shown] == short[:shown]
    assert [c for c in match(tokens, index) if best and not c.unexplained and c.score >= best.score - within] == [
        c for c in short if not c.unexplained
    ]


def test_the_question_worked_by_hand_in_the_docs(lexicon):
    patterns = {
        "lamp": ["how far does the lamp shine", "how bright is the lamp"],
        "cat": ["where does the cat sleep", "is there a cat"],
    }
    index = build_index(patterns, lexicon)

    lamp, cat = match(normalise("how far does the lmap shine", lexicon), index)

    assert (1.099, 0.693) == (round(index.worth["lamp"], 3), round(index.worth["the"], 3))
    assert ("lamp", 92.49, 0.994, 1.594) == (lamp.intent, lamp.score, round(lamp.pattern_score, 3), round(lamp.intent_score, 3))
    assert ("cat", 0.6) == (cat.intent, cat.score)
