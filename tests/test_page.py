"""The page anew: got from an address, read from HTML or text."""

import http.server
import sys
import threading
from pathlib import Path

import pytest

from bot.desk.page.html import main_content
from bot.desk.page.read import read_page
from bot.errors import BotError
from bot.source import Source
from bot.web.app import create_app

PAGES = Path(__file__).parent / "data" / "pages"
HTML = "<!doctype html><title>t</title><h1>The lamp</h1><p>It burns whale oil all night long.</p>"


def text_of(html):
    return main_content(f"<body><main>{html}</main>").text


# --- HTML ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["colonoscopy", "knee-replacement", "catheter-ablation"])
def test_of_a_hospital_page_only_the_main_content_is_read(name):
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")

    assert text == read_page(str(PAGES / f"{name}.html")).source.text


def test_the_page_that_the_service_shows_reads_as_its_source(real_bot):
    page = Source.of(main_content(create_app(real_bot).test_client().get("/").get_data(as_text=True)).text)
    said = [[(sentence.section, sentence.text.split()) for sentence in each.sentences] for each in (page, real_bot.knowledge.source)]

    assert said[0] == said[1]


def test_paragraphs_stand_apart_and_white_space_is_folded():
    assert "One  two".replace("  ", " ") + ".\n\nThree.\n" == text_of("<p>One\n   two.</p>\n<div>Three.</div>")


def test_words_in_bold_stay_in_their_sentence():
    assert "A bold word.\n" == text_of("<p>A <b>bold</b> word.</p>")


def test_a_list_is_one_paragraph_and_belongs_to_what_introduces_it():
    assert "Bring:\na coat\na hat\n" == text_of("<p>Bring:</p><ul><li>a coat<li>a hat</ul>")


def test_rows_of_a_table_are_lines():
    assert "Hours\nMonday 9 to 5\nTuesday 9 to 1\n" == text_of(
        "<table><caption>Hours<tr><th>Monday<td>9 to 5<tr><th>Tuesday<td>9 to 1</table>"
    )


def test_a_heading_that_is_a_button_stays_and_other_buttons_go():
    accordion = "<h2><button>The risks</button></h2><p>It may bleed.</p><button><h2><span>The rest</span></h2></button><p>It is rare.</p>"

    assert "The risks\n\nIt may bleed.\n\nThe rest\n\nIt is rare.\n" == text_of(accordion + "<button>Print</button>")


def test_what_only_leads_to_other_parts_of_the_page_goes_with_its_heading():
    listed = (
        "<h2>On this page</h2>\n<ul><li><a href='#a'>The lamp</a><li><a href='#b'>The cat</a></ul><h2>The lamp</h2><p>It burns oil.</p>"
    )

    assert "The lamp\n\nIt burns oil.\n" == text_of(listed)
    assert "On this page" in text_of(listed.replace("#b", "/cat"))
    assert "feeds" in text_of(listed.replace("The cat</a>", "The cat</a>, whom the keeper feeds"))
    assert "It burns oil.\n" == text_of("<ul><li><a href='#a'>The lamp</a></ul><p>It burns oil.</p>")


def test_a_short_line_goes_to_the_paragraph_before_it():
    assert "It burns oil.\nSee also the bell\n\nMore.\n" == text_of("<p>It burns oil.</p><p>See also the bell</p><p>More.</p>")


def test_a_short_line_right_below_a_heading_goes_to_the_paragraph_after_it():
    assert "The lamp\n\nWhale oil\nIt burns all night.\n" == text_of("<h2>The lamp</h2><p>Whale oil</p><p>It burns all night.</p>")


def test_a_line_alone_between_two_headings_goes_to_the_heading_above_it():
    assert "Call us\n(207) 555-0142\n\nThe lamp\n\nIt burns.\n" == text_of(
        "<h2>Call us</h2><p>(207) 555-0142</p><h2>The lamp</h2><p>It burns.</p>"
    )


def test_a_line_above_the_first_heading_is_left_out():
    assert "The lamp\n\nIt burns.\n" == text_of("<p>Museum</p><h1>The lamp</h1><p>It burns.</p>")


def test_a_line_that_only_repeats_the_heading_below_it_is_left_out():
    assert "It is old.\n\nThe lamp\n\nIt burns.\n" == text_of("<p>It is old.</p><p>The lamp</p><h1>The lamp</h1><p>It burns.</p>")


def test_a_heading_without_anything_below_it_is_left_out():
    assert "It burns.\n" == text_of("<p>It burns.</p><h2>Related</h2>")


def test_without_a_main_part_menus_and_the_head_of_the_page_are_left_out():
    html = "<body><header>Logo</header><nav>Menu</nav><div><h1>The lamp</h1><p>It burns.</p></div><footer>Imprint</footer>"

    assert "The lamp\n\nIt burns.\n" == main_content(html).text


