"""Show the evidence for a candidate: the very terms of the sum that its score was made of."""

from collections.abc import Iterable

from bot.match.index import ODDS, PATTERN, Index
from bot.match.question import Question, Word, things_of, weigh
from bot.match.rows import best_row, shares_of
from bot.match.weighed import Feature
from bot.model import Candidate, Evidence, Met, Token


def evidence(tokens: tuple[Token, ...], candidate: Candidate, index: Index) -> tuple[Met, ...]:
    """Return what each word, and each two words side by side, brought to the candidate's score; they add up to it.

    A word that the other intents say more often takes something away.
    """
    question = weigh(tokens, index)
    intent = index.intents.index(candidate.intent)
    best = best_row(question, intent, index)
    if not best:
        return ()
    to_row = shares_of(question, index.row(best.number))
    brought = [PATTERN * share + besides for share, besides in zip(to_row, _besides(question, intent, index), strict=True)]
    points = candidate.score / (sum(brought) or 1.0)
    words = [_met(word, intent, index) for word in question.words]
    pairs: list[tuple[str, str, Evidence]] = [(" ".join(filter(None, pair)),) * 2 + ("pair",) for pair, _ in question.pairs]
    return tuple(Met(*named, round(points * share, 2)) for named, share in zip([*words, *pairs], brought, strict=True) if share)


def _besides(question: Question, intent: int, index: Index) -> Iterable[float]:
    """Yield what each word and then each pair brings to the likeness to the intent as a whole."""
    for options in things_of(question):
        share = 0.0
        if options:
            feature, weight = options[0]
            share = ODDS * weight * (index.silence[intent] - index.usual[feature])
        held = ((weight, entry) for feature, weight in options for entry in index.weights[feature] if entry[0] == intent)
        weight, (_, _, besides) = next(held, (0.0, (intent, 0.0, 0.0)))
        yield share + weight * besides


def _met(word: Word, intent: int, index: Index) -> tuple[str, str, Evidence]:
    """Return the word as written, the term by which it meets the intent, and how."""

    def held(term: Feature) -> bool:
        return any(entry[0] == intent for entry in index.weights[term])

    term = next((term for term, _ in word.stands_for if held(term)), word.token.term)
    how: Evidence = next((reading.how for reading in word.token.readings if reading.term == term), "family")
    return word.token.text, term, how if word.token.readings else "exact"
