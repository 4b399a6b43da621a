"""Account for words: what of a question an intent explains, and what of a pattern the question says."""

from typing import Final

from bot.match.question import WeighedQuestion
from bot.match.weighed import WeighedRow
from bot.model import Role

#: a word of these parts that nothing explains is no sign against an intent, for people wrap questions in them
_SMALL_ROLES: Final[tuple[Role, ...]] = ("function", "light")


def most_explained(question: WeighedQuestion, intent: int) -> float:
    """Return the most of the question's worth that the intent can explain with any of its rows, 0 to 1."""
    lost = sum([word.worth for word in question.words if word.asks and not word.explained_by >> intent & 1])
    return 1 - lost / question.worth if lost else 1.0


def explained(question: WeighedQuestion, intent: int, row: WeighedRow) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's worth that is explained (0 to 1) and the words that are not.

    The intent's patterns explain content words; a word that changes what is asked must stand in the very pattern. A word of the
    same family explains nothing. A word that names nothing of its own lowers the share, but keeps nobody from an answer.
    """
    met = total = 0.0
    unexplained = []
    for token, word in zip(question.tokens, question.words, strict=True):
        role = word.role
        knows = not row.operators.isdisjoint(word.readings) if role == "operator" else word.explained_by >> intent & 1
        if knows or role == "about":
            met += word.worth
            total += word.worth
        elif role not in _SMALL_ROLES:
            total += word.worth
            if role == "operator" or word.asks:
                unexplained.append(token.text)
    return met / total if total else 0.0, tuple(unexplained)


def covered(question: WeighedQuestion, row: WeighedRow) -> float:
    """Return the share of the pattern's own slots that the question fills; 0 if the question names another subject or asks otherwise.

    Counted slot by slot, and by what the slots weigh, whichever is less: neither two common words nor a single rare one is a pattern.
    """
    named = question.named
    if row.subjects and named and not question.pointed and (row.subjects - named if row.bare else row.subjects.isdisjoint(named)):
        # A pattern that says nothing but its subjects is only met by a question that names all of them.
        return 0.0
    if row.bare and not question.asks <= row.terms:
        # "Spinal tumor" is a keyword; "what is a spinal tumor" is a question that it does not answer.
        return 0.0
    met = _met(question, row) if question.met is None else question.met
    filled = 0
    weight = 0.0
    for phrases, weighs in row.core:
        if any(map(met.issuperset, phrases)):
            filled += 1
            weight += weighs
    return min(filled / len(row.core), weight) if filled < len(row.core) else 1.0


def _met(question: WeighedQuestion, row: WeighedRow) -> frozenset[str]:
    """Return the terms of the pattern that the question says; a misspelt word may be near several of them, and stands for one."""
    first = [next((term for term in word.readings if term in row.terms), "") for word in question.words]
    return row.terms & question.pointed | row.terms.intersection(first)
