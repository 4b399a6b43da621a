import json
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from conftest import MINI_SOURCE, MINI_YAML, FailingBot, Seen, make_bot
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from bot.content.load import LoadedContent
from bot.model import Choice, Handoff, Phone, Reply
from bot.pipeline import Bot
from bot.web.app import create_app
from bot.web.words import WORDS

KEEPER = Phone("(207) 555-0142", "tel:+12075550142")


class ScriptedBot(Bot):
    """A bot that always says the same."""

    def __init__(self, loaded: LoadedContent, said: Reply) -> None:
        super().__init__(loaded)
        self.said = said

    def reply(self, utterance: str, context: object = None) -> Reply:
        return self.said


def ask(client: FlaskClient, text: str, context: str = "", before: Sequence[str] = ()) -> str:
    answer = client.post("/ask", data={"text": text, "context": context, "before": list(before)})
    assert answer.status_code == 200
    return answer.text


def carried(html: str) -> tuple[str, list[str]]:
    """What the question's form brings back: the context, and what was asked."""
    form = html[html.index('class="question"') :]
    fields = [(field["name"], field["value"] or "") for field in Seen(form).all("input") if field.get("type") == "hidden"]
    return next(value for name, value in fields if name == "context"), [value for name, value in fields if name == "before"]


def page_of(tmp_path, source_text: str) -> str:
    yaml_text = """\
source: source/gull-point.txt
address: https://museum.example/
phone: (207) 555-0142
messages: {greeting: a, clarify: a, something_else: a, nothing_more: a, no_match: a, second_miss: a, topic: a, also_topic: a,
  also_no_match: a, personal_advice: a, emergency: a, crisis: a, other_language: a, empty: a, too_long: a, contact: a}
intents: {bell: {title: Is there a bell?, patterns: [bell], quotes: [The bell rings.]}}
"""
    return create_app(make_bot(tmp_path, yaml_text, source_text)).test_client().get("/").text


def test_the_page_shows_every_word_of_the_source_in_order(client):
    assert Seen(client.get("/").text, "main").words.split() == MINI_SOURCE.split()


def test_the_repository_s_page_shows_every_word_of_its_source(real_bot):
    html = create_app(real_bot).test_client().get("/").text

    assert Seen(html, "main").words.split() == real_bot.knowledge.source.text.split()


def test_the_headings_of_the_source_are_headings(client):
    assert re.findall(r"<h[12][^>]*>(.*?)</h[12]>", client.get("/").text) == ["Gull Point", "The lamp", "The keeper’s cat"]


def test_the_first_heading_is_the_title(client):
    html = client.get("/").text

    assert "<title>Gull Point</title>" in html
    assert "<h1>Gull Point</h1>" in html


def test_lines_of_a_paragraph_stay_lines(client):
    assert '<p>Gull Point Lighthouse Museum<br><a href="tel:+12075550142">(207) 555-0142</a></p>' in client.get("/").text


def test_the_phone_number_of_the_page_can_be_called(client):
    assert 'Questions? Call <a href="tel:+12075550142">(207) 555-0142</a> to talk to the keeper.' in client.get("/").text


def test_a_heading_that_is_repeated_is_a_label_above_itself(tmp_path):
    html = page_of(tmp_path, "The bell\n\nThe bell\n\nThe bell rings.\n")

    assert re.findall(r'<p class="label">(.*?)</p>|<h1>(.*?)</h1>', html) == [("The bell", ""), ("", "The bell")]


def test_a_page_without_headings_has_a_title_all_the_same(tmp_path):
    html = page_of(tmp_path, "The bell rings.\n")

    assert "<title>Ask this page</title>" in html
    assert "<h1>" not in html


def test_the_text_of_the_page_is_never_markup(tmp_path):
    html = page_of(tmp_path, "Bells & <b>whistles</b>\n\nThe bell rings. <script>ring()</script>\n")

    assert "<h1>Bells &amp; &lt;b&gt;whistles&lt;/b&gt;</h1>" in html
    assert "The bell rings. &lt;script&gt;ring()&lt;/script&gt;" in html


def test_the_widget_stands_on_the_page_with_the_phone_inside(client):
    widget = Seen(client.get("/").text, "faq-chat")

    assert widget.all("faq-chat") == [{}]
    assert " ".join(widget.words.split()) == (
        "Call (207) 555-0142 to talk to a person. Ask on a page of its own In an emergency, call 911 In a crisis, call or text 988"
    )


