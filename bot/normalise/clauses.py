"""Take a message apart: a clause is what can be asked by itself; what only tells a story is background."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.language.language import Language
from bot.model import Token
from bot.normalise.asking import goes_on_asking, is_keywords, is_question, tells_a_story
from bot.normalise.message import Message
from bot.normalise.rhetorical import rhetorical
from bot.normalise.sentences import between, split_sentences
from bot.normalise.tags import confirms, cut_tag

_COMMA: Final = re.compile(r"[,:()\"“”]|&|\s\+\s|\s[-–—]+\s")
#: parts what a question is about from the question ("Higher doses - how much higher?")
_FRONT: Final = re.compile(r",|\s[-–—]+\s")
#: words at least of a story that runs on into a question
_STORY: Final = 4
#: words at most from who asks to the end of what says so ("I would really like to know")
_REQUEST: Final = 6
#: what a question is asked of is named in so many words, its helping verb among them ("will the side effects …")
_SUBJECT: Final = 5
#: in a message of more tokens than this, keywords are no question
_SHORT_MESSAGE: Final = 15


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the message that may be asked by itself."""

    message: Message
    #: whether it asks something; else it is background if another clause asks
    asks: bool
    #: whether its sentence ends with a question mark
    marked: bool = False
    #: whether it is keywords that only lead to the question after them
    leads: bool = False

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.message.tokens


def split_clauses(utterance: str, message: Message, language: Language) -> tuple[Clause, ...]:
    """Return the clauses of the message, in order.

    A sentence ends at its mark or a line break. Within a sentence, a new clause begins where a question begins after a comma, a
    conjunction or a story that runs on, where a story begins after a comma or a conjunction, where a second request is joined to the
    first, and where a reason is given.
    """
    clauses: list[Clause] = []
    keywords: list[int] = []
    for sentence, mark in split_sentences(utterance, message, language):
        if clauses and confirms(sentence.tokens, language):  # "It fits the tumor. Is that so?"
            clauses[-1] = replace(clauses[-1], asks=True)
            continue
        statement, tagged = cut_tag(sentence.tokens, language)
        parts = list(_parts(utterance, statement, language))
        describing = {number for number in range(1, len(parts)) if _describes(parts[number][0], parts[number - 1][0], language)}
        asking = (number for number, (part, _) in enumerate(parts) if part[0].word not in language.subordinators)
        last = max((number for number in asking if number not in describing), default=0)
        for number, (part, led_to) in enumerate(parts):
            asks = number not in describing and (
                ((mark == "?" or tagged) and number == last) or led_to or is_question(part, language) or goes_on_asking(part, language)
            )
            if number not in describing and is_keywords(part, language):
                keywords.append(len(clauses))
            clauses.append(Clause(sentence.part(_settled(part, language, marked=mark == "?")), asks, mark == "?"))
    if len(message.tokens) <= _SHORT_MESSAGE:
        for number in keywords:
            asks = _ask(clauses, number, utterance, language)
            clauses[number] = replace(clauses[number], asks=asks, leads=not asks)
    return tuple(clause if clause.asks else _without_figures(clause, language) for clause in clauses)


def _ask(clauses: list[Clause], number: int, utterance: str, language: Language) -> bool:
    """Return whether keywords ask: not if they only lead to the question after them ("Dose. How many grays?")."""
    tokens = clauses[number].tokens
    only_lead = number + 1 < len(clauses) and clauses[number + 1].asks and not utterance[tokens[-1].span.end :].startswith(":")
    return clauses[number].asks or not only_lead or any(token.word in language.question_words for token in tokens)


def _without_figures(story: Clause, language: Language) -> Clause:
    """Return a clause that asks nothing; how old, how long ago or how many is no part of what is asked ("he had 30 sessions in 2019")."""
    words = story.tokens
    figures = {place for place, token in enumerate(words) if token.word.isdigit() or token.word in language.numbers}
    figures |= {place + 1 for place in figures if place + 1 < len(words) and words[place + 1].word in language.measures}
    if not figures:
        return story
    told = tuple(replace(token, role="ignored") if place in figures else token for place, token in enumerate(words))
    return replace(story, message=story.message.part(told))


