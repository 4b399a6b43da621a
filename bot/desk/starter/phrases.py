"""Phrases: the things that a passage names, found without a grammar: with care, so rather too few than a pair of words by chance."""

import re
from collections.abc import Iterator
from typing import Final

from bot.language.language import Language
from bot.normalise.fold import fold

#: a word as it is written; all else but white space within a line ends a clause
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|\n|[^\w\s]")
#: how often the dictionary saw a word that names nothing by itself ("same", "new", "day"), and one that is telling
_COMMON: Final = 500_000
_TELLING: Final = 60_000
#: a thing is named by so many words: of more, nobody can say which belong together
_WORDS: Final = 2
#: words that a language's small words lack, and numbers
_SMALL: Final = """
    until against about per twice once half within without among across around behind below above near toward towards upon than
    first second third next last same other another each every either neither several few many less least enough zero one two
    three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty hundred thousand minute minutes hour
    hours day days week weeks month months year years morning afternoon evening night nights time times monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october november december
"""
#: after one of these a verb stands, and before one of those
_BEFORE_A_VERB: Final = """
    i you he she it we they who that which to can could will would shall should may might must not do does did
"""
_AFTER_A_VERB: Final = """
    a an the your my our his her their its this that these those each every some any no all me us you them him it
    up down out off along over away back again apart together
"""


def noun_phrases(passage: str, language: Language) -> Iterator[str]:
    """Yield what ``passage`` names by two words that stand alone between small words or the ends of a clause ("blood thinners")."""
    run: list[str] = []
    before, starts = "", True
    for token in [*_TOKEN.findall(passage), "\n"]:
        word = " ".join(part.text for part in fold(token, language))
        if _names(token, word, language, starts=starts):
            run.append(word)
        else:
            yield from _named(run, before, word, language)
            run, before = [], word
        starts = not word


def _names(token: str, word: str, language: Language, *, starts: bool) -> bool:
    """Return whether a word may be part of what a thing is called; a capital within a clause is a name's."""
    return says_much(word, language) and word not in _SMALL.split() and not word.endswith("ly") and (starts or token[:1].islower())


def _named(run: list[str], before: str, after: str, language: Language) -> Iterator[str]:
    if before in _BEFORE_A_VERB.split():
        run = run[1:]
    if after in _AFTER_A_VERB.split():
        run = run[:-1]
    counts = [language.count_of(word) for word in run]
    # "Read booklet three", "two nurses agree"
    is_numbered = after in _SMALL.split() or before in _SMALL.split() or after.isdigit() or before.isdigit()
    if len(run) == _WORDS and not is_numbered and max(counts) < _COMMON and min(counts) < _TELLING:
        yield " ".join(run)


def telling_words(passage: str, others: str, language: Language) -> list[str]:
    """Return the rare words of ``passage`` that do not stand in ``others`` in any form."""
    elsewhere = set(map(language.stem, words_in(others, language)))
    words = [word for word in dict.fromkeys(words_in(passage, language)) if says_much(word, language) and word not in _SMALL.split()]
    return [word for word in words if language.stem(word) not in elsewhere and language.count_of(word) < _TELLING]


def says_much(word: str, language: Language) -> bool:
    """Return whether ``word`` names a subject: no small word, no word that asks, no number."""
    asking = {part for phrase in language.question_phrases for part in phrase.split()}
    little = (language.function_words, language.light_words, language.question_words, language.negations, language.operators, asking)
    return word.isalpha() and len(word) > 2 and not any(word in words for words in little)


def words_in(text: str, language: Language) -> list[str]:
    """Return the words of ``text``, folded."""
    return [word.text for word in fold(text, language)]
