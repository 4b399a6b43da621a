"""The report: one HTML file that says all, and asks nothing of the network."""

import base64
import hashlib
import re

import pytest
from conftest import MINI_YAML, Seen, write_content
from terminal import run

from bot.content.load import load_content
from bot.content.models import Content
from bot.desk.report.since import since

CHANGED = (
    MINI_YAML.replace("      - is there a cat\n", "      - do mice dance\n", 1)
    .replace("reply: You are welcome.", "reply: Any time.")
    .replace("  parking:\n", "  camping:\n")
    .replace("    - kitty\n", "")
    .replace("crisis: You", "crisis: <b>You")
    .replace("- A cat named Barnacle guards the oil store against mice.\n      ", "")
)
CALM = "calm:\n  past:\n    name: Long ago\n    calms: emergency\n    patterns: years ago\n"
#: key of the content -> a text of the museum's, what it becomes, and what is told of it
CHANGES = {
    "language": ("language: en", "language: es", "language changed"),
    "source": ("source/gull-point.txt", "source/../source/gull-point.txt", "source changed"),
    "address": ("gull-point\nphone", "gull-point/\nphone", "address changed"),
    "phone": ("(207) 555-0142\n\n", "(207) 555-0143\n\n", "phone changed"),
    "policy": ("intents:\n", "policy:\n  margin: 9\nintents:\n", "policy margin changed"),
    "messages": ("I am a bot", "I am the bot", "message greeting changed"),
    "suggestions": ("intents:\n", "suggestions: cat\nintents:\n", "suggestions changed"),
    "synonyms": ("    - kitty\n", "", "synonym cat changed"),
    "words": ("intents:\n", "words:\n  sea: sea, ocean\nintents:\n", "word sea new"),
    "about": ("  - gull point\n", "", "about changed"),
    "ignore": ("  - please\n", "", "ignore changed"),
    "intents": ("- how far is the beach", "- how far is the sea", "intent lamp-range not +1 −1"),
    "topics": ("      - car park\n", "", "topic parking patterns +0 −1"),
    "calm": ("guards:\n", CALM + "guards:\n", "calm past new"),
    "guards": ("want to die laughing", "want to die of laughter", "guard despair unless +1 −1"),
    "smalltalk": ("reply: You are welcome.", "reply: Any time.", "smalltalk thanks reply changed"),
}
VOID = ("meta", "rect", "br")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with two versions of the museum's content, a log and gold questions."""
    folder = tmp_path_factory.mktemp("report")
    write_content(folder / "old")
    write_content(folder, CHANGED)
    (folder / "log.txt").write_text("what does the lamp eat\n" * 3 + "where is <script>alert(1)</script>\n" * 3, encoding="utf-8")
    (folder / "gold.yaml").write_text("- question: where does the cat sleep\n  expect: lamp-range\n", encoding="utf-8")
    return folder


def report(folder, *arguments):
    """Return the report's HTML."""
    path = folder / "report.html"
    result = run("report", "-o", path, "--content", folder / "intents.yaml", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r".*report\.html: the report of content version [0-9a-f]{12}\.\n", result.stdout)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def full(folder):
    return report(folder, "--log", folder / "log.txt", "--gold", folder / "gold.yaml", "--since", folder / "old" / "intents.yaml")


def words(html, section):
    """Return the words of one section."""
    found = re.search(rf'<section aria-labelledby="{section}">.*?</section>', html, re.DOTALL)
    return " ".join(Seen(found[0], "section").words.split())


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("answers", "How far does the lamp shine? lamp-range, patterns: 4 how far does the light shine"),
        ("answers", "The lamp burns whale oil and throws its beam twenty miles across the bay. The lamp not yet"),
        ("page", "A brass clockwork turns the lens once every minute. nothing"),
        ("page", "“Barnacle” sleeps beside the fog bell – never in the keeper’s bed. cat"),
        ("guards", "A fall from the tower fall, examples: 1 fell (off|from|down) the (tower|stairs|cliff) · call an ambulance"),
        ("guards", "Thoughts of suicide despair, examples: 1 want to die · kill myself want to die laughing not yet"),
        ("topics", "how much is a ticket cost, patterns: 4 This page does not say what a ticket costs. Please call (207) 555-0142."),
        ("messages", "crisis <b>You are not alone."),
        ("messages", "small talk: thanks Any time."),
        ("tests", "gold 1 0 1 0 0"),
        ("tests", 'where does the cat sleep answered by intent "cat" answered by intent "lamp-range"'),
        ("typed", "Change Questions Keeps Asked back Handed off Flips Keeps, share background after"),
        ("findings", "sentence-not-covered"),
        ("asked", "3 what does the lamp eat"),
        ("since", "intent cat patterns +1 −1, quotes +0 −1"),
        ("since", "topic camping new"),
        ("since", "topic parking gone"),
        ("since", "smalltalk thanks reply changed"),
        ("since", "message crisis changed"),
        ("since", "synonym cat changed"),
        ("since", "is there a kitty"),
    ],
)
def test_the_report_says(full, section, said):
    assert said in words(full, section)


