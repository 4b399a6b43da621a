"""Settings: one record of everything an operator can choose, read from the environment or one file, checked before the start."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final

from limits import parse_many
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from bot.content.where import find_content
from bot.errors import BotError
from bot.log.seal import Seal
from bot.log.store import engine_of

PREFIX: Final = "BOT_"
#: names the settings file
FILE_VARIABLE: Final = "BOT_SETTINGS"
#: variables that are no settings of the service
_OTHERS: Final = (FILE_VARIABLE, "BOT_CACHE")
#: a rate that limits nothing
OFF: Final = "off"


def _split(written: object) -> object:
    return [part.strip() for part in written.split(",") if part.strip()] if isinstance(written, str) else written


def _rate(written: str) -> str:
    if written != OFF and not (parse_many(written) and all(int(number) for number in re.findall(r"\d+", written))):
        raise ValueError
    return written


@contextmanager
def _told() -> Iterator[None]:
    """Let a mistake be told with the name of the setting, and where it stands."""
    try:
        yield
    except BotError as error:
        raise PydanticCustomError("told", "{sentence}", {"sentence": str(error)}) from None


def _content(written: str) -> str:
    with _told():
        return written and str(find_content(written))


def _file(written: str) -> str:
    try:
        is_there = Path(written).parent.is_dir() and not Path(written).is_dir()
    except OSError as error:
        raise ValueError from error
    if written and not is_there:
        raise ValueError
    return written


def _store(written: SecretStr) -> SecretStr:
    address = written.get_secret_value()
    if address and not address.startswith(("redis://", "rediss://")):
        raise ValueError
    if address:
        try:
            from redis.connection import parse_url  # noqa: PLC0415 - only who counts in Redis needs its client
        except ImportError:
            raise PydanticCustomError("told", "It needs the Redis client. Install it: pip install '.[redis]'") from None
        parse_url(address)  # type: ignore[no-untyped-call]  # as the library has it
    return written


def _log(written: SecretStr) -> SecretStr:
    url = written.get_secret_value()
    with _told():
        engine_of(url)
    path = url.removeprefix("sqlite:///")
    if "://" not in path:
        _file(path)
    return written


def _text_of_log(written: bool | SecretStr, info: ValidationInfo) -> bool | SecretStr:
    with _told():
        if isinstance(written, SecretStr):
            Seal(written.get_secret_value())
        if written and "log" in info.data and not info.data["log"].get_secret_value():
            raise BotError("It keeps nothing without BOT_LOG, which says where the log is.")
    return written


def _name(written: str) -> str:
    """Return the name as it is compared: case makes no difference, nor does a full stop at its end."""
    return written.lower().removesuffix(".")


def _origin(written: str) -> str:
    """Return the site as browsers name it: in small letters, without the port that goes without saying."""
    origin = written.lower()
    return origin.removesuffix(":443" if origin.startswith("https:") else ":80")


_Name = Annotated[str, Field(pattern=r"^[^/\s*]+$"), AfterValidator(_name)]
_Names = Annotated[tuple[_Name, ...], BeforeValidator(_split)]
_Origin = Annotated[str, Field(pattern=r"(?i)^https?://[a-z0-9.:\[\]_-]+$"), AfterValidator(_origin)]
_Origins = Annotated[tuple[_Origin, ...], BeforeValidator(_split)]
_Address = Annotated[str, Field(pattern=r"^[^/\s]+$")]
_ADDRESS: Final = "an address or a name, such as 127.0.0.1"
_FILE: Final = "a file in a folder that is there"


def _setting(default: object, what: str, must: str = "a text", **limits: Any) -> Any:
    return Field(default, description=what, json_schema_extra={"must": must}, **limits)


class Settings(BaseModel):
    """What an operator can choose. ``bot serve --help`` and docs/operate.md list the same fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: Annotated[str, AfterValidator(_content)] = _setting("", "what the bot knows; empty: the nearest intents.yaml")
    host: _Address = _setting("127.0.0.1", "the address to listen on; 0.0.0.0 is all of them", _ADDRESS)
    port: int = _setting(8000, "the port; 0 is any free one", "a whole number from 0 to 65535", ge=0, le=65535)
    threads: int = _setting(4, "how many requests are worked on at once", "a whole number from 1 to 64", ge=1, le=64)
    drain: float = _setting(2, "seconds to go on answering after SIGTERM, while /readyz says 503", "from 0 to 300", ge=0, le=300)
    pid_file: Annotated[str, AfterValidator(_file)] = _setting("", "where the process id is written, for bot reload; empty: nowhere", _FILE)
    watch: float = _setting(2, "seconds between two looks at the content's files; 0: look on SIGHUP only", "from 0 to 3600", ge=0, le=3600)
    load_time: float = _setting(60, "seconds that loading new content may take", "from 1 to 3600", ge=1, le=3600)
    trusted_hosts: _Names = _setting(
        (), "the names by which the service is called; empty: any", "such as www.example.org, with commas between them and no https://"
    )
    origins: _Origins = _setting(
        (), "sites whose pages may ask; empty: none", "such as https://www.example.org, with commas between them and no path"
    )
    proxies: int = _setting(0, "how many proxies of yours stand before the service", "a whole number from 0 to 8", ge=0, le=8)
    rate: Annotated[str, AfterValidator(_rate)] = _setting(
        "120 per minute",
        "how often one client may ask; off: no limit",
        'off, or such as "20 per 10 seconds; 120 per minute", with numbers from 1',
    )
    rate_store: Annotated[SecretStr, AfterValidator(_store)] = _setting(
        SecretStr(""), "where clients are counted for all replicas; empty: in memory", "redis://… or rediss://…"
    )
    log: Annotated[SecretStr, AfterValidator(_log)] = _setting(
        SecretStr(""), "the question log: a file, or postgresql://…; empty: none", f"{_FILE}, or postgresql://…"
    )
    log_text: Annotated[bool, AfterValidator(_text_of_log)] = _setting(
        False, "keep the masked words of questions that were not answered or disliked", "true or false"
    )
    log_key: Annotated[SecretStr, AfterValidator(_text_of_log)] = _setting(SecretStr(""), "what seals these words; empty: nothing does")
    log_days: int = _setting(30, "days after which a turn is forgotten", "a whole number from 1 to 3650", ge=1, le=3650)
    metrics_host: _Address = _setting("127.0.0.1", "the address on which the metrics are read", _ADDRESS)
    metrics_port: int = _setting(0, "the port of the metrics; 0: none", "a whole number from 0 to 65535", ge=0, le=65535)
    access_log: bool = _setting(True, "one line of JSON for each request, without a word of it", "true or false")


