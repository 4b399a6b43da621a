"""The words of the content: which exist, what their stems are, and which of them stand for one thing."""

import pickle

import pytest
from conftest import MINI_YAML
from hypothesis import given
from hypothesis import strategies as st

from bot.content.models import Content
from bot.content.nodes import read_nodes
from bot.errors import BotError
from bot.normalise.fold import fold
from bot.normalise.lexicon import NOT, Lexicon, build_lexicon, stem_of
from bot.normalise.tokens import normalise


def lexicon(**changes: object) -> Lexicon:
    """Return the lexicon of the museum's content with other parts."""
    return build_lexicon(Content.model_validate(read_nodes(MINI_YAML.encode(), "intents.yaml").data | changes))


MUSEUM = lexicon()


# --- which words exist ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "lamp",  # a main word
        "lantern",  # a synonym
        "museum",  # about
        "tell",  # ignored
        "ships",  # optional in a pattern of an intent
        "range",  # an alternative in it
        "ticket",  # a topic
        "ambulance",  # a guard
        "laughing",  # what silences a guard
        "ahoy",  # small talk
        "the",  # of the language
        "never",  # a negation
    ],
)
def test_every_word_of_the_content_and_every_small_word_is_known(word):
    assert word in MUSEUM.stems
    assert MUSEUM.knows(word)


@pytest.mark.parametrize("word", ["lamps", "lanterns", "museums", "tickets", "ship", "parks", "parked"])
def test_a_known_word_is_known_in_all_its_forms(word):
    assert word not in MUSEUM.stems
    assert MUSEUM.knows(word)


@pytest.mark.parametrize("word", ["", "zebra", "lmap", "Lamp", "[you|ships]", "灯", "😀", "\u202e", "\0", "a" * 10_000])
def test_anything_else_is_not_known(word):
    assert not MUSEUM.knows(word)


def test_what_an_intent_says_is_known_and_what_else_the_bot_says_is_not():
    assert [True, False] == [MUSEUM.knows(word) for word in ("barnacle", "sorry")]


def test_words_are_known_as_they_are_folded():
    known = lexicon(about=["Phare d’Été", "can't"])

    assert all(known.knows(word) for word in ("phare", "dete", "can", "not"))
    assert not known.knows("can't")


# --- stems and terms -----------------------------------------------------------------------------------------------


def test_the_forms_of_a_word_have_one_stem():
    assert {"lamp"} == {MUSEUM.stem(word) for word in ("lamp", "lamps")}


@pytest.mark.parametrize("word", ["not", "no", "never", "without", "nobody"])
def test_every_word_that_turns_a_statement_round_has_one_stem(word):
    assert (NOT, NOT) == (MUSEUM.stem(word), stem_of(word, MUSEUM.language))


def test_a_word_that_is_not_known_has_a_stem_too():
    assert "zebra" == MUSEUM.stem("zebras")


@pytest.mark.parametrize(
    ("word", "term"), [("lamp", "lamp"), ("light", "lamp"), ("lantern", "lamp"), ("kitty", "cat"), ("tickets", None), ("museum", "museum")]
)
def test_a_known_word_stands_for_the_main_word_of_its_group(word, term):
    assert term == MUSEUM.terms.get(word)


def test_every_known_word_has_a_stem_and_a_term():
    assert MUSEUM.stems.keys() == MUSEUM.terms.keys()
    assert all(MUSEUM.stems.values())
    assert all(MUSEUM.terms.values())


# --- synonyms ------------------------------------------------------------------------------------------------------


def test_a_synonym_stands_for_its_main_word_in_all_its_forms():
    assert ["lamp", "lamp", "cat"] == [MUSEUM.synonyms[MUSEUM.stem(word)] for word in ("light", "lanterns", "kitties")]


def test_a_synonym_may_have_brackets():
    bells = lexicon(synonyms={"bell": ["(fog|ship) gong", "[big] clapper"]})

    said = ("fog gong", "ship gongs", "big clapper", "clapper")
    assert ["bell"] * len(said) == [normalise(words, bells)[0].term for words in said]


def test_a_word_of_no_group_stands_for_itself():
    assert "ticket" == MUSEUM.synonyms["ticket"]


def test_a_word_of_two_groups_stands_for_the_first():
    known = lexicon(synonyms={"lamp": ["beacon"], "tower": ["beacon"]})

    assert ("lamp", "tower") == (known.synonyms["beacon"], known.synonyms["tower"])


def test_a_synonym_of_several_words_is_a_phrase_known_by_its_first_stem():
    assert ((("lighthous", "keeper"), "keeper"),) == MUSEUM.phrases["lighthous"]


def test_the_longest_phrase_comes_first():
    known = lexicon(synonyms={"lamp": ["big light", "big light bulb house", "big light bulb"]})

    assert [4, 3, 2] == [len(stems) for stems, _ in known.phrases["big"]]


def test_a_main_word_of_several_words_is_a_phrase_too():
    assert ((("fog", "bell"), "fog bell"),) == lexicon(synonyms={"fog bell": ["horn"]}).phrases["fog"]


def test_the_phrases_that_ask_one_thing_stand_for_themselves():
    assert (("how", "far"), "how far") in MUSEUM.phrases["how"]


def test_a_synonym_without_letters_and_digits_is_passed_over():
    assert MUSEUM.synonyms == lexicon(synonyms=read_nodes(MINI_YAML.encode(), "x").data["synonyms"] | {"😀": ["?!"]}).synonyms


# --- about ---------------------------------------------------------------------------------------------------------


def test_words_about_the_page_are_kept_as_terms():
    assert {"lighthous", "museum"} <= MUSEUM.about.keys()


def test_a_word_about_the_page_that_has_synonyms_is_kept_as_its_main_word():
    assert {"lamp": 0} == lexicon(about=["lanterns"]).about


# --- near spellings, languages -------------------------------------------------------------------------------------


def test_words_are_found_by_their_length_and_by_their_first_or_last_letter_too():
    assert all("lamp" in MUSEUM.by_edge[4, edge] for edge in ("", "l-", "-p"))
    assert all(
        len(word) == length and word.startswith(edge.strip("-"))
        for (length, edge), words in MUSEUM.by_edge.items()
        if edge[:1] != "-"
        for word in words
    )
    assert sorted(MUSEUM.stems) == sorted(word for (_, edge), words in MUSEUM.by_edge.items() if not edge for word in words)


def test_the_same_content_always_makes_the_same_lexicon():
    again = lexicon()

    assert (list(MUSEUM.stems.items()), MUSEUM.by_edge) == (list(again.stems.items()), again.by_edge)


def test_a_lexicon_that_was_kept_in_a_file_is_the_same():
    assert MUSEUM == pickle.loads(pickle.dumps(MUSEUM))


def test_the_words_of_another_language_have_its_stems():
    known = lexicon(language="de", synonyms={"lampe": ["leuchte"]})

    assert known.stem("lampen") == known.stem("lampe")
    assert known.knows("leuchten")
    assert not known.knows("because")


def test_content_in_a_language_that_is_not_known_is_refused():
    with pytest.raises(BotError, match='The language "xx" is not known'):
        lexicon(language="xx")


@given(st.text(max_size=30))
def test_any_word_has_a_stem_and_is_known_or_not(text):
    for word in fold(text, MUSEUM.language):
        assert MUSEUM.stem(word.text)
        assert MUSEUM.knows(word.text) in (True, False)
