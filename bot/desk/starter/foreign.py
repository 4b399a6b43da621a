"""Foreign: what the shipped content says of the shipped page's subject, and the new page does not speak of."""

import re
from collections import Counter
from typing import Final

from bot.content.load import LoadedContent
from bot.content.pattern import words_of
from bot.desk.page.read import Page
from bot.desk.starter.phrases import says_much, words_in
from bot.desk.starter.spoken import stems
from bot.language.language import language_of
from bot.normalise.lexicon import Lexicon, build_lexicon

#: words of the shipped page's subject that any hospital page may use
_GENERAL: Final = "treatment treat undergo patient"
#: a word of that page's subject stands there so often at least, and the dictionary saw it less often than that
_OFTEN: Final = 2
_RARE: Final = 12_000
#: a group of a pattern that holds none
_GROUP: Final = re.compile(r"([(\[])([^()\[\]]*)[)\]]")


class Foreign:
    """Tells what is of the shipped page alone."""

    def __init__(self, shipped: LoadedContent, page: Page) -> None:
        self.lexicon: Lexicon = build_lexicon(shipped.content)
        self.language = language_of(shipped.content.language)
        about = set(" ".join(map(words_of, shipped.content.about)).split())
        general = stems(_GENERAL, self.language)
        own = (about | _telling(shipped)) - set(_GENERAL.split())
        also = {one for word in own for one in shipped.content.synonyms.get(word, ()) if one.isalpha()}
        self._foreign = stems(" ".join(own | also), self.language) - stems(page.source.text, self.language) - general
        self._title, self._new_title = shipped.source.title, f"“{page.source.title}”" if page.source.title else "this"
        #: the word by which the shipped content calls its subject
        self._name = re.compile(rf"\b{re.escape(self._title.split()[0])}\b")

    def names(self, text: str) -> bool:
        """Return whether ``text`` names what the new page does not speak of."""
        return not self._foreign.isdisjoint(stems(words_of(text), self.language))

    def without(self, pattern: str) -> str:
        """Return ``pattern`` without the alternatives and optional words that name it; empty if nothing is left that does not."""

        def kept(found: re.Match[str]) -> str:
            options = [option for option in found[2].split("|") if not self.names(option)]
            if not options:
                return "" if found[1] == "[" else found[0]
            if found[1] == "(" and len(options) == 1:
                return options[0]
            return f"{found[1]}{'|'.join(options)}{')' if found[1] == '(' else ']'}"

        left = " ".join(_GROUP.sub(kept, pattern).split()).strip('" ')
        return "" if self.names(left) else left

    def reworded(self, text: str) -> str:
        """Return a text of the bot's own with the new subject in place of the old."""
        return self._name.sub("this", text.replace(self._title, self._new_title))


def _telling(shipped: LoadedContent) -> set[str]:
    """Return the rare words that the shipped page says again and again."""
    language = language_of(shipped.content.language)
    counts = Counter(word for word in words_in(shipped.source.text, language) if says_much(word, language))
    return {word for word, times in counts.items() if times >= _OFTEN and language.count_of(word) < _RARE}
