"""The small words of English, and how sentences are put together with them."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";"))


#: words that carry grammar and no subject: they need no explanation
FUNCTION_WORDS: Final = _words("""
    a an the this that these those such
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
    it its itself they them their theirs themselves one ones someone somebody anyone anybody everyone everybody something anything
    am is are was were be been being do does did doing done has have had having can could will would shall may might must
    to of in on at by for with about from into onto over under up down out off through during before after between
    and or but if then than as so because since while although though whether that which what how
    there here too also just very really quite rather pretty even still yet only ever already again
    get gets got getting let lets s t d ll re ve m
    plus um umm uh uhh uhm er erm hmm eh ah oh aw lol haha hehe omg wow hey
""")
#: words that mean something else than others of their stem ("what exactly is …" does not ask how exact)
UNSTEMMED: Final = _words("exactly directly shortly lately hardly nearly blacked")
#: words so common that they need no explanation either, though they help to tell one question from another
LIGHT_WORDS: Final = _words("""
    know knows knew known think thinks thought say says said ask asks asked asking see sees look looks looking hear heard
    want wants wanted like likes liked take takes took taken taking give gives gave given giving go goes going went gone
    come comes came coming make makes made making put puts use uses used using keep keeps kept happen happens happened happening
    try tries tried trying seem seems bring brings find found show shows shown tell tells told explain understand learn
    supposed possible possibly able sure right real actual whole main certain various special some any all each every both
    much many lot lots bit way ways thing things stuff kind kinds type types sort sorts now today maybe perhaps
    mean means meant
    mind wonder wondering mention mentioned include includes including involve involves involved apply applies exist exists
    more most
    big little good fine ok well please should
    especially particularly specifically technically basically essentially actually really honestly frankly personally literally simply
    exactly truly obviously presumably apparently supposedly hopefully kindly currently nowadays overall generally
""")
#: words that people fill sentences with and that name nothing of their own: a question stays the same if one of them is left out, but
#: a pattern that holds one still demands it
IDLE_WORDS: Final = _words("""
    absolutely absurd accomplish accordingly account achieve acknowledge acquire actual additional adequate agenda altogether
    ambition amid among amongst analyze anyhow apparent approach approximately arrange arrangement article ascertain aspect
    associate assumption assure attempt attitude aware awareness background basic basically basis batch become behave behavior
    behind believe belong blunt briefly broadly bunch business capability capable capacity careful carefully case category certain
    certainly certainty chap chapter characterise characteristic circumstance cite clarify class clear clearly clue coherent
    coincidence comment communicate communication comparison completely component comprehend conceivable concentrate concept
    concern conclude conclusion concrete confirm consider considerable considered consist constantly constitute contain content
    context contrary contribution convey core correct correctly correspond creative credible criterion culture currently deal
    decent decisive dedicated degree deliberately deploy derive describe description designate desirable despite detail determine
    devise directly disclose discuss display distinct easily effectively elaborate element elementary emphasis enable encourage
    endeavour enlighten enormous ensure entail entire entirely entitled entity environment equivalent especially essential
    essentially establish eventually evident evidently evolve exact exactly example exchange exclusive exhibit explanation explicit
    express extent extra extremely facet facilitate fact fairly familiar fashion feasible feat feature field figure finally folk
    follow form formal formally formation forward framework frank freely fully function fundamental furnish further furthermore
    generally generous genuine genuinely gist given glance glimpse goal grasp guess guy habit happily hence highlight hint hold
    honest however idea ideal ideally identify illustrate imagine immense impact implement implication imply inclined incorporate
    indicate individual inevitable informal inherent insight instance instead intend intended intention interesting intricate
    introduce issue item justify key kindly knack knowledge lady large largely lass layman layout legitimate let lingo literally
    logic love luckily madam mainly major manner matter meaningful merely method mindset mode modest moreover mostly namely
    narrative necessarily necessary neighbor neighbour net neutral notable notice nowadays nuance object objective obscure observe
    obvious obviously occasionally okay ongoing otherwise outrageous outstanding overall overview own package paper paragraph
    parameter particular particularly partly passage peace perceive perception perfect perfectly perform perspective pertain
    phenomenon phrase picture piece plain plainly plausible pleasant plenty point portion portray possess potentially practical
    practically precise precisely preferably presence presently presume primarily principle process profound project prominent
    proper properly proposition protocol prototype purely purpose pursue query quote readily realise realistic reality realize
    realm reason reasonable reasonably refined reflect regard regarding regardless relate related relation relevant rely remark
    remarkable reply represent resemble respect respective respectively roughly round scarcely scheme scope script section sense
    sentence sequence series set setup sheer significant signify simple simplify simply sir situation slightest slightly smart
    solely solid solution solve somehow somewhat sooner sophisticated sound specific specifically spectacular splendid story
    straight straightforward strategic strategy strictly string stuff style subject substantial subtle sufficient sufficiently sum
    summary super superb supposedly surely symbol synopsis tale tangible technical tend tendency term terminology terrific theme
    theoretical theory thereby thorough thoroughly tool topic total totally trait tremendous trivial truly typical typically
    ultimate ultimately unaware underlying undertake unexpected unit universal upon usual usually utilise utilize utmost utter
    utterly vague vast version via view viewpoint visualise visualize vivid vocabulary whatever whatsoever whereas whereby wherever
    whichever widely wisdom wise within word world yield
