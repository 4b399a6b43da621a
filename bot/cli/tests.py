"""Every test of the content, asked while a bar shows how far it is."""

from pathlib import Path

from bot.cli.progress import watched
from bot.content.load import LoadedContent
from bot.evaluate import Evaluation, evaluate, own_questions
from bot.gold import read_gold
from bot.pipeline import Bot


def ask_tests(loaded: LoadedContent, bot: Bot, gold: tuple[str, ...]) -> Evaluation:
    """Ask the content's own examples and the questions of the ``gold`` files; raises as ``read_gold`` does."""
    tests = [*own_questions(loaded), *(question for file in gold for question in read_gold(Path(file), loaded))]
    return evaluate(bot, tests, watched)
