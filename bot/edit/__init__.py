"""Edit: change ``intents.yaml`` as a careful person would, so that comments and layout stay as they are.

``change`` says what the content would be, and checks it; ``rewrite`` makes the text; ``files`` puts it in place.
"""

from bot.edit.change import add_item, add_part, prepare, replace_item
from bot.edit.files import Change, write_changes

__all__ = ["Change", "add_item", "add_part", "prepare", "replace_item", "write_changes"]