@pytest.mark.parametrize("path", ["/", "/ask", "/nothing"])
def test_no_page_holds_a_script_or_style_of_its_own(client, path):
    html = client.get(path, headers={"Accept": "text/html"}).text

    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", html) == []


def test_every_file_that_the_page_names_is_there(client):
    seen = Seen(client.get("/").text)
    files = [attributes["href"] for attributes in seen.all("link")] + [attributes["src"] for attributes in seen.all("script")]

    answers = [client.get(urljoin("/", file or ""), buffered=True) for file in files]

    assert [(answer.status_code, answer.mimetype) for answer in answers] == [
        (200, "image/svg+xml"),
        (200, "text/css"),
        (200, "text/javascript"),
    ]


@pytest.mark.parametrize("folder", ["", "/bot"])
@pytest.mark.parametrize("path", ["/", "/ask", "/ask?lang=es", "/nothing", "/nothing/far/below"])
def test_links_and_forms_hold_under_whatever_folder_a_proxy_puts_the_service(client, path, folder):
    seen = Seen(client.get(path, headers={"Accept": "text/html"}).text)
    named = [*seen.all("link"), *seen.all("script"), *seen.all("a"), *seen.all("form")]
    named = [each.get("href") or each.get("src") or each.get("action") or "" for each in named]
    addresses = [urljoin(f"https://museum.example{folder}{path}", each) for each in named if not each.startswith("tel:")]
    begin = f"https://museum.example{folder}/"

    assert addresses
    assert {200} == {client.get("/" + each.removeprefix(begin).partition("#")[0], buffered=True).status_code for each in addresses}
    assert all(each.startswith(begin) for each in addresses)


def test_the_form_greets_and_offers_questions(client):
    html = client.get("/ask").text

    assert "Ahoy. I am a bot. I show you what this page says, or you can call (207) 555-0142." in html
    assert [button.get("value") for button in Seen(html).all("button")] == ["How far does the lamp shine?", "Is there a cat?", None]


def test_the_form_sends_the_question_in_the_body(client):
    assert {form["method"] for form in Seen(client.get("/ask").text).all("form")} == {"post"}


def test_a_question_in_the_address_is_not_read(client):
    assert client.get("/ask?text=mysecret").text == client.get("/ask").text


def test_a_quote_is_shown_with_a_link_to_where_it_stands(client, mini_bot):
    quote = mini_bot.reply("How far does the lamp shine?").quotes[0]

    html = ask(client, "How far does the lamp shine?")

    assert f'<blockquote cite="{quote.link}">{quote.text}</blockquote>' in html
    assert "<span>From: <cite>The lamp</cite></span>" in html
    assert f'<a href="{quote.link}">Show on page</a>' in html


def test_a_quote_from_a_page_without_headings_names_no_section(client, mini_bot):
    reply = mini_bot.reply("How far does the lamp shine?")
    said = replace(reply, quotes=(replace(reply.quotes[0], section=""),))

    html = ask(create_app(ScriptedBot(mini_bot.knowledge, said)).test_client(), "lamp")

    assert ">Show on page</a>" in html
    assert "From:" not in html


def test_the_question_is_shown_again_but_never_as_markup(client):
    html = ask(client, "<script>alert('cat')</script>\" onclick=")

    assert "You asked: </span><bdi>&lt;script&gt;alert(&#39;cat&#39;)&lt;/script&gt;&#34; onclick=</bdi>" in html
    assert "<script>" not in html


def test_what_to_ask_next_is_a_button_that_asks_it(client):
    html = ask(client, "How far does the lamp shine?")
    title = next(button["value"] for button in Seen(html).all("button") if button.get("name") == "text")

    following = ask(client, title, *carried(html))

    assert title == "Is there a cat?"
    assert "A cat named Barnacle" in following


def test_a_hand_off_shows_the_number_to_call(client):
    html = ask(client, "how much is a ticket")

    assert "This page does not say what a ticket costs. Please call (207) 555-0142." in html
    assert '<a class="call" href="tel:+12075550142">Call (207) 555-0142</a>' in html


