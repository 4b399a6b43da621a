"""What the product makes of questions that you bring.

    python -m benchmarks.predict --train T.jsonl --test Q.jsonl

T holds one JSON object a line, {"text": …, "intent": …}: each text becomes a pattern of its intent, word for word; rows of the intent
"oos" (out of scope) are left out. Each row of Q, of the same form, is asked by itself, and one JSON line comes back for it, in order:

    {"text": …, "intent": …, "score": …, "decision": …}

intent: the best intent, always, however weak; score: 0 to 100, 0 if nothing matches; decision: what the default policy does with the
question: "answer" it by that intent, "clarify" (ask back) or "handoff" (leave it to a person). The intents of Q are not looked at.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.data import DataError, in_scope, read_rows
from benchmarks.product import Product


def main() -> None:
    """Read the rows, ask the questions, print the lines; exit with 2 and one sentence if the rows cannot be used."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.predict", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", type=Path, required=True, metavar="T.jsonl", help="the rows to make content of")
    parser.add_argument("--test", type=Path, required=True, metavar="Q.jsonl", help="the questions to ask")
    options = parser.parse_args()
    try:
        _predict(options.train, options.test)
    except DataError as error:
        parser.error(str(error))
    except BrokenPipeError:
        # Who reads the lines has had enough of them.
        sys.stderr.close()


def _predict(train: Path, test: Path) -> None:
    product = Product.of(in_scope(tuple(read_rows(train))))
    for row in read_rows(test):
        intent, score, decision = product.predict(row.text)
        print(json.dumps({"text": row.text, "intent": intent, "score": score, "decision": decision}), flush=True)


if __name__ == "__main__":
    main()
