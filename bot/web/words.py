"""The pages' own words, around the quotes. The widget has the same; English and Spanish."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request

_ENGLISH: Final = {
    "title": "Ask this page",
    "about": "Ask about {title}",
    "log": "Conversation",
    "field": "Your question",
    "send": "Ask",
    "first": "Questions to begin with",
    "you": "You asked:",
    "from": "From:",
    "show": "Show on page",
    "next": "You can ask next",
    "mean": "Did you mean",
    "reword": "Please ask in other words, or call.",
    "call": "Call {number}",
    "emergency": "In an emergency, call 911",
    "person": "Call {number} to talk to a person.",
    "plain": "Ask on a page of its own",
    "back": "Back to the page",
    "problem": "Sorry",
    "few": "Ask in a few words",
    "read": "read the page",
    "or": "or talk to a person:",
}
_SPANISH: Final = {
    "title": "Pregunte a esta página",
    "about": "Pregunte sobre {title}",
    "log": "Conversación",
    "field": "Su pregunta",
    "send": "Preguntar",
    "first": "Preguntas para empezar",
    "you": "Usted preguntó:",
    "from": "De:",
    "show": "Mostrar en la página",
    "next": "Puede preguntar también",
    "mean": "Quizás quiso decir",
    "reword": "Pregunte con otras palabras, o llame.",
    "call": "Llame al {number}",
    "emergency": "En una emergencia, llame al 911",
    "person": "Llame al {number} para hablar con una persona.",
    "plain": "Pregunte en una página aparte",
    "back": "Volver a la página",
    "problem": "Lo sentimos",
    "few": "Pregunte con pocas palabras",
    "read": "lea la página",
    "or": "o hable con una persona:",
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "es": _SPANISH}


#: language -> status -> what a page says of a problem, where programs are told in English
PROBLEMS: Final[Mapping[str, Mapping[int, str]]] = {
    "es": {
        400: "No se pudo entender la petición.",
        404: "No hay nada en esta dirección.",
        405: "A esta dirección no se le puede preguntar así.",
        413: "Es demasiado largo: una petición puede tener 64 kB.",
        429: "Demasiadas preguntas a la vez. Espere un momento e intente de nuevo, o llame.",
        500: "Algo salió mal de nuestra parte.",
    }
}


def words(language: str) -> Mapping[str, str]:
    """Return the words in ``language`` (two letters), or in English."""
    return WORDS.get(language, _ENGLISH)


def speech(content: str) -> dict[str, Any]:
    """Return what a template needs to speak: the words, their language, and ``said``, the language of ``content``, which the bot speaks.

    The words are of the language that the address asks for (``?lang=es``), else the content's, else English. ``lang`` is what was asked.
    """
    asked = request.args.get("lang")
    lang = asked if asked in WORDS else None
    language = lang or (content if content in WORDS else "en")
    return {"words": words(language), "language": language, "said": content, "lang": lang}
