"""Cut tags: what is hung on a statement to make it a question ("…, isn't it?", "you won't burn it, will you?")."""

from dataclasses import replace

from bot.language.language import Language
from bot.model import Token
from bot.normalise.lexicon import NOT

#: fewest words of a statement, and most of a tag
_STATEMENT = 3
_LONGEST = 6


def cut_tag(sentence: tuple[Token, ...], language: Language) -> tuple[tuple[Token, ...], bool]:
    """Return the sentence without its tag, and whether it had one.

    A plain tag asks the opposite of a negative statement: its "not" carries nothing.
    """
    start = _start_of_tag(sentence, language)
    before = [token.word for token in sentence[:start] if token.word not in language.intensifiers]
    # "What even is it" has no tag.
    if start < _STATEMENT or before[0] in language.question_starts or before[-1] in language.question_words:
        return sentence, False
    statement, tag = sentence[:start], sentence[start:]
    if any(token.term == NOT for token in tag):
        return statement, True
    first = next((position for position, token in enumerate(statement) if token.term == NOT), len(statement))
    calmed = tuple(replace(token, role="ignored") if position == first else token for position, token in enumerate(statement))
    return calmed, True


def confirms(sentence: tuple[Token, ...], language: Language) -> bool:
    """Return whether the sentence only asks whether what was said before is so ("Is that true?")."""
    words = [token.word for token in sentence]
    while words and " ".join(words) not in language.confirmations and words[0] in language.fillers:
        words.pop(0)
    return " ".join(words) in language.confirmations


def _start_of_tag(sentence: tuple[Token, ...], language: Language) -> int:
    """Return where "isn't it", "are you" or "is that right" begins at the end of the sentence; 0 if it does not end so."""
    for start in range(max(_STATEMENT, len(sentence) - _LONGEST), len(sentence)):
        if confirms(sentence[start:], language):
            return start
    words = [token.word for token in sentence[-3:]]
    if not words or words[-1] not in language.subjects:
        return 0
    before = words[:-1]
    if before and before[-1] == "not":
        before.pop()
    helping = language.question_starts - language.question_words
    return len(sentence) - (len(words) - len(before)) - 1 if before and before[-1] in helping else 0
