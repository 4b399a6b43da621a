"""Other languages are recognised, English is not taken for one, and danger is danger in all of them."""

import pytest
from conftest import REPOSITORY

from bot.content.load import load_content
from bot.desk.evaluate.evaluate import own_questions
from bot.language.language import language_of
from bot.language.others import OTHERS, sentence_in
from bot.language.recognise import recognise_danger, recognise_language

FOREIGN = {
    "es": ["¿Qué es IMRT?", "que es imrt", "cuanto cuesta el tratamiento", "efectos secundarios", "mi madre tiene cáncer en la columna"],
    "zh": ["什么是IMRT", "副作用是什么？", "費用"],
    "vi": ["IMRT là gì?", "imrt la gi", "tác dụng phụ là gì", "tôi bị ung thư cột sống"],
    "tl": ["ano ang imrt", "magkano po ang gamutan", "may side effects ba ito", "masakit po ba"],
    "ko": ["IMRT가 무엇인가요?", "부작용"],
    "ru": ["Что такое IMRT?", "сколько это стоит"],
    "ar": ["ما هو IMRT؟", "ما هي الآثار الجانبية"],
    "fr": ["qu'est-ce que l'imrt", "combien ça coûte", "quels sont les effets secondaires", "Est-ce que ça fait mal ?"],
    "ht": ["kisa imrt ye", "konbyen sa koute", "eske sa fe mal", "manman mwen gen kansè"],
    "de": ["Was ist IMRT?", "wie viel kostet die Behandlung", "welche Nebenwirkungen gibt es", "tut es weh"],
    "pt": ["quanto custa o tratamento", "quais são os efeitos colaterais"],
    "it": ["che cosa è imrt", "quanto costa la terapia", "quali sono gli effetti collaterali"],
    "ja": ["IMRTとは何ですか", "副作用はありますか"],
    "hi": ["IMRT क्या है"],
    "": ["Τι είναι IMRT", "IMRT คืออะไร"],
}
ENGLISH = """
    my abuela has a spinal tumor
    i live in los angeles with maria de la cruz
    call dr de la rosa
    is Dr Nguyễn Văn Thành good
    wat is de tumor
    a margin of 5 μm
    whаt is imrt
    can la jolla do it
    my son may die
    is en bloc resection an option
    de novo tumor
    what is a petit mal
    do u no wat imrt is
    me no like
    no no no
    ¿what is imrt?
    IMRT 🙏🙏
"""
DANGER = {
    "es": ["no puedo respirar", "Emergencia!", "¡Ayuda!", "me quiero morir", "suicidio"],
    "zh": ["我不能呼吸", "我想死"],
    "vi": ["khó thở quá", "tôi muốn chết"],
    "tl": ["hindi ako makahinga", "gusto ko nang mamatay"],
    "ko": ["숨을 못 쉬겠어요", "죽고 싶어요"],
    "ru": ["не могу дышать", "хочу умереть"],
    "ar": ["لا أستطيع التنفس", "أريد أن أموت"],
    "fr": ["je ne peux pas respirer", "je veux mourir"],
    "ht": ["mwen pa ka respire", "m vle mouri"],
    "de": ["Ich bekomme keine Luft", "ich will sterben"],
    "pt": ["não consigo respirar", "quero morrer"],
    "it": ["non riesco a respirare", "voglio morire"],
    "ja": ["息ができない", "死にたい"],
    "hi": ["सांस नहीं आ रही", "मैं मरना चाहता हूँ"],
}


def language(text: str, own: str = "en") -> str | None:
    return recognise_language(text, own, language_of("en").count_of)


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FOREIGN.items() for text in texts])
def test_a_message_in_another_language_is_recognised(code, text):
    assert code == language(text)


@pytest.mark.parametrize("text", ENGLISH.strip().splitlines())
def test_english_with_a_foreign_word_a_name_or_a_slip_is_english(text):
    assert language(text.strip()) is None


def test_no_example_question_of_the_content_is_foreign_unless_it_tells_of_danger():
    asked = own_questions(load_content(REPOSITORY / "intents.yaml"))
    questions = [question.text for question in asked if question.group != "guards"]

    assert [] == [question for question in questions if language(question) is not None]


@pytest.mark.parametrize(("own", "text"), [("ru", "Что такое IMRT?"), ("es", "¿Qué es IMRT?")])
def test_the_pages_own_language_is_no_other_one(own, text):
    assert language(text, own) is None


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in DANGER.items() for text in texts])
def test_danger_is_recognised_in_every_language(code, text):
    found = recognise_danger(text, "en")

    assert found
    assert code == found.language


def test_every_language_has_words_of_both_dangers():
    found = {code: {recognise_danger(text, "en").reason for text in texts} for code, texts in DANGER.items()}

    assert found == {code: {"crisis", "emergency"} for code in OTHERS}


def test_a_life_that_somebody_wants_to_end_comes_first():
    assert "crisis" == recognise_danger("no puedo respirar, me quiero morir", "en").reason


def test_danger_in_the_pages_own_language_is_for_its_guards():
    assert recognise_danger("me quiero morir", "es") is None


@pytest.mark.parametrize("text", ["what is imrt", "the ambulance bay", "committed suicide", "ayuda con la factura"])
def test_what_only_looks_like_foreign_danger_is_none(text):
    assert recognise_danger(text, "en") is None


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_gives_the_phone_and_the_numbers_of_danger(code):
    said = [sentence_in(code, reason) for reason in ("other_language", "emergency", "crisis")]

    assert [True, True, True] == [number in sentence for number, sentence in zip(("{phone}", "911", "988"), said, strict=True)]


def test_nothing_is_said_in_a_language_that_has_no_sentence_or_for_another_reason():
    assert ["", ""] == [sentence_in("", "emergency"), sentence_in("es", "topic")]
