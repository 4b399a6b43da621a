import json
import logging

import pytest
from conftest import MINI_SOURCE, FailingBot
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from werkzeug.test import TestResponse

from bot.model import Reply
from bot.web.app import create_app

JSON = "application/json"
PROBLEM = "application/problem+json"
NO_JSON = "The body cannot be read as JSON in UTF-8."
DANGER = " In an emergency, call 911. In a crisis, call or text 988."
NO_TEXT = 'The body must hold "text", and it must be a string.'
NO_CONTEXT = '"context" must be an object or null: the context of the reply before.'
NO_QUESTION = 'The body must be one JSON object that holds "text" and, if you like, "context", and nothing else.'


def post(client: FlaskClient, body: bytes | str, content_type: str | None = JSON) -> TestResponse:
    return client.post("/api/v1/reply", data=body, content_type=content_type)


def ask(client: FlaskClient, text: str, **more: object) -> dict:
    answer = client.post("/api/v1/reply", json={"text": text, **more})
    assert answer.status_code == 200
    return answer.get_json()


def assert_problem(answer: TestResponse, status: int, title: str, detail: str) -> None:
    assert answer.status_code == status
    assert answer.content_type == PROBLEM
    assert answer.get_json() == {"type": "about:blank", "title": title, "status": status, "detail": detail}


def test_a_question_is_answered_with_the_words_of_the_page(client):
    reply = ask(client, "Is there a cat?")

    assert reply["kind"] == "answer"
    assert reply["intents"] == ["cat"]
    assert [quote["text"] for quote in reply["quotes"]] == [
        "A cat named Barnacle guards the oil store against mice.",
        "“Barnacle” sleeps beside the fog bell – never in the keeper’s bed.",
    ]
    assert [MINI_SOURCE[quote["start"] : quote["end"]] for quote in reply["quotes"]] == [quote["text"] for quote in reply["quotes"]]


@pytest.mark.parametrize("text", ["Is there a cat?", "how much is a ticket", "i want to die", "hello", "can i speak to the keeper"])
def test_the_reply_over_http_is_the_reply_in_python(client, mini_bot, text):
    assert ask(client, text) == TypeAdapter(Reply).dump_python(mini_bot.reply(text), mode="json")


def test_the_context_of_a_reply_is_taken_back(client, mini_bot):
    first = ask(client, "is there a dog")

    second = ask(client, "is there a dog", context=first["context"])

    assert second["handoff"]["message"] == "I am sorry, I am not much help. Please call (207) 555-0142."


@pytest.mark.parametrize("context", [None, {}, {"v": 2}, {"v": 99, "intents": "cat"}, {"v": 2, "intents": [7], "misses": -1}])
def test_a_missing_or_forged_context_does_no_harm(client, context):
    assert ask(client, "Is there a cat?", context=context) == ask(client, "Is there a cat?")


@pytest.mark.parametrize("text", ["", "   ", "\0", "?!", "\u200b"])
def test_an_empty_question_gets_a_kind_reply(client, text):
    reply = ask(client, text)

    assert reply["handoff"]["reason"] == "empty"
    assert reply["handoff"]["phone"] == {"display": "(207) 555-0142", "uri": "tel:+12075550142"}


def test_a_long_question_gets_a_kind_reply(client):
    assert ask(client, "lamp " * 1000)["handoff"]["reason"] == "too_long"


def test_the_content_tells_a_widget_how_to_begin(client, mini_bot):
    assert client.get("/api/v1/content").get_json() == {
        "titles": [{"intent": "lamp-range", "title": "How far does the lamp shine?"}, {"intent": "cat", "title": "Is there a cat?"}],
        "phone": {"display": "(207) 555-0142", "uri": "tel:+12075550142"},
        "greeting": "Ahoy. I am a bot. I show you what this page says, or you can call (207) 555-0142.",
        "title": "Gull Point",
        "language": "en",
        "content_version": mini_bot.knowledge.facts.version,
    }


def test_the_content_offers_four_questions_at_most(real_bot):
    titles = create_app(real_bot).test_client().get("/api/v1/content").get_json()["titles"]

    assert len(titles) == 4


def test_health_tells_that_the_process_lives(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_readiness_tells_which_content_answers(client, mini_bot):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready",
        "content_version": mini_bot.knowledge.facts.version,
        "reload": {"ok": True, "problem": ""},
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Is there a cat?",
        b'{"text": "cat"',
        b'{"text": "c\xe4t"}',
        b'\xef\xbb\xbf{"text": "cat"}',
        '{"text": "cat"}'.encode("utf-16"),
        rb'{"text": "\ud800"}',
        b'{"text": "cat", "context": {"misses": ' + b"9" * 5000 + b"}}",
        b"[" * 60_000,
        b'{"text": "cat", "context": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001,
    ],
    ids=[
        "nothing",
        "words",
        "cut off",
        "latin-1",
        "byte order mark",
        "utf-16",
        "lone surrogate",
        "huge number",
        "deep list",
        "deep object",
    ],
)
def test_a_body_that_cannot_be_read_is_refused(client, body):
    assert_problem(post(client, body), 400, "Bad Request", NO_JSON)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("{}", NO_TEXT),
        ('{"text": null}', NO_TEXT),
        ('{"text": 7}', NO_TEXT),
        ('{"text": ["cat"]}', NO_TEXT),
        ('{"text": "cat", "context": "v"}', NO_CONTEXT),
        ('{"text": "cat", "context": []}', NO_CONTEXT),
        ('{"text": "cat", "user": 7}', NO_QUESTION),
        ("[]", NO_QUESTION),
        ("null", NO_QUESTION),
        ('"Is there a cat?"', NO_QUESTION),
    ],
)
def test_json_that_is_no_question_is_refused_with_what_is_wrong(client, body, detail):
    assert_problem(post(client, body), 422, "Unprocessable Entity", detail)


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "cat", "text": "i want to die"}',
        '{"context": {"v": 2}, "text": "cat", "context": null}',
        '{"text": "cat", "context": {"v": 2, "v": 2}}',
        '{"text": "cat", "t\\u0065xt": "cat"}',
    ],
)
def test_json_that_says_a_name_twice_is_refused(client, body):
    assert_problem(post(client, body), 400, "Bad Request", "The body must not say the same name twice.")


