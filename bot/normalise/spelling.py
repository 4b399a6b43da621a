"""Mend spelling: a word that neither the content nor a dictionary knows stands for its nearest known words.

A word that is right English is no misspelling of another ("dose"/"does", "cost"/"host"), unless it is far rarer ("ti"/"it").
"""

import math
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from bot.language.dictionary import one_edit_away
from bot.normalise.fold import shortened
from bot.normalise.lexicon import Lexicon

#: least Jaro-Winkler similarity of a near spelling with more than one slip, 0 to 1
LEAST_SIMILARITY: Final = 0.85
#: similarity of a word whose letters are only swapped: the commonest slip of fast fingers
SWAPPED: Final = 0.97
#: what each tenfold frequency in the language adds to the similarity when near spellings are ranked
COMMON_WORD: Final = 0.04
#: a right word is taken for a slip if the other is seen this many times as often …
FAR_MORE_OFTEN: Final = 100
#: … and it is itself seen less often than this, in the counts of the dictionary
RARE: Final = 10_000
#: longest word that is looked at, in characters
LONGEST_WORD: Final = 30
_SHORTEST_WORD: Final = 2
_SHORTEST_PART: Final = 3
#: a word of up to so many letters turns into another with a single slip
_TINY: Final = 3
#: (a word of up to so many letters, how many slips it may hold); a longer one may hold one more
_SLIPS: Final = ((5, 1), (9, 2))
_MOST_READINGS: Final = 3


def near_words(word: str, lexicon: Lexicon) -> list[tuple[str, float]]:
    """Return the known words that ``word`` may be a misspelling of, best first, with their similarity (0 to 1).

    Only the nearest count: words of the content at the least distance; none of them if the dictionary has a nearer word.
    """
    if not _SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha():
        return []
    spelt = (word.removesuffix(sound) + ending for sound, ending in lexicon.language.endings.items() if word.endswith(sound))
    for other in (*shortened(word), *spelt):
        if lexicon.knows(other) or lexicon.language.is_word(other):
            return [(other, 1.0)]
    found = _nearest_of_content(word, lexicon)
    if found and found[0][0] <= 1:
        return [(near, similarity) for _, similarity, near in found]
    others = [near for near in one_edit_away(word) if lexicon.language.is_word(near)] if len(word) > _TINY else []
    if others:
        likeliest = max(others, key=lambda near: (lexicon.language.count_of(near), near))
        return [(likeliest, JaroWinkler.similarity(word, likeliest))]
    return [(near, similarity) for _, similarity, near in found]


def likelier_word(word: str, lexicon: Lexicon) -> str | None:
    """Return the word of the content, one slip away, that a rare right word more likely stands for; None if there is none."""
    count = lexicon.language.count_of(word)
    if count >= RARE or len(word) > LONGEST_WORD:
        return None
    near = [near for distance, _, near in _nearest_of_content(word, lexicon) if distance == 1]
    return next((other for other in near if lexicon.language.count_of(other) >= FAR_MORE_OFTEN * count), None)


def split_word(word: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return the two words that ``word`` runs together ("sideeffects", "isclosing"); None if it does not.

    One is of the content; the other too, or a word of grammar. A word that is one slip away from one of the content is that.
    """
    if len(word) > LONGEST_WORD or any(distance <= 1 for distance, _, _ in _nearest_of_content(word, lexicon)):
        return None
    small = lexicon.language.function_words | lexicon.language.negations
    for position in range(_SHORTEST_WORD, len(word) - _SHORTEST_WORD + 1):
        left, right = word[:position], word[position:]
        own = [part for part in (left, right) if len(part) >= _SHORTEST_PART and lexicon.knows(part)]
        if own and all(part in own or part in small for part in (left, right)):
            return left, right
    return None


def _nearest_of_content(word: str, lexicon: Lexicon) -> list[tuple[int, float, str]]:
    """Return (distance, similarity, word) of the words of the content at the least distance."""
    most = _most_edits(word)
    found: list[tuple[int, float, str]] = []
    for length in range(len(word) - most, len(word) + most + 1):
        for near in lexicon.by_length.get(length, ()):
            distance = OSA.distance(word, near, score_cutoff=most)
            if distance <= most and _is_plausible(word, near):
                most = min(most, distance)
                similarity = SWAPPED if sorted(word) == sorted(near) else max(JaroWinkler.similarity(word, near), 1 - distance / len(word))
                found.append((distance, similarity, near))
    found = [entry for entry in found if entry[0] == most and (most == 1 or entry[1] >= LEAST_SIMILARITY)]

    def likelihood(entry: tuple[int, float, str]) -> float:
        return entry[1] + COMMON_WORD * math.log10(1 + lexicon.language.count_of(entry[2]))

    return sorted(found, key=lambda entry: (-likelihood(entry), entry[2]))[:_MOST_READINGS]


def _most_edits(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return next((slips for length, slips in _SLIPS if len(word) <= length), len(_SLIPS) + 1)


def _is_plausible(word: str, near: str) -> bool:
    """In a word of three letters only swapped or left out letters are a slip ("teh", "hav"); all else makes another word."""
    return len(word) > _TINY or sorted(word) == sorted(near) or (len(word) == _TINY < len(near))
