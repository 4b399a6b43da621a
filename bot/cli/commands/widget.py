"""``bot widget``: what to put into a page so that the chat stands on it."""

import base64
import hashlib
from html import escape
from importlib.resources import files

import click

from bot.cli.content import content_option, content_path, load_bot
from bot.web.assets import name_for_good
from bot.web.words import WORDS

_SNIPPET = """\
<script type="module" src="{source}"{check}></script>
<faq-chat><a href="{uri}">{call}</a></faq-chat>"""


@click.command("widget")
@click.option("--server", metavar="URL", help="The address of the service. Without it: the site that the page itself is on.")
@click.option("--sri", is_flag=True, help="Let the browser run this version only (subresource integrity).")
@content_option
def command(server: str | None, sri: bool, content: str | None) -> None:
    """Print the two lines that put the chat on a page.

    What stands inside <faq-chat> is for visitors without a script, and for
    the time when the service is away. docs/embed.md says what else can be set.

    \b
        bot widget --server https://bot.example.org --sri
    """
    if server and not server.startswith(("https://", "http://", "/")):
        raise click.BadParameter(f"{server} is no address of a site. Write https://{server}", param_hint="--server")
    facts = load_bot(content_path(content)).knowledge.facts
    call = WORDS.get(facts.language, WORDS["en"])["call"].replace("{number}", facts.phone.display)
    name, check = _checked() if sri else ("widget.js", "")
    source = f"{(server or '').rstrip('/')}/static/{name}"
    click.echo(_SNIPPET.format(source=escape(source), check=check, uri=escape(facts.phone.uri), call=escape(call)))


def _checked() -> tuple[str, str]:
    """Return the name under which this version is served for good, and the attributes that allow no other."""
    script = files("bot.web").joinpath("static", "widget.js").read_bytes()
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    return name_for_good("widget.js", script), f' integrity="sha384-{digest}" crossorigin'
