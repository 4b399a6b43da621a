"""Show the evidence for a candidate: the very terms of the sum that its score was made of."""

from collections.abc import Iterator

from bot.match.index import ODDS, Index, Word
from bot.match.match import PATTERN
from bot.match.question import Question, weigh
from bot.match.rows import best_row, reachable_rows, shares_of
from bot.model import Candidate, Evidence, Met, Token


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word, and each two words side by side, brought to the candidate's score; they add up to it.

    A word that the other intents say more often takes something away.
    """
    question = weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    rows = reachable_rows(question, intent, index)
    if not rows:
        return ()
    brought = list(_besides(question, intent, index))
    for number, share in shares_of(question, index.row(best_row(question, rows, index)[0])):
        brought[number] += PATTERN * share
    points = candidate.score / (sum(brought) or 1.0)
    words = [_met(token, word, intent, index) for token, word in zip(question.tokens, question.words, strict=True)]
    pairs: list[tuple[str, str, Evidence]] = [(" ".join(filter(None, pair)),) * 2 + ("pair",) for pair, _ in question.pairs]
    return tuple(Met(*named, round(points * share, 2)) for named, share in zip([*words, *pairs], brought, strict=True) if share)


def _besides(question: Question, intent: int, index: Index) -> Iterator[float]:
    """Yield what each word and then each pair brings to the likeness to the intent as a whole."""
    for options in question.features:
        share = 0.0
        for feature, weight in options[:1]:
            share = ODDS * weight * (index.silence[intent] - index.usual[index.numbers[feature]])
        held = (weight * brings[intent][1] for feature, weight in options if intent in (brings := index.holders(feature)))
        yield share + next(held, 0.0)


def _met(token: Token, word: Word, intent: int, index: Index) -> tuple[str, str, Evidence]:
    """Return the word as written, the term by which it meets the intent, and how."""
    term = next((term for term, _, _ in word.stands_for if intent in index.holders(term)), token.term)
    how: Evidence = next((reading.how for reading in token.readings if reading.term == term), "family")
    return token.text, term, how if token.readings else "exact"
