import pickle

from bot.model import Reply
from bot.web.memo import Given, ReplyMemo

REPLY = Given(Reply("smalltalk"), b"{}")


def test_what_was_answered_is_remembered():
    memo = ReplyMemo()
    memo.keep(memo.digest(b"cat"), REPLY)

    assert REPLY == memo.recall(memo.digest(b"cat"))
    assert memo.recall(memo.digest(b"dog")) is None


def test_what_was_not_asked_for_longest_is_forgotten_first(monkeypatch):
    monkeypatch.setattr("bot.web.memo._MOST", 2)
    memo = ReplyMemo()
    for text in (b"a", b"b"):
        memo.keep(memo.digest(text), REPLY)
    memo.recall(memo.digest(b"a"))
    memo.keep(memo.digest(b"c"), REPLY)

    assert [True, False, True] == [memo.recall(memo.digest(text)) is not None for text in (b"a", b"b", b"c")]


def test_what_was_asked_cannot_be_read_from_the_memory():
    memo = ReplyMemo()
    memo.keep(memo.digest(b"xyzzyplugh"), REPLY)

    assert b"xyzzyplugh" not in pickle.dumps((memo._key, memo._given))
    assert memo.digest(b"xyzzyplugh") != ReplyMemo().digest(b"xyzzyplugh")
