"""What is remembered of single words: little, and only in memory."""

import pickle

from bot import memo
from bot.memo import Memo


def test_a_memo_forgets_all_before_it_grows_too_large(monkeypatch):
    monkeypatch.setattr(memo, "MOST", 2)
    words = Memo()
    for number, word in enumerate(["lamp", "cat", "bell"]):
        words[word] = number

    assert {"bell": 2} == words


def test_what_is_remembered_is_written_to_no_file():
    words = Memo()
    words["lamp"] = 1

    assert {} == pickle.loads(pickle.dumps(words))
    assert isinstance(pickle.loads(pickle.dumps(words)), Memo)
