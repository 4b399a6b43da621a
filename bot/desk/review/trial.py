"""Trial: a proposal is made on a copy, and every test is asked before anybody is offered it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.compile import compile_content
from bot.content.load import LoadedContent, parse_content
from bot.desk.edit import Change, prepare
from bot.desk.evaluate.evaluate import Case, Evaluation, evaluate
from bot.desk.evaluate.judge import GoldQuestion, is_right
from bot.desk.review.clusters import Cluster
from bot.desk.review.proposals import Proposal, propose
from bot.desk.starter.spoken import Spoken
from bot.errors import BotError, Place
from bot.pipeline import Bot


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that passed: every test comes out as well as without it."""

    proposal: Proposal
    change: Change
    #: how often what was asked in the cluster gets what the proposal wants
    gains: int


def find_offers(cluster: Cluster, path: Path, loaded: LoadedContent, tests: Evaluation, spoken: Spoken) -> Iterator[Offer]:
    """Yield what passes of all that could be done about ``cluster`` in the content at ``path``.

    ``tests`` is what became of every test with the content as it stands in ``loaded``, ``spoken`` what its page speaks of.
    """
    for proposal in propose(cluster, loaded.content, loaded.source, spoken):
        try:
            change = prepare(path, proposal.alter)
            bot = Bot(compile_content(parse_content(change.after, str(path), lambda _: loaded.source)))
        except BotError:
            continue  # the content would not be of the right form: the words make no pattern, say
        helped = [times if _helps(question, proposal, bot) else 0 for question, times in cluster.questions]
        if helped[0] and not any(_is_spoilt(case, bot) for case in tests.cases):
            yield Offer(proposal, change, sum(helped))


def _helps(text: str, proposal: Proposal, bot: Bot) -> bool:
    question = GoldQuestion(text, Place("", 1, 1), "", (proposal.wanted,))
    return is_right(question, bot.reply(text), bot.knowledge.facts)


def _is_spoilt(case: Case, bot: Bot) -> bool:
    """Return whether a test comes out worse than before: not right any more, or wrong now."""
    now = evaluate(bot, [case.question]).cases[0].outcome
    return now not in ("right", case.outcome) and (case.outcome == "right" or now == "wrong")
