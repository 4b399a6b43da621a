"""The bot: the only place that knows the order of the stages."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bot.context import NOTHING, Context
from bot.decide import Answer, Chat, Decision, Part, ReadOn, ToPerson, decide
from bot.follow import follow, is_said, leans_on_the_turn, names_the_time, recognise_follow_up
from bot.guard import ADVICE, DANGER, Alarm, guard, seen
from bot.knowledge import Knowledge
from bot.language.recognise import recognise_danger, recognise_language
from bot.lookup import MOST_SHOWN, look_around, look_up, of_its_subject, with_runners_up
from bot.match.evidence import evidence
from bot.model import Candidate, Met, Reason, Reply, Spotted, Token
from bot.normalise.clauses import Clause, split_clauses, tells
from bot.normalise.message import Message
from bot.normalise.pointing import points_back
from bot.normalise.sentences import split_sentences
from bot.normalise.tokens import normalise
from bot.reply import compose_reply, urgent_reply
from bot.smalltalk import recognise_small_talk

#: after danger was told of, what is handed off for these reasons still speaks of it ("should I wait until Monday?"), and right after it
#: what names a topic, too ("can it wait for my appointment?")
_STILL_DANGER: Final[tuple[Reason, ...]] = ("personal_advice", "no_match")
_RIGHT_AFTER_DANGER: Final[tuple[Reason, ...]] = (*_STILL_DANGER, "topic")


@dataclass(frozen=True, slots=True)
class Heard:
    """What is understood of an utterance before anything is looked up."""

    #: as they are read, and with those marked that carry nothing
    words: tuple[Token, ...]
    tokens: tuple[Token, ...]
    #: what is done about it; None if it is to be looked up
    decision: Decision | None
    #: danger, or calls for advice
    alarm: Alarm | None = None
    clauses: tuple[Clause, ...] = ()
    #: for each clause the intents that may answer it though it calls for advice; None if it does not call
    given: tuple[frozenset[str] | None, ...] = ()
    #: whether it only goes on with the conversation
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the stages made of an utterance, up to the decision: the reasons of a reply."""

    tokens: tuple[Token, ...]
    alarm: Alarm | None
    clauses: tuple[Clause, ...]
    parts: tuple[Part, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reply with its reasons."""

    understanding: Understanding
    reply: Reply
    #: what guards of danger saw, each with what silenced it; only where it is asked for
    silenced: tuple[tuple[Spotted, Spotted], ...] = ()


class Bot:
    """Answers questions about one page. A bot that exists is ready; it never changes, and may serve many threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._quotes = {intent_id: frozenset(intent.quotes) for intent_id, intent in knowledge.facts.intents.items()}

    @classmethod
    def load(cls, path: Path) -> "Bot":
        """Make a bot of the content at ``path``.

        Raises BotError, or ContentError with all problems, if it cannot be used.
        """
        # What reads YAML is slow to import, and not needed where the knowledge was kept.
        from bot.compile import compile_content  # noqa: PLC0415
        from bot.content.load import load_content  # noqa: PLC0415

        return cls(compile_content(load_content(path)))

    def reply(self, utterance: str, context: object = None, shown: int = MOST_SHOWN) -> Reply:
        """Return the reply to ``utterance``; ``context`` is the one of the reply before, or None.

        With none ``shown`` it is found sooner, and a hand-off because of ``no_match`` has no score.
        """
        return self.read(utterance, context, shown).reply

    def read(self, utterance: str, context: object = None, shown: int = MOST_SHOWN) -> Explanation:
        """Return the reply with the very steps that led to it."""
        known = Context.read(context)
        understood = self.consider(self.hear(utterance, known), known, shown)
        return Explanation(understood, self.compose(understood, known))

    def explain(self, utterance: str, context: object = None) -> Explanation:
        """Return the same as ``read``, in each part the runners-up that were too far off to matter, and the dangers that were silenced."""
        found = self.read(utterance, context)
        parts = tuple(look_around(part, self.knowledge) for part in found.understanding.parts)
        return replace(found, understanding=replace(found.understanding, parts=parts), silenced=self.silenced(utterance))

    def silenced(self, utterance: str) -> tuple[tuple[Spotted, Spotted], ...]:
        """Return what guards of danger see in ``utterance`` and are silent about, each with what silences it."""
        sentences = self._sentences(utterance, Message(normalise(utterance, self.knowledge.lexicon)))
        return tuple((danger, silencer) for danger, silencer in seen(sentences, self.knowledge.guards, DANGER) if silencer)

    def evidence(self, part: Part, candidate: Candidate) -> tuple[Met, ...]:
        """Return what each word of ``part`` brought to the candidate's score; they add up to it."""
        return evidence(part.tokens, candidate, self.knowledge.index)

    def hear(self, utterance: str, context: Context = NOTHING, like: Heard | None = None) -> Heard:
        """Return what is understood of ``utterance`` before anything is looked up.

        ``like`` is what a bot heard with the same guards, topics, small talk and follow-ups: it is returned if the words are read the same.
        """
        most = self.knowledge.facts.policy.max_characters
        if len(utterance) > most:
            ends = f"{utterance[:most]}\n{utterance[-most:]}"
            return self._danger(ends, Message(normalise(ends, self.knowledge.lexicon))) or Heard((), (), ToPerson("too_long"))
        words = normalise(utterance, self.knowledge.lexicon)
        if like and like.words == words:
            return like
        if not words:
            return Heard(words, words, ToPerson("empty"))
        message = Message(words)
        danger = self._danger(utterance, message)
        if danger:
            return danger
        message = self._set_aside(message)
        follow_up = recognise_follow_up(message, self.knowledge)
        aside = follow(follow_up, context, self.knowledge.facts) or (None if follow_up else self._aside(utterance, message))
        if aside:
            return Heard(words, message.tokens, aside)
        clauses = self._without_small_talk(split_clauses(utterance, message, self.knowledge.lexicon.language))
        calls = self._advice(clauses)
        given = tuple(self._given_way(call) if call else None for call in calls)
        spotted = tuple(found for call in calls if call for found in call.spotted)
        alarm = Alarm(("personal_advice",), spotted) if spotted else None
        return Heard(words, message.tokens, None, alarm, clauses, given, goes_on=bool(follow_up))

    def consider(self, heard: Heard, context: Context = NOTHING, shown: int = MOST_SHOWN) -> Understanding:
        """Return what is decided: what was when it was heard, else by what the page has."""
        if heard.decision:
            return Understanding(heard.tokens, heard.alarm, heard.clauses, (), heard.decision)
        before = self._turn_before(context)
        parts = look_up(heard.clauses, self.knowledge, before)
        if heard.alarm:
            parts = tuple(replace(part, given=given) for part, given in zip(parts, heard.given, strict=True))
        decision = self._decide(parts)
        if shown and isinstance(decision, ToPerson) and decision.reason == "no_match":  # no other reason has a score
            parts = tuple(with_runners_up(part, self.knowledge, shown) for part in parts)
            decision = self._decide(parts)
        alarm = heard.alarm if isinstance(decision, ToPerson) or (isinstance(decision, Answer) and decision.advice) else None
        goes_on = heard.goes_on or leans_on_the_turn(heard.clauses, parts, before)
        if goes_on and is_said(decision, context) and not names_the_time(heard.clauses, decision, self.knowledge):
            # "How does it do that?" asks for more than what was quoted: of the page's subject alone it may find it.
            asks = any(token.word in self.knowledge.lexicon.language.question_words for token in heard.tokens)
            parts = look_up(heard.clauses, self.knowledge, before and of_its_subject(before)) if asks else parts
            again = self._decide(parts)
            decision = again if isinstance(again, Answer) and not is_said(again, context) else ReadOn(())
        return Understanding(heard.tokens, alarm, heard.clauses, parts, decision)

    def _decide(self, parts: tuple[Part, ...]) -> Decision:
        return decide(parts, self.knowledge.facts.policy, self._quotes, self.knowledge.facts.elsewhere)

    def _danger(self, utterance: str, message: Message) -> Heard | None:
        """Return what is done if the message tells of danger, in whatever language."""
        alarm = guard(self._sentences(utterance, message), self.knowledge.guards, DANGER)
        foreign = recognise_danger(utterance, self.knowledge.facts.language)
        if foreign and not alarm:
            alarm = Alarm((foreign.reason,), (Spotted("other-language", foreign.words, ()),))
        language = foreign.language if foreign else ""
        return Heard(message.tokens, message.tokens, ToPerson(alarm.reasons[0], language=language), alarm) if alarm else None

    def _aside(self, utterance: str, message: Message) -> Decision | None:
        """Return what is done about a message that is no question in the page's language."""
        chat = self._small_talk(message)
        if chat and not guard([message], self.knowledge.guards, ADVICE):
            return Chat(chat)
        code = recognise_language(utterance, self.knowledge.facts.language, self.knowledge.lexicon.language.count_of)
        return None if code is None else ToPerson("other_language", language=code)

    def compose(self, understood: Understanding, context: Context = NOTHING) -> Reply:
        """Return the reply to what was decided."""
        if understood.alarm and understood.alarm.reasons[0] != "personal_advice":
            language = understood.decision.language if isinstance(understood.decision, ToPerson) else ""
            return urgent_reply(understood.alarm.reasons, self.knowledge.facts, language)
        decision = understood.decision
        still = _STILL_DANGER if context.misses else _RIGHT_AFTER_DANGER
        asks_a_person = isinstance(decision, ToPerson) and decision.reason in still
        if context.danger and (asks_a_person or (isinstance(decision, Answer) and decision.advice)):
            said = decision if isinstance(decision, ToPerson) else None
            return urgent_reply((context.danger,), self.knowledge.facts, said=said, misses=context.misses + 1)
        points = points_back(understood.tokens, self.knowledge.lexicon.language)
        return compose_reply(decision, context, self.knowledge.facts, told=tells(understood.clauses), points=points)

    def _set_aside(self, message: Message) -> Message:
        """Mark the words that carry nothing."""
        spotted = self.knowledge.ignored.spot(message, between=0, whole=True, again=True)
        ignored = {position for found in spotted for position in found.positions}
        if not ignored:
            return message
        return Message(tuple(replace(one, role="ignored") if position in ignored else one for position, one in enumerate(message.tokens)))

    def _advice(self, clauses: tuple[Clause, ...]) -> list[Alarm | None]:
        """Return for each clause whether it calls for personal advice; what is only told does not, unless nothing is asked."""
        asked = any(clause.asks for clause in clauses)
        return [guard([clause.message], self.knowledge.guards, ADVICE) if clause.asks or not asked else None for clause in clauses]

    def _given_way(self, advice: Alarm) -> frozenset[str]:
        """Return the intents that are answered though all these guards call for advice: their sentences say for whom they are."""
        given = [self.knowledge.guards.gives_way.get(found.id, frozenset()) for found in advice.spotted]
        return frozenset.intersection(*given)

    def _without_small_talk(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """Leave out what is said around a question ("Hello! … Thank you."); all stays if nothing else asks."""
        if len(clauses) == 1:  # it stays, whatever it is
            return clauses
        others = tuple(clause for clause in clauses if not self._small_talk(clause.message))
        return others if any(clause.asks for clause in others) else clauses

    def _small_talk(self, message: Message) -> str | None:
        return recognise_small_talk(message, self.knowledge.small_talk, self.knowledge.lexicon.language)

    def _turn_before(self, context: Context) -> Part | None:
        """Return what the turn before was about, as a clause that the next one may lean on."""
        facts = self.knowledge.facts
        titles = [facts.intents[intent].title for intent in context.intents[:1] if intent in facts.intents]
        topic = Spotted(context.topic, "", ()) if context.topic and context.topic in facts.topics else None
        if not titles and not topic:
            return None
        # What the title of an intent asks with is not what the next clause asks: "What is it?" "How?"
        title = normalise(" ".join(titles), self.knowledge.lexicon)
        asks = self.knowledge.lexicon.language.question_starts
        return Part(tuple(token for token in title if token.word not in asks), False, topic, ())

    def _sentences(self, utterance: str, message: Message) -> list[Message]:
        """Return what may tell of a danger each by itself."""
        found = split_sentences(utterance, message, self.knowledge.lexicon.language, at_dashes=True)
        return [sentence for sentence, _ in found]
