"""A plain question is answered around Flask; whichever way it goes, nobody can tell from the answer."""

import json
import logging

import pytest
from flask import request_started

from bot.web.app import create_app
from bot.web.current import service_of
from bot.web.observe import JsonLines
from bot.web.settings import Settings

PLAIN = "application/json"
#: what Flask reads as well, but not the quick way
ODD = "application/json; charset=utf-8"
HOSPITAL = "https://www.hospital.example"


def post(client, text="Is there a cat?", kind=PLAIN, **headers):
    return client.post("/api/v1/reply", data=json.dumps({"text": text}), content_type=kind, headers=headers)


@pytest.fixture
def through_flask(client):
    """The requests that Flask saw."""
    seen = []
    with request_started.connected_to(lambda app, **_: seen.append(app), client.application):
        yield seen


@pytest.mark.parametrize(("kind", "requests"), [(PLAIN, 0), (ODD, 1)])
def test_only_a_plain_question_goes_around_flask(client, through_flask, kind, requests):
    assert post(client, kind=kind).status_code == 200
    assert len(through_flask) == requests


@pytest.mark.parametrize("text", ["Is there a cat?", "i want to die", "how much is a ticket", ""])
def test_both_ways_give_one_answer(client, text):
    quick, usual = post(client, text), post(client, text, ODD)

    assert quick.data == usual.data
    for answer in (quick, usual):
        answer.headers.remove("X-Request-Id")
    assert sorted(quick.headers) == sorted(usual.headers)


@pytest.fixture
def times_asked(mini_bot, monkeypatch):
    """How often the bot itself was asked."""
    asked = []
    reply = mini_bot.reply
    monkeypatch.setattr(mini_bot, "reply", lambda *given: asked.append(given) or reply(*given))
    return asked


@pytest.mark.parametrize("text", ["Is there a cat?", "is there a cat?", " Is  there\tA CAT?", "Is there a cat?\t"])
def test_a_question_is_remembered_however_it_is_capitalized_and_spaced(client, times_asked, text):
    assert post(client).data == post(client, text).data
    assert 1 == len(times_asked)


@pytest.mark.parametrize("text", ["Is there a cat", "Is there\na cat?", "Is there a cát?"])
def test_a_question_that_may_mean_another_thing_is_asked_anew(client, times_asked, text):
    post(client)
    post(client, text)

    assert 2 == len(times_asked)


def test_what_was_asked_cannot_be_read_from_the_memory(client, monkeypatch):
    post(client, "xyzzyplugh")
    replies = service_of(client.application).replies
    monkeypatch.setattr("bot.web.question._KEY", b"of another process")
    post(client, "xyzzyplugh")

    assert 2 == len(replies)
    assert "xyzzyplugh" not in repr(replies)


@pytest.mark.parametrize("kind", [PLAIN, ODD])
def test_a_question_that_cannot_be_read_counts_once(mini_bot, kind):
    client = create_app(mini_bot, Settings(rate="2 per minute")).test_client()

    bodies = [b"no json", b'{"text": "cat"}', b'{"text": "cat"}']
    assert [400, 200, 429] == [client.post("/api/v1/reply", data=body, content_type=kind).status_code for body in bodies]


@pytest.mark.parametrize("length", ["", "-1", "1e1", "65537", "9" * 4000, "9" * 5000, "²", "15", "1000"])
def test_a_body_that_is_not_as_long_as_it_says_is_refused_as_flask_does(client, length):
    quick, usual = (
        client.post("/api/v1/reply", data='{"text": "is there a cat"}', content_type=kind, environ_overrides={"CONTENT_LENGTH": length})
        for kind in (PLAIN, ODD)
    )

    assert (quick.status_code, quick.data) == (usual.status_code, usual.data)


@pytest.mark.parametrize("kind", [PLAIN, ODD])
def test_what_is_logged_of_a_question_has_its_id(client, kind):
    written = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(json.loads(JsonLines().format(record)))
    logging.getLogger("bot.web.gate").addHandler(handler)
    try:
        known = post(client, kind=kind, X_Forwarded_For="192.0.2.1").headers["X-Request-Id"]
    finally:
        logging.getLogger("bot.web.gate").removeHandler(handler)

    assert [known] == [line["request"] for line in written]


@pytest.mark.parametrize("kind", [PLAIN, ODD])
def test_a_question_under_another_name_is_refused(mini_bot, kind):
    client = create_app(mini_bot, Settings(trusted_hosts=("www.hospital.example",))).test_client()

    statuses = [post(client, kind=kind, Host=host).status_code for host in ("www.hospital.example", "evil.example", "")]
    assert [200, 400, 400] == statuses


@pytest.mark.parametrize("kind", [PLAIN, ODD])
@pytest.mark.parametrize(("origin", "allowed"), [(HOSPITAL, HOSPITAL), ("https://evil.example", None)])
def test_the_page_of_a_site_that_is_allowed_may_ask(mini_bot, kind, origin, allowed):
    client = create_app(mini_bot, Settings(origins=(HOSPITAL,))).test_client()

    assert post(client, kind=kind, Origin=origin).headers.get("Access-Control-Allow-Origin") == allowed
