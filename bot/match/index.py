"""The index: the patterns of all intents as weighted words, prepared once so that a question is only looked up.

A pattern is a row of slots: a word, or the phrases of which one stands there. So a pattern with alternatives is one row, not as many as
there are ways to say it. ``build.py`` makes the index.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import JaroWinkler

from bot.match.slots import row_of
from bot.match.weighed import ROLE_WORTH, Feature, WeighedRow, weigh_row
from bot.model import Token
from bot.normalise.lexicon import Lexicon

#: the odds count this part of the other likenesses: they are logarithms, and run from about -5 to 5
ODDS: Final = 1 / 5
#: words that begin with the same letters, this many, are looked at as words of one family
FAMILY_LETTERS: Final = 3
#: least Jaro-Winkler similarity of two words of one family ("delivery", "delivered"), 0 to 1
LEAST_KINSHIP: Final = 0.9
#: in so long a column, beside the number of intents that are wanted, these are looked for one by one
_SEARCHED: Final = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """Which intents and rows hold a feature: a sparse matrix, one column for each feature, in flat arrays that load at once."""

    #: for each feature, by number, where its intents begin in the next three; one more at the end
    begins: Sequence[int]
    intents: Sequence[int]
    #: the most that the feature brings to the likeness to one of the intent's rows; what it brings to the likenesses to the whole
    most: Sequence[float]
    besides: Sequence[float]
    #: for each of these, where its rows begin in the next two; one more at the end
    row_begins: Sequence[int]
    rows: Sequence[int]
    #: the most that the feature can weigh in the row
    held: Sequence[float]
    #: what was asked for before, for words are asked for again and again
    _found: dict[int, tuple[tuple[int, float, float], ...]] = field(default_factory=dict, compare=False, repr=False)

    def intents_with(self, feature: int, among: Sequence[int] | None = None) -> Sequence[tuple[int, float, float]]:
        """Return the intents that hold the feature, with the most it brings to one of their rows, and what it brings besides.

        Of those ``among`` which to look; of all without it.
        """
        begin, end = self.begins[feature], self.begins[feature + 1]
        if among is not None and len(among) * _SEARCHED < end - begin:
            entries = ((intent, self.entry(feature, intent)) for intent in among)
            return [(intent, self.most[entry], self.besides[entry]) for intent, entry in entries if entry is not None]
        found = self._found.get(feature)
        if found is None:
            columns = self.intents[begin:end], self.most[begin:end], self.besides[begin:end]
            found = self._found[feature] = tuple(zip(*columns, strict=True))
        return found

    def entry(self, feature: int, intent: int) -> int | None:
        """Return where the intent stands among those of the feature; None if it does not hold it."""
        end = self.begins[feature + 1]
        entry = bisect_left(self.intents, intent, self.begins[feature], end)
        return entry if entry < end and self.intents[entry] == intent else None

    def rows_of(self, entry: int) -> Iterator[tuple[int, float]]:
        """Return the rows of an intent that hold a feature, with the most that it can weigh in each."""
        begin, end = self.row_begins[entry], self.row_begins[entry + 1]
        return zip(self.rows[begin:end], self.held[begin:end], strict=True)


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that matching looks up; made once, never changed."""

    #: ids, in the order of the file
    intents: tuple[str, ...]
    #: for each row, its pattern as the editor wrote it
    texts: tuple[str, ...]
    #: feature -> its number
    numbers: Mapping[Feature, int]
    #: feature -> what it is worth; more for those of few intents
    worth: Mapping[Feature, float]
    #: what a term is worth that no pattern holds
    unknown_worth: float
    columns: Columns
    #: for each intent, the odds of a feature that it does not hold and others do, beside what is usual for the feature
    silence: Sequence[float]
    #: for each feature, the odds that are usual
    usual: Sequence[float]
    #: term -> the intents that explain it, one bit for each
    explaining: Mapping[str, int]
    #: first letters -> the terms that begin with them
    families: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    _rows: dict[int, WeighedRow] = field(default_factory=dict, compare=False, repr=False)
    _kin: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, compare=False, repr=False)

    def row(self, number: int) -> WeighedRow:
        """Return a row ready to be compared; it is made when it is first asked for."""
        made = self._rows.get(number)
        if made is None:
            made = self._rows[number] = weigh_row(row_of(self.texts[number], self.lexicon), self.worth, self.lexicon.about)
        return made

    def worth_of(self, token: Token, term: str) -> float:
        """Return what ``term`` is worth where ``token`` plays its part."""
        return self.worth.get(term, self.unknown_worth) * ROLE_WORTH[token.role]

    def kin_of(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return the terms of the same family, ``term`` itself among them if a pattern holds it, each with its likeness, 0 to 1."""
        kin = self._kin.get(term)
        if kin is None:
            others = self.families.get(term[:FAMILY_LETTERS], ()) if len(term) > FAMILY_LETTERS else ()
            likenesses = ((other, JaroWinkler.similarity(term, other)) for other in others)
            kin = tuple((other, likeness) for other, likeness in likenesses if likeness >= LEAST_KINSHIP)
            if term in self.worth:  # what else visitors write is not kept
                self._kin[term] = kin
        return kin
