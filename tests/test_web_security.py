import ast
import re

import pytest
from conftest import REPOSITORY

from bot.web.app import create_app
from bot.web.current import service_of
from bot.web.settings import read_settings

HOSPITAL = "https://www.hospital.example"
EVERYWHERE = ["/", "/ask", "/api/v1/content", "/api/v1/reply", "/healthz", "/readyz", "/nothing", "/static/widget.js"]


def client_of(bot, **settings: str):
    return create_app(bot, read_settings(settings, {})).test_client()


# --- what Mozilla's HTTP Observatory scores; docs/operate.md says how to run it for real ------------------------------


def policy(headers) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in headers["Content-Security-Policy"].split(";"))}


@pytest.mark.parametrize("path", EVERYWHERE)
def test_the_content_policy_allows_our_own_files_only(client, path):
    directives = policy(client.get(path).headers)

    assert ["'none'"] == directives["default-src"] == directives["object-src"] == directives["base-uri"] == directives["frame-ancestors"]
    assert {"'none'", "'self'"} >= {value for values in directives.values() for value in values}


def test_over_tls_the_browser_never_goes_back(mini_bot):
    client = client_of(mini_bot, BOT_PROXIES="1")

    header = client.get("/", headers={"X-Forwarded-Proto": "https"}).headers["Strict-Transport-Security"]

    assert "max-age=63072000; includeSubDomains" == header
    assert int(re.findall(r"\d+", header)[0]) >= 31_536_000


def test_nobody_but_a_proxy_of_ours_says_that_it_is_tls(client):
    assert "Strict-Transport-Security" not in client.get("/", headers={"X-Forwarded-Proto": "https"}).headers


def test_no_cookie_is_ever_set(client):
    client.post("/ask", data={"text": "cat"})

    assert [] == [path for path in EVERYWHERE if "Set-Cookie" in client.get(path).headers]


def test_the_page_loads_nothing_from_elsewhere(client):
    assert [] == re.findall(r'(?:src|href)="(?:https?:)?//[^"]*\.(?:js|css|svg|png)', client.get("/").text)


# --- pages of other sites --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERYWHERE)
def test_other_sites_may_read_nothing(client, path):
    headers = client.get(path, headers={"Origin": HOSPITAL}).headers

    assert "Access-Control-Allow-Origin" not in headers
    assert "same-origin" == headers["Cross-Origin-Resource-Policy"]


@pytest.mark.parametrize("path", ["/api/v1/content", "/static/widget.js", "/api/v1/nothing"])
def test_a_site_that_is_allowed_may_read_the_api_and_the_widget(mini_bot, path):
    headers = client_of(mini_bot, BOT_ORIGINS=HOSPITAL).get(path, headers={"Origin": HOSPITAL}).headers

    assert HOSPITAL == headers["Access-Control-Allow-Origin"]
    assert "cross-origin" == headers["Cross-Origin-Resource-Policy"]
    assert "Origin" in headers.getlist("Vary")
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize("origin", ["https://evil.example", "null", HOSPITAL.upper(), HOSPITAL + ".evil.example", "*"])
def test_a_site_that_is_not_allowed_may_not(mini_bot, origin):
    answer = client_of(mini_bot, BOT_ORIGINS=HOSPITAL).get("/api/v1/content", headers={"Origin": origin})

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in answer.headers["Vary"]


def test_no_site_may_read_the_pages(mini_bot):
    assert "Access-Control-Allow-Origin" not in client_of(mini_bot, BOT_ORIGINS=HOSPITAL).get("/ask", headers={"Origin": HOSPITAL}).headers


def test_a_browser_that_asks_first_is_told_what_is_allowed(mini_bot):
    asked = {"Origin": HOSPITAL, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}

    headers = client_of(mini_bot, BOT_ORIGINS=HOSPITAL).options("/api/v1/reply", headers=asked).headers

    assert (HOSPITAL, "GET, POST", "Content-Type") == tuple(
        headers[f"Access-Control-Allow-{what}"] for what in ("Origin", "Methods", "Headers")
    )


# --- names and methods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/ask", "/ask?lang=es", "/static/page.css", "/nothing"])
def test_a_person_under_a_name_that_is_not_ours_gets_a_page_that_says_so_and_is_counted(mini_bot, path):
    app = create_app(mini_bot, read_settings({"BOT_TRUSTED_HOSTS": "www.hospital.example"}, {}))
    answer = app.test_client().get(path, headers={"Host": "evil.example", "Accept": "text/html"})

    assert (400, "text/html") == (answer.status_code, answer.mimetype)
    assert "(207) 555-0142" in answer.get_data(as_text=True)
    assert 1 == service_of(app).metrics.registry.get_sample_value("bot_requests_total", {"route": "none", "status": "400"})


@pytest.mark.parametrize("host", ["evil.example", "www.hospital.example.evil.example", "127.0.0.1:9", "www.hospital.example.."])
def test_a_name_that_is_not_ours_is_refused_without_being_repeated(mini_bot, host):
    answer = client_of(mini_bot, BOT_TRUSTED_HOSTS="www.hospital.example").get("/api/v1/content", headers={"Host": host})

    assert (400, "application/problem+json") == (answer.status_code, answer.content_type)
    assert "evil" not in answer.text


def test_a_name_of_ours_is_answered(mini_bot):
    client = client_of(mini_bot, BOT_TRUSTED_HOSTS="www.Hospital.example, localhost")

    assert [200, 200] == [client.get("/", headers={"Host": host}).status_code for host in ("www.hospital.example", "localhost:8000")]


@pytest.mark.parametrize("ours", ["www.hospital.example", "WWW.Hospital.example."])
@pytest.mark.parametrize("host", ["WWW.HOSPITAL.EXAMPLE", "www.hospital.example.", "Www.Hospital.Example.:8000"])
def test_neither_case_nor_a_full_stop_at_its_end_makes_another_name(mini_bot, ours, host):
    client, headers = client_of(mini_bot, BOT_TRUSTED_HOSTS=ours), {"Host": host}

    assert [200, 200] == [
        client.get("/", headers=headers).status_code,
        client.post("/api/v1/reply", json={"text": "cat"}, headers=headers).status_code,
    ]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "XYZZY"])
@pytest.mark.parametrize("path", ["/", "/ask", "/api/v1/reply", "/api/v1/feedback", "/api/v1/content", "/healthz", "/static/widget.js"])
def test_a_method_that_is_not_needed_is_refused(client, path, method):
    assert 405 == client.open(path, method=method).status_code


def test_a_question_in_the_address_is_not_read(client):
    assert 405 == client.get("/api/v1/reply?text=cat").status_code
    assert "Barnacle" not in client.get("/ask?text=cat").text


@pytest.mark.parametrize("path", ["/api/v1/reply", "/api/v1/feedback"])
def test_a_form_of_another_site_cannot_ask(client, path):
    assert 415 == client.post(path, data={"text": "cat"}).status_code


@pytest.mark.parametrize("path", EVERYWHERE)
def test_text_says_its_encoding(client, path):
    kind = client.get(path).content_type

    assert "charset=utf-8" in kind or kind in ("application/json", "application/problem+json")


def test_the_metrics_are_not_where_visitors_are(client):
    assert 404 == client.get("/metrics").status_code


# --- the document ----------------------------------------------------------------------------------------------------


def test_every_test_that_the_document_names_is_there():
    document = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", document))
    written = {
        node.name
        for path in (REPOSITORY / "tests").glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }

    assert named
    assert set() == named - written
