"""The balancers of ``deploy/``, real ones, before a real replica: what they let through, and what they say themselves."""

import json
import re

import pytest
from conftest import REPOSITORY, write_content
from edges import DEPLOY, HOST, edge
from service import running, wait_until

pytestmark = pytest.mark.servers
QUESTION = json.dumps({"text": "is there a cat"}).encode()
BALANCERS = ["nginx", "haproxy"]
JSON = {"Content-Type": "application/json"}
STRICT = "Strict-Transport-Security"
HSTS = "max-age=63072000; includeSubDomains"


@pytest.fixture(scope="module", params=BALANCERS)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def before_a_replica(name, tmp_path_factory):
    content = write_content(tmp_path_factory.mktemp("museum"))
    settings = {"BOT_TRUSTED_HOSTS": HOST, "BOT_PROXIES": "1", "BOT_ACCESS_LOG": "false"}
    with running(content, **settings) as replica, edge(name, replica.port, tmp_path_factory.mktemp(name)) as there:
        wait_until(lambda: there.ask("GET", "/").status == 200)
        yield there


@pytest.fixture
def before_none(name, tmp_path):
    with edge(name, 1, tmp_path) as there:
        wait_until(lambda: there.ask("GET", "/").status == 503 or name == "nginx")
        yield there


def ask(there):
    return there.ask("POST", "/api/v1/reply", QUESTION, **JSON)


def shows_the_phone(answer):
    page = answer.body.decode()
    return answer.headers["Content-Type"].startswith("text/html") and re.findall('href="tel:(.*?)"', page) == ["+18006153055", "911", "988"]


def test_pages_and_questions_go_through_and_every_answer_asks_for_tls(before_a_replica):
    for answer in (before_a_replica.ask("GET", "/ask"), ask(before_a_replica)):
        assert (200, [HSTS]) == (answer.status, answer.headers.get_all(STRICT))


@pytest.mark.parametrize("path", ["/readyz", "/healthz", "/%72eadyz", "//healthz", "/%2Freadyz", "/readyz?x", "/readyz/", "/./healthz"])
def test_health_is_not_for_the_world(before_a_replica, path):
    answer = before_a_replica.ask("GET", path)

    assert 404 == answer.status
    assert b"content_version" not in answer.body
    assert b'"ok"' not in answer.body


def test_plain_http_is_sent_to_the_name_of_the_service_whatever_name_was_asked(before_a_replica, name):
    answer = before_a_replica.ask_plainly("/ask?lang=es", HOST)
    assert (301, f"https://{HOST}/ask?lang=es") == (answer.status, answer.headers["Location"])

    answer = before_a_replica.ask_plainly("/ask", "evil.example")
    assert "evil" not in str(answer.headers) + answer.body.decode()


def test_another_name_gets_no_answer(before_a_replica):
    assert 421 == before_a_replica.ask("GET", "/", Host="evil.example").status


def test_without_a_replica_people_see_the_phone_and_programs_a_problem(before_none):
    for answer in (before_none.ask("GET", "/ask"), before_none.ask("POST", "/ask", b"text=cat")):
        assert answer.status in {502, 503}
        assert shows_the_phone(answer)
        assert HSTS == answer.headers[STRICT]

    answer = ask(before_none)
    assert (503, "application/problem+json", "10") == (answer.status, answer.headers["Content-Type"], answer.headers["Retry-After"])
    assert {"type": "about:blank", "title": "Service Unavailable", "status": 503} == {
        key: value for key, value in answer.json.items() if key != "detail"
    }
    assert HSTS == answer.headers[STRICT]


def test_a_body_that_is_too_long_is_refused_with_the_phone_or_a_problem(before_a_replica):
    body = b"text=" + b"a" * 70_000
    answer = before_a_replica.ask("POST", "/ask", body, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert 413 == answer.status
    assert b'href="tel:' in answer.body

    answer = before_a_replica.ask("POST", "/api/v1/reply", body, **JSON)
    assert (413, "application/problem+json", 413) == (answer.status, answer.headers["Content-Type"], answer.json["status"])


def test_who_asks_too_often_is_told_to_wait_in_the_same_ways(before_a_replica):
    answer = before_a_replica.ask_until(429, "POST", "/api/v1/reply", QUESTION, **JSON)
    assert ("application/problem+json", 429, HSTS) == (answer.headers["Content-Type"], answer.json["status"], answer.headers[STRICT])
    answer = before_a_replica.ask_until(429, "GET", "/ask")
    assert shows_the_phone(answer)


def test_no_visitor_is_written_down(before_none, name, tmp_path):
    ask(before_none)
    before_none.ask_plainly("/ask", HOST)
    assert not [file for file in tmp_path.glob("*.log") if "127.0.0.1" in file.read_text() and "request" in file.read_text()]


def test_the_page_and_the_problem_name_the_phone_of_the_content():
    phone = re.search(r"^phone: (.*)$", (REPOSITORY / "intents.yaml").read_text(), re.MULTILINE)
    assert phone
    for file in ("sorry.html", "sorry.json"):
        assert phone[1] in (DEPLOY / "pages" / file).read_text()
