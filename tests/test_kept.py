"""Keeping: what was compiled is used again as long as nothing it was made of has changed."""

import gc
import os
import pickle
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace

import pytest

from bot import compile, kept
from bot.content import pattern
from bot.desk.check import check, draft
from bot.desk.check import kept as check_kept
from bot.desk.check.kept import kept_check
from bot.desk.many import unwatched
from bot.errors import BotError, ContentError
from bot.pipeline import Bot
from bot.web.app import live_app
from bot.web.current import service_of
from bot.web.load import load_apart
from bot.web.settings import Settings


@pytest.fixture
def folder(tmp_path, monkeypatch):
    place = tmp_path / "kept"
    monkeypatch.setenv("BOT_CACHE", str(place))
    return place


def mark(folder, text):
    """Change what is kept, so that its use can be seen."""
    (file,) = folder.iterdir()
    *page, raw = pickle.loads(file.read_bytes())
    knowledge = pickle.loads(raw)
    knowledge.facts.topics["cost"] = text
    file.write_bytes(pickle.dumps((*page, pickle.dumps(knowledge))))


def topic_of(path):
    return kept.kept_bot(path).knowledge.facts.topics["cost"]


def test_a_kept_bot_replies_like_one_made_anew(folder, mini_content):
    made = kept.kept_bot(mini_content).reply("is there a kitty")

    assert made == kept.kept_bot(mini_content).reply("is there a kitty")


def test_what_was_kept_is_used(folder, mini_content):
    topic_of(mini_content)
    mark(folder, "from the folder")

    assert "from the folder" == topic_of(mini_content)


def test_a_service_uses_it_at_its_start_and_when_it_loads_apart(folder, mini_content):
    topic_of(mini_content)
    mark(folder, "from the folder")
    app, reloader = live_app(Settings(content=str(mini_content)))
    reloader.stop()

    assert "from the folder" == service_of(app).bot.knowledge.facts.topics["cost"]
    assert "from the folder" == load_apart(mini_content, 60).knowledge.facts.topics["cost"]


