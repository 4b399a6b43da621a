"""All rules, in the order in which an editor reads about them: the page, the words, the patterns, the examples, the form, the people."""

from typing import Final

from bot.desk.check.rule import Rule
from bot.desk.check.rules import danger, examples, form, page, patterns, people, synonyms
from bot.desk.check.suppress import suppression

RULES: Final[tuple[Rule, ...]] = (
    page.unknown_language, page.other_language, page.quote_not_in_source, page.sentence_not_covered,
    synonyms.synonym_in_two_groups, synonyms.unknown_synonym,
    patterns.empty_pattern, patterns.duplicate_pattern, patterns.stolen_pattern, patterns.dead_pattern, patterns.collision,
    examples.title_not_answered, examples.failed_test, examples.failed_counter_test, danger.guard_silenced,
    examples.intent_without_tests,
    form.repeated_line, form.next_is_itself, form.untidy_text, form.look_alike_letters, people.reading_level, people.review_overdue,
    suppression,
)  # fmt: skip
