"""``bot new``: first content for another page."""

import pytest
from conftest import MINI_YAML, REPOSITORY, write_content
from terminal import run

from bot.content.load import load_content
from bot.desk.check.check import check
from bot.desk.starter.outline import outline
from bot.desk.starter.phrases import noun_phrases
from bot.desk.starter.spoken import asked_for
from bot.language.language import language_of
from bot.pipeline import Bot
from bot.source import Source

PAGES = REPOSITORY / "tests" / "data" / "pages"
ENGLISH = language_of("en")
#: a page beside the museum's: another lighthouse
HTML = """<!doctype html><html lang="en"><link rel="canonical" href="https://bay.example/"><main>
<h1>Crab Bay</h1><p>Crab Bay is a village of boat builders. Call (207) 555-0199 to visit.</p>
<h2>The slipway</h2><h3>Launching boats</h3>
<p>Wooden boats slide down the slipway at high tide. A winch pulls them up again.</p><p>Rusty chains hold the cradle.</p>
<h2>Should I climb?</h2><p>Ladders lead down to the water.</p>
<h2>Ask us</h2><p>We like to talk about tar and hemp rope all day long.</p></main>"""


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A program that comes with the museum's content."""
    path = write_content(tmp_path / "program")
    monkeypatch.setattr("bot.desk.starter.content.shipped_content", lambda: path)
    return path


@pytest.fixture
def new(shipped, tmp_path, monkeypatch):
    """``new(html, option, …)``: make content for a page, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def made(html=HTML, *options):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        return run("new", "page.html", *options)

    return made


def content_of(folder):
    return load_content(folder / "intents.yaml").content


# --- the outline ---------------------------------------------------------------------------------------------------


def entries(text):
    return outline(Source.of(text), ENGLISH)


def test_each_heading_is_an_intent_that_quotes_what_stands_below_it():
    (entry,) = entries("The lamp\n\nIt burns whale oil. It is bright.\n")

    assert entry.part() == {
        "title": "The lamp",
        "patterns": ["the lamp", "what is the lamp", "whale oil"],
        "quotes": ["It burns whale oil. It is bright."],
        "tests": ["The lamp"],
    }


def test_a_passage_with_words_of_its_own_is_an_intent_too():
    lamp, oil, lens = entries("The lamp\n\nIt has whale oil.\n\nA brass clockwork turns it.\n\nIt is there.\n")

    assert ["whale-oil", "brass-clockwork"] == [oil.id, lens.id]
    assert ["It has whale oil.", "A brass clockwork turns it.", "It is there."] == lamp.quotes


def test_a_heading_above_another_is_answered_as_the_one_below_it():
    above, below = entries("What to expect\n\nDuring the exam\n\nYou lie on your side.\n")

    assert (["You lie on your side."], ["during-the-exam"], "What to expect") == (above.quotes, above.next, above.title)
    assert "During the exam" == below.title


def test_what_stands_above_the_title_belongs_to_it():
    first, second = entries("Whale oil burns bright.\n\nThe lamp\n\nThe lens\n\nIt turns.\n")

    assert [("The lamp", ["Whale oil burns bright."]), ("The lens", ["It turns."])] == [
        (each.title, each.quotes) for each in (first, second)
    ]


def test_a_label_over_a_question_asks_nothing_itself():
    title, entry = entries("Gulls\n\nOften asked\n\nMay I fly?\n\nWait for a week.\n")

    assert ("Gulls", "May I fly?") == (title.heading, entry.heading)


def test_a_heading_of_two_things_may_be_asked_for_either():
    _, entry = entries("Gulls\n\nRisks and bad luck\n\nIt may rain.\n")

    assert ["risks and bad luck", "risks", "bad luck"] == entry.patterns[:3]


def test_a_long_section_is_quoted_from_its_beginning():
    paragraphs = [f"Number{letter} thing{letter} " + "is here and there and so on " * 12 + "." for letter in "abcd"]
    whole, *passages = entries("Things\n\n" + "\n\n".join(paragraphs) + "\n")

    assert 4 == len(passages)
    assert 1 == len(whole.quotes)
    assert [passage.id for passage in passages[1:]] == whole.next


def test_words_that_stand_in_two_paragraphs_are_nobodys_own():
    first, *rest = entries("Boats\n\nThe whale oil is dear.\n\nThe whale oil is here.\n")

    assert not {"whale oil"} & {pattern for entry in [first, *rest] for pattern in entry.patterns}


@pytest.mark.parametrize(
    ("passage", "phrases"),
    [
        ("A numbing cream is used with blood thinners.", ["numbing cream", "blood thinners"]),
        ("Both come on the same day. Training takes six weeks, three times a week.", []),
        ("We wait until two nurses agree. Read booklet three. It lasts three nights until two.", []),
        ("Nurse O’Brien leads the training, and Ada Okoro too.", []),
        ("A machine pumps your blood. A dietitian plans your meals. The surgeon checks it.", []),
        ("The new joint is in the year until two.", []),
        ("Loose clothing\nInsurance card\nYour own pyjamas", ["loose clothing", "insurance card"]),
        ("Most people feel better, and rarely swollen.", []),
        ("It burns whale oil.", ["whale oil"]),
        ("What When\nSwimming after about 4 months", []),
    ],
)
def test_a_passage_is_known_by_the_things_that_it_names_and_not_by_pairs_of_words_by_chance(passage, phrases):
    assert phrases == list(noun_phrases(passage, ENGLISH))


def test_passages_under_one_heading_have_it_as_their_title_with_what_tells_them_apart():
    _, oil, lens = entries("How is it lit?\n\nIt has whale oil.\n\nA brass clockwork is there.\n\nIt is there.\n")

    assert ["How is it lit: whale oil", "How is it lit: brass clockwork"] == [oil.title, lens.title]


def test_a_page_without_headings_is_one_section():
    (entry,) = entries("It burns whale oil. It is bright.\n")

    assert "About this page" == entry.title


def test_ids_are_told_apart_and_titles_cut():
    long = "A very long heading that goes on and on and never comes to any end"
    first, second, third = entries(f"{long}\n\nIt is.\n\n{long}s\n\nIt is not.\n\n中文\n\nIt may be.\n")

    assert ("a-very-long-heading", "a-very-long-heading-2", "part") == (
        first.id,
        second.id,
        third.id,
    )
    assert "A very long heading that goes on and on and never comes to…" == first.title


# --- the command ---------------------------------------------------------------------------------------------------


def test_a_folder_is_made_that_passes_the_check(new, tmp_path):
    result = new()

    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("Made crab-bay/intents.yaml: ")
    assert (
        """\