""")
#: words that change what is asked, so that the very pattern must hold them; so do negations and QUESTION_PHRASES
OPERATORS: Final = _words("who whom whose when where")
#: of these, the ones that also join clauses ("useful when the tumor is near …") and ask only at the edge of a clause
INTERROGATIVES: Final = _words("who whom whose when where why")
#: all words that a question is asked with
QUESTION_WORDS: Final = _words("who whom whose what which when where why how")
#: words that turn a statement round; all read as "not"
NEGATIONS: Final = _words("not no never without nor neither none nothing nobody nowhere cannot hardly")
#: of the words above, those that a question may begin with
QUESTION_STARTS: Final = _words("""
    who whom whose what which when where why how is are am was were do does did can could will would shall should may might
    has have had any
""")
#: words that point back to what was said before
POINTERS: Final = _words("it its itself that this these those they them their theirs one ones")
#: of these, the ones that never mean the page itself
ANAPHORS: Final = _words("it its itself that those them")
#: of these, the ones that only join a clause to the word before it ("something that moves")
JOINED: Final = _phrases("""
    something that; anything that; someone that; somebody that; anyone that; anybody that; everything that; thing that; things that;
    ones that; people that; folks that; so that; now that; such that; know that; said that; says that; say that; told that; think that;
    hope that; heard that; sure that; read that; mean that; afraid that; worried that; wish that; believe that; see that
