import fcntl
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from conftest import MINI_SOURCE, MINI_YAML, write_content
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from service import running, wait_until
from terminal import run

from bot.content.load import load_content
from bot.errors import BotError
from bot.pipeline import Bot
from bot.web.app import create_app
from bot.web.current import Reload, current_bot, service_of
from bot.web.load import load_apart
from bot.web.reload import Reloader, _stamp
from bot.web.settings import Settings

OTHER_YAML = MINI_YAML.replace("Is there a cat?", "Who catches the mice?")
OTHER_SOURCE = MINI_SOURCE.replace("Tower film", "Tower map")


def version(folder: Path) -> str:
    return Bot.load(folder / "intents.yaml").knowledge.facts.version


class Watched:
    """A service with a reloader whose looks the test decides on, and what its loader was asked for."""

    def __init__(self, folder: Path) -> None:
        self.path = write_content(folder)
        self.loads = 0
        self.app = create_app(Bot.load(self.path), Settings(rate="off", access_log=False))
        self.service = service_of(self.app)
        self.service.reload = Reload(time.time() + 1)  # the files are older than the bot
        self.reloader = Reloader(self.service, self.path, self._load)

    def _load(self, path: Path, seconds: float) -> Bot:
        self.loads += 1
        try:
            return Bot.load(path)
        except BotError as error:
            raise BotError(str(error).splitlines()[0]) from None

    def write(self, yaml_text: str = MINI_YAML, source_text: str = MINI_SOURCE) -> None:
        write_content(self.path.parent, yaml_text, source_text)

    def look_twice(self) -> None:
        self.reloader.look()
        self.reloader.look()

    @property
    def title(self) -> str:
        return self.service.bot.knowledge.facts.intents["cat"].title


@pytest.fixture
def watched(tmp_path):
    return Watched(tmp_path)


def test_files_that_stay_the_same_are_not_loaded_again(watched):
    watched.look_twice()

    assert 0 == watched.loads


def test_content_that_changed_answers_once_it_lies_still(watched, caplog):
    caplog.set_level("INFO")
    watched.write(OTHER_YAML)
    watched.reloader.look()
    assert "Is there a cat?" == watched.title

    watched.reloader.look()

    assert "Who catches the mice?" == watched.title
    assert [f"The content is now version {version(watched.path.parent)}."] == [record.getMessage() for record in caplog.records]


def test_a_page_that_changed_answers_too(watched):
    watched.write(source_text=OTHER_SOURCE)
    watched.look_twice()

    assert "Tower map" in watched.service.bot.knowledge.source.text


def test_files_written_while_they_were_first_read_are_read_again(tmp_path):
    watched = Watched(tmp_path)
    watched.service.reload = Reload(0.0)
    Reloader(watched.service, watched.path, watched._load).look()

    assert 1 == watched.loads


def test_bad_content_keeps_the_last_good_one_and_is_told_once(watched, caplog):
    good = version(watched.path.parent)
    watched.write(MINI_YAML.replace("title: Is there a cat?", "titel: Is there a cat?"))
    watched.look_twice()
    watched.reloader.look(told=True)

    problem = f'{watched.path}:63:3: error: "title" is missing in "cat"  [missing-part]'
    assert [f"The content cannot be used, so version {good} goes on answering. {problem}"] == [r.getMessage() for r in caplog.records]
    ready = watched.app.test_client().get("/readyz")
    assert (200, {"ok": False, "problem": problem}) == (ready.status_code, ready.get_json()["reload"])
    assert 0 == watched.service.metrics.registry.get_sample_value("bot_content_last_reload_successful")


def test_bad_content_that_is_mended_is_told_too(watched, caplog):
    caplog.set_level("INFO")
    watched.write("nonsense")
    watched.look_twice()
    watched.write()
    watched.look_twice()

    assert "" == watched.service.reload.problem
    assert [f"The content is now version {version(watched.path.parent)}."] == [r.getMessage() for r in caplog.records[1:]]


def test_bad_content_is_tried_again_after_a_while_though_it_looks_the_same(watched):
    watched.write(MINI_YAML.replace("source/gull-point.txt", "source/new.txt"))
    watched.look_twice()
    (watched.path.parent / "source" / "new.txt").write_text(OTHER_SOURCE)
    watched.look_twice()
    assert 1 == watched.loads

    watched.reloader._try_again = 0.0
    watched.look_twice()
    watched.look_twice()

    assert "Tower map" in watched.service.bot.knowledge.source.text
    assert 3 == watched.loads  # the new page was not watched while it was read, so it is read twice


