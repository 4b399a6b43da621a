"""Show the evidence for a candidate: the very terms of the sum that its score was made of."""

from collections.abc import Iterator

from bot.match.index import ODDS, Index, WeighedWord
from bot.match.match import PATTERN
from bot.match.question import WeighedQuestion, weigh
from bot.match.rows import best_row, brought, reachable_rows, shares_of
from bot.model import Candidate, Evidence, Met, Token


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word, and each two words side by side, brought to the candidate's score; they add up to it.

    A word that the other intents say more often takes something away.
    """
    question = weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    entries, _, _ = brought(question, intent)
    if not entries:
        return ()
    shares = list(_besides(question, intent, index))
    for number, share in shares_of(question, index.row(best_row(question, reachable_rows(entries, index), index)[0])):
        shares[number] += PATTERN * share
    points = candidate.score / (sum(shares) or 1.0)
    named = [_met(token, word, intent, index) for token, word in zip(question.tokens, question.words, strict=True)]
    pairs = (" ".join(filter(None, pair)) for ((pair, *_),) in question.features[len(named) :])
    named += [(pair, pair, "pair") for pair in pairs]
    return tuple(Met(*met, round(points * share, 2)) for met, share in zip(named, shares, strict=True) if share)


def _besides(question: WeighedQuestion, intent: int, index: Index) -> Iterator[float]:
    """Yield what each word and then each pair brings to the likeness to the intent as a whole."""
    for options in question.features:
        share = sum([ODDS * weight * (index.silence[intent] - column.usual) for _, column, weight in options[:1]])
        yield share + next((weight * column.holders[intent][1] for _, column, weight in options if intent in column.holders), 0.0)


def _met(token: Token, word: WeighedWord, intent: int, index: Index) -> tuple[str, str, Evidence]:
    """Return the word as written, the term by which it meets the intent, and how."""
    term = next((term for term, column, _, _ in word.stands_for if intent in column.holders), token.term)
    how: Evidence = next((reading.how for reading in token.readings if reading.term == term), "family")
    return token.text, term, how if token.readings else "exact"