@pytest.mark.parametrize(("old", "new", "said"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_any_part_of_the_content_is_told(old, new, said, mini_content):
    before = load_content(mini_content)
    write_content(mini_content.parent, MINI_YAML.replace(old, new, 1))
    found = since("before", before, load_content(mini_content))

    assert [said] == [f"{part} {what}" for part, what in found.differences.items()]


def test_a_change_of_every_key_of_the_content_is_tried():
    assert set(Content.model_fields) == set(CHANGES)


def test_what_was_not_asked_for_is_left_out(folder):
    html = report(folder)

    assert 'id="asked"' not in html
    assert 'id="since"' not in html


def test_a_version_is_like_itself_and_a_log_may_hold_nothing_to_show(folder):
    html = report(folder, "--since", folder / "intents.yaml", "--log", folder / "log.txt", "--at-least", "9")

    assert "No test of either version gets another reply." in words(html, "since")
    assert "Nothing was asked often enough to be shown." in words(html, "asked")


def test_the_policy_allows_the_style_by_its_hash_and_nothing_else(full):
    style = re.search(r"<style>(.*?)</style>", full, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in full
    assert "<script" not in full
    assert not re.search(r"\s(style|on\w+|src)=", full)
    assert "url(" not in style


def test_what_visitors_and_editors_wrote_is_never_read_as_html(full):
    assert "<b>" not in full
    assert "&lt;b&gt;You" in full


def test_every_table_says_what_it_is_and_heads_its_columns(full):
    seen = Seen(full)

    assert len(seen.all("table")) == len(seen.all("caption")) > 10
    assert all(heading["scope"] in ("col", "row") for heading in seen.all("th"))
    assert [{"lang": "en"}] == seen.all("html")
    assert all("aria-label" in plot or plot.get("aria-hidden") for plot in seen.all("svg"))


def test_every_link_inside_of_the_page_leads_somewhere(full):
    seen = Seen(full)
    ids = {attributes["id"] for _, attributes in seen.elements if "id" in attributes}

    assert {link["href"][1:] for link in seen.all("a") if link["href"].startswith("#")} <= ids


def test_every_element_that_is_opened_is_closed(full):
    opened = [tag for tag in re.findall(r"<([a-z0-9]+)[ >]", full) if tag not in VOID]

    closed = [tag for tag in re.findall(r"</([a-z0-9]+)>", full) if tag not in VOID]

    assert sorted(opened) == sorted(closed)


def test_a_page_without_headings_is_called_by_its_address(tmp_path):
    write_content(tmp_path, source_text="The lamp burns whale oil and throws its beam twenty miles across the bay.\n")
    text = MINI_YAML.split("\n  cat:\n    title")[0].replace("    next:\n      - cat\n", "")
    (tmp_path / "intents.yaml").write_text(text, encoding="utf-8")

    assert "<h1>What the bot says: https://museum.example/gull-point</h1>" in report(tmp_path)


def test_a_report_that_cannot_be_put_in_its_place_is_told_and_leaves_nothing(folder, tmp_path):
    (tmp_path / "report.html").mkdir()

    result = run("report", "-o", tmp_path / "report.html", "--content", folder / "intents.yaml")

    assert result.exit_code == 2
    assert result.stderr == f"Error: {tmp_path / 'report.html'} cannot be written: Is a directory.\n"
    assert [tmp_path / "report.html"] == list(tmp_path.iterdir())


@pytest.mark.parametrize("file", ["intents.yaml", "source.txt", "gold.yaml", "log.txt"])
def test_the_report_is_not_written_over_what_it_is_made_of(folder, file):
    path = folder / "source" / "gull-point.txt" if file == "source.txt" else folder / file
    before = path.read_bytes()
    more = ("--gold", folder / "gold.yaml", "--log", folder / "log.txt", "--since", folder / "old" / "intents.yaml")
    result = run("report", "-o", path, "--content", folder / "intents.yaml", *more)

    assert (result.exit_code, result.stderr) == (2, f"Error: {path} is read here, so it is not written. Name another file.\n")
    assert path.read_bytes() == before
