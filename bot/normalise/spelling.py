"""Mend spelling: a word that neither the content nor a dictionary knows stands for its nearest known words.

A word that is right English is no misspelling of another ("dose"/"does", "cost"/"host"), unless it is far rarer ("ti"/"it").
"""

import math
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.language.dictionary import one_edit_away
from bot.normalise.fold import shortened
from bot.normalise.lexicon import Lexicon, edges_of

#: least Jaro-Winkler similarity of a near spelling with more than one slip, 0 to 1
LEAST_SIMILARITY: Final = 0.85
#: similarity of a word whose letters are only swapped: the commonest slip of fast fingers
SWAPPED: Final = 0.97
#: what each tenfold frequency in the language adds to the similarity when near spellings are ranked
COMMON_WORD: Final = 0.04
#: how many times as often as elsewhere a word that names the page's subject is expected
SUBJECT: Final = 10
#: what a near spelling with another first letter loses: few misspellings change that (Pollock and Zamora, 1984: one in thirty to thirteen)
OTHER_FIRST_LETTER: Final = 0.1
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
    found = _nearest_of_content(word, 1, lexicon)
    found = _undoubled(word, found, lexicon) or found
    likeliest = _likeliest(word, lexicon) if not found and len(word) > _TINY else None
    if likeliest:
        return [(likeliest, JaroWinkler.similarity(word, likeliest))]
    return found or _nearest_of_content(word, _most_edits(word), lexicon)


def _likeliest(word: str, lexicon: Lexicon) -> str | None:
    """Return the right word one slip away that is seen most often, first of those that are a form of a word of the content."""
    near = {other for other in one_edit_away(word) if lexicon.language.is_word(other)}
    return lexicon.language.commonest({other for other in near if lexicon.knows(other)} or near)


def likelier_words(word: str, lexicon: Lexicon) -> list[str]:
    """Return the words of the content, one slip away, that a rare right word more likely stands for, best first."""
    count = lexicon.language.count_of(word)
    if count >= RARE or len(word) > LONGEST_WORD:
        return []
    near = (near for near, _ in _nearest_of_content(word, 1, lexicon) if near != word)
    return [other for other in near if lexicon.language.count_of(other) >= FAR_MORE_OFTEN * count]


def split_word(word: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Return the two words that ``word`` runs together ("sideeffects", "isclosing"); None if it does not.

    One is of the content; the other too, or a word of grammar. A word that is one slip away from one of the content is that; one that is
    a slip away from a short negation stands for it ("cznt").
    """
    if len(word) > LONGEST_WORD:
        return None
    if len(word) > _TINY and word.endswith("t"):
        alike = (words for short, words in lexicon.language.negated if short[0] == word[0] and OSA.distance(word, short) == 1)
        negated = next(alike, None)
        # "Caat" is a cat, if the content speaks of cats; a rare word is less likely than a negation.
        if negated and not any(lexicon.language.count_of(near) >= RARE for near, _ in _nearest_of_content(word, 1, lexicon)):
            return negated
    cuts = range(_SHORTEST_WORD, len(word) - _SHORTEST_WORD + 1)
    found = [parts for cut in cuts if _are_known(parts := (word[:cut], word[cut:]), lexicon)]
    if not found:
        return None
    parts = max(found, key=lambda parts: _rarer(parts, lexicon))
    near = [near for near, _ in _nearest_of_content(word, 1, lexicon)]
    # "Amout" lacks a letter and "towwer" doubles one; "toend" is no "tend": a space is left out more often than another letter is put in.
    slips = (len(one) >= len(word) or _is_doubled(word, one) or lexicon.language.count_of(one) >= _rarer(parts, lexicon) for one in near)
    return None if any(slips) else parts


def _undoubled(word: str, found: list[tuple[str, float]], lexicon: Lexicon) -> list[tuple[str, float]]:
    """Return what ``word`` is with a letter twice ("siize" is "size", not "seize"), unless another is seen far more often ("relly")."""
    most = max((lexicon.language.count_of(near) for near, _ in found), default=0)
    return [(near, like) for near, like in found if _is_doubled(word, near) and FAR_MORE_OFTEN * lexicon.language.count_of(near) >= most]


def _rarer(parts: tuple[str, str], lexicon: Lexicon) -> int:
    return min(map(lexicon.language.count_of, parts))


def _is_doubled(word: str, near: str) -> bool:
    """Return whether the word is the other with a letter twice."""
    return any(one == other and word[:place] + word[place + 1 :] == near for place, (one, other) in enumerate(pairwise(word)))


def _are_known(parts: tuple[str, str], lexicon: Lexicon) -> bool:
    """Return whether one part is a word of the content, of three letters at least, and the other one too or a word of grammar."""
    language = lexicon.language
    own = [part for part in parts if len(part) >= _SHORTEST_PART and lexicon.knows(part)]
    return bool(own) and all(part in own or part in language.function_words or part in language.negations for part in parts)


def _nearest_of_content(word: str, most: int, lexicon: Lexicon) -> list[tuple[str, float]]:
    """Return the words of the content that are the fewest slips away, at most ``most``, with their similarity; the likeliest first."""
    slips = {
        near: distance
        for near, distance, _ in process.extract(word, _within(word, most, lexicon), scorer=OSA.distance, score_cutoff=most, limit=None)
        if _is_plausible(word, near)
    }
    fewest = min(slips.values(), default=0)
    similar = {near: _similarity(word, near, distance) for near, distance in slips.items() if distance == fewest}
    found = [(near, similarity) for near, similarity in similar.items() if fewest <= 1 or similarity >= LEAST_SIMILARITY]

    def likelihood(entry: tuple[str, float]) -> float:
        near, similarity = entry
        kept = similarity if near[0] == word[0] else similarity - OTHER_FIRST_LETTER
        expected = SUBJECT if lexicon.terms.get(near) in lexicon.about else 1
        return kept + COMMON_WORD * math.log10(1 + expected * lexicon.language.count_of(near))

    return sorted(found, key=lambda entry: (-likelihood(entry), entry[0]))[:_MOST_READINGS]


def _within(word: str, most: int, lexicon: Lexicon) -> list[str]:
    """Return the words of the content among which all are that are at most ``most`` slips away.

    A single slip leaves the first letter or the last one as it is.
    """
    edges = edges_of(word) if most == 1 and len(word) > _SHORTEST_WORD else ("",)
    lengths = range(len(word) - most, len(word) + most + 1)
    return [near for length in lengths for edge in edges for near in lexicon.by_edge.get((length, edge), ())]


def _similarity(word: str, near: str, distance: int) -> float:
    return SWAPPED if sorted(word) == sorted(near) else max(JaroWinkler.similarity(word, near), 1 - distance / len(word))


def _most_edits(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return next((slips for length, slips in _SLIPS if len(word) <= length), len(_SLIPS) + 1)


def _is_plausible(word: str, near: str) -> bool:
    """In a word of three letters only swapped or left out letters are a slip ("teh", "hav"); all else makes another word."""
    return len(word) > _TINY or sorted(word) == sorted(near) or (len(word) == _TINY < len(near))
