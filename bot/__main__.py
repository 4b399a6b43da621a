"""``python -m bot`` is the ``bot`` command."""

from bot.cli import main

if __name__ == "__main__":
    main(prog_name="bot")