def read_settings(environment: Mapping[str, str], given: Mapping[str, object]) -> Settings:
    """Return the settings: ``given`` on the command line, else in the environment, else in the file, else the default.

    Raises BotError with all that is wrong, a line for each.
    """
    file = str(given.get("settings") or environment.get(FILE_VARIABLE) or "")
    in_file = _read_file(file)
    in_environment = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name not in _OTHERS and value
    }
    on_line = {name: value for name, value in given.items() if name != "settings" and value not in (None, in_environment.get(name))}
    places = dict.fromkeys(in_file, file) | dict.fromkeys(in_environment, "the environment") | dict.fromkeys(on_line, "the command line")
    try:
        return Settings.model_validate(in_file | in_environment | on_line)
    except ValidationError as error:
        wrong = [_wrong(str(fault["loc"][0]), places, fault) for fault in error.errors(include_url=False)]
        raise BotError("\n".join(dict.fromkeys(wrong))) from None


def variable(name: str) -> str:
    """Return the environment variable of the setting ``name``."""
    return PREFIX + name.upper()


def listed() -> list[tuple[str, str]]:
    """Return each setting's variable, and what it is with its default; what is empty by default says itself what that means."""
    return [(variable(name), f"{field.description}{_written(field.default)}") for name, field in Settings.model_fields.items()]


def _written(default: object) -> str:
    """Return a default as an operator would write it, in brackets; nothing if it is empty."""
    if isinstance(default, bool):
        return f" [{str(default).lower()}]"
    if isinstance(default, int | float):
        return f" [{default:g}]"
    return f" [{default}]" if default and not isinstance(default, SecretStr) else ""


def _read_file(file: str) -> dict[str, object]:
    try:
        return tomllib.loads(Path(file).read_text(encoding="utf-8")) if file else {}
    except OSError as error:
        raise BotError(f"The settings file {file} cannot be read: {error.strerror}.") from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise BotError(f"The settings file {file} is not TOML: {error}.") from None


def _wrong(name: str, places: Mapping[str, str], fault: Mapping[str, Any]) -> str:
    """Say one fault; what was written is not repeated, for it may be a secret in the wrong place."""
    place = places[name]
    in_environment = place == "the environment"
    shown = variable(name) if in_environment else name
    if fault["type"] == "extra_forbidden":
        near = get_close_matches(name, Settings.model_fields, 1)
        known = (variable(near[0]) if in_environment else near[0]) if near else ""
        hint = f"Did you mean {known}?" if near else '"bot serve --help" lists the settings.'
        return f"{shown} in {place} is no setting. {hint}"
    if fault["type"] == "told":
        return f"{shown} in {place} cannot be used. {fault['msg']}"
    extra = Settings.model_fields[name].json_schema_extra
    assert isinstance(extra, dict)
    return f"{shown} in {place} must be {extra['must']}."
