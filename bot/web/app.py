"""The application: the routes, the limits and the headers, put together around one bot."""

import mimetypes
import os
from typing import Final

from flask import Flask

from bot.content.where import find_content
from bot.pipeline import Bot
from bot.web.api import api
from bot.web.current import keep_bot
from bot.web.headers import add_headers
from bot.web.health import health
from bot.web.pages import pages
from bot.web.problems import show_problem

#: bytes of a request's body
MAX_BODY: Final = 65_536


def create_app(bot: Bot | None = None) -> Flask:
    """Return the application of ``bot``, or of the bot whose content ``BOT_CONTENT`` names.

    Raises BotError if that content cannot be used.
    """
    # Some systems call a script plain text, and a browser that must not guess then refuses to run it.
    mimetypes.add_type("text/javascript", ".js")
    app = Flask(__name__)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keep_bot(app, bot or Bot.load(find_content(os.environ.get("BOT_CONTENT"))))
    for blueprint in (api, health, pages):
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, show_problem)
    app.after_request(add_headers)
    return app
