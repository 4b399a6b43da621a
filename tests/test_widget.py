"""The widget's file, and the lines that put it on a page. What it does is tried in tests/browser."""

import base64
import gzip
import hashlib
import re

import pytest
from conftest import REPOSITORY
from terminal import run

WIDGET = REPOSITORY / "bot" / "web" / "static" / "widget.js"
MOST_BYTES = 8 * 1024


def snippet(*arguments: object, content) -> str:
    result = run("widget", *arguments, "--content", content)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_widget_is_small():
    assert len(gzip.compress(WIDGET.read_bytes(), 9, mtime=0)) <= MOST_BYTES


def test_the_widget_needs_no_other_file():
    assert re.findall(r"^\s*import\b|\bimport\(|url\(|@import|https?://", WIDGET.read_text(encoding="utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize(
    "sink",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "setAttribute('style'", "localStorage"],
)
def test_the_widget_has_no_way_to_make_markup_of_words(sink):
    assert sink not in WIDGET.read_text(encoding="utf-8")


def test_the_snippet_holds_the_number_to_call(mini_content):
    assert snippet(content=mini_content) == (
        '<script type="module" src="/static/widget.js"></script>\n<faq-chat><a href="tel:+12075550142">Call (207) 555-0142</a></faq-chat>\n'
    )


@pytest.mark.parametrize("server", ["https://bot.example.org", "https://bot.example.org/", "/bot"])
def test_the_snippet_names_the_server(mini_content, server):
    assert f'src="{server.rstrip("/")}/static/widget.js"' in snippet("--server", server, content=mini_content)


def test_the_snippet_lets_only_this_version_run(mini_content):
    printed = snippet("--sri", content=mini_content)

    digest = base64.b64encode(hashlib.sha384(WIDGET.read_bytes()).digest()).decode()
    assert f' integrity="sha384-{digest}" crossorigin></script>' in printed
    assert f'src="/static/widget.{hashlib.sha256(WIDGET.read_bytes()).hexdigest()[:12]}.js"' in printed


def test_the_snippet_is_markup_whatever_the_server_is_called(mini_content):
    assert 'src="/&quot;&gt;&lt;b&gt;/static/widget.js"' in snippet("--server", '/"><b>', content=mini_content)


def test_a_server_without_https_is_refused_because_a_page_would_look_for_it_beside_itself(mini_content):
    result = run("widget", "--server", "bot.example.org", "--content", mini_content)

    assert result.exit_code == 2
    assert "Error: Invalid value for --server: bot.example.org is no address of a site. Write https://bot.example.org\n" in result.stderr


def test_the_snippet_speaks_the_language_of_the_content(mini_content):
    mini_content.write_text(mini_content.read_text(encoding="utf-8").replace("language: en", "language: es"), encoding="utf-8")

    assert ">Llame al (207) 555-0142</a>" in snippet(content=mini_content)


def test_every_test_that_the_accessibility_page_names_is_there():
    named = set(re.findall(r"`(test_\w+)`", (REPOSITORY / "docs" / "accessibility.md").read_text(encoding="utf-8")))
    written = {
        name
        for path in (REPOSITORY / "tests" / "browser").glob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }

    assert named
    assert named - written == set()
