"""English as people type it: shortened, run together, spelt as it sounds."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: what is written for a small word before others: for which, and of which one must follow, "" for the end ("hard 2 get to",
#: "stand 4", "what dose it do")
CHAT_FORMS: Final = {
    "2": ("to", _words("get reach treat be do know see have ask make go hit understand find use help hear learn build keep spare protect")),
    "4": ("for", _words("the a my me him her it us this that people patients cancer spine spinal imrt what") | {""}),
    "dose": ("does", _words("it imrt this that he she anyone anybody")),
}
#: how the end of a word sounds -> how it is spelt
ENDINGS: Final = {"shun": "tion", "shuns": "tions", "shon": "tion"}
#: written together -> opened
CONTRACTIONS: Final = {
    "cannot": "can not", "cnt": "can not", "catn": "can not", "cnat": "can not", "dnt": "do not",
    "cant": "can not", "can't": "can not", "won't": "will not", "wont": "will not", "shan't": "shall not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "werent": "were not", "couldnt": "could not", "shouldnt": "should not", "wouldnt": "would not", "hasnt": "has not",
    "havent": "have not", "hadnt": "had not", "aint": "is not", "ain't": "is not", "im": "i am", "ive": "i have", "youre": "you are",
    "theyre": "they are", "youve": "you have", "whats": "what is", "wheres": "where is", "hows": "how is", "whos": "who is",
    "whens": "when is", "whys": "why is", "thats": "that is", "theres": "there is", "hes": "he is", "shes": "she is", "lets": "let us",
    "let's": "let us", "y'all": "you all", "yall": "you all", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "gimme": "give me", "lemme": "let me", "dunno": "do not know", "idk": "i do not know", "kinda": "kind of", "sorta": "sort of",
    "outta": "out of", "whatcha": "what are you", "d'you": "do you", "itll": "it will", "youll": "you will", "weve": "we have",
    "theyll": "they will", "itd": "it would", "hafta": "have to", "oughta": "ought to", "tryna": "trying to", "innit": "is it not",
}  # fmt: skip
#: chat spelling -> words
CHAT_WORDS: Final = {
    "u": "you", "r": "are", "ur": "your", "urs": "yours", "ya": "you", "pls": "please", "plz": "please", "plse": "please", "thx": "thanks",
    "sry": "sorry",
    "tx": "thanks", "ty": "thank you", "tysm": "thank you", "wat": "what", "wats": "what is", "wot": "what", "wut": "what", "whut": "what",
    "abt": "about", "bout": "about", "bc": "because", "cuz": "because", "coz": "because", "cos": "because", "becuz": "because", "w": "with",
    "wo": "without", "wout": "without", "b4": "before", "gr8": "great", "ppl": "people", "tho": "though", "thru": "through",
    "tmrw": "tomorrow",
    "tmr": "tomorrow", "msg": "message", "info": "information", "dr": "doctor", "drs": "doctors", "doc": "doctor", "docs": "doctors",
    "fone": "phone", "foto": "photo", "vid": "video", "vids": "videos", "pic": "picture", "pics": "pictures", "no1": "nobody",
    "sum1": "someone",
    "luv": "love", "dis": "this", "dat": "that", "wen": "when", "wer": "where", "hw": "how", "y": "why", "k": "ok", "kk": "ok",
    "okay": "ok", "okey": "ok", "okie": "ok", "n": "and", "em": "them", "tmrrw": "tomorrow", "btw": "by the way", "nite": "night",
    "2day": "today",
    "gud": "good", "loosing": "losing", "rite": "right", "lite": "light", "tuff": "tough", "enuf": "enough",
    "enuff": "enough", "sed": "said",
    "luk": "look", "meen": "mean", "meens": "means", "doze": "dose", "dozes": "doses",
    "werk": "work", "werks": "works", "duz": "does", "doo": "do", "cud": "could", "wud": "would", "shud": "should",
    "wich": "which", "iz": "is", "wuz": "was", "ov": "of", "hav": "have", "giv": "give", "hoo": "who",
    "dey": "they", "dem": "them", "da": "the", "thang": "thing", "thangs": "things", "aks": "ask",
    "vs": "versus", "diff": "difference", "def": "definition", "approx": "about", "temp": "temperature", "num": "number", "nr": "number",
    "appt": "appointment", "ins": "insurance", "meds": "medicines", "chemo": "chemotherapy", "imho": "", "fyi": "", "lil": "little",
}  # fmt: skip
