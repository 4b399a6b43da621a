"""Compiling: content and page become the knowledge that the pipeline looks things up in."""

import pytest

from bot.compile import compile_content
from bot.content.load import load_content
from bot.errors import ContentError
from bot.model import Choice, Phone


def compiled(path):
    return compile_content(load_content(path))


def test_quotes_are_found_on_the_page_with_their_section_and_a_link(mini_content):
    quote = compiled(mini_content).facts.intents["lamp-range"].quotes[0]

    assert "The lamp burns whale oil and throws its beam twenty miles across the bay." == quote.text
    assert "The lamp" == quote.section
    assert quote.link.startswith("https://museum.example/gull-point#:~:text=The%20lamp%20burns%20whale%20oil")


def test_a_quote_with_plain_quotation_marks_is_shown_as_the_page_writes_it(mini_content):
    quotes = compiled(mini_content).facts.intents["cat"].quotes

    assert "“Barnacle” sleeps beside the fog bell – never in the keeper’s bed." == quotes[1].text


def test_the_number_is_filled_into_the_messages(mini_content):
    facts = compiled(mini_content).facts

    assert "I could not find that on this page. Please call (207) 555-0142." == facts.messages["no_match"]
    assert Phone("(207) 555-0142", "tel:+12075550142") == facts.phone


def test_what_to_ask_next_carries_its_title(mini_content):
    assert (Choice("cat", "Is there a cat?"),) == compiled(mini_content).facts.intents["lamp-range"].next


def test_the_first_suggestions_leave_out_the_number_unless_the_editor_names_them(mini_content):
    assert ["lamp-range", "cat"] == [choice.intent for choice in compiled(mini_content).facts.suggestions]


def test_the_editor_may_name_the_first_suggestions(mini_content):
    mini_content.write_text(mini_content.read_text(encoding="utf-8") + "\nsuggestions:\n  - cat\n", encoding="utf-8")

    assert (Choice("cat", "Is there a cat?"),) == compiled(mini_content).facts.suggestions


def test_content_whose_quotes_do_not_stand_is_refused(mini_content):
    text = mini_content.read_text(encoding="utf-8").replace("twenty miles across the bay", "thirty miles across the bay")
    mini_content.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="this quote does not stand on the page"):
        compiled(mini_content)


def test_a_phrase_that_any_question_may_hold_is_read_as_one(mini_content):
    assert "gull point" in compiled(mini_content).lexicon.about
