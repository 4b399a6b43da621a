"""The context travels with the visitor and comes back from outside: what is odd counts as no context."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Context

IDS = st.text(min_size=1, max_size=60)
COUNTS = st.integers(0, 10_000_000)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
LAMP = {"v": 2, "intents": ["lamp-range"], "topic": None, "misses": 0, "read_to": 74, "danger": None}


def test_a_context_travels_as_a_record_with_its_version():
    assert LAMP == Context(("lamp-range",), None, 0, 74).record()


def test_a_record_is_read_as_the_context_that_it_was():
    assert Context(("lamp-range",), None, 0, 74) == Context.read(LAMP)


def test_the_first_question_has_an_empty_context():
    assert Context((), None, 0, 0) == Context.read(None)


@given(st.builds(Context, st.lists(IDS, max_size=3).map(tuple), st.none() | IDS, st.integers(0, 9), COUNTS))
def test_every_context_comes_back_as_it_was_sent(context):
    assert context == Context.read(json.loads(json.dumps(context.record())))


@given(st.builds(Context, st.lists(IDS, max_size=9).map(tuple), st.none() | IDS, COUNTS, COUNTS))
def test_a_context_that_was_read_reads_the_same_ever_after(context):
    once = Context.read(context.record())

    assert once == Context.read(once.record())


@pytest.mark.parametrize("danger", ["emergency", "crisis"])
def test_danger_travels_too(danger):
    assert danger == Context.read(LAMP | {"danger": danger}).danger


@pytest.mark.parametrize("danger", ["", "fire", 7, ["crisis"], {}])
def test_what_is_no_danger_is_none(danger):
    assert Context.read(LAMP) == Context.read(LAMP | {"danger": danger})


def test_of_many_intents_the_first_three_travel():
    assert ["a", "b", "c"] == Context(("a", "b", "c", "d")).record()["intents"]


def test_misses_are_counted_up_to_nine():
    assert 9 == Context.read(LAMP | {"misses": 400}).misses


@pytest.mark.parametrize("given_back", ["", "lamp", b"lamp", 0, 1, True, [], [LAMP], (), {}, {1: 2}, object()])
def test_what_is_no_record_is_no_context(given_back):
    assert Context() == Context.read(given_back)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 0},
        {"v": "1"},
        {"v": None},
        {"v": [1]},
        {"intents": None},
        {"intents": "lamp"},
        {"intents": ("lamp",)},
        {"intents": {"lamp": 1}},
        {"intents": ["a", "b", "c", "d"]},
        {"intents": ["lamp", 1]},
        {"intents": ["lamp", None]},
        {"intents": [["lamp"]]},
        {"intents": [""]},
        {"intents": ["x" * 61]},
        {"topic": ""},
        {"topic": 7},
        {"topic": ["cost"]},
        {"topic": "x" * 61},
        {"misses": -1},
        {"misses": True},
        {"misses": 1.0},
        {"misses": "1"},
        {"misses": None},
        {"read_to": -1},
        {"read_to": 10_000_001},
        {"read_to": float("nan")},
        {"read_to": 10**400},
    ],
)
def test_an_odd_forged_or_outdated_record_is_no_context(change):
    assert Context() == Context.read(LAMP | change)


@pytest.mark.parametrize("part", ["v", "intents", "topic", "misses", "read_to"])
def test_a_record_without_one_of_its_parts_is_no_context_unless_the_part_may_be_empty(part):
    left = {key: value for key, value in LAMP.items() if key != part}

    assert (Context.read(LAMP) if part == "topic" else Context()) == Context.read(left)


def test_what_else_a_record_holds_is_passed_over():
    assert Context.read(LAMP) == Context.read(LAMP | {"note": "<script>"})


@given(JSON)
def test_reading_never_fails(given_back):
    assert isinstance(Context.read(given_back), Context)


@given(st.fixed_dictionaries({"v": st.just(2), "intents": JSON, "topic": JSON, "misses": JSON, "read_to": JSON}))
def test_reading_a_forged_record_never_fails(given_back):
    context = Context.read(given_back)

    assert len(context.intents) <= 3
    assert 0 <= context.misses <= 9
    assert 0 <= context.read_to <= 10_000_000
