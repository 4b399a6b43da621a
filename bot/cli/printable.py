"""What visitors type, made fit for a terminal."""


def printable(text: str) -> str:
    """Return ``text`` on one line, with a space for each character that would steer the terminal or cannot be shown."""
    return "".join(character if character.isprintable() else " " for character in text)