Headings answered: 3 of 5.
  "Should I climb?" is handed off as personal advice. That is right where a
  person should answer.
  "Ask us" is handed off, because no pattern fits. Its own words say too little,
  so the button is "Ask us: tar". Add what visitors say to the patterns of
  "ask-us".
"""
        in result.stdout
    )
    assert [] == check(tmp_path / "crab-bay" / "intents.yaml")
    assert ["crab-bay", "page.html", "program"] == sorted(path.name for path in tmp_path.iterdir())


def test_the_page_is_answered_with_its_own_sentences(new, tmp_path):
    new()
    bot = Bot.load(tmp_path / "crab-bay" / "intents.yaml")

    assert ["Wooden boats slide down the slipway at high tide. A winch pulls them up again."] == [
        quote.text for quote in bot.reply("the slipway").quotes
    ]
    assert ["Rusty chains hold the cradle."] == [quote.text for quote in bot.reply("rusty chains").quotes]


def test_what_the_page_names_is_taken_and_what_is_named_wins(new, tmp_path):
    new()
    new(HTML, "--into", "other", "--phone", "(207) 555-0100", "--address", "https://other.example/")
    first, second = content_of(tmp_path / "crab-bay"), content_of(tmp_path / "other")

    assert ("(207) 555-0199", "https://bay.example/") == (first.phone, first.address)
    assert ("(207) 555-0100", "https://other.example/") == (second.phone, second.address)


def test_guards_are_taken_word_for_word(new, tmp_path, shipped):
    new()

    assert load_content(shipped).content.guards == content_of(tmp_path / "crab-bay").guards


def test_the_bots_own_words_name_the_new_page(new, tmp_path, shipped):
    shipped.write_text(MINI_YAML.replace("Ask me about the lighthouse.", "Ask me about Gull Point. How old is Gull?"), encoding="utf-8")
    new()

    assert "Ahoy! Ask me about “Crab Bay”. How old is this?" == content_of(tmp_path / "crab-bay").smalltalk["greeting"].reply


def test_a_page_without_a_title_is_called_this(new, tmp_path, shipped):
    shipped.write_text(MINI_YAML.replace("Ask me about the lighthouse.", "Ask me about Gull Point."), encoding="utf-8")
    result = new("<p>Crab boats are red. Call (207) 555-0199.</p>", "--into", "crabs", "--address", "https://bay.example/")

    assert result.exit_code == 0, result.stdout
    assert "Ahoy! Ask me about this." == content_of(tmp_path / "crabs").smalltalk["greeting"].reply


def test_comments_stay_unless_they_speak_of_the_other_page(new, tmp_path, shipped):
    text = MINI_YAML.replace("about:\n", "# What it is about.\nabout:\n").replace("ignore:\n", "# At the\n# lighthouse.\nignore:\n")
    shipped.write_text(f"# yaml-language-server: $schema=x.json\n#\n# Edit me.\n\n{text}", encoding="utf-8")
    new()

    comments = [line for line in (tmp_path / "crab-bay" / "intents.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert ["# Edit me.", "# What it is about."] == comments


def test_a_comment_goes_with_what_it_speaks_of_and_a_list_on_one_line_stays_one(new, tmp_path, shipped):
    policy = "\n# How sure the bot must be.\npolicy:\n  threshold: 50\n\n# Ways to say it.\nwords:\n  # people\n  warden: sailor, guard\n"
    shipped.write_text(MINI_YAML + policy, encoding="utf-8")
    new()

    made = (tmp_path / "crab-bay" / "intents.yaml").read_text(encoding="utf-8")
    assert "How sure" not in made
    assert "# Ways to say it.\nwords:\n  # people\n  warden: sailor, guard\n" in made


def test_what_to_do_next_is_told_last(new):
    assert new().stdout.endswith("\nNext: cd crab-bay, then bot check, bot test and bot chat.\n")


def test_a_topic_may_be_said_in_more_ways_than_can_be_counted(new, tmp_path, shipped):
    many = "(a|b|c|d) (a|b|c|d) (a|b|c|d) (a|b|c|d) anchorage"
    shipped.write_text(MINI_YAML.replace("      - car park\n", f"      - car park\n      - {many}\n"), encoding="utf-8")
    new()

    assert many in content_of(tmp_path / "crab-bay").topics["parking"].patterns


def test_a_topic_that_is_left_without_an_example_gets_its_patterns(new, tmp_path, shipped):
    shipped.write_text(MINI_YAML.replace("      - is there parking\n", "      - parking at the lighthouse\n"), encoding="utf-8")
    new()

    assert ["where can i park", "parking", "car park"] == content_of(tmp_path / "crab-bay").topics["parking"].tests


def test_a_pattern_with_more_ways_than_can_be_counted_is_no_hindrance(new, tmp_path, shipped):
    many = "      - car park" + " (a|b|c|d|e)" * 4
    text = MINI_YAML.replace("      - is there parking\n", "      - parking at the lighthouse\n").replace("      - car park", many)
    shipped.write_text(text, encoding="utf-8")
    new()

    assert {"where can i park", "parking"} <= set(content_of(tmp_path / "crab-bay").topics["parking"].tests)


def test_a_title_that_a_guard_takes_gives_way_to_a_pattern(new, tmp_path):
    new()

    assert "Ladders" == content_of(tmp_path / "crab-bay").intents["should-i-climb"].title


def test_a_topic_that_the_page_speaks_of_is_left_out(new, tmp_path):
    result = new(HTML.replace("Ask us", "Parking"))

    assert "Topics left out, because the page speaks of them: parking.\n" in result.stdout
    assert ["cost"] == list(content_of(tmp_path / "crab-bay").topics)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Fewer than 1 in 100 have it.", ["percent", "statistics", "in numbers", "exact figure", "ratio"]),
        ("Nine of ten are glad, 95% of them very.", ["percent", "statistics", "in numbers", "exact figure", "ratio"]),
        ("Call us Monday to Friday.", ["opening hours", "when are you open"]),
        ("We are there 8 am to 4 pm.", ["opening hours", "when are you open"]),
        ("It takes 30 to 60 minutes.", ["how long does it last", "how long does it take", "time it takes"]),
        ("You pay $20.", ["price", "how much does it cost"]),
        ("One of us is there.", []),
    ],
)
def test_figures_of_the_page_are_known_by_how_people_ask_for_them(text, asked):
    assert asked == list(asked_for(text))


def test_a_topic_of_which_the_page_holds_the_figures_is_left_out(new):
    assert "because the page speaks of them: cost.\n" in new(HTML.replace("at high tide", "at high tide for $20")).stdout


def test_a_heading_that_says_too_little_stays_in_the_title_and_is_told(new, tmp_path):
    bring = "<h2>What to bring</h2><ul><li>Rubber boots</li><li>A woollen hat</li></ul>"
    result = new(HTML.replace("<h2>Ask us", f"{bring}<h2>Ask us"))

    assert "Headings answered: 3 of 6.\n" in result.stdout
    assert '  "What to bring" is handed off, because no pattern fits. Its own words say too\n' in result.stdout
    assert "What to bring: rubber boots" == content_of(tmp_path / "crab-bay").intents["what-to-bring"].title


def test_what_names_the_subject_of_the_shipped_page_is_left_out_unless_the_new_page_speaks_of_it(new, tmp_path, shipped):
    text = MINI_YAML.replace("    - lighthouse keeper\n", "    - lighthouse keeper\n    - skipper\n")
    text = text.replace("      - car park\n", "      - (lighthouse|boat) park\n      - museum park\n      - car park [at the museum]\n")
    shipped.write_text(text.replace("ignore:\n", "ignore:\n  - at the lighthouse\n"), encoding="utf-8")
    new()
    new(HTML.replace("Rusty chains", "Lighthouse chains"), "--into", "other")
    first, second = content_of(tmp_path / "crab-bay"), content_of(tmp_path / "other")

    assert ["where can i park", "parking", "boat park", "car park"] == [*first.topics["parking"].patterns]
    assert "(lighthouse|boat) park" in second.topics["parking"].patterns
    assert ("at the lighthouse" in first.ignore, "at the lighthouse" in second.ignore) == (False, True)


def test_the_contact_is_taken_if_a_sentence_holds_the_number(new, tmp_path):
    new()
    new(HTML, "--into", "other", "--phone", "(207) 555-0100")

    assert ["Call (207) 555-0199 to visit."] == content_of(tmp_path / "crab-bay").intents["call-the-keeper"].quotes
    assert "call-the-keeper" not in content_of(tmp_path / "other").intents


def test_a_section_of_which_guards_take_every_pattern_is_told(new):
    result = new(HTML.replace("Ladders lead down to the water.", "It is. "))

    assert result.exit_code == 1
    assert "[sentence-not-covered]" in result.stdout
    assert "\ncrab-bay/intents.yaml:" in result.stdout


@pytest.mark.parametrize("what", ["phone", "address"])
def test_what_the_page_does_not_name_must_be_named(new, what):
    bare = (
        HTML.replace('<link rel="canonical" href="https://bay.example/">', "")
        if what == "address"
        else HTML.replace("(207) 555-0199", "us")
    )
    result = new(bare)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: No {what} stands on the page. Name it: --{what} ")


def test_a_page_in_another_language_has_no_starter(new):
    result = new(HTML.replace('lang="en"', 'lang="de"'))

    assert result.stderr == 'Error: The page is in "de"; there is a starter in "en" only.\n'
    assert new(HTML.replace('lang="en"', 'lang="de"'), "--language", "en").exit_code == 0


def test_a_long_title_names_the_folder_by_its_first_words(new, tmp_path):
    new(HTML.replace("<h1>Crab Bay", "<h1>Crab Bay and all that is built there by boat builders"))
    new(HTML.replace("<h1>Crab Bay", f"<h1>{'x' * 50}"))

    assert {"crab-bay-and-all-that-is-built", "x" * 40} <= {path.name for path in tmp_path.iterdir()}


def test_a_folder_that_is_there_is_left_alone(new):
    result = new(HTML, "--into", "program")

    assert result.stderr == "Error: program is there already. Name another folder with --into, or move that one away.\n"


def test_a_folder_that_cannot_be_made_is_told(new):
    result = new(HTML, "--into", "page.html/x")

    assert (result.exit_code, result.stderr) == (
        2,
        "Error: page.html/x cannot be made: Not a directory.\n",
    ) or "File exists" in result.stderr


def test_what_is_named_wrongly_leaves_nothing_behind(new, tmp_path):
    result = new(HTML, "--phone", "call us")

    assert result.exit_code == 2
    assert result.stderr == "Error: The phone number may hold digits, spaces, ( ) . - and a leading +. Such as (800) 615-3055.\n"
    assert ["page.html", "program"] == sorted(path.name for path in tmp_path.iterdir())


def test_ctrl_c_leaves_nothing_behind(new, tmp_path, monkeypatch):
    def pressed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.desk.starter.make.check_draft", pressed)
    result = new()

    assert (result.exit_code, result.stderr.strip()) == (1, "Aborted!")
    assert ["page.html", "program"] == sorted(path.name for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "question", "quote"),
    [
        ("colonoscopy", "what are the risks of a colonoscopy", "A colonoscopy is safe for most people."),
        ("catheter-ablation", "what are the risks", "Catheter ablation is generally safe, but complications can occur:"),
        ("knee-replacement", "how long do implants last", "More than 9 of 10 implants still work well after 15 years."),
    ],
)
def test_a_hospital_page_gets_content_that_answers_its_headings(name, question, quote, tmp_path):
    folder = tmp_path / name
    result = run("new", PAGES / f"{name}.html", "--into", folder, "--address", "https://hospital.example/")

    assert result.exit_code == 0, result.stdout
    bot = Bot.load(folder / "intents.yaml")
    assert any(text.text.startswith(quote) for text in bot.reply(question).quotes)
    assert "cost" == bot.reply("how much does it cost").handoff.topic
    assert "emergency" == bot.reply("i have chest pain and can not breathe").handoff.reason
    assert "crisis" == bot.reply("i want to kill myself").handoff.reason
    assert "personal_advice" == bot.reply("should i have it").handoff.reason
    content = content_of(folder)
    shown = [
        *dict(content.messages).values(),
        *(topic.name for topic in content.topics.values()),
        *(chat.reply for chat in content.smalltalk.values()),
    ]
    assert [] == [text for text in shown if "IMRT" in text or "spinal" in text]
