"""Changes that people make to a question without meaning to ask anything else: slips of the keyboard, manners, a story around it."""

import re
from collections.abc import Callable
from random import Random
from typing import Final

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: a letter -> the keys beside it, on its row and on those above and below
_NEIGHBOURS: Final = {
    letter: "".join(
        other
        for near in _ROWS[max(0, row - 1) : row + 2]
        for place, other in enumerate(near)
        if abs(place - column) <= 1 and other != letter
    )
    for row, letters in enumerate(_ROWS)
    for column, letter in enumerate(letters)
}
#: words of this subject -> how they are often misspelt
_MISSPELT: Final = {
    "radiation": "radiaton", "treatment": "treatement", "treatments": "treatmants", "therapy": "theraphy", "tumor": "tumer",
    "tumors": "tumers", "cancer": "canser", "spine": "spin", "spinal": "spinel", "effects": "efects", "effect": "efect",
    "side": "sied", "healthy": "helthy", "tissue": "tisue", "tissues": "tissus", "benefits": "benifits", "benefit": "benifit",
    "accurate": "acurate", "accuracy": "acuracy", "intensity": "intensty", "modulated": "modulatd", "conventional": "convencional",
    "standard": "standerd", "traditional": "tradicional", "machine": "machin", "accelerator": "acelerator", "linear": "linier",
    "software": "sofware", "computer": "computor", "beam": "beem", "beams": "beems", "dose": "doze", "doses": "dosis", "shape": "shaep",
    "angle": "angel", "doctor": "docter", "doctors": "docters", "oncologist": "oncoligist", "specialist": "speshalist",
    "patients": "pateints", "patient": "pateint", "insurance": "insurence", "appointment": "apointment", "hospital": "hospitol",
    "symptoms": "symtoms", "surgery": "surgary", "chemotherapy": "chemotheropy", "recurrent": "recurent", "recurrence": "recurrance",
    "different": "diffrent", "difference": "diffrence", "because": "becuase", "animation": "anamation", "nutrition": "nutricion",
    "damage": "dammage", "critical": "critcal", "structures": "structurs", "exposure": "exposhure", "emergency": "emergancy",
    "breathe": "breath", "suicide": "sucide", "receive": "recieve", "available": "availible", "believe": "beleive",
    "definitely": "definately", "questions": "quesitons", "which": "wich", "their": "thier", "about": "abuot",
}  # fmt: skip
_BEFORE: Final = ("Hi, ", "Hello. ", "Please, ", "Excuse me, ", "Good morning! ", "Quick question: ", "Sorry to bother you. ")
_AFTER: Final = (" Thank you!", " thanks", ", please", " Thanks in advance.", " Thanks so much for your help.", " pls")
_BACKGROUND: Final = (
    "My mother was told last week that she has a tumor in her spine.",
    "I am writing for my husband.",
    "We saw the doctor yesterday.",
    "My dad was diagnosed with spinal cancer in May.",
    "I have been reading this page for a while.",
    "My sister sent me this link.",
)
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
#: a space between two plain words of some length
_JOIN: Final = re.compile(r"(?<=[^\W\d_]{2}) (?=[^\W\d_]{2})")


def _in_a_word(change: Callable[[Random, str, int], str]) -> Callable[[Random, str], str]:
    """Return a change at one letter inside of one longer word; first letters are seldom mistyped."""

    def changed(chance: Random, question: str) -> str:
        words = list(_WORD.finditer(question))
        if not words:
            return question
        word = chance.choice(words)
        return question[: word.start()] + change(chance, word[0], chance.randrange(1, len(word[0]) - 1)) + question[word.end() :]

    return changed


def _neighbour(chance: Random, word: str, at: int) -> str:
    keys = _NEIGHBOURS.get(word[at].lower(), word[at])
    return word[:at] + chance.choice(keys) + word[at + 1 :]


def _misspelt(chance: Random, question: str) -> str:
    known = [found for found in _WORD.finditer(question) if found[0].lower() in _MISSPELT]
    if not known:
        return question
    word = chance.choice(known)
    return question[: word.start()] + _MISSPELT[word[0].lower()] + question[word.end() :]


def _joined(chance: Random, question: str) -> str:
    gaps = [found.start() for found in _JOIN.finditer(question)]
    if not gaps:
        return question
    gap = chance.choice(gaps)
    return question[:gap] + question[gap + 1 :]


def _sentence(question: str) -> str:
    """Return the question with a mark at its end, as who writes several sentences would."""
    return question if question.endswith((".", "?", "!")) else f"{question}."


#: what is done -> how; a change may leave a question as it is where it does not apply
CHANGES: Final[dict[str, Callable[[Random, str], str]]] = {
    "neighbour key": _in_a_word(_neighbour),
    "letter dropped": _in_a_word(lambda _, word, at: word[:at] + word[at + 1 :]),
    "letter doubled": _in_a_word(lambda _, word, at: word[:at] + word[at] + word[at:]),
    "letters swapped": _in_a_word(lambda _, word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    "misspelt": _misspelt,
    "case": lambda chance, question: chance.choice((str.upper, str.lower, str.title))(question),
    "space missing": _joined,
    "no punctuation": lambda _, question: re.sub(r"[^\w\s'’-]", "", question),
    "politeness before": lambda chance, question: chance.choice(_BEFORE) + question,
    "politeness after": lambda chance, question: question + chance.choice(_AFTER),
    "background before": lambda chance, question: f"{chance.choice(_BACKGROUND)} {question}",
    "background after": lambda chance, question: f"{_sentence(question)} {chance.choice(_BACKGROUND)}",
}