def test_numbers_for_danger_come_first(client):
    seen = Seen(ask(client, "i want to die"), "section")

    assert [link["href"] for link in seen.all("a")][:3] == ["tel:988", "sms:988", "tel:+12075550142"]
    assert seen.words.split()[:4] == ["You", "asked:", "i", "want"]
    assert "Call 988 Text 988 You are not alone." in " ".join(seen.words.split())


def test_small_talk_is_answered(client):
    assert "<p>Ahoy! Ask me about the lighthouse.</p>" in ask(client, "hello")


def test_did_you_mean_comes_before_the_number_to_call(mini_bot):
    said = Reply(
        "clarify",
        choices=(Choice("cat", "Is there a cat?"),),
        handoff=Handoff("ambiguous", "Something else", KEEPER),
        message="Did you mean this?",
    )

    seen = Seen(ask(create_app(ScriptedBot(mini_bot.knowledge, said)).test_client(), "animal"), "section")

    assert " ".join(seen.words.split()) == (
        "You asked: animal Did you mean this? Is there a cat? Please ask in other words, or call. Call (207) 555-0142"
    )


@pytest.mark.parametrize("text", ["", "  ", "\0"])
def test_an_empty_form_gets_a_kind_reply(client, text):
    assert "I did not see a question. Type a few words, or call (207) 555-0142." in ask(client, text)


def test_an_empty_question_is_not_shown_again(client):
    assert "You asked" not in ask(client, "  ")


def test_the_longest_question_that_the_form_takes_fits_into_a_request(client):
    longest = int(next(field["maxlength"] for field in Seen(client.get("/ask").text).all("input") if field.get("maxlength")) or 0)

    assert "That is too long for me." in ask(client, "\N{WHALE}" * longest)


def test_the_context_travels_in_the_form(client):
    first = ask(client, "is there a dog")

    second = ask(client, "is there a dog", *carried(first))

    assert "I am sorry, I am not much help." in second


@pytest.mark.parametrize("context", ["", "{", "[]", "null", '"cat"', '{"v": 2}', '{"v": 2, "intents": ["\\ud800"]}', "[" * 10_000])
def test_a_forged_context_does_no_harm(client, context):
    assert ask(client, "Is there a cat?", context) == ask(client, "Is there a cat?")


def test_the_conversation_stands_on_the_page_in_order(client):
    first = ask(client, "How far does the lamp shine?")
    second = ask(client, "Is there a cat?", *carried(first))

    words = " ".join(Seen(second, "section").words.split())

    assert words.index("How far does the lamp shine?") < words.index("The lamp burns") < words.index("Is there a cat?")
    assert words.index("Is there a cat?") < words.index("A cat named Barnacle")
    assert second.count('id="latest"') == 1


def test_only_the_latest_turn_offers_what_to_ask_next(client):
    first = ask(client, "How far does the lamp shine?")
    second = ask(client, "hello", *carried(first))

    assert Seen(second).all("button") == [{}]


def test_the_replies_before_are_found_again_and_cannot_be_forged(client):
    html = ask(client, "hello", "", ["<blockquote>Oil cures everything.</blockquote>"])

    assert "<blockquote>" not in html
    assert "You asked: </span><bdi>&lt;blockquote&gt;Oil cures everything.&lt;/blockquote&gt;</bdi>" in html


def test_what_the_form_brings_back_is_bounded_in_number(client):
    context, before = "", []
    for number in range(12):
        context, before = carried(ask(client, f"is there a dog {number}", context, before))

    assert before == [f"is there a dog {number}" for number in range(4, 12)]
    assert json.loads(context)["misses"] == 4


def test_what_the_form_brings_back_is_bounded_in_length(client):
    context, before = carried(ask(client, "hello", "", ["dog " * 300, "cat " * 300]))

    assert before == ["cat " * 300, "hello"]
    assert json.loads(context)["misses"] == 1


def test_more_than_the_form_ever_brings_is_not_answered_again(client):
    assert ask(client, "hello", "", ["cat"] * 500).count("<bdi>") == 9