def tells(clauses: tuple[Clause, ...]) -> bool:
    """Return whether the message tells something and puts no question mark: it may be no question."""
    return any(not clause.asks for clause in clauses) and not any(clause.marked for clause in clauses)


def _describes(part: tuple[Token, ...], before: tuple[Token, ...], language: Language) -> bool:
    """Return whether the part only describes what is asked about before it ("how is it unlike a knife, which also shapes beams?")."""
    return " ".join(token.word for token in part[:2]) in language.descriptions and is_question(before, language)


def _settled(part: tuple[Token, ...], language: Language, *, marked: bool) -> tuple[Token, ...]:
    """Return the tokens; "when" and "who" within a clause only join its halves, and "first" before a question only counts it."""
    first = next((position for position, token in enumerate(part) if token.role in ("content", "operator", "about", "light")), 0)
    inner = range(first + 1, len(part) - 1)
    joining = {position for position in inner if part[position].word in language.interrogatives}
    joining.update(rhetorical(part, language, marked=marked, conditional=_is_condition(part, language)))
    if part[0].word in language.counters and len(part) > 1 and part[1].word in language.question_starts:
        joining.add(0)
    return tuple(replace(token, role="function") if position in joining else token for position, token in enumerate(part))


def _parts(utterance: str, sentence: tuple[Token, ...], language: Language) -> Iterable[tuple[tuple[Token, ...], bool]]:
    """Yield each part, and whether it leads to a question: by a condition, or by naming what that is about."""
    start, led_to, conditional = 0, False, _is_condition(sentence, language)
    for position in range(1, len(sentence)):
        if _begins_clause(utterance, sentence, start, position, language) or _runs_on(sentence, start, position, language):
            part = sentence[start:position]
            fronted = _FRONT.search(between(utterance, sentence, position)) and _is_fronted(part, sentence[position], language)
            if fronted or (conditional and not _holds_a_question(part, language)):  # "if it came back, can I have IMRT?" asks one thing
                helps, follows = (*(token.word for token in sentence[position : position + 2]), "")[:2]
                named = helps in language.question_starts and follows in language.determiners  # "if I do, will the team …?"
                led_to, conditional = named or _is_turned_round(sentence[position : position + 2], language), False
            else:
                yield part, led_to or conditional
                start, led_to, conditional = position, False, _is_condition(sentence[position:], language)
    part = sentence[start:]
    yield part, led_to or (conditional and _holds_a_question(part, language))


def _is_condition(part: tuple[Token, ...], language: Language) -> bool:
    """Return whether the part begins with what only says under which condition something is asked ("… and if it came back, …")."""
    first, second = (*(token.word for token in part[:2]), "")[:2]
    return first in language.conditions or (first in language.conjunctions and second in language.conditions)


def _holds_a_question(part: tuple[Token, ...], language: Language) -> bool:
    """Return whether something is asked within the part, without a comma before ("if it came back could I have IMRT")."""
    return any(_is_turned_round(two, language) for two in pairwise(part[1:]))


def _is_turned_round(two: tuple[Token, ...], language: Language) -> bool:
    """Return whether a question begins with these words, and no statement ("might IMRT", but not "is possible")."""
    if len(two) < 2 or two[0].word not in language.question_starts:
        return False
    return two[1].role == "about" or two[1].word in language.subjects


def _is_fronted(part: tuple[Token, ...], following: Token, language: Language) -> bool:
    """Return whether the part only names what the question after it is about ("The side effects, do they go away?")."""
    asks = following.word.split(" ", maxsplit=1)[0] in language.question_starts
    names = any(token.role in ("content", "about") for token in part)
    return asks and names and is_keywords(part, language) and not is_question(part, language)


