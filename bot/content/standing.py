"""Every quote must stand on the page; if one does not, no bot is made."""

from collections.abc import Iterator

from bot.content.load import LoadedContent
from bot.errors import ContentError, Problem
from bot.source import Source, one_line


def require_standing_quotes(loaded: LoadedContent) -> None:
    """Raise ContentError if a quote does not stand on the page."""
    problems = list(quotes_not_in_source(loaded))
    if problems:
        raise ContentError(problems)


def quotes_not_in_source(loaded: LoadedContent) -> Iterator[Problem]:
    """Yield a problem for each quote that does not stand on the page, with the nearest passage that does."""
    for intent_id, intent in loaded.content.intents.items():
        for position, quote in enumerate(intent.quotes):
            if loaded.source.find(quote) is None:
                path = ("intents", intent_id, "quotes", position)
                message = "this quote does not stand on the page"
                yield loaded.document.problem(path, "quote-not-in-source", message, nearest_passage(quote, loaded.source))


def nearest_passage(quote: str, source: Source) -> str:
    """Return the cure for a quote that does not stand on the page: what stands there that is most like it."""
    nearest = source.nearest(quote)
    return f'Nearest passage ({nearest.similarity:.0f} of 100): "{one_line(nearest.text)}"' if nearest else "The page is empty."
