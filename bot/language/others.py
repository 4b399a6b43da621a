"""What the bot says in languages that it cannot read, and by which words it knows them: one table, for native speakers to review.

What is said in a language is said beside the English words, so that whoever helps can read it too.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Other:
    """A language that the bot cannot read: what to say in it, and how it is known."""

    #: {phone} stands for the page's number
    handoff: str
    emergency: str
    crisis: str
    #: small words, without accents; empty for a language that is known by its script
    words: frozenset[str]
    #: phrases of danger, as regular expressions; without accents if the language is known by its words
    in_crisis: str
    in_emergency: str


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OTHERS: Final = {
    "es": Other(
        "Solo puedo leer inglés. Llame al {phone} y pida ayuda en español.",
        "Puede ser una emergencia. Llame al 911 ahora.",
        "No está solo. Llame al 988 ahora y oprima 2 para español.",
        _words("""
            el la los las un una unos unas lo al del de que pero si con sin por para en es son esta estan ser soy eres
            fue hay tiene tengo tienen tener puede puedo pueden como cual cuales cuanto cuanta cuantos cuesta donde
            cuando quien porque mi mis su sus tu me se le les nos yo usted ustedes ella ellos nosotros mama papa madre
            padre hijo hija hermano hermana esposo esposa abuelo abuela muy mas tambien despues antes sobre entre
            hacer hace duele dolor efectos secundarios tratamiento radiacion enfermedad columna necesito quiero
            quisiera saber ayuda favor gracias este esto eso ese algo
        """),
        r"me quiero (morir|matar)|quiero (morir|morirme|matarme)|suicid(io|a|ar|arme|arse)|no quiero vivir|quitarme la vida",
        r"no (puedo|puede) respirar|emergencias?|ambulancia|dolor (de|en el) pecho|no siento (las|mis) piernas|auxilio|socorro"
        r"|(por favor )?(ayuda|ayudame|ayudeme|ayudenme)( por favor)?$|convulsion\w*|se desmayo|sangr(a|ando) mucho|derrame cerebral"
        r"|ataque al corazon|infarto|sobredosis",
    ),
    "zh": Other(
        "我只能看懂英文。请拨打 {phone}，并要求中文服务。",
        "这可能是紧急情况。请立即拨打 911。",
        "您并不孤单。请立即拨打 988。",
        _words(""),
        "自杀|自殺|想死|不想活",
        "呼吸困难|呼吸困難|不能呼吸|无法呼吸|無法呼吸|救命|胸痛|胸口痛|急救|昏迷|抽搐|大出血",
    ),
    "vi": Other(
        "Tôi chỉ đọc được tiếng Anh. Xin gọi {phone} và yêu cầu được giúp bằng tiếng Việt.",
        "Đây có thể là trường hợp khẩn cấp. Xin gọi 911 ngay.",
        "Bạn không đơn độc. Xin gọi 988 ngay.",
        _words("""
            toi ban khong la gi cua va cho nhung duoc bi benh ung thu cot song xa tri bao nhieu nay nao the lam sao
            nguoi bac si co may tien dieu dau minh chong vo nha thi voi trong nhu khi hay phai se dang da con rat tai
            cam xin chao giup
        """),
        "tu tu|muon chet|khong muon song|tu sat",
        "kho tho|khong tho duoc|cap cuu|dau nguc|cuu toi|co giat",
    ),
    "tl": Other(
        "Ingles lang ang nababasa ko. Tumawag sa {phone} at humingi ng tulong sa Tagalog.",
        "Maaaring emergency ito. Tumawag na sa 911 ngayon.",
        "Hindi ka nag-iisa. Tumawag na sa 988 ngayon.",
        _words("""
            ang ng mga sa ay ko mo niya namin natin nila ako ikaw siya kami tayo sila ito iyan iyon hindi wala may
            mayroon meron paano bakit saan kailan sino ano magkano ba po opo lang din rin naman kung para dahil nang
            kay kanser aking nanay tatay gamot sakit masakit puwede pwede gusto kailangan ilang salamat yung isang
        """),
        "magpakamatay|gusto ko nang mamatay|ayoko nang mabuhay|gusto kong mamatay",
        "hindi (ako )?makahinga|saklolo|tulungan (mo|ninyo|nyo) ako|masakit ang dibdib|emergency po",
    ),
    "ko": Other(
        "저는 영어만 읽을 수 있습니다. {phone}로 전화하셔서 한국어 도움을 요청하세요.",
        "응급 상황일 수 있습니다. 지금 바로 911에 전화하세요.",
        "혼자가 아닙니다. 지금 바로 988에 전화하세요.",
        _words(""),
        "자살|죽고 ?싶|살고 싶지 않",
        "숨을 ?(못|쉴 수)|숨이 ?(안|막)|살려|응급|가슴이 아|경련|구급차",
    ),
    "ru": Other(
        "Я читаю только по-английски. Позвоните по номеру {phone} и попросите помощи на русском языке.",
        "Возможно, это экстренный случай. Сейчас же позвоните 911.",
        "Вы не одни. Сейчас же позвоните 988.",
        _words(""),
        "самоуби|покончить с собои|хочу умереть|не хочу жить",
        "не могу дышать|трудно дышать|задыхаюсь|скорую|боль в груди|судорог|помогите|спасите|потерял[а]? сознание",
    ),
    "ar": Other(
        "أستطيع قراءة الإنجليزية فقط. يرجى الاتصال بالرقم {phone} وطلب المساعدة باللغة العربية.",
        "قد تكون هذه حالة طارئة. اتصل بالرقم 911 الآن.",
        "لست وحدك. اتصل بالرقم 988 الآن.",
        _words(""),
        "انتحار|انتحر|اريد ان اموت|اقتل نفسي|قتل نفسي",
        "لا استطيع التنفس|ضيق (في )?التنفس|اسعاف|طوارئ|النجدة|الم في الصدر|انقذوني|ساعدوني",
    ),
    "fr": Other(
        "Je ne lis que l’anglais. Appelez le {phone} et demandez de l’aide en français.",
        "C’est peut-être une urgence. Appelez le 911 maintenant.",
        "Vous n’êtes pas seul. Appelez le 988 maintenant.",
        _words("""
            le la les un une des du de qu et ou mais est sont etes suis ce cette ces que qui quoi quel quelle quels
            quelles comment combien pourquoi quand avec sans pour par dans sur en au aux je tu il elle nous vous ils
            elles mon ma mes son sa ses votre notre ne pas plus tres ca coute avoir ai avez peut puis peux faire fait
            mal traitement effets secondaires mere pere mari merci bonjour madame monsieur
        """),
        r"(me|le) suicide\w*|suicidaire|je veux mourir|envie de mourir|me tuer|en finir avec la vie",
        r"(peux|peut|arrive) (pas|plus) (a )?respirer|du mal a respirer|au secours|urgence|une ambulance|douleur (a|dans) la poitrine"
        r"|aidez moi|convulsions?|ne sens plus mes jambes",
    ),
    "ht": Other(
        "Mwen ka li angle sèlman. Tanpri rele {phone} epi mande èd an kreyòl.",
        "Sa ka yon ijans. Rele 911 kounye a.",
        "Ou pa poukont ou. Rele 988 kounye a.",
        _words("""
            mwen ou li nou yo se pa nan ak pou yon gen kisa ki kijan konbyen kote poukisa eske sa te ap ka fe koute
            manman papa mari doule kanse tretman tanpri mesi bonjou doktè dokte medikaman kapab bezwen vle genyen
            anpil sou sant kolon vetebral mal ye
        """),
        "touye tet mwen|touye tet m|mwen vle mouri|m vle mouri|swisid",
        "pa (ka|kapab) respire|ijans|anbilans|doule nan lestomak|sekou|ede mwen",
    ),
    "de": Other(
        "Ich kann nur Englisch lesen. Bitte rufen Sie {phone} an und fragen Sie nach Hilfe auf Deutsch.",
        "Das kann ein Notfall sein. Rufen Sie jetzt 911 an.",
        "Sie sind nicht allein. Rufen Sie jetzt 988 an.",
        _words("""
            der die das den dem des ein eine einen einem einer und oder aber ist sind war bin hat haben habe kann
            konnen muss wird werden wie was wer wo wann warum welche welcher wieviel viel kostet ich du er sie es tut
            weh wir ihr mein meine meiner mir mich sich nicht kein keine mit ohne fur von bei zu zum zur im am auf aus
            nach uber gibt bitte danke krebs tumor behandlung bestrahlung nebenwirkungen mutter vater frau
        """),
        r"selbstmord|suizid\w*|mich umbringen|(will|mochte) sterben|nicht mehr leben",
        r"(keine luft|nicht (mehr )?atmen)|notfall|krankenwagen|brustschmerz\w*|zu hilfe|krampfanfall|spure meine beine nicht",
    ),
    "pt": Other(
        "Só consigo ler inglês. Ligue para {phone} e peça ajuda em português.",
        "Pode ser uma emergência. Ligue para 911 agora.",
        "Você não está só. Ligue para 988 agora.",
        _words("""
            os as um uma do da dos das no na nos nas de que ou mas com sem por para em eh sao esta estao ser sou foi
            ha tem tenho pode posso podem como qual quais quanto custa onde quando quem porque meu minha seu sua voce
            eu ele ela mae pai nao muito mais tambem depois antes sobre fazer faz dor doi efeitos colaterais
            tratamento radiacao doenca coluna preciso quero saber ajuda obrigado obrigada isso este esse
        """),
        r"quero (morrer|me matar)|suicid(io|ar|arme)|tirar a minha vida",
        r"nao consigo respirar|falta de ar|emergencia|ambulancia|dor no peito|socorro|convulsao|nao sinto (as|minhas) pernas",
    ),
    "it": Other(
        "So leggere solo l’inglese. Chiami il {phone} e chieda aiuto in italiano.",
        "Può essere un’emergenza. Chiami subito il 911.",
        "Non è solo. Chiami subito il 988.",
        _words("""
            il lo la gli le un uno una del della dei delle di che ma con senza per in sono sei siamo ha ho hanno puo
            posso possono come quale quali quanto costa dove quando chi perche mio mia suo sua tu lei lui noi mamma
            madre padre non molto piu anche dopo prima fare fa dolore effetti collaterali trattamento malattia colonna
            vertebrale vorrei sapere aiuto grazie questo cosa
        """),
        r"voglio morire|suicid(io|armi)|uccidermi|farla finita",
        r"non riesco a respirare|emergenza|ambulanza|dolore al petto|convulsioni",
    ),
    "ja": Other(
        "英語しか読めません。{phone} に電話して、日本語での対応をお求めください。",
        "緊急の事態かもしれません。今すぐ 911 に電話してください。",
        "あなたは一人ではありません。今すぐ 988 に電話してください。",
        _words(""),
        "自殺|死にたい",
        "息ができない|助けて|救急|胸が痛い",
    ),
    "hi": Other(
        "मैं केवल अंग्रेज़ी पढ़ सकता हूँ। कृपया {phone} पर कॉल करें और हिंदी में मदद माँगें।",
        "यह आपात स्थिति हो सकती है। अभी 911 पर कॉल करें।",
        "आप अकेले नहीं हैं। अभी 988 पर कॉल करें।",
        _words(""),
        "आत्महत्या|मरना चाहता|मरना चाहती",
        "सांस नहीं|साँस नहीं|बचाओ|एम्बुलेंस|सीने में दर्द",
    ),
}


def sentence_in(language: str, reason: str) -> str:
    """Return what is said in ``language`` for the ``reason`` of a hand-off; nothing if there is no such sentence."""
    other = OTHERS.get(language)
    said = {"other_language": other.handoff, "emergency": other.emergency, "crisis": other.crisis} if other else {}
    return said.get(reason, "")