def test_changed_content_is_compiled_anew(folder, mini_content):
    topic_of(mini_content)
    mark(folder, "from the folder")
    mini_content.write_text(mini_content.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")

    assert "what a ticket costs" == topic_of(mini_content)


def test_a_changed_page_is_compiled_anew(folder, mini_content):
    topic_of(mini_content)
    mark(folder, "from the folder")
    page = next(mini_content.parent.glob("source/*.txt"))
    page.write_text(page.read_text(encoding="utf-8") + "\nOpen all year.\n", encoding="utf-8")

    assert "what a ticket costs" == topic_of(mini_content)


def test_a_page_that_is_gone_is_told(folder, mini_content):
    topic_of(mini_content)
    next(mini_content.parent.glob("source/*.txt")).unlink()

    with pytest.raises(BotError, match="cannot be read"):
        kept.kept_bot(mini_content)


@pytest.mark.parametrize("damage", [b"", b"not a pickle", pickle.dumps((1, 2, 3)), pickle.dumps("text")])
def test_a_damaged_file_is_made_anew(folder, mini_content, damage):
    topic_of(mini_content)
    (file,) = folder.iterdir()
    file.write_bytes(damage)

    assert "what a ticket costs" == topic_of(mini_content)
    assert damage != file.read_bytes()


def test_nothing_is_kept_where_it_is_switched_off(monkeypatch, tmp_path, mini_content):
    monkeypatch.setenv("BOT_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    assert "what a ticket costs" == topic_of(mini_content)
    assert not (tmp_path / "cache").exists()


def test_without_a_word_it_is_kept_in_the_cache_folder_of_the_user(monkeypatch, tmp_path, mini_content):
    monkeypatch.delenv("BOT_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    topic_of(mini_content)

    assert 1 == len(list((tmp_path / "cache" / "faq-bot-that-only-quotes").iterdir()))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of this kind are not Windows'")
def test_a_folder_that_others_may_write_to_is_not_used(folder, mini_content):
    folder.mkdir()
    folder.chmod(0o777)

    assert "what a ticket costs" == topic_of(mini_content)
    assert not list(folder.iterdir())


def test_a_folder_that_cannot_be_made_is_done_without(monkeypatch, tmp_path, mini_content):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("BOT_CACHE", str(tmp_path / "file" / "kept"))

    assert "what a ticket costs" == topic_of(mini_content)


def test_a_user_without_a_home_does_without(monkeypatch, mini_content):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("BOT_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pathlib.Path.home", nowhere)

    assert "what a ticket costs" == topic_of(mini_content)


@pytest.mark.parametrize("name", ["intents.yaml", "source/gull-point.txt"])
def test_a_file_that_changes_while_it_is_read_is_never_kept_as_what_it_was(folder, mini_content, monkeypatch, name):
    file = mini_content.parent / name
    before = file.read_text(encoding="utf-8")
    load = Bot.load

    def load_late(path):
        file.write_text(before.replace("keeper", "warder"), encoding="utf-8")
        bot = load(path)
        file.write_text(before, encoding="utf-8") if "source" in name else None
        return bot

    monkeypatch.setattr(Bot, "load", load_late)
    with suppress(BotError):
        kept.kept_bot(mini_content)
    monkeypatch.setattr(Bot, "load", load)
    file.write_text(before, encoding="utf-8")

    assert load(mini_content).knowledge.facts.version == kept.kept_bot(mini_content).knowledge.facts.version


def test_content_that_is_not_there_is_told(folder, tmp_path):
    with pytest.raises(BotError, match="cannot be read"):
        kept.kept_bot(tmp_path / "missing.yaml")


def test_only_the_newest_few_are_kept(folder, mini_content):
    text = mini_content.read_text(encoding="utf-8")
    for number in range(11):
        mini_content.write_text(f"{text}\n# version {number}\n", encoding="utf-8")
        topic_of(mini_content)

    assert 8 == len(list(folder.iterdir()))


# --- what the check found ---------------------------------------------------------------------------------------------


def found_by_check(path, **options):
    return [found.rule for found in kept_check(path, unwatched, **options)]


@pytest.fixture
def asked(monkeypatch):
    """What the check asked the bot, run by run."""
    runs = []
    whole = check.check_draft
    monkeypatch.setattr(check, "check_draft", lambda *arguments, **options: runs.append(options["deep"]) or whole(*arguments, **options))
    return runs


@pytest.fixture
def texts(monkeypatch):
    """The questions that the bot was asked."""
    found = []
    replies = draft.replies
    monkeypatch.setattr(draft, "replies", lambda bot, texts, *others: found.extend(texts) or replies(bot, texts, *others))
    return found


def test_what_the_check_found_is_kept(folder, mini_content, asked):
    first = found_by_check(mini_content)

    assert "sentence-not-covered" in first
    assert found_by_check(mini_content) == first
    assert asked == [False]
    assert sorted(file.name.partition(".")[2] for file in folder.iterdir()) == [
        "check.pickle",
        "heard.pickle",
        "pickle",
        "readable.pickle",
        "replies.pickle",
    ]


@pytest.mark.parametrize("added", ["", "- a cat up there\n      "])
def test_who_asks_after_a_check_waits_for_no_compiling(folder, mini_content, monkeypatch, added):
    found_by_check(mini_content)
    text = mini_content.read_text(encoding="utf-8")
    mini_content.write_text(text.replace("tests:\n      ", f"tests:\n      {added}", 1), encoding="utf-8")
    expected = Bot.load(mini_content).knowledge.facts.version
    monkeypatch.setattr(compile, "compile_content", None)
    monkeypatch.setattr(draft, "compile_content", None)
    found_by_check(mini_content)

    assert expected == kept.kept_bot(mini_content).knowledge.facts.version


def test_a_bot_whose_quotes_do_not_stand_is_not_kept(folder, mini_content):
    mini_content.write_text(mini_content.read_text(encoding="utf-8").replace("burns whale oil", "burns gas", 1), encoding="utf-8")

    assert "quote-not-in-source" in found_by_check(mini_content)
    with pytest.raises(ContentError):
        kept.kept_bot(mini_content)


def test_after_a_new_example_only_that_is_asked(folder, mini_content, texts):
    found_by_check(mini_content)
    texts.clear()
    old = mini_content.read_text(encoding="utf-8")
    new = old.replace("    tests:\n", "    tests:\n      # from the nurse\n      - a cat up there\n", 1)
    mini_content.write_text(new, encoding="utf-8")
    found_by_check(mini_content)

    assert texts == ["a cat up there"] != old


def test_a_rule_of_what_the_bot_knows_that_found_nothing_is_not_asked_after_a_new_example(folder, mini_content, monkeypatch):
    old = mini_content.read_text(encoding="utf-8").replace("- is there a cat\n", "- is there a cat\n      - talk to the keeper\n")
    mini_content.write_text(old, encoding="utf-8")
    first = found_by_check(mini_content)
    asked = []
    rules = tuple(replace(rule, find=lambda draft, rule=rule: asked.append(rule) or rule.find(draft)) for rule in check.RULES)
    monkeypatch.setattr(check, "RULES", rules)
    mini_content.write_text(old.replace("    tests:\n", "    tests:\n      - a cat up there\n", 1), encoding="utf-8")

    assert "duplicate-pattern" in first
    assert {"duplicate-pattern", "failed-test"} <= {*found_by_check(mini_content)}
    assert {"duplicate-pattern"} == {rule.id for rule in asked if rule.of_knowledge}
    assert {rule.id for rule in rules if not rule.of_knowledge} <= {rule.id for rule in asked}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- is there a cat\n", "- is there a cat\n      - any cats\n"),
        ("Ahoy!", "Ahoi!"),
        ("phone: (207) 555-0142", "phone: (207) 555-0143"),
    ],
)
def test_after_any_change_of_what_the_bot_knows_all_is_asked_anew(folder, mini_content, texts, old, new):
    found_by_check(mini_content)
    all_texts = list(texts)
    texts.clear()
    text = mini_content.read_text(encoding="utf-8")
    mini_content.write_text(text.replace(old, new, 1), encoding="utf-8")
    found_by_check(mini_content)

    assert old in text
    assert set(all_texts) <= set(texts)


@pytest.mark.parametrize(
    ("new", "anew"),
    [
        ("- where is the cat\n", False),  # of words that the content holds
        ("- any tabby\n", True),  # a word may be what others are misspelt for
    ],
)
def test_after_a_new_pattern_of_known_words_nothing_else_is_heard_anew(folder, mini_content, monkeypatch, new, anew):
    found_by_check(mini_content)
    heard = []
    hear = Bot.hear
    monkeypatch.setattr(Bot, "hear", lambda bot, text, *how: heard.append(text) or hear(bot, text, *how))
    text = mini_content.read_text(encoding="utf-8")
    for added in (new, "- is the cat there\n"):
        heard.clear()
        text = text.replace("- is there a cat\n", f"- is there a cat\n      {added}", 1)
        mini_content.write_text(text, encoding="utf-8")

        assert found_by_check(mini_content)
        assert (len(heard) == 1) == (added != new or not anew)


def test_what_was_heard_is_kept_for_the_next_pattern_too(folder, mini_content):
    text = mini_content.read_text(encoding="utf-8")
    for number, added in enumerate(["", "- where is the cat\n      ", "- is the cat there\n      ", "- where is the cat\n      "]):
        mini_content.write_text(text.replace("- is there a cat\n", f"{added}- is there a cat\n", 1) + f"\n# {number}\n", encoding="utf-8")

        assert kept_check(mini_content, unwatched) == check.check(mini_content)


def test_patterns_that_could_be_read_are_not_read_again(folder, mini_content, monkeypatch):
    found_by_check(mini_content)
    read = []
    reader = pattern._read
    pattern.parse.cache_clear()
    monkeypatch.setattr(pattern, "_read", lambda text: read.append(text) or reader(text))
    text = mini_content.read_text(encoding="utf-8")
    mini_content.write_text(f"{text}\n# from the nurse\n", encoding="utf-8")
    found_by_check(mini_content)
    mini_content.write_text(text.replace("- is there a cat\n", "- is there a (cat\n", 1), encoding="utf-8")

    assert read == []
    assert found_by_check(mini_content) == ["wrong-pattern"]
    assert found_by_check(mini_content) == ["wrong-pattern"]


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [("intents.yaml", "language: en", "language: xx", "unknown-language"), ("source/gull-point.txt", None, "", "quote-not-in-source")],
)
def test_content_of_which_no_bot_can_be_made_is_told_of_each_time(folder, mini_content, file, old, new, rule):
    path = mini_content.parent / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1) if old else new, encoding="utf-8")

    assert rule in found_by_check(mini_content)
    assert found_by_check(mini_content) == [found.rule for found in check.check(mini_content)]
    assert ["check.pickle", "readable.pickle"] == sorted(kept_file.name.partition(".")[2] for kept_file in folder.iterdir())