def test_what_is_written_while_it_is_read_is_not_taken(watched):
    watched.write(OTHER_YAML)
    load = watched.reloader._load

    def load_slowly(path, seconds):
        bot = load(path, seconds)
        watched.write(MINI_YAML.replace("Is there a cat?", "Is there a very quick cat?"))
        return bot

    watched.reloader._load = load_slowly
    watched.look_twice()
    assert "Is there a cat?" == watched.title

    watched.reloader._load = load
    watched.look_twice()
    assert "Is there a very quick cat?" == watched.title


def test_the_same_content_told_anew_changes_nothing(watched, caplog):
    caplog.set_level("INFO")
    before = watched.service.bot
    watched.reloader.look(told=True)

    assert (1, []) == (watched.loads, caplog.records)
    assert watched.service.bot is before


def test_one_request_sees_one_content(watched):
    with watched.app.test_request_context():
        before = current_bot()
        watched.write(OTHER_YAML)
        watched.look_twice()

        assert current_bot() is before
    with watched.app.test_request_context():
        assert current_bot() is watched.service.bot


def test_a_reply_that_is_remembered_is_not_given_for_other_content(watched):
    client = watched.app.test_client()
    before = client.post("/api/v1/reply", json={"text": "lamp"}).get_json()["content_version"]
    watched.write(source_text=OTHER_SOURCE)
    watched.look_twice()

    assert before != client.post("/api/v1/reply", json={"text": "lamp"}).get_json()["content_version"]


CUT = MINI_YAML[: MINI_YAML.index("  despair:")]
CUT_OFF = (
    "{}:{}:1: the file ends here, where the one that answers goes on, so it may be cut off. "
    'If it is whole, say so: "bot reload", or SIGHUP.'
)


def test_half_a_file_is_not_taken_though_it_is_good_content(watched):
    watched.write(CUT)
    assert "despair" not in load_content(watched.path).content.guards
    before = watched.service.bot
    watched.look_twice()

    assert watched.service.bot is before
    assert CUT_OFF.format(watched.path, len(CUT.rstrip().splitlines())) == watched.service.reload.problem


def test_half_a_page_is_not_taken_either(watched):
    watched.write(source_text=MINI_SOURCE.removesuffix("\nTower film\n"))
    watched.look_twice()

    assert CUT_OFF.format(watched.path.parent / "source" / "gull-point.txt", 16) == watched.service.reload.problem


def test_a_page_that_is_gone_is_said_and_the_old_one_answers(watched):
    page = watched.path.parent / "source" / "gull-point.txt"
    page.unlink()
    watched.look_twice()

    assert f"The page's text {page} cannot be read: No such file or directory." == watched.service.reload.problem


def test_half_a_file_is_taken_if_it_is_said_to_be_whole(watched):
    watched.write(CUT)
    watched.look_twice()
    watched.reloader.look(told=True)

    assert version(watched.path.parent) == watched.service.bot.knowledge.facts.version
    assert "" == watched.service.reload.problem


@pytest.mark.parametrize(
    "changed",
    [
        MINI_YAML.replace("      - how far can [you|ships] see the lamp\n", ""),
        MINI_YAML.rstrip() + " # by the keeper's own hand\n",
        MINI_YAML.rstrip(),
        MINI_YAML.removesuffix("you\n") + "u",
    ],
    ids=["left out", "added", "blank", "end changed"],
)
def test_a_file_that_is_whole_is_taken_by_itself(watched, changed):
    watched.write(changed)
    watched.look_twice()

    assert "" == watched.service.reload.problem
    assert version(watched.path.parent) == watched.service.bot.knowledge.facts.version


# --- the process that loads ------------------------------------------------------------------------------------------


def refused(path: Path, seconds: float = 30) -> str:
    with pytest.raises(BotError) as caught:
        load_apart(path, seconds)
    return str(caught.value)


def test_content_loaded_apart_is_the_content(mini_content):
    assert version(mini_content.parent) == load_apart(mini_content, 30).knowledge.facts.version


def test_every_problem_of_the_content_comes_back_with_its_place(mini_content):
    mini_content.write_text(MINI_YAML.replace("phone: (207)", "phone: x").replace("intents:", "intent:"))

    assert [
        f'{mini_content}:1:1: "intents" is missing',
        f"{mini_content}:4:8: the phone number may hold digits, spaces, ( ) . - and a leading +",
        f'{mini_content}:46:1: "intent" is not known here',
    ] == refused(mini_content).splitlines()


