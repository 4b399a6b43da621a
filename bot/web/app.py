"""The application: the routes, the limits and the headers, put together around one bot."""

import os
import threading

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.collector import settle
from bot.content.where import find_content
from bot.kept import kept_bot
from bot.log import open_log
from bot.pipeline import Bot
from bot.web.api import api
from bot.web.assets import add_assets
from bot.web.current import SERVICE, Reload, Service
from bot.web.gate import limit
from bot.web.health import health
from bot.web.observe import Observed, log_to_stderr
from bot.web.pages import pages
from bot.web.problems import show_problem
from bot.web.question import MAX_BODY
from bot.web.quick import Quick
from bot.web.reload import Reloader
from bot.web.settings import Settings, read_settings


def create_app(bot: Bot | None = None, settings: Settings | None = None) -> Flask:
    """Return the application of ``bot`` with ``settings`` (else the defaults).

    Without a bot it is the one of the environment's settings, and it follows its files: what a WSGI server asks for. Raises
    BotError if the settings or the content cannot be used.
    """
    if bot is None:
        settings = settings or read_settings(os.environ, {})
        log_to_stderr()
        return live_app(settings)[0]
    return _assemble(Service(settings or Settings(), bot))


def live_app(settings: Settings) -> tuple[Flask, Reloader]:
    """Return the application of the content that ``settings`` name, and what keeps it as its files are.

    Raises BotError if the content cannot be used.
    """
    path = find_content(settings.content or None).resolve()
    begun = Reload()
    service = Service(settings, kept_bot(path), begun)
    app = _assemble(service)
    if url := settings.log.get_secret_value():
        key, days = settings.log_key.get_secret_value(), settings.log_days
        service.log = open_log(url, keep_text=settings.log_text, key=key, days=days, vocabulary=lambda: service.bot.knowledge.lexicon.stems)
    reloader = Reloader(service, path)
    settle()
    threading.Thread(target=reloader.run, name="reload", daemon=True).start()
    return app, reloader


def _assemble(service: Service) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY)
    app.config["TRUSTED_HOSTS"] = list(service.settings.trusted_hosts) or None
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[SERVICE] = service
    add_assets(app)
    for blueprint in (api, health, pages):
        app.register_blueprint(blueprint)
    app.register_error_handler(Exception, show_problem)
    app.before_request(limit)
    app.wsgi_app = Observed(Quick(app.wsgi_app, service), service)  # type: ignore[method-assign]  # as Flask's manual has it
    if service.settings.proxies:
        hops = service.settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # the same
    return app