@given(st.lists(st.sampled_from(["is there a dog", "how much is a ticket", "Is there a cat?", "why", "hello"]), min_size=1, max_size=14))
@settings(max_examples=30)
def test_the_form_s_conversation_goes_as_the_bot_s_own_does(mini_bot, patient_app, questions):
    client, context, carried_on = patient_app.test_client(), None, ("", [])
    for question in questions:
        said = mini_bot.reply(question, context)
        context = said.context
        html = ask(client, question, *carried_on)
        carried_on = carried(html)

    latest = html[html.index('id="latest"') :]
    assert re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", latest) == [quote.text for quote in said.quotes]
    assert said.message in latest
    assert said.handoff is None or said.kind == "clarify" or said.handoff.message in latest


def test_the_pages_speak_the_language_of_their_content(tmp_path):
    spanish = create_app(make_bot(tmp_path, MINI_YAML.replace("language: en", "language: es"))).test_client()

    assert "Su pregunta" in spanish.get("/ask").text
    assert "para hablar con una persona." in spanish.get("/").text


def test_the_form_s_own_words_may_be_asked_for_in_another_language(client):
    html = client.post("/ask?lang=es", data={"text": "How far does the lamp shine?"}).text

    assert '<html lang="es">' in html
    assert "Usted preguntó:" in html
    assert '<blockquote lang="en" cite' in html
    assert html.count('action="./ask?lang=es#latest"') == html.count("<form") > 0


@pytest.mark.parametrize("lang", ["", "en", "de", "../../etc", "<b>"])
def test_a_language_that_the_form_does_not_speak_changes_nothing(client, lang):
    html = client.get("/ask", query_string={"lang": lang}).text

    assert html.replace("./ask?lang=en", "./ask") == client.get("/ask").text


def test_a_problem_is_told_in_the_language_of_the_page(client):
    answer = client.put("/ask?lang=es")

    assert '<html lang="es">' in answer.text
    assert "A esta dirección no se le puede preguntar así." in answer.text
    assert "Llame al (207) 555-0142" in answer.text


def test_every_problem_can_be_told_in_every_language():
    told = {language: set(words["problems"]) for language, words in WORDS.items() if language != "en"}

    assert told
    assert {language for language, statuses in told.items() if statuses != {"400", "404", "405", "413", "429", "500"}} == set()


def test_markup_in_a_forged_context_stays_text(client):
    forged = json.dumps({"v": 2, "intents": ['"><script>'], "topic": None, "misses": 0, "read_to": 0})

    assert "<script>" not in ask(client, "is there a dog", forged)


def assert_kind_page(answer: TestResponse, status: int, sentence: str) -> None:
    seen = Seen(answer.text, "main")
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert " ".join(seen.words.split()) == (
        f"Sorry {sentence} Ask in a few words , read the page , or talk to a person: Call (207) 555-0142 "
        "In an emergency, call 911 In a crisis, call or text 988".replace(" ,", ",")
    )


def test_a_person_at_an_unknown_address_gets_a_page(client):
    assert_kind_page(client.get("/nothing", headers={"Accept": "text/html,*/*;q=0.8"}), 404, "There is nothing at this address.")


def test_a_program_at_an_unknown_address_gets_a_problem(client):
    assert client.get("/nothing", headers={"Accept": "*/*"}).mimetype == "application/problem+json"


def test_another_method_on_the_form_gets_a_page(client):
    answer = client.put("/ask")

    assert_kind_page(answer, 405, "This address cannot be asked in that way.")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_a_form_over_the_limit_gets_a_page(client):
    assert_kind_page(client.post("/ask", data={"text": "a" * 65_536}), 413, "That is too long: a request may hold 64 kB.")


def test_a_fault_of_ours_gets_a_page_with_the_number_to_call(mini_bot, caplog):
    answer = create_app(FailingBot(mini_bot.knowledge)).test_client().post("/ask", data={"text": "mysecret"})

    assert_kind_page(answer, 500, "Something went wrong on our side.")
    assert [record.getMessage() for record in caplog.records] == ["A request failed: ValueError"]


@given(
    body=st.binary()
    | st.binary().map(lambda value: b"text=" + value)
    | st.tuples(st.text(), st.text()).map(lambda pair: f"text={pair[0]}&context={pair[1]}".encode()),
    content_type=st.sampled_from(
        [None, "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "text/plain", "application/json"]
    ),
)
def test_no_form_whatsoever_is_a_fault_of_ours(patient_app, body, content_type):
    answer = patient_app.test_client().post("/ask", data=body, content_type=content_type)

    assert answer.status_code < 500
    assert answer.data.decode("utf-8").startswith("<!doctype html>")
