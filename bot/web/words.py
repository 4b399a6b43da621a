"""The pages' own words: what stands around the quotes. The widget has the same; of the page's language, else English."""

from collections.abc import Mapping
from typing import Final

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
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "es": _SPANISH}


def words(language: str) -> Mapping[str, str]:
    """Return the words in ``language`` (two letters), or in English."""
    return WORDS.get(language, _ENGLISH)
