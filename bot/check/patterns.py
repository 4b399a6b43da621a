"""Rules about patterns: each must say something, say it for one intent only, and lead to that intent."""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.examples import pattern_behind
from bot.content.nodes import Path
from bot.content.pattern import expand, words_of
from bot.errors import Problem
from bot.judge import describe
from bot.normalise.tokens import normalise


def empty_patterns(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each pattern of which no word is left after normalising: nothing can match it.

    Passes::

        patterns: [what is it]

    and fails::

        patterns: ["???"]
    """
    for path, pattern in _all_patterns(draft):
        if not normalise(words_of(pattern), draft.bot.knowledge.lexicon):
            message = f'pattern "{pattern}" holds no words'
            yield draft.loaded.document.problem(path, "empty-pattern", message, "Write words with letters or digits, or delete the line.")


def duplicate_patterns(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each pattern that stands in two intents; word endings and synonyms aside.

    Passes::

        lamp:
          patterns: [how old is the lamp]
        tower:
          patterns: [how old is the tower]

    and fails, because "light" is a synonym of "lamp"::

        lamp:
          patterns: [how old is the lamp]
        tower:
          patterns: [how old is the light]
    """
    seen: dict[tuple[str, ...], tuple[str, Path]] = {}
    for intent_id, path, pattern in _intent_patterns(draft):
        for words in expand(pattern):
            text = " ".join(words)
            terms = tuple(token.term for token in normalise(text, draft.bot.knowledge.lexicon))
            other, first = seen.setdefault(terms, (intent_id, path))
            if terms and other != intent_id:
                way = "" if text == pattern else f', as "{text}"'
                message = f'pattern "{pattern}" is already in intent "{other}" (line {draft.loaded.document.values[first].line}){way}'
                cure = "Keep it in one of the two, or make each say what differs."
                yield draft.loaded.document.problem(path, "duplicate-pattern", message, cure)
                break


def stolen_patterns(draft: Draft) -> Iterator[Problem]:
    """Yield a problem for each pattern that leads elsewhere when the whole bot is asked: to another intent, topic or guard.

    Passes::

        lamp:
          patterns: [what does the lamp burn]
        oil:
          patterns: [who brings the oil]

    and fails, because a topic that is named goes before any intent::

        lamp:
          patterns: [what does the lamp cost]
        topics:
          cost:
            patterns: [cost]
    """
    for intent_id, path, pattern in _intent_patterns(draft):
        question = " ".join(expand(pattern)[0])
        reply = draft.bot.reply(question)
        taken = reply.kind == "smalltalk" or (reply.handoff and reply.handoff.reason not in ("no_match", "ambiguous", "empty"))
        if intent_id not in reply.intents and (reply.intents or taken):
            message = f'pattern "{pattern}" of intent "{intent_id}" is {describe(reply, draft.bot.knowledge.facts)}'
            cure = f"{pattern_behind(draft.bot.explain(question))} takes it: make that narrower, or delete one of the two."
            yield draft.loaded.document.problem(path, "stolen-pattern", message, cure)


def _intent_patterns(draft: Draft) -> Iterator[tuple[str, Path, str]]:
    for intent_id, intent in draft.loaded.content.intents.items():
        for position, pattern in enumerate(intent.patterns):
            yield intent_id, ("intents", intent_id, "patterns", position), pattern


def _all_patterns(draft: Draft) -> Iterator[tuple[Path, str]]:
    content = draft.loaded.content
    for position, pattern in enumerate(content.ignore):
        yield ("ignore", position), pattern
    yield from ((path, pattern) for _, path, pattern in _intent_patterns(draft))
    for group in ("topics", "guards", "smalltalk"):
        for part_id, part in getattr(content, group).items():
            for key in ("patterns", "unless"):
                for position, pattern in enumerate(getattr(part, key, ())):
                    yield (group, part_id, key, position), pattern
