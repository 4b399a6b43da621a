"""What if: the changes that would make the bot answer a question, or stop answering it, each tried with the whole bot.

Nothing is guessed: a change is told only if the bot, asked anew, replies otherwise. The smallest come first: words of the question,
then numbers of the policy, then lines of the content.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.compile import compile_content
from bot.content.load import LoadedContent
from bot.content.models import Content
from bot.content.pattern import words_of
from bot.content.words import said_first
from bot.desk.little import little_words
from bot.model import Candidate, Reply, Token
from bot.pipeline import Bot, Explanation

#: words that are tried as what an unexplained word may stand for
_MOST_SYNONYMS: Final = 2


@dataclass(frozen=True, slots=True)
class Trial:
    """A change, and how the bot replies after it."""

    #: what is changed, such as 'leave out "cost"'
    what: str
    ask: Callable[[], Reply]


def trials(bot: Bot, loaded: LoadedContent, question: str) -> list[Trial]:
    """Return the changes to try, the smallest first."""
    explained = bot.explain(question)
    best = _best(explained)
    found = list(_words(bot, question, explained, best))
    return [*found, *_policies(bot, question, explained, best), *_contents(loaded, question, explained, best)] if best else found


def makes_a_difference(before: Reply, after: Reply) -> bool:
    """Return whether the reply answers where it did not, or no longer answers as it did."""
    if before.kind == "answer":
        return (after.kind, after.intents) != (before.kind, before.intents)
    return after.kind == "answer"


def _words(bot: Bot, question: str, explained: Explanation, best: Candidate | None) -> Iterator[Trial]:
    """Leave out each word that says something, and then all that nothing explains; something must be left."""
    tokens = [token for token in explained.understanding.tokens if token.role != "function"]
    if len(explained.understanding.tokens) < 2:
        return
    unexplained = [token for token in tokens if best and token.text in best.unexplained]
    for token in sorted(tokens, key=lambda token: token not in unexplained):
        yield _without(bot, question, [token])
    if len(unexplained) > 1:
        yield _without(bot, question, unexplained)


def _without(bot: Bot, question: str, tokens: list[Token]) -> Trial:
    text = question
    for start, end in sorted((token.span for token in tokens), reverse=True):
        text = text[:start] + text[end:]
    return Trial(f"leave out {' and '.join(_quoted(token.text) for token in tokens)}", lambda: bot.reply(text))


def _policies(bot: Bot, question: str, explained: Explanation, best: Candidate) -> Iterator[Trial]:
    """Lower each number that the best candidate does not reach, or raise each that it just reaches."""
    policy = bot.knowledge.facts.policy
    rivals = [other for other in _candidates(explained) if other.intent != best.intent and not other.unexplained]
    lead = min((best.score - other.score for other in rivals), default=100.0)
    reached = {"threshold": best.score, "coverage": 100 * best.covered, "margin": max(0.0, lead)}
    for name, value in reached.items():
        scale = 100 if name == "coverage" else 1
        now = getattr(policy, name) * scale
        number = (math.floor(value) if value < now else math.floor(value) + 1) / scale
        if number * scale <= 100:
            other = Bot(bot.knowledge.with_policy(**{name: number}))
            what = f"{'lower' if value < now else 'raise'} the {name} from {getattr(policy, name):g} to {number:g}"
            yield Trial(what, partial(other.reply, question))


def _contents(loaded: LoadedContent, question: str, explained: Explanation, best: Candidate) -> Iterator[Trial]:
    """Take away the pattern that answered; or add the question as a pattern, and each unexplained word as a synonym."""
    content = loaded.content
    intent = content.intents[best.intent]
    if explained.reply.kind == "answer":
        others = [pattern for pattern in intent.patterns if pattern != best.pattern]
        if others:
            what = f"delete the pattern {_quoted(best.pattern)} of {_quoted(best.intent)}"
            yield _changed(what, loaded, question, _with_patterns(content, best.intent, others))
        return
    if little_words(explained.understanding.parts):
        for text in content.about[:1]:
            word = said_first(text, content.lists)
            more = f"{' '.join(words_of(question).split())} {word}"
            bot = compile_content(replace(loaded, content=_with_patterns(content, best.intent, [*intent.patterns, more])))
            yield Trial(f"say more: {_quoted(more)}, in a pattern of {_quoted(best.intent)} too", partial(Bot(bot).reply, more))
        return
    if not best.covered:  # it has no word of any pattern: what is near by chance is no advice
        return
    pattern = " ".join(words_of(question).split())
    what = f"add the question to the patterns of {_quoted(best.intent)}"
    yield _changed(what, loaded, question, _with_patterns(content, best.intent, [*intent.patterns, pattern]))
    asked = {token.term for token in explained.understanding.tokens}
    never = {token.text for token in explained.understanding.tokens if token.role == "operator"}
    for word in [word for word in best.unexplained if word not in never][:1]:
        for term in sorted(best.terms - asked)[:_MOST_SYNONYMS]:
            synonyms = {**content.synonyms, term: [*content.synonyms.get(term, ()), word]}
            what = f"add {_quoted(word)} to the synonyms of {_quoted(term)}"
            yield _changed(what, loaded, question, content.model_copy(update={"synonyms": synonyms}))


def _changed(what: str, loaded: LoadedContent, question: str, content: Content) -> Trial:
    return Trial(what, lambda: Bot(compile_content(replace(loaded, content=content))).reply(question))


def _with_patterns(content: Content, intent_id: str, patterns: list[str]) -> Content:
    intent = content.intents[intent_id].model_copy(update={"patterns": patterns})
    return content.model_copy(update={"intents": {**content.intents, intent_id: intent}})


def _best(explained: Explanation) -> Candidate | None:
    """Return the candidate that answered, else the one that came nearest: with the fewest words unexplained, then the best score."""
    answered = [found for found in _candidates(explained) if found.intent in explained.reply.intents[:1]]
    return min(answered or _candidates(explained), key=lambda found: (len(found.unexplained), -found.score), default=None)


def _candidates(explained: Explanation) -> list[Candidate]:
    return [candidate for part in explained.understanding.parts for candidate in part.candidates]


def _quoted(text: str) -> str:
    return f'"{text}"'
