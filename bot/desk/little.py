"""Little: words that say too little by themselves ("what to bring"), so that nothing is answered with them alone."""

from bot.decide import Part, says_something


def little_words(parts: tuple[Part, ...]) -> str:
    """Return what says too little, as the beginning of a sentence with its verb; empty if a part says what is asked, or is of a topic."""
    if not parts or any(part.topic or says_something(part) for part in parts):
        return ""
    words = dict.fromkeys(f'"{token.text}"' for part in parts for token in part.tokens if token.role == "light")
    if not words:
        return "words of grammar say too little by themselves"
    return f"{' and '.join(words)} {'says too little by itself' if len(words) == 1 else 'say too little by themselves'}"
