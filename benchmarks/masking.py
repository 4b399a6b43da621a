"""How much leaks: a made corpus of questions with names, addresses, numbers and dates goes through the mask.

    python -m benchmarks.masking [--seed N] [--names FILE]

A secret is made of tokens; the leak rate is the share of them that can still be read. With ``--names``, a file that holds a name
and, if you like, a number on each line (how many bear it), every name of the file is tried by itself, in lower case.
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Final

import yaml

from bot.content.load import load_content
from bot.content.where import find_content
from bot.desk.evaluate.gold import read_gold
from bot.log.mask import MARK, mask
from bot.pipeline import Bot

_EACH: Final = 400
_TOKEN: Final = re.compile(r"[^\W_]+")
_WRITINGS: Final[dict[str, Callable[[str], str]]] = {"as written": str, "lower case": str.lower, "capitals": str.upper}
_MADE: Final = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How much leaks through the mask.")
    parser.add_argument("--content", help="the intents.yaml whose words are allowed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", type=Path, help="a file of names, one a line")
    given = parser.parse_args()
    path = find_content(given.content)
    vocabulary = Bot.load(path).knowledge.lexicon.stems
    if given.names:
        _print_names(given.names, vocabulary)
        return
    _print_leaks(random.Random(given.seed), vocabulary)
    gold = Path(__file__).parents[1] / "tests" / "gold"
    for file in ("handoff.yaml", "letters.yaml"):
        texts = [question.text for question in read_gold(gold / file, load_content(path))]
        kept, words = _harmless(texts, vocabulary)
        print(f"harmless words kept, tests/gold/{file:13} {100 * kept / words:6.1f} %  of {words}")


def _print_leaks(chance: random.Random, vocabulary: Container[str]) -> None:
    print(f"{'secret tokens that leak':32}" + "".join(f"{name:>12}" for name in _WRITINGS))
    totals: Counter[str] = Counter()
    survivors: Counter[str] = Counter()
    for kind, (place, *forms) in _MADE["secrets"].items():
        rates = []
        pairs = [(chance.choice(_MADE["questions"][place]), _made(chance.choice(forms), chance)) for _ in range(_EACH)]
        for name, write in _WRITINGS.items():
            read = [_read(mask(write(question.format(secret)), vocabulary), question, secret) for question, secret in pairs]
            tokens = sum(len(_TOKEN.findall(secret)) for _, secret in pairs)
            survivors.update(token for found in read for token in found)
            totals.update({name: sum(map(len, read)), f"{name} of": tokens})
            rates.append(sum(map(len, read)) / tokens)
        print(f"{kind:32}" + "".join(f"{100 * rate:10.1f} %" for rate in rates))
    print(f"{'all':32}" + "".join(f"{100 * totals[name] / totals[f'{name} of']:10.1f} %" for name in _WRITINGS))
    print("\nread most often: " + ", ".join(token for token, _ in survivors.most_common(20)) + "\n")


def _read(shown: str, question: str, secret: str) -> list[str]:
    """Return the tokens of ``secret`` that can be read in what is shown, and that the question does not hold itself."""
    held = Counter(_TOKEN.findall(shown.lower())) - Counter(_TOKEN.findall(question.lower()))
    return list((held & Counter(_TOKEN.findall(secret.lower()))).elements())


def _made(form: str, chance: random.Random) -> str:
    """Return one secret of ``form``."""
    named = re.sub(r"<(\w+)>", lambda found: chance.choice(_MADE[found[1]].split()), form)
    return re.sub("#", lambda _: str(chance.randrange(10)), named)


def _harmless(texts: list[str], vocabulary: Container[str]) -> tuple[int, int]:
    words = sum(len(_TOKEN.findall(text)) for text in texts)
    return sum(len(_TOKEN.findall(mask(text, vocabulary))) for text in texts), words


def _print_names(file: Path, vocabulary: Container[str]) -> None:
    """Print how many of the names, and of the people who bear them, can be read where a visitor writes without capitals."""
    borne: defaultdict[str, float] = defaultdict(float)
    for name, number in _lines(file):
        borne[name] += number
    read = {name for name in borne if MARK not in mask(f"is {name} here", vocabulary)}
    print(f"names that can be read in lower case   {len(read):8} of {len(borne):8}  {100 * len(read) / len(borne):6.2f} %")
    print(f"people whose name can be read          {100 * sum(borne[name] for name in read) / sum(borne.values()):28.2f} %")
    print("the commonest: " + ", ".join(sorted(read, key=lambda name: -borne[name])[:40]))


def _lines(file: Path) -> Iterator[tuple[str, float]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        name, *number = line.split()
        yield name.lower(), float(number[0]) if number else 1.0


if __name__ == "__main__":
    main()
