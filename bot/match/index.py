"""The index: the patterns of all intents as weighted words, prepared once so that a question is only looked up.

A pattern is a row of slots: a word, or the phrases of which one stands there. So a pattern with alternatives is one row, not as many as
there are ways to say it. ``build.py`` makes the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Final, NamedTuple

from rapidfuzz.distance import JaroWinkler

from bot.match.slots import row_of
from bot.match.weighed import ROLE_WORTH, Feature, WeighedRow, weigh_row
from bot.memo import Memo
from bot.model import Role, Token
from bot.normalise.lexicon import Lexicon

#: the odds count this part of the other likenesses: they are logarithms, and run from about -5 to 5
ODDS: Final = 1 / 5
#: words that begin with the same letters, this many, are looked at as words of one family
FAMILY_LETTERS: Final = 3
#: least Jaro-Winkler similarity of two words of one family ("delivery", "delivered"), 0 to 1
LEAST_KINSHIP: Final = 0.9


class Column(NamedTuple):
    """A feature, with the intents that hold it."""

    #: the most that it brings to the likeness to one of the intent's rows; what it brings to the whole; where its rows are found
    holders: dict[int, tuple[float, float, int]]
    #: the same intents, each with what it brings to both together
    reach: tuple[tuple[int, float], ...]
    #: the odds of it that are usual
    usual: float

    def reach_among(self, intents: Sequence[int]) -> Iterable[tuple[int, float]]:
        """Return ``reach`` for these intents, or all of it if they are more."""
        if len(intents) >= len(self.reach):
            return self.reach
        held = [(intent, self.holders[intent]) for intent in intents if intent in self.holders]
        return [(intent, at_most + in_whole) for intent, (at_most, in_whole, _) in held]


class WeighedWord(NamedTuple):
    """A word of a question with what it is worth, whatever stands around it."""

    #: the terms that it is read as, the likeliest first
    readings: tuple[str, ...]
    #: the terms of patterns that it may stand for, those of the same family too, the likeliest first: each with what is known of it, its
    #: likeness to the word and what it is worth
    stands_for: tuple[tuple[str, Column, float, float], ...]
    role: Role
    #: what it is worth, whatever it stands for
    worth: float
    #: the intents that explain it, one bit for each
    explained_by: int
    #: whether it says what is asked, so that only an intent that explains it may be answered with
    asks: bool


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
    _entries: dict[int, tuple[tuple[int, float], ...]] = field(default_factory=dict, compare=False, repr=False)
    _columns: dict[Feature, Column] = field(default_factory=dict, compare=False, repr=False)
    _words: dict[object, WeighedWord] = field(default_factory=Memo, compare=False, repr=False)

    def __reduce__(self) -> tuple[type["Index"], tuple[object, ...]]:
        # What was put together when it was first asked for is put together anew: to read it back takes longer.
        return Index, tuple(getattr(self, each.name) for each in fields(self) if not each.name.startswith("_"))

    def row(self, number: int) -> WeighedRow:
        """Return a row ready to be compared; it is made when it is first asked for."""
        made = self._rows.get(number)
        if made is None:
            made = self._rows[number] = weigh_row(row_of(self.texts[number], self.lexicon), self.worth, self.lexicon.about)
        return made

    def rows_of(self, entry: int) -> tuple[tuple[int, float], ...]:
        """Return the rows of an intent that hold a feature, with the most that it can weigh in each."""
        known = self._entries.get(entry)
        if known is None:
            place = slice(self.columns.row_begins[entry], self.columns.row_begins[entry + 1])
            known = self._entries[entry] = tuple(zip(self.columns.rows[place], self.columns.held[place], strict=True))
        return known

    def column(self, feature: Feature) -> Column:
        """Return what is known of a feature that stands in some row; it is put together when it is first asked for."""
        known = self._columns.get(feature)
        if known is None:
            number = self.numbers[feature]
            columns, entries = self.columns, range(self.columns.begins[number], self.columns.begins[number + 1])
            holders = {columns.intents[entry]: (columns.most[entry], columns.besides[entry], entry) for entry in entries}
            reach = tuple([(intent, at_most + in_whole) for intent, (at_most, in_whole, _) in holders.items()])
            known = self._columns[feature] = Column(holders, reach, self.usual[number])
        return known

    def word(self, token: Token) -> WeighedWord:
        """Return what ``token`` is worth; for right words of the patterns it is worked out once."""
        if len(token.readings) != 1 or token.readings[0].how == "spelling":  # names and slips are not kept
            return self._word(token)
        key = token.word, token.readings[0].term, token.role, bool(token.parts)
        known = self._words.get(key)
        if known is None:
            known = self._word(token)
            if known.stands_for:
                self._words[key] = known
        return known

    def _word(self, token: Token) -> WeighedWord:
        """Return what the token may stand for and is worth; nothing is worth more than the best reading."""
        read_as = {reading.term: reading.weight for reading in token.readings} or {token.word: 1.0}
        readings = tuple(read_as)
        worth = self.worth_of(token, readings[0])
        others = self.families.get(readings[0][:FAMILY_LETTERS], ()) if len(readings[0]) > FAMILY_LETTERS else ()
        likenesses = {other: JaroWinkler.similarity(readings[0], other) for other in others}
        kin = {other: likeness for other, likeness in likenesses.items() if likeness >= LEAST_KINSHIP}
        found = [
            (term, self.column(term), likeness, min(worth, self.worth_of(token, term)))
            for term, likeness in {**kin, **read_as}.items()
            if term in self.worth
        ]
        found.sort(key=lambda entry: entry[2] * entry[3], reverse=True)
        explained_by = 0
        for term in readings:
            explained_by |= self.explaining.get(term, 0)
        language = self.lexicon.language
        asks = token.role == "content" and (bool(token.parts) or language.stem(token.word) not in language.idle_words)
        return WeighedWord(readings, tuple(found), token.role, worth, explained_by, asks)

    def worth_of(self, token: Token, term: str) -> float:
        """Return what ``term`` is worth where ``token`` plays its part."""
        return self.worth.get(term, self.unknown_worth) * ROLE_WORTH[token.role]
