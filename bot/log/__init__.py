"""The question log: what was asked of the bot, counted; off unless the operator names a store, and without text unless asked for.

Nobody in the pipeline knows of it. Turns go into a queue, one thread writes them, and no answer ever waits for it.
"""

from bot.log.log import QuestionLog, open_log
from bot.log.turn import LoggedTurn

__all__ = ["LoggedTurn", "QuestionLog", "open_log"]
