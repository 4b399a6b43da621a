"""A baseline: what once became of each question, kept in a file to compare with later."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.desk.evaluate.evaluate import Case, Evaluation
from bot.desk.evaluate.judge import describe_wanted
from bot.errors import BotError
from bot.files import put, read_bytes

#: what tells one question from another
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """How today's replies differ from those of a baseline."""

    #: questions whose outcome is another, with the outcome before
    changed: tuple[tuple[Case, str], ...]
    #: questions that were not asked before
    added: int
    #: questions that are not asked any more
    gone: int

    @property
    def worse(self) -> tuple[tuple[Case, str], ...]:
        """Those that are wrong now and were not, and examples of the content that were right and are not."""
        return tuple((case, was) for case, was in self.changed if case.outcome == "wrong" or (case.question.own and was == "right"))


def save_baseline(path: Path, evaluation: Evaluation) -> None:
    """Write what became of each question to ``path``. Raises BotError if it cannot be written, or holds something else."""
    if path.is_file() and path.stat().st_size:
        try:
            list(_read(path))
        except BotError:
            raise BotError(f"{path} is there already and is no baseline. Save to another file.") from None
    cases = [[*_key(case), case.outcome] for case in evaluation.cases]
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    put(path, f"[\n{lines}\n]\n".encode())


def compare(path: Path, evaluation: Evaluation) -> BaselineComparison:
    """Return how ``evaluation`` differs from the baseline at ``path``. Raises BotError if it cannot be read or is no baseline."""
    before = dict(_read(path))
    asked = {_key(case): case for case in evaluation.cases}
    changed = [(case, before[key]) for key, case in asked.items() if key in before and before[key] != case.outcome]
    return BaselineComparison(tuple(changed), len(asked.keys() - before.keys()), len(before.keys() - asked.keys()))


def _read(path: Path) -> Iterator[tuple[_Key, str]]:
    try:
        cases = json.loads(read_bytes(path, "The baseline "))
        for group, question, wanted, outcome in cases:
            yield (group, question, wanted), outcome
    except (ValueError, TypeError):
        raise BotError(f"{path} is no baseline. Make one with bot test --save {path}.") from None


def _key(case: Case) -> _Key:
    question = case.question
    return question.group, question.conversation, f"{'not ' if question.counter else ''}{describe_wanted(question)}"
