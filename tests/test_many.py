"""Many questions at once: the same replies in the same order, on one core or on all."""

from bot import many
from bot.many import replies, shared_out, unwatched

QUESTIONS = [f"{words} {number}" for number in range(150) for words in ("is there a cat", "how far does the lamp shine", "i want to die")]


class Backwards:
    """Returns each chunk from its end, with how many versions there are; another process must find this."""

    def __init__(self, *knowledge):
        self.number = len(knowledge)

    def __call__(self, chunk):
        return [(text, self.number) for text in reversed(chunk)]


def test_many_questions_get_the_replies_that_each_would_get(mini_bot, monkeypatch):
    one_by_one = [mini_bot.reply(question, shown=0) for question in QUESTIONS]

    assert list(replies(mini_bot, QUESTIONS)) == one_by_one
    monkeypatch.setattr(many, "FEW", 1)
    monkeypatch.setattr(many.os, "cpu_count", lambda: 2)
    assert list(replies(mini_bot, QUESTIONS)) == one_by_one


def test_work_of_any_kind_is_shared_out_in_order(mini_bot):
    knowledge = [mini_bot.knowledge, mini_bot.knowledge]
    found = [(chunk, made) for chunk, made in shared_out(Backwards, QUESTIONS, knowledge, 2)]

    assert [text for chunk, _ in found for text in chunk] == QUESTIONS
    assert [text for _, made in found for text, _ in reversed(made)] == QUESTIONS
    assert {number for _, made in found for _, number in made} == {2}


def test_nothing_asked_is_nothing_found(mini_bot):
    assert list(replies(mini_bot, [])) == list(unwatched([], "Waiting")) == []