def _begins_clause(utterance: str, sentence: tuple[Token, ...], start: int, position: int, language: Language) -> bool:
    here = sentence[position].word
    if _asks_for_more(sentence, position, language) and is_question(sentence[start:position], language):
        return True
    is_verb = here in language.verbs and _wants_a_verb(sentence[start:position], language)
    if is_verb or _is_alternative(sentence, position, language) or _adds_a_condition(sentence, start, position, language):
        return False
    if here in language.conjunctions:
        after = (token.word for token in sentence[position + 1 :])
        following = next((word for word in after if word not in language.sequels and word not in language.pauses), "")
        # "Children also can receive it?" is one clause: a single word is none.
        if following in language.indirect and is_question(sentence[start:position], language):  # "tell me what it is and whether it helps"
            return True
        begins = position - start > 1 and _starts(following, language.subjects, language)
        if begins or _gives_a_reason(sentence, start, position, language):
            return True
        return bool(following) and _after_comma(utterance, sentence, position)
    # "It is new, this method" is one clause: what names only the page's subject is no story.
    tells = language.story_starts if any(token.role == "content" for token in sentence[position:]) else frozenset[str]()
    return _starts(here, tells, language) and _after_comma(utterance, sentence, position)


def _wants_a_verb(asked: tuple[Token, ...], language: Language) -> bool:
    """Return whether a question so far only names of what something is asked ("will a higher dose" cause it to spread?)."""
    words = [token.word for token in asked if token.word not in language.fillers]
    helps = bool(words) and words[0] in language.question_starts - language.question_words
    return helps and len(words) <= _SUBJECT and not any(word in language.subjects for word in words[1:])


def _asks_for_more(sentence: tuple[Token, ...], position: int, language: Language) -> bool:
    """Return whether a second request begins here ("tell me how it is planned, then explain who helps")."""
    if sentence[position].word not in language.sequels:
        return False
    following = [token.word for token in sentence[position + 1 : position + 3]]
    return not {" ".join(following), *following[:1]}.isdisjoint(language.requests)


def _is_alternative(sentence: tuple[Token, ...], position: int, language: Language) -> bool:
    """Return whether the other side of what was asked begins here ("do they get worse or do they level off")."""
    if sentence[position].word not in language.alternatives:
        return False
    words = [token.word for token in sentence[position + 1 : position + 3]]
    return len(words) == 2 and words[0] in language.question_starts and words[1] in language.several


def _adds_a_condition(sentence: tuple[Token, ...], start: int, position: int, language: Language) -> bool:
    """Return whether the rest only goes on with the condition under which something is asked ("can I if it is back and I am 90?")."""
    asked, added = sentence[start:position], sentence[position:]
    if added[0].word not in language.sequels or not any(token.word in language.conditions for token in asked[1:]):
        return False
    return is_question(asked, language) and not is_question(added, language) and not goes_on_asking(added, language)


def _gives_a_reason(sentence: tuple[Token, ...], start: int, position: int, language: Language) -> bool:
    """Return whether the rest of the sentence only says why something is asked ("what are the risks, because last time …")."""
    first, second = (*(token.word for token in sentence[position : position + 2]), "")[:2]
    if first not in language.reasons or not second or f"{first} {second}" in language.causes:
        return False
    return any(token.role == "content" for token in sentence[start:position])


def _starts(word: str, others: frozenset[str], language: Language) -> bool:
    first = word.split(" ", maxsplit=1)[0]
    return first in language.question_starts or first in others


def _after_comma(utterance: str, sentence: tuple[Token, ...], position: int) -> bool:
    return bool(_COMMA.search(between(utterance, sentence, position)))


def _runs_on(sentence: tuple[Token, ...], start: int, position: int, language: Language) -> bool:
    """Return whether a question begins here, after a story and without a mark between ("my wife lost weight do you …")."""
    if position - start < _STORY or position + 1 == len(sentence):
        return False
    if sentence[position].word in language.asking and not is_question(sentence[start:position], language):
        # "The next step is radiation and before it starts I'd like to know …"
        return is_question(sentence[position : position + _REQUEST], language)
    if sentence[position].word not in language.question_starts:
        return False
    first, subject = _story_start(sentence[start:position], sentence[position].word, language), sentence[position + 1].word
    before = sentence[position - 1].word
    return tells_a_story(first, language) and before not in language.question_starts and subject in language.subjects


def _story_start(part: tuple[Token, ...], here: str, language: Language) -> str:
    """Return the word with which the part begins; "so i am parked is there …" begins with "i", but "and it is where they …" with "and"."""
    if part[0].word in language.conjunctions and here not in language.question_words and not is_question(part, language):
        return part[1].word
    return part[0].word
