import sys

import pytest
from conftest import REPOSITORY
from cryptography.fernet import Fernet
from terminal import run

from bot.errors import BotError
from bot.web.settings import Settings, listed, read_settings, variable

KEY = Fernet.generate_key().decode()


def refused(environment=None, **given) -> list[str]:
    with pytest.raises(BotError) as caught:
        read_settings(environment or {}, given)
    return str(caught.value).splitlines()


def test_without_a_word_the_defaults_hold():
    assert Settings() == read_settings({"HOME": "/root", "BOT_PORT": ""}, {"port": None})


def test_the_command_line_counts_before_the_environment_and_that_before_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('host = "a"\nport = 1\nthreads = 7\n')

    settings = read_settings({"BOT_SETTINGS": str(file), "BOT_HOST": "b", "BOT_PORT": "2"}, {"host": "c"})

    assert ("c", 2, 7) == (settings.host, settings.port, settings.threads)


def test_the_command_line_may_name_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('trusted_hosts = ["a.example", "b.example"]\n')

    assert ("a.example", "b.example") == read_settings({"BOT_SETTINGS": "elsewhere"}, {"settings": str(file)}).trusted_hosts


def test_several_names_have_commas_between_them():
    settings = read_settings({"BOT_ORIGINS": "https://a.example, http://b.example:8080,"}, {})

    assert ("https://a.example", "http://b.example:8080") == settings.origins


def test_a_site_is_known_as_browsers_name_it():
    settings = read_settings({"BOT_ORIGINS": "HTTPS://A.example:443, http://b.example:80, http://c.example:443, https://[::1]:8443"}, {})

    assert ("https://a.example", "http://b.example", "http://c.example:443", "https://[::1]:8443") == settings.origins


def test_everything_that_is_wrong_is_said_at_once_without_what_was_written():
    said = refused(
        {
            "BOT_PROT": "mysecret",
            "BOT_PORT": "mysecret",
            "BOT_RATE": "mysecret",
            "BOT_RATE_STORE": "mysecret://",
            "BOT_ORIGINS": "https://a.example/path, *",
            "BOT_TRUSTED_HOSTS": "https://www.a.example",
            "BOT_PROXIES": "9",
            "BOT_ACCESS_LOG": "mysecret",
            "BOT_XYZZY": "mysecret",
        },
        host="a",
    )

    assert sorted(said) == [
        "BOT_ACCESS_LOG in the environment must be true or false.",
        "BOT_ORIGINS in the environment must be such as https://www.example.org, with commas between them and no path.",
        "BOT_PORT in the environment must be a whole number from 0 to 65535.",
        "BOT_PROT in the environment is no setting. Did you mean BOT_PORT?",
        "BOT_PROXIES in the environment must be a whole number from 0 to 8.",
        'BOT_RATE in the environment must be off, or such as "20 per 10 seconds; 120 per minute", with numbers from 1.',
        "BOT_RATE_STORE in the environment must be redis://… or rediss://….",
        "BOT_TRUSTED_HOSTS in the environment must be such as www.example.org, with commas between them and no https://.",
        'BOT_XYZZY in the environment is no setting. "bot serve --help" lists the settings.',
    ]


@pytest.mark.parametrize("rate", ["0 per minute", "5 per 0 minutes", "120 per minute; 0 per hour", "-1 per minute", "1.5 per minute", ";"])
def test_a_rate_by_which_nobody_could_ask_is_refused(rate):
    assert ['BOT_RATE in the environment must be off, or such as "20 per 10 seconds; 120 per minute", with numbers from 1.'] == refused(
        {"BOT_RATE": rate}
    )


