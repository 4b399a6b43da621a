"""Edit: change ``intents.yaml`` as a careful person would, so that comments and layout stay as they are.

``change`` says what the content would be, and checks it; ``rewrite`` makes the text; ``files`` puts it in place.
"""

from bot.edit.change import apply_edits, prepare
from bot.edit.files import Change, write_changes

__all__ = ["Change", "apply_edits", "prepare", "write_changes"]
