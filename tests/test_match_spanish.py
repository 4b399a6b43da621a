"""Content in another language: its endings are taken off, its accents folded, and nothing of English gets in the way."""

from pathlib import Path

import pytest

from bot.pipeline import Bot

CONTENT = Path(__file__).parent / "data" / "spanish" / "intents.yaml"


@pytest.fixture(scope="module")
def bot():
    return Bot.load(CONTENT)


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("¿Cuántos faros hay en la isla?", "faros"),
        ("cuantos faros habia en las islas", "faros"),
        ("¿QUÉ QUEMABAN LAS LÁMPARAS?", "aceite"),
        ("que quema la lampara", "aceite"),
        ("¿Puedo visitar la torre?", "visita"),
        ("visitas a la tore", "visita"),
    ],
)
def test_a_question_in_spanish_is_answered_whatever_its_endings_and_accents(bot, question, intent):
    reply = bot.reply(question)

    assert ("answer", (intent,)) == (reply.kind, reply.intents)
    assert all(quote.text in CONTENT.with_name("pagina.txt").read_text(encoding="utf-8") for quote in reply.quotes)


@pytest.mark.parametrize("question", ["¿Cuánto cuesta la entrada?", "where is the lighthouse", "مرحبا", "¿Quién pintó la torre?", "灯台"])
def test_what_the_page_does_not_say_is_handed_off(bot, question):
    assert "handoff" == bot.reply(question).kind
