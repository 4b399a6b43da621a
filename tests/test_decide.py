"""Deciding: the only place where the policy's numbers are compared."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decide import Answer, Clarify, Part, ToPerson, decide, is_sure
from bot.knowledge import Policy
from bot.model import Candidate, Quote, Span, Spotted, Token

POLICY = Policy(threshold=60, margin=5, coverage=0.5, max_quotes=3, max_characters=2000)
LAMP, CAT, BELL = "lamp", "cat", "bell"


def candidate(intent: str, score: float = 90, covered: float = 1, unexplained: tuple[str, ...] = ()) -> Candidate:
    return Candidate(intent, score, intent, 1, 1, covered, unexplained)


def part(*candidates: Candidate, asks: bool = True, topic: str | None = None, role: str = "content") -> Part:
    """Return a part of a message with the candidates, best first."""
    token = Token("word", Span(0, 4), "word", (), role)
    return Part((token,), asks, Spotted(topic, topic, (0,)) if topic else None, candidates)


def decided(*parts: Part, quotes: dict[str, frozenset[Quote]] | None = None):
    return decide(parts, POLICY, quotes or {})


# --- one part ------------------------------------------------------------------------------------------------------


def test_a_sure_candidate_is_the_answer():
    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP)))


@pytest.mark.parametrize("parts", [(), (part(),), (part(role="function"),)])
def test_without_candidates_a_person_should_answer(parts):
    assert ToPerson("no_match") == decided(*parts)


@pytest.mark.parametrize(
    ("best", "sure"),
    [
        (candidate(LAMP, score=60), True),
        (candidate(LAMP, score=59.99), False),
        (candidate(LAMP, covered=0.5), True),
        (candidate(LAMP, covered=0.49), False),
        (candidate(LAMP, unexplained=("zebra",)), False),
    ],
)
def test_only_a_sure_candidate_is_the_answer(best, sure):
    assert sure == is_sure(best, POLICY)
    assert (Answer((best,)) if sure else ToPerson("no_match", None, (best,))) == decided(part(best))


def test_a_close_runner_up_makes_the_bot_ask():
    assert Clarify((candidate(LAMP, 90), candidate(CAT, 85.01))) == decided(part(candidate(LAMP, 90), candidate(CAT, 85.01)))


def test_a_runner_up_that_is_the_margin_behind_does_not():
    assert Answer((candidate(LAMP, 90),)) == decided(part(candidate(LAMP, 90), candidate(CAT, 85)))


def test_a_close_runner_up_counts_even_below_the_threshold():
    assert Clarify((candidate(LAMP, 62), candidate(CAT, 58))) == decided(part(candidate(LAMP, 62), candidate(CAT, 58)))


def test_a_runner_up_that_does_not_explain_the_question_is_no_rival():
    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP), candidate(CAT, unexplained=("zebra",))))


def test_a_runner_up_with_a_quote_in_common_is_no_rival():
    one, other = Quote("A lamp.", "Lamp", 0, 7, ""), Quote("A cat.", "Cat", 9, 15, "")
    quotes = {LAMP: frozenset({one}), BELL: frozenset({one, other}), CAT: frozenset({other})}

    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP), candidate(BELL)), quotes=quotes)
    assert Clarify((candidate(LAMP), candidate(CAT))) == decided(part(candidate(LAMP), candidate(CAT)), quotes=quotes)


def test_of_two_that_say_the_same_and_are_close_the_one_whose_pattern_is_most_like_is_the_answer():
    quotes = dict.fromkeys((LAMP, BELL), frozenset({Quote("A lamp.", "Lamp", 0, 7, "")}))
    less_like = replace(candidate(LAMP, 91), pattern_score=0.6)

    assert Answer((candidate(BELL),)) == decided(part(less_like, candidate(BELL)), quotes=quotes)


def test_what_says_just_what_a_pattern_says_has_no_rival_that_is_less_like_one():
    said, like_it = candidate(LAMP, 90), replace(candidate(CAT, 88), pattern_score=0.79)

    assert Answer((said,)) == decided(part(said, like_it))
    assert isinstance(decided(part(said, replace(like_it, pattern_score=0.81))), Clarify)
    assert isinstance(decided(part(replace(said, pattern_score=0.89), replace(like_it, pattern_score=0.6))), Clarify)


def test_what_calls_for_advice_is_for_a_person_but_what_else_is_asked_is_answered():
    advice = replace(part(candidate(LAMP)), given=frozenset())

    assert ToPerson("personal_advice") == decided(advice)
    assert Answer((candidate(CAT),), advice=True) == decided(advice, part(candidate(CAT)))
    assert ToPerson("personal_advice") == decided(advice, part(candidate(CAT)), part(topic="boats"))


def test_an_answer_that_says_for_whom_it_is_may_be_given_to_a_call_for_advice():
    assert Answer((candidate(LAMP),)) == decided(replace(part(candidate(LAMP)), given=frozenset({LAMP})))


def test_a_close_runner_up_whose_pattern_the_question_does_not_hold_is_no_rival():
    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP), candidate(CAT, covered=0.49)))


def test_three_choices_are_offered_at_most():
    assert Clarify((candidate("a"), candidate("b"), candidate("c"))) == decided(part(*map(candidate, "abcd")))


# --- topics --------------------------------------------------------------------------------------------------------


def test_a_topic_is_handed_off_by_name_whatever_the_candidates():
    assert ToPerson("topic", "cost") == decided(part(candidate(LAMP), topic="cost"))


def test_a_topic_is_named_beside_the_answer_to_another_part():
    assert Answer((candidate(LAMP),), ("cost",)) == decided(part(candidate(LAMP)), part(topic="cost"))


def test_every_topic_is_named_once_in_the_order_asked():
    parts = (part(topic="parking"), part(topic="cost"), part(topic="parking"), part(candidate(LAMP)))

    assert Answer((candidate(LAMP),), ("parking", "cost")) == decided(*parts)


def test_a_topic_comes_before_a_question_that_is_not_clear():
    unclear = part(candidate(LAMP), candidate(CAT))

    assert ToPerson("topic", "cost") == decided(unclear, part(topic="cost"))


def test_the_topic_of_a_story_is_named_if_nothing_else_helps():
    assert ToPerson("topic", "cost") == decided(part(topic="cost", asks=False), part())


# --- several parts -------------------------------------------------------------------------------------------------


def test_every_part_is_answered_best_first():
    assert Answer((candidate(CAT, 95), candidate(LAMP, 90))) == decided(part(candidate(LAMP, 90)), part(candidate(CAT, 95)))


def test_of_equals_the_one_asked_first_comes_first():
    assert Answer((candidate(LAMP), candidate(CAT))) == decided(part(candidate(LAMP)), part(candidate(CAT)))


def test_an_intent_that_is_asked_twice_is_answered_once():
    assert Answer((candidate(LAMP, 95),)) == decided(part(candidate(LAMP, 70)), part(candidate(LAMP, 95)))


def test_background_is_set_aside_if_anything_asks():
    assert Answer((candidate(CAT),)) == decided(part(candidate(LAMP), asks=False), part(candidate(CAT)))


def test_background_is_looked_at_if_nothing_asks():
    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP), asks=False))


@pytest.mark.parametrize("other", [part(candidate(CAT, 30)), part(candidate(CAT), candidate(BELL)), part()])
def test_a_part_without_an_answer_is_mentioned(other):
    assert Answer((candidate(LAMP),), partly=True) == decided(part(candidate(LAMP)), other)


def test_a_part_that_says_nothing_is_not_mentioned():
    assert Answer((candidate(LAMP),)) == decided(part(candidate(LAMP)), part(role="function"))


def test_the_first_part_that_is_not_clear_is_asked_about():
    parts = (part(candidate(BELL, 10)), part(candidate(LAMP), candidate(CAT)), part(candidate(CAT), candidate(BELL)))

    assert Clarify((candidate(LAMP), candidate(CAT))) == decided(*parts)


def test_what_came_nearest_goes_with_a_hand_off_best_first():
    assert ToPerson("no_match", None, (candidate(CAT, 50), candidate(LAMP, 40), candidate(BELL, 30))) == decided(
        part(candidate(LAMP, 40), candidate(BELL, 30)), part(candidate(CAT, 50))
    )


# --- whatever the policy -------------------------------------------------------------------------------------------


SHARES = st.integers(0, 4).map(lambda quarters: quarters / 4)
CANDIDATES = st.builds(candidate, st.sampled_from("abcd"), st.integers(40, 100), SHARES, st.sampled_from([(), (), ("zebra",)]))
RANKED = st.lists(CANDIDATES, max_size=4, unique_by=lambda one: one.intent).map(lambda found: sorted(found, key=lambda one: -one.score))
PARTS = st.lists(
    st.builds(
        lambda found, asks, topic, role: part(*found, asks=asks, topic=topic, role=role),
        RANKED,
        st.booleans(),
        st.sampled_from([None, None, None, "cost"]),
        st.sampled_from(["content", "content", "light"]),
    ),
    max_size=4,
).map(tuple)
POLICIES = st.builds(Policy, st.integers(0, 100), st.integers(0, 30), SHARES, st.just(3), st.just(2000))
QUOTES = st.dictionaries(
    st.sampled_from("abcd"), st.frozensets(st.sampled_from([Quote("x", "", 0, 1, ""), Quote("y", "", 2, 3, "")])), max_size=4
)


def answered(parts: tuple[Part, ...], policy: Policy, quotes: dict[str, frozenset[Quote]]) -> set[str]:
    decision = decide(parts, policy, quotes)
    return {one.intent for one in decision.candidates} if isinstance(decision, Answer) else set()


@given(PARTS, POLICIES, QUOTES, st.integers(0, 50), st.integers(0, 50))
def test_a_higher_threshold_or_margin_never_creates_an_answer(parts, policy, quotes, threshold, margin):
    # A higher coverage may: a runner-up whose pattern the question does not hold is no rival.
    stricter = replace(policy, threshold=policy.threshold + threshold, margin=policy.margin + margin)

    assert answered(parts, stricter, quotes) <= answered(parts, policy, quotes)


@given(PARTS, POLICIES, QUOTES)
def test_no_answer_is_given_that_the_policy_does_not_allow(parts, policy, quotes):
    decision = decide(parts, policy, quotes)

    assert not isinstance(decision, Answer) or all(is_sure(one, policy) for one in decision.candidates)
