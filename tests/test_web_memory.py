import pickle

from bot.model import Reply
from bot.web.memory import Given, Memory

REPLY = Given(Reply("smalltalk"), b"{}")


def test_what_was_answered_is_remembered():
    memory = Memory()
    memory.keep(memory.digest(b"cat"), REPLY)

    assert REPLY == memory.recall(memory.digest(b"cat"))
    assert memory.recall(memory.digest(b"dog")) is None


def test_what_was_not_asked_for_longest_is_forgotten_first(monkeypatch):
    monkeypatch.setattr("bot.web.memory._MOST", 2)
    memory = Memory()
    for text in (b"a", b"b"):
        memory.keep(memory.digest(text), REPLY)
    memory.recall(memory.digest(b"a"))
    memory.keep(memory.digest(b"c"), REPLY)

    assert [True, False, True] == [memory.recall(memory.digest(text)) is not None for text in (b"a", b"b", b"c")]


def test_what_was_asked_cannot_be_read_from_the_memory():
    memory = Memory()
    memory.keep(memory.digest(b"xyzzyplugh"), REPLY)

    assert b"xyzzyplugh" not in pickle.dumps((memory._key, memory._given))
    assert memory.digest(b"xyzzyplugh") != Memory().digest(b"xyzzyplugh")
