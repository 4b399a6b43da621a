"""Questions made of the halves of others: as many as a test wants, the same ones each time."""

import random
from collections.abc import Iterator, Sequence


def recombined(questions: Sequence[str], number: int, seed: int = 7) -> Iterator[str]:
    """Yield ``number`` questions: the beginning of one with the end of another, some of them in capitals, some again and again."""
    chance = random.Random(seed)
    words = [question.split() for question in questions]
    often = [" ".join(chance.choice(words)) for _ in range(50)]
    for _ in range(number):
        if chance.random() < 0.1:
            yield chance.choice(often)
            continue
        one, other = chance.choice(words), chance.choice(words)
        text = " ".join([*one[: chance.randint(1, len(one))], *other[chance.randrange(len(other)) :]])
        yield text.upper() if chance.random() < 0.05 else text
