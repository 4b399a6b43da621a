"""The web service's entry: ``python server.py`` is ``bot serve``; ``server:app`` is for any other WSGI server."""

import sys

from bot.cli import main
from bot.web.app import create_app

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])  # does not return, so the program makes one application, not two

app = create_app()