def test_an_answer_without_a_body_has_no_kind_of_content(client):
    vote = client.post("/api/v1/feedback", json={"intent": "cat", "helpful": True})
    asked_first = client.options("/api/v1/reply")

    assert [(204, None), (200, None)] == [(answer.status_code, answer.headers.get("Content-Type")) for answer in (vote, asked_first)]
    assert PROBLEM == client.options("/nothing").headers["Content-Type"]


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/x-www-form-urlencoded", "application/ld+json", "multipart/form-data"]
)
def test_only_json_is_taken(client, content_type):
    detail = "Send the question as JSON, with the header Content-Type: application/json."

    assert_problem(post(client, '{"text": "cat"}', content_type), 415, "Unsupported Media Type", detail)


def test_json_may_name_its_encoding(client):
    assert post(client, '{"text": "cat"}', "application/json; charset=utf-8").status_code == 200


def test_a_body_over_the_limit_is_refused(client):
    body = b'{"text": "' + b"a" * 65_536 + b'"}'

    assert_problem(post(client, body), 413, "Request Entity Too Large", "That is too long: a request may hold 64 kB." + DANGER)


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "mysecret',
        '{"mysecret": 1, "text": "a"}',
        '{"text": {"mysecret": "mysecret"}}',
        '{"text": "a", "context": "mysecret"}',
        '"mysecret"',
        '{"text": "mysecret", "context": {"v": 2, "intents": ["mysecret"]}}',
    ],
)
def test_nothing_that_was_typed_is_repeated_or_logged(client, caplog, body):
    caplog.set_level(logging.DEBUG)

    answer = post(client, body)

    assert "mysecret" not in answer.text
    assert "mysecret" not in caplog.text


def test_an_unknown_address_is_a_problem(client):
    assert_problem(client.get("/api/v1/mysecret"), 404, "Not Found", "There is nothing at this address.")


def test_the_api_answers_a_browser_with_a_problem_too(client):
    assert client.get("/api/v1/nothing", headers={"Accept": "text/html"}).content_type == PROBLEM


def test_another_method_is_a_problem_that_names_the_right_one(client):
    answer = client.get("/api/v1/reply")

    assert_problem(answer, 405, "Method Not Allowed", "This address cannot be asked in that way.")
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_fault_of_ours_is_a_problem_without_a_trace(mini_bot, caplog):
    client = create_app(FailingBot(mini_bot.knowledge)).test_client()

    answer = post(client, '{"text": "mysecret"}')

    assert_problem(answer, 500, "Internal Server Error", "Something went wrong on our side." + DANGER)
    assert [record.getMessage() for record in caplog.records] == ["A request failed: ValueError"]
    assert "mysecret" not in caplog.text


@pytest.mark.parametrize("path", ["/", "/ask", "/api/v1/content", "/api/v1/reply", "/healthz", "/readyz", "/nothing", "/static/widget.js"])
def test_every_response_carries_the_security_headers(client, path):
    headers = client.get(path, buffered=True).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("accelerometer=(), ")
    assert "Set-Cookie" not in headers


def test_a_reply_is_not_kept_by_anybody(client):
    assert post(client, '{"text": "cat"}').headers["Cache-Control"] == "no-store"


def test_static_files_may_be_kept_while_they_are_the_same(client):
    assert client.get("/static/page.css", buffered=True).headers["Cache-Control"] == "no-cache"


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(body=st.binary() | ANY_JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_whatsoever_is_a_fault_of_ours(patient_app, body):
    answer = post(patient_app.test_client(), body)

    assert answer.status_code in (200, 400, 422)
    assert json.loads(answer.data.decode("utf-8"))


@given(
    text=st.text(st.characters(codec=None)),
    context=st.none() | st.dictionaries(st.sampled_from(["v", "intents", "topic", "misses", "read_to"]), ANY_JSON | st.just(1)),
)
def test_no_question_or_context_whatsoever_is_a_fault_of_ours(patient_app, text, context):
    answer = post(patient_app.test_client(), json.dumps({"text": text, "context": context}))

    assert answer.status_code in (200, 400)
    assert json.loads(answer.data.decode("utf-8"))
