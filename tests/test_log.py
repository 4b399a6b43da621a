"""The question log: what it takes, what it keeps, and that nobody waits for it."""

import logging
import threading
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from stores import STORES

from bot.errors import BotError
from bot.log import LoggedTurn, QuestionLog, memo, open_log
from bot.log.engine import StoreError
from bot.log.seal import Seal
from bot.log.store import Store, open_store
from bot.log.turn import record_of, today

TODAY = today()
VOCABULARY = frozenset({"cat", "lamp"})
ANSWERED = LoggedTurn("2999-01-01", "v1", "answer", None, "cat", 90, text="is Barnacle a cat")
UNANSWERED = LoggedTurn("2999-01-01", "v1", "handoff", "no_match", "", 10, text="my aunt Rosalie, 555-0142")


class Gate:
    """A store that opens when it is told to, and counts how often it was tried."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.tried = 0
        self.reached = threading.Event()
        self.passes = threading.Event()

    def __call__(self) -> Store:
        self.tried += 1
        self.reached.set()
        assert self.passes.wait(30)
        return open_store(self.url)


@pytest.fixture(autouse=True)
def one_day(monkeypatch):
    """It is the same day to the end of a test, should it be midnight."""
    for user in ("turn", "log"):
        monkeypatch.setattr(f"bot.log.{user}.today", lambda: TODAY)


@pytest.fixture(params=STORES)
def url(request):
    return request.getfixturevalue(request.param)


def kept(url, seal=None):
    """What an export of the store shows."""
    store = open_store(url)
    records = [record_of(row, (seal or Seal()).open) for row in store.read()]
    store.close()
    return records


def questions(url):
    return [record["question"] for record in kept(url)]


def closed(log):
    log.close(30)
    return log.written, log.dropped, log.queued


# --- what is kept --------------------------------------------------------------------------------------------------


def test_a_turn_holds_what_the_bot_made_of_the_question(mini_bot):
    reply = mini_bot.reply("do bees sing")

    assert LoggedTurn(TODAY.isoformat(), reply.content_version, "handoff", "no_match", "", 0, None, "do bees sing") == LoggedTurn.of(
        reply, "do bees sing"
    )


def test_a_turn_of_an_answer_has_its_intents_and_the_band_of_its_score(mini_bot):
    turn = LoggedTurn.of(mini_bot.reply("is there a cat"), "is there a cat")

    assert ("answer", None, "cat", 100) == (turn.kind, turn.reason, turn.intents, turn.band)


def test_a_reply_is_recorded_as_its_turn(tmp_path, mini_bot):
    log = open_log(f"{tmp_path}/log.db", keep_text=True, vocabulary=lambda: VOCABULARY)
    assert log.take(LoggedTurn.of(mini_bot.reply("is there a cat"), "is there a cat"))
    assert log.take(LoggedTurn.of(mini_bot.reply("do bees sing"), "do bees sing")) is None
    closed(log)

    assert {("answer", None), ("handoff", "do • sing")} == {(one["kind"], one["question"]) for one in kept(f"{tmp_path}/log.db")}


def test_by_default_no_text_is_kept(url):
    log = open_log(url)
    assert (None, None) == (log.take(ANSWERED), log.take(UNANSWERED))

    assert (2, 0, 0) == closed(log)
    assert [None, None] == questions(url)


def test_with_the_second_switch_the_text_of_what_was_not_answered_is_kept_masked(url):
    log = open_log(url, keep_text=True, vocabulary=lambda: VOCABULARY)
    log.take(ANSWERED)
    log.take(UNANSWERED)

    assert (2, 0, 0) == closed(log)
    assert {None, "my aunt •"} == set(questions(url))


@pytest.mark.parametrize("reason", ["emergency", "crisis", "personal_advice", "other_language", "contact", "empty", "too_long"])
def test_the_text_of_danger_and_advice_is_never_kept(tmp_path, reason):
    log = open_log(f"{tmp_path}/log.db", keep_text=True)
    assert log.take(LoggedTurn(TODAY.isoformat(), "v1", "handoff", reason, text="i want to die")) is None

    assert (1, 0, 0) == closed(log)
    assert [None] == questions(f"{tmp_path}/log.db")


def test_the_text_is_sealed_with_the_key(tmp_path):
    key = Fernet.generate_key().decode()
    log = open_log(f"{tmp_path}/log.db", keep_text=True, key=key)
    log.take(UNANSWERED)

    assert (1, 0, 0) == closed(log)
    assert ["my aunt •"] == [record["question"] for record in kept(f"{tmp_path}/log.db", Seal(key))]
    assert [] == [path.name for path in tmp_path.iterdir() if b"my aunt" in path.read_bytes()]


def test_a_key_that_is_none_stops_the_start(tmp_path):
    with pytest.raises(BotError, match=r"^BOT_LOG_KEY is no key\."):
        open_log(f"{tmp_path}/log.db", key="secret")


def test_a_store_that_is_none_stops_the_start():
    with pytest.raises(BotError, match=r"^The log must be the path of a file, or postgresql://"):
        open_log("mysql://here")


# --- what visitors say of an answer --------------------------------------------------------------------------------


def test_what_a_visitor_says_of_an_answer_is_kept(tmp_path):
    log = open_log(f"{tmp_path}/log.db")
    log.helpful("cat", True, version="v1")
    log.helpful("cat", False)
    closed(log)

    said = [(one["kind"], one["intents"], one["helpful"], one["version"], one["day"]) for one in kept(f"{tmp_path}/log.db")]
    assert said == [("feedback", ["cat"], True, "v1", TODAY.isoformat()), ("feedback", ["cat"], False, "", TODAY.isoformat())]


@pytest.mark.parametrize(("intent", "yes", "question"), [("cat", False, "is • a cat"), ("cat", True, None), ("lamp-range", False, None)])
def test_the_question_of_a_disliked_answer_is_kept_masked(tmp_path, intent, yes, question):
    log = open_log(f"{tmp_path}/log.db", keep_text=True, vocabulary=lambda: VOCABULARY)
    log.helpful(intent, yes, log.take(ANSWERED))
    closed(log)

    assert {question, None} == set(questions(f"{tmp_path}/log.db"))


def test_a_question_can_be_disliked_once(tmp_path):
    log = open_log(f"{tmp_path}/log.db", keep_text=True, vocabulary=lambda: VOCABULARY)
    turn = log.take(ANSWERED)
    for _ in range(3):
        log.helpful("cat", False, turn)
    log.helpful("cat", False, "no such turn")
    closed(log)

    assert 1 == questions(f"{tmp_path}/log.db").count("is • a cat")


def test_an_answer_is_held_for_some_minutes_only(monkeypatch):
    held = memo.TurnMemo()
    made = held.add(ANSWERED)
    monkeypatch.setattr(memo, "_SECONDS", -1.0)

    assert held.take(made) is None


def test_of_many_answers_the_latest_are_held(monkeypatch):
    monkeypatch.setattr(memo, "_MOST", 2)
    held = memo.TurnMemo()
    made = [held.add(ANSWERED) for _ in range(3)]

    assert [None, ANSWERED, ANSWERED] == [held.take(one) for one in made]


# --- how long ------------------------------------------------------------------------------------------------------


def test_what_is_old_is_forgotten_at_the_start(url):
    store = open_store(url)
    store.write([((TODAY - timedelta(days=age)).isoformat(), "v1", "answer", None, "cat", 90, None, None) for age in (29, 30, 31)])
    store.close()
    log = open_log(url)
    log.take(ANSWERED)
    closed(log)

    assert 3 == len(kept(url))


# --- nobody waits --------------------------------------------------------------------------------------------------


def test_what_the_queue_cannot_hold_is_dropped_and_counted(tmp_path):
    gate = Gate(f"{tmp_path}/log.db")
    log = QuestionLog(gate, Seal(), None, 30, 5)
    assert gate.reached.wait(30)
    for _ in range(8):
        log.take(ANSWERED)

    assert (0, 3, 5) == (log.written, log.dropped, log.queued)
    gate.passes.set()
    assert (5, 3, 0) == closed(log)


def test_what_cannot_be_written_by_the_end_is_dropped_and_counted(tmp_path):
    gate = Gate(f"{tmp_path}/log.db")
    log = QuestionLog(gate, Seal(), None, 30, 5)
    log.take(ANSWERED)
    log.close(0.01)

    assert (0, 1) == (log.written, log.dropped)
    gate.passes.set()


def test_a_store_that_comes_later_gets_what_waited(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("bot.log.log._SOONEST", 0.01)
    folder = tmp_path / "later"
    with caplog.at_level(logging.WARNING, "bot.log"):
        log = open_log(f"{folder}/log.db")
        log.take(ANSWERED)
        while not caplog.messages:
            threading.Event().wait(0.01)
        folder.mkdir()
        while not log.written:
            threading.Event().wait(0.01)

    assert (1, 0, 0) == closed(log)
    assert caplog.messages[0] == f"The log {folder}/log.db cannot be used: No such file or directory."


def test_a_store_that_fails_is_opened_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.log.log._SOONEST", 0.01)
    opened = []

    def fragile():
        opened.append(open_store(f"{tmp_path}/log.db"))
        if len(opened) == 1:
            opened[0]._engine._connection.execute("PRAGMA max_page_count = 1")  # the disk is full
        return opened[-1]

    log = QuestionLog(fragile, Seal(), None, 30, 5000)
    for _ in range(2000):
        log.take(ANSWERED)
    while log.queued:
        threading.Event().wait(0.01)

    assert (2000, 0, 0) == closed(log)
    assert 2 == len(opened)
    assert 2000 == len(kept(f"{tmp_path}/log.db"))


def test_a_log_that_never_worked_drops_all_and_says_why_without_a_word_of_a_question(tmp_path, caplog):
    (tmp_path / "file").touch()
    with caplog.at_level(logging.WARNING, "bot.log"):
        log = open_log(f"{tmp_path}/file/log.db", keep_text=True)
        log.take(UNANSWERED)
        while not caplog.messages:
            threading.Event().wait(0.01)
        assert (0, 1, 1) == closed(log)

    assert {f"The log {tmp_path}/file/log.db cannot be used: Not a directory."} == set(caplog.messages)


def test_many_threads_may_record_at_once(url):
    log = open_log(url, queue=100_000)
    threads = [threading.Thread(target=lambda: [log.take(ANSWERED) for _ in range(200)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (1600, 0, 0) == closed(log)
    assert 1600 == len(kept(url))


def test_a_store_error_is_a_mistake_that_a_person_can_mend():
    assert issubclass(StoreError, BotError)