def test_a_main_part_that_looks_like_a_banner_is_read_all_the_same():
    assert "It burns.\n" == main_content('<main class="share-"><p>It burns.</p></main>').text


def test_a_page_of_nothing_has_no_text():
    assert "" == main_content("").text


def test_what_the_page_says_of_itself_is_kept():
    html = """<html lang="en-US"><head><link rel="canonical" href="https://a.example/b"></head><body>
    <a href="tel:+12075550142">(207)  555-0142</a><a href="tel:911">Call now</a><a href="TEL:911">911</a><main><p>Text.</p></main>"""
    found = main_content(html)

    assert ("https://a.example/b", ("(207) 555-0142", "911"), "en") == (found.address, found.phones, found.language)


def test_without_the_library_the_cure_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    with pytest.raises(BotError) as caught:
        main_content("")

    assert "HTML cannot be read yet. Run: pip install '.[pages]'" == str(caught.value)


# --- files ---------------------------------------------------------------------------------------------------------


def read(tmp_path, raw, name="page"):
    (tmp_path / name).write_bytes(raw)
    return read_page(str(tmp_path / name))


def test_a_text_is_read_word_for_word(tmp_path):
    text = "The lamp\n\nIt burns  all night. Call (207) 555-0142.\n"
    page = read(tmp_path, text.encode())

    assert (text, "(207) 555-0142", "", "") == (page.source.text, page.phone, page.address, page.language)


def test_html_is_known_by_how_it_begins(tmp_path):
    assert "The lamp" == read(tmp_path, HTML.encode()).source.title


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf<p>Caf\xc3\xa9.",
        b"<p>Caf\xc3\xa9.",
        b"<html><meta charset=iso-8859-1><p>Caf\xe9.",
        b"<p>Caf\xe9.",
        b"<html><meta charset=martian><p>Caf\xe9.",
    ],
)
def test_html_is_read_in_the_character_set_that_it_names(tmp_path, raw):
    assert "Café.\n" == read(tmp_path, raw).source.text


@pytest.mark.parametrize(
    ("raw", "message"), [(b"\xff\xfe", "{} is not UTF-8 text. Save it as UTF-8."), (b" \n", "{} holds no text that could be quoted.")]
)
def test_a_file_that_says_nothing_is_told(tmp_path, raw, message):
    with pytest.raises(BotError) as caught:
        read(tmp_path, raw)

    assert message.format(tmp_path / "page") == str(caught.value)


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(BotError) as caught:
        read_page("nowhere.html")

    assert "The page nowhere.html cannot be read: No such file or directory." == str(caught.value)


# --- addresses -----------------------------------------------------------------------------------------------------


class Site(http.server.BaseHTTPRequestHandler):
    """A site with a page, a picture, and ways that lead nowhere."""

    def do_GET(self):
        kind, body = {
            "/page": ("text/html; charset=iso-8859-1", HTML.replace("oil", "öl").encode("latin-1")),
            "/text": ("text/plain", b"It is old."),
        }.get(self.path, ("image/png", b"x"))
        if self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(302 if self.path in ("/moved", "/away") else 200)
        self.send_header("Content-Type", kind)
        if self.path in ("/moved", "/away"):
            self.send_header("Location", {"/moved": "/page", "/away": "file:///etc/passwd"}[self.path])
        self.end_headers()
        self.wfile.write(b"<p>" * 2_000_000 if self.path == "/large" else body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_got_from_its_address(site, path):
    page = read_page(site + path)

    assert ("The lamp\n\nIt burns whale öl all night long.\n", site + path) == (page.source.text, page.address)


def test_a_text_is_got_from_its_address(site):
    assert "It is old." == read_page(f"{site}/text").source.text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/gone", "cannot be read: the server says 404 Not Found."),
        ("/picture", "is image/png. Only HTML and text can be read: save its text to a file and name that."),
        ("/large", "is over 5 MB. Save the part that matters to a file and name that."),
    ],
)
def test_an_address_that_gives_no_page_is_told(site, path, message):
    with pytest.raises(BotError) as caught:
        read_page(site + path)

    assert f"{site}{path} {message}" == str(caught.value)


def test_a_page_that_leads_to_a_file_is_not_followed(site):
    with pytest.raises(BotError) as caught:
        read_page(f"{site}/away")

    assert str(caught.value).startswith(f"{site}/away cannot be read: the server says 302")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1:1/", "http://127.0.0.1:1/ cannot be read: Connection refused."),
        ("ftp://example.org/", "ftp://example.org/ cannot be read: an address must begin with http:// or https://."),
    ],
)
def test_an_address_that_does_not_answer_is_told(address, message):
    with pytest.raises(BotError) as caught:
        read_page(address)

    assert message == str(caught.value)