def test_what_is_wrong_in_the_file_names_the_file(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("prot = 80\nport = -1\n")

    assert [
        f"port in {file} must be a whole number from 0 to 65535.",
        f"prot in {file} is no setting. Did you mean port?",
    ] == refused(settings=str(file))


def test_a_file_that_is_not_there_is_said():
    assert ["The settings file nowhere.toml cannot be read: No such file or directory."] == refused(settings="nowhere.toml")


@pytest.mark.parametrize("written", [b"port: 80", b"\xff = 1"])
def test_a_file_that_is_not_toml_is_said(tmp_path, written):
    file = tmp_path / "settings.toml"
    file.write_bytes(written)

    assert refused(settings=str(file))[0].startswith(f"The settings file {file} is not TOML: ")


def test_a_secret_is_not_shown_by_accident():
    assert "mysecret" not in repr(read_settings({"BOT_RATE_STORE": "redis://:mysecret@localhost"}, {}))


def test_the_help_lists_every_setting():
    said = run("serve", "--help").stdout

    assert [] == [name for name in Settings.model_fields if variable(name) not in said]


def test_the_document_lists_every_setting_with_its_default_as_the_help_does():
    document = (REPOSITORY / "docs" / "operate.md").read_text(encoding="utf-8")

    rows = [f"| `{name}` | {what.replace(' [', ' | `').replace(']', '`')}{' |' * (2 - what.count('['))}" for name, what in listed()]
    assert [] == [row for row in rows if f"{row}\n" not in document]


@pytest.mark.parametrize(("environment", "name"), [({"BOT_LOG_TEXT": "true"}, "BOT_LOG_TEXT"), ({"BOT_LOG_KEY": KEY}, "BOT_LOG_KEY")])
def test_a_log_that_is_nowhere_is_refused(environment, name):
    assert [f"{name} in the environment cannot be used. It keeps nothing without BOT_LOG, which says where the log is."] == refused(
        environment
    )


def test_what_could_never_work_is_said_at_once_too(tmp_path):
    missing = tmp_path / "nowhere"
    said = refused(
        {
            "BOT_CONTENT": f"{missing}/intents.yaml",
            "BOT_LOG": "mysql://x",
            "BOT_LOG_KEY": "mysecret",
            "BOT_PID_FILE": f"{missing}/x",
            "BOT_METRICS_HOST": "a b",
            "BOT_RATE_STORE": "redis://localhost:mysecret",
        },
        content=f"{missing}/intents.yaml",  # the command line knows it from the environment
        host="a b",
    )

    assert sorted(said) == [
        f"BOT_CONTENT in the environment cannot be used. The content {missing}/intents.yaml does not exist.",
        "BOT_LOG in the environment cannot be used. The log must be the path of a file, or postgresql://USER@HOST/DATABASE.",
        "BOT_LOG_KEY in the environment cannot be used. BOT_LOG_KEY is no key. Make one: "
        "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'",
        "BOT_METRICS_HOST in the environment must be an address or a name, such as 127.0.0.1.",
        "BOT_PID_FILE in the environment must be a file in a folder that is there.",
        "BOT_RATE_STORE in the environment must be redis://… or rediss://….",
        "host in the command line must be an address or a name, such as 127.0.0.1.",
    ]


@pytest.mark.parametrize(
    "path", ["{folder}/nowhere/log.db", "sqlite:///{folder}/nowhere/log.db", "{folder}", "{file}/log.db", "a" * 300 + "/log.db"]
)
def test_a_log_where_no_file_can_be_is_refused(tmp_path, path):
    (tmp_path / "file").touch()
    written = path.format(folder=tmp_path, file=tmp_path / "file")

    assert ["log in the command line must be a file in a folder that is there, or postgresql://…."] == refused(log=written)


@pytest.mark.parametrize("log", ["log.db", "sqlite:///log.db", "/log.db", "postgresql://a@192.0.2.1/log"])
def test_a_log_that_may_come_to_work_is_taken(log):
    assert log == read_settings({"BOT_LOG": log, "BOT_LOG_TEXT": "true", "BOT_LOG_KEY": KEY}, {}).log.get_secret_value()


def test_without_the_client_of_the_store_the_cure_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis.connection", None)

    assert ["BOT_RATE_STORE in the environment cannot be used. It needs the Redis client. Install it: pip install '.[redis]'"] == refused(
        {"BOT_RATE_STORE": "redis://127.0.0.1:6379"}
    )
