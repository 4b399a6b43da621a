"""What the content may hold: forms, defaults, and what follows from them. The messages are in test_load.py."""

import pytest
from conftest import MINI_YAML
from pydantic import ValidationError

from bot.content.models import Content, PolicyPart
from bot.content.nodes import read_nodes
from bot.model import Phone

INTENT = {"title": "What burns?", "patterns": ["what burns"], "quotes": ["The lamp burns whale oil."]}


def content(**changes: object) -> Content:
    """Return the museum's content with other parts."""
    return Content.model_validate(read_nodes(MINI_YAML.encode(), "intents.yaml").data | changes)


def faults(**changes: object) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the kind and the place of each fault."""
    with pytest.raises(ValidationError) as caught:
        content(**changes)
    return [(fault["type"], fault["loc"]) for fault in caught.value.errors()]


# --- what may be left out ------------------------------------------------------------------------------------------


def test_what_is_left_out_has_a_default():
    spare = ("language", "suggestions", "synonyms", "about", "ignore", "topics", "guards", "smalltalk")
    data = {key: value for key, value in read_nodes(MINI_YAML.encode(), "intents.yaml").data.items() if key not in spare}
    bare = Content.model_validate(data)

    assert ("en", [], {}, [], [], {}, {}, {}) == tuple(getattr(bare, key) for key in spare)
    assert PolicyPart() == bare.policy


def test_an_intent_needs_a_title_patterns_and_quotes():
    assert [("missing", ("intents", "lamp", part)) for part in ("patterns", "title", "quotes")] == faults(intents={"lamp": {}})


def test_what_an_intent_leaves_out_is_empty():
    lamp = content(intents={"lamp": INTENT}).intents["lamp"]

    assert ([], [], False, []) == (lamp.tests, lamp.counter_tests, lamp.contact, lamp.next)


def test_counter_examples_are_written_under_not():
    assert ["who burns"] == content(intents={"lamp": INTENT | {"not": ["who burns"]}}).intents["lamp"].counter_tests


def test_white_space_around_a_text_is_no_part_of_it():
    assert "What burns?" == content(intents={"lamp": INTENT | {"title": "  What burns?\n"}}).intents["lamp"].title


def test_content_that_was_read_never_changes():
    with pytest.raises(ValidationError, match="frozen"):
        content().phone = "911"


# --- forms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("intent_id", ["a", "lamp", "lamp-2", "a" * 60])
def test_an_id_is_lower_case_letters_digits_and_hyphens(intent_id):
    assert [intent_id] == list(content(intents={intent_id: INTENT}).intents)


@pytest.mark.parametrize("intent_id", ["", "Lamp", "2-lamp", "-lamp", "the lamp", "lamp_2", "lämp", "lamp\n", "😀", "\0"])
def test_anything_else_is_no_id(intent_id):
    assert [("string_pattern_mismatch", ("intents", intent_id, "[key]"))] == faults(intents={intent_id: INTENT})


def test_an_id_of_more_than_sixty_characters_is_too_long():
    assert [("string_too_long", ("intents", "a" * 61, "[key]"))] == faults(intents={"a" * 61: INTENT})


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000/", "https://museum.example", "https://museum.example/lamp?x=1#y"])
def test_an_address_begins_with_http(address):
    assert address == content(address=address).address


@pytest.mark.parametrize(
    "address", ["museum.example", "ftp://museum.example", "javascript:alert(1)", "https://", "https://a b", "xhttps://a"]
)
def test_anything_else_is_no_address(address):
    assert [("string_pattern_mismatch", ("address",))] == faults(address=address)


@pytest.mark.parametrize("phone", ["", "911", "(207) 555-LAMP", "207/555-0142", "+", "2" * 26])
def test_words_and_numbers_too_short_or_too_long_are_no_phone_number(phone):
    assert ["phone"] == [place[0] for _, place in faults(phone=phone)]


@pytest.mark.parametrize(
    ("written", "expected"), [("true", True), ("True", True), ("yes", True), ("on", True), ("false", False), ("no", False)]
)
def test_a_flag_is_written_as_people_write_it(written, expected):
    assert expected is content(intents={"lamp": INTENT | {"contact": written}}).intents["lamp"].contact


@pytest.mark.parametrize("reason", ["emergency", "crisis", "personal_advice"])
def test_a_guard_is_of_one_of_three_kinds(reason):
    guard = {"name": "A fall", "reason": reason, "patterns": ["fell down"]}

    assert reason == content(guards={"fall": guard}).guards["fall"].reason


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("threshold", 0, 100), ("margin", 0, 100), ("coverage", 0, 1), ("max_quotes", 1, 5), ("max_characters", 100, 10_000)],
)
def test_a_number_of_the_policy_lies_within_its_bounds(name, least, most):
    assert [least, most] == [getattr(content(policy={name: str(number)}).policy, name) for number in (least, most)]
    assert [("greater_than_equal", ("policy", name))] == faults(policy={name: str(least - 1)})
    assert [("less_than_equal", ("policy", name))] == faults(policy={name: str(most + 1)})


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "NaN"])
def test_what_is_no_finite_number_is_out_of_bounds(number):
    assert ["threshold"] == [place[1] for _, place in faults(policy={"threshold": number})]


# --- patterns and messages -----------------------------------------------------------------------------------------


def test_a_pattern_of_an_intent_stands_for_five_hundred_ways_at_most():
    assert [("pattern", ("intents", "lamp", "patterns", 0))] == faults(intents={"lamp": INTENT | {"patterns": ["(a|b|c) " * 6]}})


def test_a_pattern_that_is_only_looked_for_may_stand_for_any_number_of_ways():
    assert content(topics={"cost": {"name": "what it costs", "patterns": ["(a|b|c) " * 5]}}).topics


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": {"cost": {"name": "what it costs", "patterns": ["[a"]}}},
        {"guards": {"fall": {"name": "A fall", "reason": "crisis", "patterns": ["[a"]}}},
        {"guards": {"fall": {"name": "A fall", "reason": "crisis", "patterns": ["a"], "unless": ["[a"]}}},
        {"smalltalk": {"thanks": {"reply": "Welcome.", "patterns": ["[a"]}}},
        {"ignore": ["[a"]},
    ],
)
def test_every_pattern_is_read_wherever_it_stands(changes):
    assert ["pattern"] == [kind for kind, _ in faults(**changes)]


def test_a_message_may_name_the_phone():
    assert (
        "Call {phone}, {phone}."
        == content(smalltalk={"bye": {"reply": "Call {phone}, {phone}.", "patterns": ["bye"]}}).smalltalk["bye"].reply
    )


@pytest.mark.parametrize("reply", ["Call {topic}.", "Call {Phone}.", "Call { phone }.", "Call {}.", "{phone} {x}"])
def test_a_message_may_name_nothing_else(reply):
    assert [("placeholder", ("smalltalk", "bye", "reply"))] == faults(smalltalk={"bye": {"reply": reply, "patterns": ["bye"]}})


def test_a_message_about_a_topic_may_name_the_topic_too():
    messages = content().messages.model_dump() | {"topic": "{topic}: call {phone}.", "also_topic": "{topic}?"}

    assert "{topic}?" == content(messages=messages).messages.also_topic


def test_an_open_brace_is_text():
    assert content(smalltalk={"bye": {"reply": "Bye } { :-{", "patterns": ["bye"]}}).smalltalk


# --- what follows --------------------------------------------------------------------------------------------------


def test_every_intent_that_is_named_as_next_must_exist():
    intents = {"lamp": INTENT | {"next": ["lamp", "cat", "fog"]}, "keeper": INTENT | {"next": ["cta"]}}

    assert [
        ("unknown_intent", ("intents", "lamp", "next", 1)),
        ("unknown_intent", ("intents", "lamp", "next", 2)),
        ("unknown_intent", ("intents", "keeper", "next", 0)),
    ] == faults(intents=intents)


def test_every_intent_that_is_offered_first_must_exist():
    assert [("unknown_intent", ("suggestions", 1))] == faults(suggestions=["cat", "dog"])


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        ("(800) 615-3055", "tel:+18006153055"),
        ("800.615.3055", "tel:+18006153055"),
        ("1-800-615-3055", "tel:+18006153055"),
        ("+1 (800) 615-3055", "tel:+18006153055"),
        ("+49 30 1234567", "tel:+49301234567"),
        ("+4930123456", "tel:+4930123456"),
        ("030 12345678", "tel:03012345678"),
        ("0301234567", "tel:0301234567"),
        ("555-0142", "tel:5550142"),
    ],
)
def test_a_phone_number_is_shown_as_written_and_linked_in_digits(phone, uri):
    assert Phone(phone, uri) == content(phone=phone).page_phone
