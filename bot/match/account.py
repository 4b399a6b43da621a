"""Account for words: what of a question an intent explains, and what of a pattern the question says."""

from typing import Final

from bot.match.index import Index
from bot.match.question import Question, Word
from bot.match.weighed import WeighedRow
from bot.model import Role

#: a word of these parts that nothing explains is no sign against an intent, for people wrap questions in them
_SMALL_ROLES: Final[tuple[Role, ...]] = ("function", "light")


def explains(question: Question, intent: int, index: Index) -> bool:
    """Return whether the intent knows every content word of the question: only then may it be answered with."""
    vocabulary = index.vocabularies[intent]
    return all(_idle(word, index) or not vocabulary.isdisjoint(word.readings) for word in question.words if word.token.role == "content")


def explained(question: Question, intent: int, row: WeighedRow, index: Index) -> tuple[float, tuple[str, ...]]:
    """Return the share of the question's worth that is explained (0 to 1) and the words that are not.

    The intent's patterns explain content words; a word that changes what is asked must stand in the very pattern. A word of the
    same family explains nothing.
    """
    vocabulary = index.vocabularies[intent]
    met = total = 0.0
    unexplained = []
    for word in question.words:
        role = word.token.role
        explains = row.operators if role == "operator" else vocabulary
        if role == "about" or not explains.isdisjoint(word.readings):
            met += word.worth
            total += word.worth
        elif role not in _SMALL_ROLES and not _idle(word, index):
            unexplained.append(word.token.text)
            total += word.worth
    return met / total if total else 0.0, tuple(unexplained)


def _idle(word: Word, index: Index) -> bool:
    """Return whether the word names nothing of its own, as it was written."""
    token, lexicon = word.token, index.lexicon
    return token.role == "content" and not token.parts and lexicon.language.stem(token.word) in lexicon.language.idle_words


def covered(question: Question, row: WeighedRow, index: Index) -> float:
    """Return the share of the pattern's own slots that the question fills; 0 if the question names another subject or asks otherwise."""
    about, language = index.lexicon.about, index.lexicon.language
    pointing = any(word.token.word in language.pointers for word in question.words)
    asked = [term for word in question.words for term in word.readings]
    named = {about[term] for term in asked if term in about}
    if row.subjects and named and not pointing and (row.subjects - named if row.bare else row.subjects.isdisjoint(named)):
        # A pattern that says nothing but its subjects is only met by a question that names all of them.
        return 0.0
    if row.bare and any(term in language.question_words and term not in row.places for term in asked):
        # "Spinal tumor" is a keyword; "what is a spinal tumor" is a question that it does not answer.
        return 0.0
    # A misspelt word may be near several words of the pattern; it stands for one of them.
    met = {next((term for term in terms if term in row.places), "") for terms in (word.readings for word in question.words)}
    if pointing:
        met.update(term for term in row.places if term in about)
    filled = sum(any(needed <= met for needed in phrases) for phrases in row.core)
    return filled / len(row.core) if row.core else 1.0