def test_replies_that_cannot_be_read_are_asked_for_again(folder, mini_content):
    first = found_by_check(mini_content)
    for file in folder.iterdir():
        file.write_bytes(b"nonsense")

    assert found_by_check(mini_content) == first


def test_collisions_are_kept_apart(folder, mini_content, asked):
    found_by_check(mini_content)
    found_by_check(mini_content, deep=True)
    found_by_check(mini_content, deep=True)

    assert asked == [False, True]


def test_a_change_of_the_content_or_the_page_or_a_new_day_is_looked_at_anew(folder, mini_content, asked, monkeypatch):
    found_by_check(mini_content)
    mini_content.write_text(mini_content.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    found_by_check(mini_content)
    page = mini_content.parent / "source" / "gull-point.txt"
    page.write_text(page.read_text(encoding="utf-8") + "\nThe end.\n", encoding="utf-8")
    found_by_check(mini_content)
    monkeypatch.setattr(check_kept, "date", SimpleNamespace(today=lambda: "another day"))
    found_by_check(mini_content)

    assert asked == [False] * 4


def test_content_that_cannot_be_read_is_not_kept(folder, mini_content):
    mini_content.write_text("intents: [", encoding="utf-8")

    assert found_by_check(mini_content) == ["syntax"]
    assert not list(folder.iterdir())


def test_where_nothing_can_be_kept_the_check_runs_all_the_same(mini_content, asked):
    found_by_check(mini_content)
    found_by_check(mini_content)

    assert asked == [False, False]


@pytest.mark.parametrize("collecting", [True, False])
def test_what_was_kept_leaves_the_collector_as_it_was(mini_content, folder, collecting):
    kept.kept_bot(mini_content)
    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        kept.kept_bot(mini_content)

        assert collecting == gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
