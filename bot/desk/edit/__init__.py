"""Edit: change ``intents.yaml`` as a careful person would, so that comments and layout stay as they are.

``change`` says what the content would be, checks it and puts it in place; ``rewrite`` makes the text.
"""

from bot.desk.edit.change import Change, apply_edits, prepare, write_changes

__all__ = ["Change", "apply_edits", "prepare", "write_changes"]
