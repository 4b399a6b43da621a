"""Compile: turn loaded content into the knowledge that the pipeline looks things up in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from bot.collector import resting_collector
from bot.content.load import LoadedContent
from bot.content.models import Calm, Content, Guard, SmallTalk, Topic
from bot.content.standing import require_standing_quotes
from bot.guard import ADVICE, DANGER, Guards
from bot.knowledge import Facts, Knowledge, KnownIntent, Policy
from bot.match.build import build_index
from bot.match.index import Index
from bot.model import Choice, Quote, Span
from bot.normalise.lexicon import Lexicon, build_lexicon
from bot.source import Source, text_fragment
from bot.spot import Spotter

_MOST_SUGGESTIONS: Final = 4


@resting_collector()
def compile_content(loaded: LoadedContent, lexicon: Lexicon | None = None) -> Knowledge:
    """Return the knowledge of ``loaded``; ``lexicon`` is that of its content, if it was built before.

    Raises ContentError if a quote does not stand on the page.
    """
    require_standing_quotes(loaded)
    content = loaded.content
    lexicon = lexicon or build_lexicon(content)
    return Knowledge(
        _facts(loaded),
        loaded.source,
        lexicon,
        _index(content, lexicon),
        _guards(content, lexicon),
        Spotter(_patterns(content.topics), lexicon, _unless(content.topics)),
        Spotter(_patterns(content.smalltalk), lexicon, _unless(content.smalltalk)),
        Spotter(((kind, pattern) for kind, patterns in lexicon.language.follow_ups.items() for pattern in patterns), lexicon),
        Spotter((("", pattern) for pattern in (*content.ignore, *lexicon.language.courtesies)), lexicon),
    )


def with_patterns(knowledge: Knowledge, loaded: LoadedContent) -> Knowledge:
    """Return the knowledge of ``loaded``, made of that of a content with other patterns of intents, but the same words."""
    return replace(knowledge.of_version(loaded.version), index=_index(loaded.content, knowledge.lexicon))


def _index(content: Content, lexicon: Lexicon) -> Index:
    return build_index(
        {intent_id: intent.patterns for intent_id, intent in content.intents.items()},
        lexicon,
        {intent_id: (intent.title, *intent.quotes) for intent_id, intent in content.intents.items()},
    )


def _facts(loaded: LoadedContent) -> Facts:
    content = loaded.content
    first = content.suggestions or [intent_id for intent_id, intent in content.intents.items() if not intent.contact]
    return Facts(
        loaded.version,
        content.language,
        content.page_phone,
        Policy(**content.policy.model_dump(exclude={"review_every"})),
        {kind: _filled(text, content) for kind, text in content.messages.model_dump(exclude_none=True).items()},
        {intent_id: _known(intent_id, loaded) for intent_id in content.intents},
        {topic_id: topic.name for topic_id, topic in content.topics.items()},
        frozenset(topic_id for topic_id, topic in content.topics.items() if topic.elsewhere),
        frozenset(topic_id for topic_id, topic in content.topics.items() if topic.another or topic.rival or topic.elsewhere),
        frozenset(topic_id for topic_id, topic in content.topics.items() if topic.rival),
        {chat_id: _filled(chat.reply, content) for chat_id, chat in content.smalltalk.items()},
        _choices(first[:_MOST_SUGGESTIONS], content),
        tuple(_quote(sentence.span, loaded.source, content.address) for sentence in loaded.source.sentences),
    )


def _known(intent_id: str, loaded: LoadedContent) -> KnownIntent:
    intent = loaded.content.intents[intent_id]
    standing = [span for span in map(loaded.source.find, intent.quotes) if span]
    quotes = tuple(_quote(span, loaded.source, loaded.content.address) for span in standing)
    return KnownIntent(intent.title, quotes, intent.contact, _choices(intent.next, loaded.content))


def _quote(span: Span, source: Source, address: str) -> Quote:
    """Return the passage as it stands on the page, with its place and a link to it."""
    passage = source.text[span.start : span.end]
    return Quote(passage, source.section_at(span.start), span.start, span.end, text_fragment(address, passage))


def _choices(intents: list[str], content: Content) -> tuple[Choice, ...]:
    return tuple(Choice(intent_id, content.intents[intent_id].title) for intent_id in intents)


def _filled(message: str, content: Content) -> str:
    return message.replace("{phone}", content.phone)


def _guards(content: Content, lexicon: Lexicon) -> Guards:
    guards, calm = content.guards, content.calm
    wanted = {kind: {guard_id: guard for guard_id, guard in guards.items() if guard.reason in kind} for kind in (DANGER, ADVICE)}
    return Guards(
        {kind: Spotter(_patterns(some), lexicon, alert=True) for kind, some in wanted.items()},
        Spotter(_unless(guards), lexicon),
        {guard_id: guard.reason for guard_id, guard in guards.items()},
        Spotter(_patterns(calm), lexicon),
        Spotter(_unless(calm), lexicon, alert=True),
        {calm_id: (frozenset(part.calms), part.within) for calm_id, part in calm.items()},
        {guard_id: frozenset(guard.gives_way) for guard_id, guard in guards.items() if guard.gives_way},
        lexicon.language,
    )


_Spotted = Mapping[str, Calm] | Mapping[str, Guard] | Mapping[str, SmallTalk] | Mapping[str, Topic]


def _patterns(group: _Spotted) -> Iterator[tuple[str, str]]:
    return ((part_id, pattern) for part_id, part in group.items() for pattern in part.patterns)


def _unless(group: _Spotted) -> Iterator[tuple[str, str]]:
    return ((part_id, pattern) for part_id, part in group.items() for pattern in part.unless)
