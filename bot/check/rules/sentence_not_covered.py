"""Each sentence of the page should be quoted by an intent: else nobody can ever be shown it.

On a page that says "The lamp burns oil. A cat guards it."

Passes::

    intents:
      lamp:
        quotes: [The lamp burns oil.]
      cat:
        quotes: [A cat guards it.]

Fails::

    intents:
      lamp:
        quotes: [The lamp burns oil.]

Nothing quotes the second sentence.
"""

from collections.abc import Iterator

from bot.check.draft import Draft
from bot.check.rule import Rule
from bot.errors import Problem


def _find(draft: Draft) -> Iterator[Problem]:
    source = draft.loaded.source
    spans = (source.find(quote) for intent in draft.content.intents.values() for quote in intent.quotes)
    covered = {number for span in spans if span for number in source.sentences_in(span)}
    for number, sentence in enumerate(source.sentences):
        if number not in covered:
            text = " ".join(sentence.text.split())
            yield draft.loaded.document.problem(
                ("intents",), RULE.id, f'no intent quotes this sentence of the page: "{text}"',
                "Add it to the quotes of an intent, or write a new intent for it.", at_key=True,
            )  # fmt: skip


RULE = Rule("sentence-not-covered", "error", _find, __doc__, asks=False)