""")
#: after a question word, these choose from what was said before ("which one is better?")
CHOOSERS: Final = _words("one ones")
#: after a question word, these begin a question even where no mark parts it from what was said before
SUBJECTS: Final = _words("i you he she it we they there this anyone anybody someone somebody patients people")
#: how an indirect question is introduced, and what asks for something without a question mark
REQUESTS: Final = (
    "tell me", "let me know", "to know", "wondering", "wonder", "wonders", "explain", "describe", "show me", "asking if", "asking whether",
    "asking about", "asking what", "asking how", "asked me", "ask about", "ask if", "ask whether",
    "asks what", "asks how", "asks if", "asks whether", "asks about", "find out", "understand how",
    "understand what", "understand why", "curious", "question about", "info on", "information on", "information about", "to learn",
    "worried that", "worry that", "worrying that", "not sure", "not certain", "checking", "looking for", "interested in", "heard that",
)  # fmt: skip
#: words before which a long sentence may be taken apart
CONJUNCTIONS: Final = _words("and but because since so or although though plus also however cause while")
#: of these, what begins a clause that only says why or when something is asked ("is it growing while they plan?")
SUBORDINATORS: Final = _words("because since although though cause while")
#: of these, what is never part of the question, and how a cause is named, which is
REASONS: Final = _words("because although")
CAUSES: Final = ("because of",)
#: how a statement begins that tells a story
STORY_STARTS: Final = _words("i we he she they my our his her their the it this that there")
#: how the other side of a question begins ("… or do they level off?"), and what it is about if that was named before
ALTERNATIVES: Final = _words("or")
SEVERAL: Final = _words("they")
#: who asks, if somebody says so
ASKING: Final = _words("i we")
#: how a clause begins that only says under which condition something is asked
CONDITIONS: Final = _words("if unless until whereas once")
#: how a question begins that is part of another ("tell me what it is and whether it helps")
INDIRECT: Final = _words("if whether")
#: what asks whether that is so which was said before ("It fits the tumor. Is that so?")
CONFIRMATIONS: Final = _phrases("""
    true; correct; right; really; yes; or not; true or false; yes or no; surely not; surely; agreed; truth; is that so; is this so; is
    it so; would that be so; is that right; is this right; is it right; is that true; is this true; is it true; is that correct; is
    this correct; is it correct; it is correct; it is true; it is right; that is correct; that is right; that is true; can that be;
    can that be true; can that be right; am i right; am i correct; am i wrong; or am i wrong; have i got that right; did i get that
    right; do i have that right; is he right; is she right; are they right; was he right; was she right; were they right; would you
    agree; do you agree; can you confirm; could you confirm; can you confirm that; please confirm; is there truth in that; any truth
    in that; any truth to that; is there any truth in that; is there any truth to that; is that the case; is it the case; fact or
    fiction; is that a fact
""")
#: how a comparison begins that only paints a picture ("it fits like a glove")
SIMILES: Final = ("like a", "like an", "as if")
#: after these it says what something is ("is it like a scan?", "something like a mask")
EQUATING: Final = _words("""
    be is are was were been it its like of more much just what feel feels felt feeling look looks looking looked sound sounds sounding
    seem seems anything something nothing things thing stuff
""")
#: after a comma, these go on with what was said (", which they call difficult to reach")
RELATIVES: Final = _words("which")
#: these may stand after a question word ("what even is it")
INTENSIFIERS: Final = _words("even exactly actually really")
#: groups of words that ask one thing together
QUESTION_PHRASES: Final = ("how much", "how many", "how long", "how often", "how far", "how soon", "how big", "how old", "how come")
#: how a message goes on with the conversation, as patterns: hear more, hear why, none of what was offered
TURNS: Final = {
    "more": (
        "[(tell|show|give|read|say) [me|us]] [a (bit|little)] more [details|information|to it] [about (it|that|this)]",
        "(go on|keep going|keep reading|read on|continue|carry on|next|what next|what is next|elaborate|expand on (it|that|this))",
        "(anything|what) else [(is there|does it say|can you tell me)] [about (it|that|this)]", "(anything|something) more",
        "is there (more|anything else|something more)", "is (it|that|this) (all|everything) [there is]",
        "and then [what]", "what then", "and after that",
        "i (want|would like) to (hear|know|learn) more [about (it|that|this)]", "(can|could) i (hear|know|learn|have|get|see) more",
    ),
    "why": ("why [so|is (it|that|this) [so]]", "how (so|come)", "for what reason", "why not", "how do you mean", "which means"),
    "else": ("something else", "(none|neither|not any) [of (these|those|them|the above|the three|the two)]", "nothing of that"),
}  # fmt: skip
#: thanks around a question, as patterns: they carry nothing
COURTESIES: Final = (
    "(thanks|thank you) [(a lot|so much|very much)] [in advance]"
    " [for [(all|any|the|your)] (answer|care|everything|help|information|kindness|page|patience|reply|service|support|time|work)]",
)
#: words that may stand around these
FILLERS: Final = _words("and but so or then now also well please pls ok yes yeah sure thanks thank you hm hmm um oh just still could can")
#: the ending 's after these words stands for "is"; after others for possession
IS_AFTER: Final = _words("what who where when how why that it he she there here this everything something one")
