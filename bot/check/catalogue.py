"""All rules, in the order in which an editor reads about them: the page, the words, the patterns, the examples, the form, the people."""

from typing import Final

from bot.check import suppress
from bot.check.rule import Rule
from bot.check.rules import (
    collision,
    dead_pattern,
    duplicate_pattern,
    empty_pattern,
    failed_counter_test,
    failed_test,
    intent_without_tests,
    look_alike_letters,
    next_is_itself,
    quote_not_in_source,
    reading_level,
    repeated_line,
    review_overdue,
    sentence_not_covered,
    stolen_pattern,
    synonym_in_two_groups,
    title_not_answered,
    unknown_language,
    unknown_synonym,
    untidy_text,
)

_MODULES: Final = (
    unknown_language, quote_not_in_source, sentence_not_covered, synonym_in_two_groups, unknown_synonym, empty_pattern,
    duplicate_pattern, stolen_pattern, dead_pattern, collision, title_not_answered, failed_test, failed_counter_test,
    intent_without_tests, repeated_line, next_is_itself, untidy_text, look_alike_letters, reading_level, review_overdue, suppress,
)  # fmt: skip
RULES: Final[tuple[Rule, ...]] = tuple(module.RULE for module in _MODULES)
