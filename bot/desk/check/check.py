"""Run every rule on the content and return what they find."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.content.load import load_content, parse_content
from bot.desk.check.collisions import collisions
from bot.desk.check.draft import Draft
from bot.desk.check.rule import Rule
from bot.desk.check.rules import danger, examples, form, page, patterns, people, synonyms
from bot.desk.check.suppress import not_allowed, suppression
from bot.desk.many import Watch, unwatched
from bot.errors import ContentError, Problem
from bot.source import Source

#: all rules, in the order in which an editor reads about them: the page, the words, the patterns, the examples, the form, the people
RULES: Final[tuple[Rule, ...]] = (
    page.unknown_language, page.other_language, page.quote_not_in_source, page.sentence_not_covered,
    synonyms.synonym_in_two_groups, synonyms.unknown_synonym,
    patterns.empty_pattern, patterns.duplicate_pattern, patterns.stolen_pattern, patterns.dead_pattern, patterns.collision,
    examples.title_not_answered, examples.failed_test, examples.failed_counter_test, danger.guard_silenced,
    examples.intent_without_tests,
    form.repeated_line, form.next_is_itself, form.untidy_text, form.look_alike_letters, people.reading_level, people.review_overdue,
    suppression,
)  # fmt: skip


def check(path: Path, raw: bytes | None = None) -> list[Problem]:
    """Return every problem of the content at ``path``, or of ``raw`` if that stood there, by place; an empty list if all is well.

    If the form of the file is wrong, only that is told: the rules need content that can be read. Raises BotError if a file cannot be
    read at all.
    """
    try:
        loaded = load_content(path) if raw is None else parse_content(raw, str(path), lambda page: Source.read(path.parent / page))
        return check_draft(Draft(loaded, date.today()))
    except ContentError as error:
        return list(error.problems)


def check_draft(draft: Draft, watch: Watch = unwatched, *, deep: bool = False) -> list[Problem]:
    """Return what the rules find in content that can be read; ``deep`` looks for collisions beyond the patterns, too."""
    asking = draft.can_be_asked()
    rules = [rule for rule in RULES if (asking or not rule.asks) and rule.id not in draft.sound]
    if asking:
        draft.ask([*draft.asked(), *(text for _, _, text in danger.in_one_breath(draft))], watch, "Asking the bot")
    found: list[Problem] = []
    for rule in rules:
        problems = [replace(problem, level=rule.level) for problem in rule.find(draft)]
        found += problems
        if rule.of_knowledge and not problems:
            draft.sound.add(rule.id)
    if asking and deep:
        found += collisions(draft, watch)
    known = frozenset(rule.id for rule in RULES)
    return sorted(not_allowed(found, draft.loaded.document, known), key=lambda problem: problem.place)
