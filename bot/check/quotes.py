"""Rules about the page: every sentence of it should be quoted by an intent.

That every quote stands on the page is checked by ``bot.content.standing``, because no bot is made without it.
"""

from collections.abc import Iterator

from bot.content.load import LoadedContent
from bot.errors import Problem


def sentences_not_covered(loaded: LoadedContent) -> Iterator[Problem]:
    """Yield a problem for each sentence of the page that no intent quotes: nobody can ever be shown it.

    On a page that says "The lamp burns oil. A cat guards it.", passes::

        intents:
          lamp:
            quotes:
              - The lamp burns oil.
          cat:
            quotes:
              - A cat guards it.

    and fails, because nothing quotes the second sentence::

        intents:
          lamp:
            quotes:
              - The lamp burns oil.
    """
    spans = (loaded.source.find(quote) for intent in loaded.content.intents.values() for quote in intent.quotes)
    covered = {number for span in spans if span for number in loaded.source.sentences_in(span)}
    for number, sentence in enumerate(loaded.source.sentences):
        if number not in covered:
            text = " ".join(sentence.text.split())
            yield loaded.document.problem(
                ("intents",),
                "sentence-not-covered",
                f'no intent quotes this sentence of the page: "{text}"',
                "Add it to the quotes of an intent, or write a new intent for it.",
                at_key=True,
            )
