"""``bot serve``: the bot as a web service."""

# ruff: noqa: PLC0415 - what is slow to load is loaded by the command that needs it

import click

from bot.cli.content import content_option, load_bot

_HIGHEST_PORT = 65535


@click.command("serve")
@click.option(
    "--host",
    envvar="BOT_HOST",
    show_envvar=True,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; 0.0.0.0 is all of them.",
)
@click.option(
    "--port",
    envvar="BOT_PORT",
    show_envvar=True,
    type=click.IntRange(0, _HIGHEST_PORT),
    default=8000,
    show_default=True,
    help="The port; 0 is any free one.",
)
@content_option
def command(host: str, port: int, content: str | None) -> None:
    """Answer on the web until you press Ctrl-C.

    The page at the address that is printed holds the chat; other programs
    ask at /api/v1/reply. Only this computer can reach it, unless you choose
    another --host.
    """
    from bot.web.serve import serve

    serve(load_bot(content), host, port)