def test_content_that_is_gone_is_said_with_its_name(tmp_path):
    path = tmp_path / "intents.yaml"

    assert f"{path}:1:1: The content {path} cannot be read: No such file or directory." == refused(path)


def test_loading_that_takes_too_long_is_ended(mini_content):
    mini_content.unlink()
    os.mkfifo(mini_content)  # it never says a word

    assert f"{mini_content}:1:1: loading took longer than 1 seconds." == refused(mini_content, 1)


def test_a_loader_that_dies_is_said(mini_content, monkeypatch, tmp_path):
    crashing = tmp_path / "python"
    crashing.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crashing.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(crashing))

    assert f"{mini_content}:1:1: the process that loaded it ended with -11." == refused(mini_content)


def test_a_loader_that_cannot_be_started_is_said(mini_content, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    assert f"{mini_content}:1:1: no process could be started to load it: No such file or directory." == refused(mini_content)


# --- a real service --------------------------------------------------------------------------------------------------


def move_into_place(path: Path, text: str) -> None:
    """Write the file so that nobody can see half of it, however slow the machine is."""
    fresh = path.with_suffix(".fresh")
    fresh.write_text(text)
    fresh.replace(path)


def test_a_running_service_takes_new_content_and_keeps_it_when_worse_comes(mini_content):
    with running(mini_content, BOT_WATCH="0.1", BOT_ACCESS_LOG="off") as server:
        move_into_place(mini_content, OTHER_YAML)
        wait_until(lambda: "Who catches the mice?" in server.get("/api/v1/content").body.decode())
        move_into_place(mini_content, "[" * 200_000)
        wait_until(lambda: not server.get("/readyz").json["reload"]["ok"])

        assert ["cat"] == server.ask("cat").json["intents"]
        code, _, err = server.stop()

    assert 0 == code
    assert 1 == err.count("The content cannot be used")


def test_bot_reload_tells_the_service(mini_content, tmp_path):
    file = tmp_path / "bot.pid"
    with running(mini_content, BOT_WATCH="0", BOT_PID_FILE=str(file)) as server:
        mini_content.write_text(OTHER_YAML)
        told = run("reload", "--content", mini_content, "--pid-file", file)

        assert (0, f"The service takes version {version(mini_content.parent)} now.\n") == (told.exit_code, told.stdout)
        wait_until(lambda: version(mini_content.parent) == server.get("/readyz").json["content_version"])


#: a greater number than any process has
NOBODY = 99_999_999


def reload_refused(*arguments) -> str:
    told = run("reload", *arguments)
    assert 2 == told.exit_code
    return told.stderr


def test_bot_reload_without_a_file_says_how_to_name_it(mini_content):
    assert (
        "Error: Name the file with the service's process id: BOT_PID_FILE, or --pid-file. Start the service with the same.\n"
        == reload_refused("--content", mini_content)
    )


def test_bot_reload_leaves_the_service_alone_if_the_content_is_bad(mini_content, tmp_path):
    mini_content.write_text("nonsense")

    assert "Mend this first, then try again." in reload_refused("--content", mini_content, "--pid-file", tmp_path / "bot.pid")


def test_bot_reload_says_what_is_wrong_with_the_file(mini_content, tmp_path):
    file = tmp_path / "bot.pid"

    assert f"Error: {file} cannot be read: No such file or directory. Does the service run?\n" == reload_refused(
        "--content", mini_content, "--pid-file", file
    )
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        file.write_text("nonsense")
        assert f"Error: {file} does not hold a process id.\n" == reload_refused("--content", mini_content, "--pid-file", file)
        file.write_text(str(NOBODY))
        assert f"Error: The process {NOBODY} named in {file} cannot be told: No such process.\n" == reload_refused(
            "--content", mini_content, "--pid-file", file
        )


def test_bot_reload_tells_no_stranger_whose_number_a_file_holds_that_was_left_behind(mini_content, tmp_path):
    file = tmp_path / "bot.pid"
    file.write_text(str(os.getpid()))

    assert f"Error: No running service holds {file}, so nobody was told. Start the service with the same BOT_PID_FILE.\n" == reload_refused(
        "--content", mini_content, "--pid-file", file
    )


def test_bot_reload_says_so_where_there_is_no_such_signal(monkeypatch):
    monkeypatch.delattr(signal, "SIGHUP")

    assert "Error: This system has no signal for it. The service looks at its files by itself; see BOT_WATCH.\n" == reload_refused()


# --- whatever happens to the files -----------------------------------------------------------------------------------


class FilesUnderLoad(RuleBasedStateMachine):
    """Files change in every way while visitors ask: each answer is whole, and of one content that was good."""

    @initialize(tmp=st.just(None))
    def begin(self, tmp) -> None:
        self.folder = Path(os.environ["RELOAD_FOLDER"]) / str(time.monotonic_ns())
        self.watched = Watched(self.folder)
        self.good = {version(self.folder): ("Is there a cat?", "twenty miles")}
        self.answers: list[dict] = []
        self.failures: list[object] = []
        self.ended = threading.Event()
        self.visitor = threading.Thread(target=self._visit)
        self.visitor.start()

    def _visit(self) -> None:
        client = self.watched.app.test_client()
        number = 0
        while not self.ended.is_set():
            number += 1
            page = client.post("/ask", data={"text": "lamp" + " " * (number % 7)})
            reply = client.post("/api/v1/reply", json={"text": "how far does the lamp shine" + "?" * (number % 5)})
            welcome = client.get("/api/v1/content")
            if {200} != {page.status_code, reply.status_code, welcome.status_code}:
                self.failures.append((page.status, reply.status, welcome.status))
            self.answers += [reply.get_json(), welcome.get_json()]

    @rule(number=st.integers(1, 99))
    def a_good_file(self, number) -> None:
        cat, far = f"Cat {number}?", f"{number} miles"
        write_content(
            self.folder, MINI_YAML.replace("Is there a cat?", cat).replace("twenty miles", far), MINI_SOURCE.replace("twenty miles", far)
        )
        self.good[version(self.folder)] = (cat, far)

    @rule(share=st.floats(0, 1), byte=st.integers(0, 255))
    def a_damaged_file(self, share, byte) -> None:
        whole = self.watched.path.read_bytes() if self.watched.path.exists() else MINI_YAML.encode()
        at = int(share * len(whole))
        self._replace(whole[:at] + bytes([byte]) + whole[at + 1 :])

    @rule(length=st.integers(0, len(MINI_YAML)))
    def a_truncated_file(self, length) -> None:
        self._replace(MINI_YAML[:length].encode())

    @rule(mark=st.sampled_from(["[", "{", "- ", "? "]))
    def a_nested_file(self, mark) -> None:
        self._replace(mark.encode() * 5_000)

    @rule()
    def a_half_written_file(self) -> None:
        write_content(self.folder, MINI_YAML[: len(MINI_YAML) // 2])
        self.watched.reloader.look()  # it does not lie still
        write_content(self.folder)

    @rule(name=st.sampled_from(["intents.yaml", "source/gull-point.txt"]))
    def a_deleted_file(self, name) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule(name=st.sampled_from(["intents.yaml", "source/gull-point.txt"]))
    def a_renamed_file(self, name) -> None:
        if (self.folder / name).exists():
            (self.folder / name).rename(self.folder / "other")
        else:
            write_content(self.folder)

    @rule(told=st.booleans())
    def a_look(self, told) -> None:
        self.watched.reloader.look(told=told)

    def _replace(self, raw: bytes) -> None:
        fresh = self.folder / "fresh"
        fresh.write_bytes(raw)
        fresh.replace(self.watched.path)
        try:
            facts = Bot.load(self.watched.path).knowledge
        except BotError:
            return
        self.good[facts.facts.version] = (facts.facts.intents["cat"].title if "cat" in facts.facts.intents else "", "")

    @invariant()
    def nothing_failed(self) -> None:
        if hasattr(self, "failures"):
            assert [] == self.failures

    def teardown(self) -> None:
        if not hasattr(self, "visitor"):
            return
        self.ended.set()
        self.visitor.join()
        assert [] == self.failures
        for answer in self.answers:
            assert answer["content_version"] in self.good
            cat, far = self.good[answer["content_version"]]
            if far and "quotes" in answer:
                assert far in answer["quotes"][0]["text"]
            if far and "titles" in answer:
                assert cat in [choice["title"] for choice in answer["titles"]]


@pytest.fixture(scope="module", autouse=True)
def folder_for_reloads(tmp_path_factory):
    os.environ["RELOAD_FOLDER"] = str(tmp_path_factory.mktemp("reload"))


def test_no_change_of_the_files_is_ever_seen_half():
    run_state_machine_as_test(FilesUnderLoad, settings=hypothesis_settings(max_examples=12, stateful_step_count=12))


def test_a_file_that_is_not_there_has_no_stamp(tmp_path):
    assert _stamp(tmp_path / "nowhere") is None
