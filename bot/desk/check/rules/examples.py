"""Rules about examples: there are some, and each gets what it is an example of; a title too."""

from collections.abc import Iterator

from bot.desk.check.culprit import guard_behind, how_to_answer, how_to_pass, pattern_behind
from bot.desk.check.draft import Draft
from bot.desk.check.rule import rule
from bot.desk.evaluate.judge import describe, is_right
from bot.errors import Problem


@rule("title-not-answered", "error")
def title_not_answered(draft: Draft) -> Iterator[Problem]:
    """The title of an intent, which visitors see as a button, must be answered with a quote of that intent."""
    facts = draft.bot.knowledge.facts
    for intent_id, intent in draft.content.intents.items():
        reply = draft.reply(intent.title)
        # Another intent that quotes the same says the same.
        if reply.kind != "answer" or set(reply.quotes).isdisjoint(facts.intents[intent_id].quotes):
            message = f'the button "{intent.title}" of intent "{intent_id}" is {describe(reply, facts)}'
            hindered = how_to_answer(intent.title, intent_id, draft.bot.explain(intent.title), draft)
            cure = hindered or "Add the title to the patterns, or make it say what differs."
            yield draft.document.problem(("intents", intent_id, "title"), title_not_answered.id, message, cure)


@rule("failed-test", "error")
def failed_test(draft: Draft) -> Iterator[Problem]:
    """An example question must be recognised as what it is an example of."""
    facts = draft.bot.knowledge.facts
    for question in draft.own_questions:
        if not question.counter and not is_right(question, reply := draft.reply(question.text), facts):
            message = f"this question should be {question.wanted[0]}, but it is {describe(reply, facts)}"
            cure = how_to_pass(question, draft.bot.explain(question.text), draft)
            yield draft.document.problem_at(question.place, failed_test.id, message, cure)


@rule("failed-counter-test", "error")
def failed_counter_test(draft: Draft) -> Iterator[Problem]:
    """A counter-example (under `not`) must not be recognised as what it stands below."""
    for question in draft.own_questions:
        if question.counter and not is_right(question, draft.reply(question.text), draft.bot.knowledge.facts):
            message = f"this question should not be {question.wanted[0]}, but it is"
            explained = draft.bot.explain(question.text)
            guard, culprit = guard_behind(explained, draft), pattern_behind(explained, question.wanted[0].id)
            cure = f"{culprit} takes it: make that narrower, or delete the question here."
            if guard:
                cure = f"{guard} takes it. Only a clinician may change a guard: ask one, or delete the question here."
            yield draft.document.problem_at(question.place, failed_counter_test.id, message, cure)


@rule("intent-without-tests", "warning", asks=False)
def intent_without_tests(draft: Draft) -> Iterator[Problem]:
    """An intent, topic, guard or small talk should have example questions: they tell the next editor what was meant."""
    for group in ("intents", "topics", "guards", "smalltalk"):
        for part_id, part in getattr(draft.content, group).items():
            if not part.tests:
                message, cure = f'"{part_id}" has no example questions', "Write three under tests: that visitors would ask."
                yield draft.document.problem((group, part_id), intent_without_tests.id, message, cure, at_key=True)
