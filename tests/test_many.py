"""Many questions at once: the same replies in the same order, on one core or on all."""

from multiprocessing import get_context

import pytest

from bot.desk import many
from bot.desk.many import replies, shared_out, unwatched

QUESTIONS = [f"{words} {number}" for number in range(150) for words in ("is there a cat", "how far does the lamp shine", "i want to die")]


class Backwards:
    """Returns each chunk from its end, with how many versions there are; another process must find this."""

    def __init__(self, *knowledge):
        self.number = len(knowledge)

    def __call__(self, chunk):
        return [(text, self.number) for text in reversed(chunk)]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # other tests may have left a thread
@pytest.mark.parametrize(
    ("threads", "load", "started"),
    [
        (1, "1.90 1.00 1.00 1/99 7", ["fork"]),  # a copy of this process
        (2, "1.90 1.00 1.00 1/99 7", ["spawn"]),  # a thread may hold a lock
        (1, "0.00 0.00 0.00 2/99 7", []),  # the other core has work
        (1, None, ["fork"]),  # nobody knows
    ],
)
def test_many_questions_get_the_replies_that_each_would_get(mini_bot, monkeypatch, tmp_path, threads, load, started):
    ways = []
    (tmp_path / "loadavg").write_text(load, encoding="ascii") if load else None
    monkeypatch.setattr(many, "_LOAD", tmp_path / "loadavg")
    monkeypatch.setattr(many, "_FEW", {"fork": 1, "spawn": 1})
    monkeypatch.setattr(many.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(many.sys, "platform", "linux")
    monkeypatch.setattr(many.threading, "active_count", lambda: threads)
    monkeypatch.setattr(many, "get_context", lambda way: ways.append(way) or get_context(way))

    assert list(replies(mini_bot, QUESTIONS)) == [mini_bot.reply(question, shown=0) for question in QUESTIONS]
    assert started == ways


@pytest.mark.parametrize("few", [400, 1])
def test_a_few_questions_are_asked_by_this_process(mini_bot, monkeypatch, few):
    monkeypatch.setattr(many, "_FEW", {"fork": few, "spawn": 400})
    monkeypatch.setattr(many.sys, "platform", "linux")
    monkeypatch.setattr(many.threading, "active_count", lambda: 1)
    monkeypatch.setattr(many.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(many, "get_context", None)

    assert [mini_bot.reply("is there a cat", shown=0)] == list(replies(mini_bot, ["is there a cat"]))


def test_work_of_any_kind_is_shared_out_in_order(mini_bot):
    knowledge = [mini_bot.knowledge, mini_bot.knowledge]
    found = [(chunk, made) for chunk, made in shared_out(Backwards, QUESTIONS, knowledge, 2)]

    assert [text for chunk, _ in found for text in chunk] == QUESTIONS
    assert [text for _, made in found for text, _ in reversed(made)] == QUESTIONS
    assert {number for _, made in found for _, number in made} == {2}


def test_nothing_asked_is_nothing_found(mini_bot):
    assert list(replies(mini_bot, [])) == list(unwatched([], "Waiting")) == []
