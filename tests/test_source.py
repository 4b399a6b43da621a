"""The page: its sections and sentences with their places, and the search for a quote in it."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import MINI_SOURCE, REPOSITORY
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.model import Span
from bot.source import Nearest, Sentence, Source, text_fragment

PAGES = st.text("aB .!?\n\r\t’'\"“”–-()0é😀\ufeff\x00", max_size=200)


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in Source.of(text).sentences]


def sections(text: str) -> list[str]:
    return [sentence.section for sentence in Source.of(text).sentences]


# --- reading -------------------------------------------------------------------------------------------------------


def test_a_page_is_read_from_its_file(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("The lamp’s beam.\r\n".encode())

    assert "The lamp’s beam.\r\n" == Source.read(path).text


def test_a_page_that_is_not_there_is_a_mistake_that_a_person_can_mend():
    with pytest.raises(BotError) as caught:
        Source.read(Path("nowhere/page.txt"))

    assert "The page's text nowhere/page.txt cannot be read: No such file or directory." == str(caught.value)


def test_a_page_that_is_not_utf_8_is_refused_with_the_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.txt").write_bytes("The keeper’s café".encode("cp1252"))
    with pytest.raises(BotError) as caught:
        Source.read(Path("page.txt"))

    assert "The page's text page.txt is not UTF-8 (byte 10). Save it as UTF-8." == str(caught.value)


def test_a_page_whose_name_no_file_can_have_is_a_mistake_that_a_person_can_mend():
    with pytest.raises(BotError) as caught:
        Source.read(Path("page\0.txt"))

    assert "The page's text 'page\\x00.txt' cannot be read: embedded null byte." == str(caught.value)


# --- sections and sentences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \t\n", "\ufeff"])
def test_an_empty_page_has_no_sentences_and_no_title(text):
    source = Source.of(text)

    assert ((), "") == (source.sentences, source.title)


def test_a_page_is_its_headings_and_paragraphs():
    blocks = Source.of("\ufeffAhoy, all.\n\nThe lamp\n\nThe lamp\n\nIt burns oil.\nIt shines.\n\nThe cat\n").blocks

    assert [
        ("Ahoy, all.", "The lamp", "paragraph"),
        ("The lamp", "The lamp", "label"),
        ("The lamp", "The lamp", "heading"),
        ("It burns oil.\nIt shines.", "The lamp", "paragraph"),
        ("The cat", "The lamp", "paragraph"),
    ] == [(block.text, block.section, block.kind) for block in blocks]


@given(PAGES)
def test_every_sentence_stands_in_a_paragraph_of_its_section(text):
    source = Source.of(text)

    assert all(text[block.span.start : block.span.end] == block.text for block in source.blocks)
    for sentence in source.sentences:
        (holder,) = [block for block in source.blocks if block.span.start <= sentence.span.start < block.span.end]
        assert ("paragraph", sentence.section) == (holder.kind, holder.section)
        assert sentence.span.end <= holder.span.end


def test_a_paragraph_is_taken_apart_into_sentences():
    assert ["The lamp burns oil.", "Is it bright?", "Yes!", "Very"] == sentences("The lamp burns oil. Is it bright? Yes! Very")


def test_a_sentence_may_go_on_in_the_next_line():
    assert ["The lamp\nburns oil.", "It shines."] == sentences("The lamp\nburns oil.\nIt shines.")


@pytest.mark.parametrize("newline", ["\r\n", " \n", "\n  ", "\t\n\t"])
def test_neither_the_kind_of_line_break_nor_white_space_around_it_ends_a_paragraph(newline):
    assert [f"The lamp{newline}burns oil."] == sentences(f"The lamp{newline}burns oil.")


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"])
def test_an_empty_line_ends_a_paragraph(gap):
    assert ["The lamp burns oil.", "it shines"] == sentences(f"The lamp burns oil.{gap}it shines")


@pytest.mark.parametrize("text", ["Dr. Hale keeps it.", "Ask J. Hale.", "Oil vs. Gas burns.", "Tools, e.g. Oil.", "See St. Ives."])
def test_an_abbreviation_does_not_end_a_sentence(text):
    assert [text] == sentences(text)


@pytest.mark.parametrize("text", ["It is 3.5 miles.", "at gullpoint.example now.", "No one … Knows", "Wait... what"])
def test_a_full_stop_within_a_sentence_does_not_end_it(text):
    assert [text] == sentences(text)


def test_a_closing_quote_belongs_to_the_sentence_that_it_closes():
    assert ['She said "Yes."', "“No!”", "(He left.)", "Then rain."] == sentences('She said "Yes." “No!” (He left.) Then rain.')


def test_a_short_line_that_does_not_end_like_a_sentence_is_a_heading():
    text = "Gull Point\n\nIt is old.\n\nWhat is the lamp?\n\nA light."

    assert ["It is old.", "A light."] == sentences(text)
    assert ["Gull Point", "What is the lamp?"] == sections(text)


def test_what_stands_before_the_first_heading_belongs_to_the_page_as_a_whole():
    text = "It is old.\n\nGull Point\n\nA light."

    assert ["Gull Point", "Gull Point"] == sections(text)
    assert "Gull Point" == Source.of(text).title


def test_a_heading_that_is_there_twice_heads_what_follows_each():
    assert ["Lamp", "Cat", "Lamp"] == sections("Lamp\n\nA light.\n\nCat\n\nA mouser.\n\nLamp\n\nIt burns.")


def test_a_heading_that_is_repeated_at_once_is_one_heading():
    assert [("A light.", "Lamp")] == [(one.text, one.section) for one in Source.of("Lamp\n\nLamp\n\nA light.").sentences]


def test_a_page_without_headings_has_no_section_and_no_title():
    source = Source.of("A light. It burns.\n\nIt is old.")

    assert ["", "", ""] == [one.section for one in source.sentences]
    assert "" == source.title


def test_the_last_paragraph_is_no_heading_whatever_it_looks_like():
    assert [("Tower film", "Lamp")] == [(one.text, one.section) for one in Source.of("Lamp\n\nTower film").sentences]


def test_a_page_of_one_short_line_is_one_sentence():
    assert (Sentence("Lamp", Span(0, 4), ""),) == Source.of("Lamp").sentences


@pytest.mark.parametrize("line", ["It is old.", "Wow!", "We have:", "First;", "x" * 81, "Two\nlines"])
def test_a_line_that_ends_like_a_sentence_is_long_or_has_two_lines_is_no_heading(line):
    assert line in sentences(f"Lamp\n\n{line}\n\nA light.")


def test_a_line_of_eighty_characters_may_be_a_heading():
    assert ["x" * 80] == sections(f"{'x' * 80}\n\nA light.")


def test_a_call_to_action_of_two_sentences_is_no_heading():
    text = "Lamp\n\nHave questions? Call (207) 555-0142\n\nA light."

    assert ["Have questions?", "Call (207) 555-0142", "A light."] == sentences(text)
    assert ["Lamp", "Lamp", "Lamp"] == sections(text)


def test_an_abbreviation_does_not_keep_a_line_from_being_a_heading():
    assert ["Dr. Hale"] == sections("Dr. Hale\n\nHe keeps the lamp.")


def test_the_mark_that_some_editors_put_first_is_no_part_of_the_title():
    source = Source.of("\ufeffGull Point\n\nA light.")

    assert ("Gull Point", Span(13, 21)) == (source.title, source.sentences[0].span)


def test_the_whole_museum_page_is_read_as_people_read_it():
    source = Source.of(MINI_SOURCE)

    assert "Gull Point" == source.title
    assert [
        ("Gull Point", "Gull Point Lighthouse Museum\n(207) 555-0142"),
        ("Gull Point", "Questions?"),
        ("Gull Point", "Call (207) 555-0142 to talk to the keeper."),
        ("The lamp", "The lamp burns whale oil and throws its beam twenty miles across the bay."),
        ("The lamp", "A brass clockwork turns the lens once every minute."),
        ("The lamp", "On foggy nights the keeper rings the bell instead."),
        ("The keeper’s cat", "A cat named Barnacle guards the oil store against mice."),
        ("The keeper’s cat", "“Barnacle” sleeps beside the fog bell – never in the keeper’s bed."),
        ("The keeper’s cat", "Tower film"),
    ] == [(one.section, one.text) for one in source.sentences]


@given(PAGES | st.text())
def test_every_sentence_stands_where_it_says(text):
    source = Source.of(text)

    assert [one.text for one in source.sentences] == [text[one.span.start : one.span.end] for one in source.sentences]


@given(PAGES)
def test_sentences_are_in_order_do_not_overlap_and_are_never_blank(text):
    spans = [one.span for one in Source.of(text).sentences]

    assert sorted(spans) == spans
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(text[start:end].strip() for start, end in spans)


@given(PAGES)
def test_nothing_but_headings_and_white_space_stands_between_sentences(text):
    source = Source.of(text)
    left = text
    for start, end in reversed([one.span for one in source.sentences]):
        left = left[:start] + "\n\n" + left[end:]

    assert {line.strip("\ufeff \t\r") for line in left.split("\n")} <= {"", source.title, *_headings(text)}


def _headings(text: str) -> set[str]:
    return {line.strip("\ufeff \t\r") for line in text.split("\n") if len(line.strip()) <= 80 and line.strip()[-1:] not in list(".!:;")}


# --- finding a quote -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("A cat named Barnacle", "A cat named Barnacle"),
        ('"Barnacle" sleeps', "“Barnacle” sleeps"),
        ("the keeper's bed", "the keeper’s bed"),
        ("fog bell - never", "fog bell – never"),
        ("fog bell — never", "fog bell – never"),
        ("  A cat\n named\tBarnacle ", "A cat named Barnacle"),
        ("Museum (207)", "Museum\n(207)"),
        ("A cat\xa0named", "A cat named"),
    ],
)
def test_a_quote_is_found_white_space_and_typographic_quotes_aside(quote, passage):
    span = Source.of(MINI_SOURCE).find(quote)

    assert span is not None
    assert passage == MINI_SOURCE[span.start : span.end]


@pytest.mark.parametrize(
    "quote",
    [
        "A cat named barnacle",
        "A cat called Barnacle",
        "the  keepers bed",
        "",
        " \n",
        "zebra",
        "猫",
        "😀",
        "\u202e",
        "\0",
        "\ud800",
        "a" * 10_000,
    ],
)
def test_anything_else_is_not_on_the_page(quote):
    assert Source.of(MINI_SOURCE).find(quote) is None


def test_a_quote_that_is_there_twice_is_found_at_its_first_place():
    assert Span(0, 7) == Source.of("A lamp. A lamp.").find("A lamp.")


def test_nothing_is_found_on_an_empty_page():
    assert Source.of("").find("lamp") is None


@given(PAGES, st.data())
def test_every_passage_of_the_page_is_found_as_it_reads(text, data):
    start = data.draw(st.integers(0, len(text)))
    passage = text[start : data.draw(st.integers(start, len(text)))]
    source = Source.of(text)
    span = source.find(passage)

    assert plainly(passage) == (plainly(text[span.start : span.end]) if span else "")


@given(PAGES, PAGES)
def test_what_is_found_reads_like_the_quote(text, quote):
    span = Source.of(text).find(quote)

    assert span is None or plainly(quote) == plainly(text[span.start : span.end])


def plainly(text: str) -> str:
    for typographic, plain in ("’'", "‘'", '“"', '”"', "–-", "—-"):
        text = text.replace(typographic, plain)
    return " ".join(text.split())


# --- the nearest passage, sections, numbers of sentences -----------------------------------------------------------


def test_the_nearest_passage_is_the_sentence_that_is_most_like_the_quote():
    expected = "A brass clockwork turns the lens once every minute."
    nearest = Source.of(MINI_SOURCE).nearest("A brass clockwork turns the lens once every hour.")

    assert Nearest(expected, 92.0) == nearest


def test_the_nearest_passage_may_be_three_sentences_long():
    text = "One lamp. Two cats. Three bells. Four keepers."

    assert "Two cats. Three bells. Four keepers." == Source.of(text).nearest("Two cats, three bells, four keepers").text


def test_the_nearest_passage_is_as_it_stands_on_the_page():
    assert Source.of(MINI_SOURCE).nearest("the keeper rings the gong instead").text in MINI_SOURCE


def test_a_passage_that_differs_in_quotes_only_is_as_near_as_can_be():
    assert 100.0 == Source.of("The keeper’s cat sleeps.").nearest("The keeper's  cat sleeps.").similarity


def test_the_nearest_passage_may_be_one_line_of_a_table():
    text = "Plan\n\nActivity    When\nWalking indoors on the first day\nDriving a car after about 6 weeks\n\nThe operation usually takes about 90 minutes.\n"

    assert "Driving a car after about 6 weeks" == Source.of(text).nearest("Driving a car after about six weeks").text


def test_an_empty_page_has_no_nearest_passage():
    assert Source.of("").nearest("lamp") is None


@pytest.mark.parametrize(
    ("passage", "section"),
    [
        ("Gull Point Lighthouse", "Gull Point"),
        ("whale oil", "The lamp"),
        ("foggy nights", "The lamp"),
        ("Barnacle guards", "The keeper’s cat"),
        ("Tower film", "The keeper’s cat"),
    ],
)
def test_a_passage_belongs_to_the_heading_above_it(passage, section):
    assert section == Source.of(MINI_SOURCE).section_at(MINI_SOURCE.index(passage))


def test_a_place_on_a_page_without_sentences_has_no_section():
    assert "" == Source.of("").section_at(0)


def test_a_span_holds_the_sentences_of_which_at_least_half_lies_in_it():
    source = Source.of("Abcdefgh. Ijklmnop. Qrstuvwx.")

    assert [(0,), (0, 1), (1,), (0, 1, 2), ()] == [
        source.sentences_in(Span(*span)) for span in ((0, 9), (0, 15), (6, 23), (0, 29), (7, 12))
    ]


# --- the link ------------------------------------------------------------------------------------------------------


def test_a_short_passage_is_linked_whole():
    assert "https://museum.example/#:~:text=A%20cat%20guards%20the%20oil%20store." == text_fragment(
        "https://museum.example/", "A cat guards\nthe oil  store."
    )


def test_a_long_passage_is_linked_by_its_beginning_and_its_end():
    words = [f"w{number}" for number in range(13)]

    assert "https://museum.example/#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w7%20w8%20w9%20w10%20w11%20w12" == text_fragment(
        "https://museum.example/", " ".join(words)
    )


def test_signs_that_mean_something_in_a_link_are_encoded():
    assert "https://museum.example/?q=1#:~:text=one%2Dtwo%2C%20%26%20%22%E2%80%99" == text_fragment(
        "https://museum.example/?q=1#lamp", 'one-two, & "’'
    )


@given(st.text("ab,-&#’ \n", min_size=1, max_size=60))
def test_the_link_says_the_words_of_the_passage(passage):
    link = text_fragment("https://museum.example/", passage)
    said = " ".join(unquote(part) for part in link.partition("#:~:text=")[2].split(","))

    words = passage.split()
    assert " ".join(words if len(words) <= 12 else words[:6] + words[-6:]) == said


def test_the_real_page_is_read_whole():
    source = Source.read(next((REPOSITORY / "source").glob("*.txt")))

    assert ["IMRT for spinal cancer", "Helping you maintain your quality of life", "What is IMRT?", "How it works"] == list(
        dict.fromkeys(sentence.section for sentence in source.sentences)
    )
