"""``bot schema``: the form of the content, for programs."""

import json

import click

from bot.content.schema import content_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of intents.yaml.

    Editors such as VS Code use it to complete words and to mark mistakes
    while you type. Save it to a file and name that file in the first line of
    your intents.yaml:

    \b
        bot schema > intents.schema.json
        # yaml-language-server: $schema=intents.schema.json
    """
    click.echo(json.dumps(content_schema(), indent=2, ensure_ascii=False).encode())
