import gzip
import re
import sys

import pytest
from conftest import REPOSITORY

from bot.web.app import create_app

WIDGET = (REPOSITORY / "bot" / "web" / "static" / "widget.js").read_bytes()


@pytest.fixture
def named(client) -> str:
    """The widget's address on the page."""
    found = re.search(r"/static/widget\.[0-9a-f]{12}\.js", client.get("/").text)
    assert found
    return found[0]


def test_a_file_under_a_name_that_changes_with_it_is_kept_for_good(client, named):
    answer = client.get(named)

    assert (200, WIDGET) == (answer.status_code, answer.data)
    assert "public, max-age=31536000, immutable" == answer.headers["Cache-Control"]


def test_a_file_under_the_name_of_another_version_is_sent_and_not_kept(client):
    answer = client.get("/static/widget.0123456789ab.js")

    assert (200, WIDGET, "no-cache") == (answer.status_code, answer.data, answer.headers["Cache-Control"])


def test_a_file_under_its_own_name_is_asked_for_again_and_not_sent_again(client):
    first = client.get("/static/widget.js")
    again = client.get("/static/widget.js", headers={"If-None-Match": first.headers["ETag"]})

    assert (200, "no-cache") == (first.status_code, first.headers["Cache-Control"])
    assert (304, b"") == (again.status_code, again.data)


@pytest.mark.parametrize("name", ["nothing.js", "widget", "widget.js.js", "..%2fapp.py", ".", "widget.0123456789ab.css"])
def test_nothing_else_is_sent(client, name):
    assert 404 == client.get(f"/static/{name}").status_code


def test_a_file_is_packed_for_those_who_can_unpack_it(client):
    answer = client.get("/static/widget.js", headers={"Accept-Encoding": "gzip"})

    assert ("gzip", "Accept-Encoding") == (answer.headers["Content-Encoding"], answer.headers["Vary"])
    assert WIDGET == gzip.decompress(answer.data)


def test_it_is_packed_smaller_where_both_sides_can(client):
    answer = client.get("/static/widget.js", headers={"Accept-Encoding": "gzip, br"})

    assert "br" == answer.headers["Content-Encoding"]
    assert len(answer.data) < len(gzip.compress(WIDGET))


def test_without_the_packer_there_is_still_gzip(mini_bot, monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)

    answer = create_app(mini_bot).test_client().get("/static/widget.js", headers={"Accept-Encoding": "gzip, br"})

    assert "gzip" == answer.headers["Content-Encoding"]


def test_packed_and_unpacked_are_told_apart(client):
    etags = {client.get("/static/widget.js", headers={"Accept-Encoding": way}).headers["ETag"] for way in ("", "gzip", "br")}

    assert 3 == len(etags)


def test_what_a_client_will_not_have_is_not_sent(client):
    assert "Content-Encoding" not in client.get("/static/widget.js", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_each_file_says_what_it_is(client):
    kinds = {name: client.get(f"/static/{name}").content_type for name in ("widget.js", "page.css", "icon.svg")}

    assert {"widget.js": "text/javascript; charset=utf-8", "page.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"} == kinds


def test_the_content_is_not_sent_again_while_it_is_the_same(client):
    first = client.get("/api/v1/content")

    assert "no-cache" == first.headers["Cache-Control"]
    assert 304 == client.get("/api/v1/content", headers={"If-None-Match": first.headers["ETag"]}).status_code
