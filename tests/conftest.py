"""One tiny bot for everybody: a lighthouse museum with a lamp, a cat and a keeper to call."""

import os
import shutil
from collections import Counter
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from stores import postgres_url, sqlite_url  # noqa: F401 - fixtures of every test
from terminal import run

from bot.model import Reply
from bot.normalise.lexicon import Lexicon
from bot.pipeline import Bot
from bot.web.app import create_app
from bot.web.settings import Settings

# A test reads its content anew; what is kept has tests of its own.
os.environ["BOT_CACHE"] = ""

# A busy machine is no fault of the bot's.
settings.register_profile("bot", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bot")

REPOSITORY = Path(__file__).parents[1]


#: marker -> whether its tests can be run here, what they need, and how they are run
NEEDS = {
    "servers": (bool(os.environ.get("TEST_POSTGRES")), "real servers", "deploy/dev/with-servers.sh make test"),
    "cluster": (bool(os.environ.get("TEST_CLUSTER")), "a machine of their own (three replicas under load)", "make test-cluster"),
    "webkit": (all(map(shutil.which, ("WebKitWebDriver", "Xvfb"))), "WebKit", "apt install webkit2gtk-driver xvfb"),
    "spark": (find_spec("pyspark") is not None, "Spark", "pip install '.[spark]' and Java 17"),
}
LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs servers where none were started, and what needs Spark where it is not installed."""
    missing = [marker for marker, (here, _, _) in NEEDS.items() if not here]
    left_out = {item: marker for item in items for marker in missing if item.get_closest_marker(marker)}
    items[:] = [item for item in items if item not in left_out]
    config.stash[LEFT_OUT] = Counter(left_out.values())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that shares out the tests what was left out: with several, only they know."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash.get(LEFT_OUT, {}))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear it. Each says the same, but for one that broke down: it says nothing."""
    told = getattr(node, "workeroutput", {}).get("left_out", {})
    node.config.stash[LEFT_OUT] = node.config.stash.get(LEFT_OUT, Counter()) | Counter(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was left out, and how it is run."""
    for marker, number in config.stash.get(LEFT_OUT, Counter()).items():
        _, needed, command = NEEDS[marker]
        terminalreporter.write_line(f"Left out: {number} tests that need {needed}. With them: {command}")


MINI_SOURCE = """\
Gull Point Lighthouse Museum
(207) 555-0142

Questions? Call (207) 555-0142 to talk to the keeper.

Gull Point

The lamp

The lamp burns whale oil and throws its beam twenty miles across the bay. A brass clockwork turns the lens once every minute.

On foggy nights the keeper rings the bell instead.

The keeper’s cat

A cat named Barnacle guards the oil store against mice. “Barnacle” sleeps beside the fog bell – never in the keeper’s bed.

Tower film
"""

MINI_YAML = """\
language: en
source: source/gull-point.txt
address: https://museum.example/gull-point
phone: (207) 555-0142

messages:
  greeting: Ahoy. I am a bot. I show you what this page says, or you can call {phone}.
  clarify: I am not sure what you mean. Did you mean one of these?
  something_else: Something else
  nothing_more: That is all this page says. To learn more, call {phone}.
  no_match: I could not find that on this page. Please call {phone}.
  second_miss: I am sorry, I am not much help. Please call {phone}.
  topic: This page does not say {topic}. Please call {phone}.
  also_topic: This page does not say {topic}. For that, call {phone}.
  also_no_match: I could not find the rest. For that, call {phone}.
  personal_advice: That depends on you. Please ask the keeper at {phone}.
  emergency: This may be an emergency. Call 911 now.
  crisis: You are not alone. Call or text 988 now.
  other_language: I can only read English. Please call {phone}.
  empty: I did not see a question. Type a few words, or call {phone}.
  too_long: That is too long for me. Ask in a few words, or call {phone}.
  contact: You can talk to the keeper. Call {phone}.

synonyms:
  lamp:
    - light
    - beacon
    - lantern
  cat:
    - kitty
    - feline
    - mouser
  keeper:
    - lighthouse keeper
    - warden

about:
  - lighthouse
  - museum
  - gull point

ignore:
  - please
  - (can|could) you tell me

intents:
  lamp-range:
    title: How far does the lamp shine?
    patterns:
      - how far does the lamp shine
      - how far can [you|ships] see the lamp
      - (reach|range) of the lamp
      - what does the lamp burn
    quotes:
      - The lamp burns whale oil and throws its beam twenty miles across the bay.
    tests:
      - how far does the light shine
    not:
      - how far is the beach
    next:
      - cat

  cat:
    title: Is there a cat?
    patterns:
      - cat
      - is there a cat
      - what is the name of the cat
      - where does the cat sleep
    quotes:
      - A cat named Barnacle guards the oil store against mice.
      - '"Barnacle" sleeps beside the fog bell - never in the keeper''s bed.'
    tests:
      - is there a kitty
    not:
      - is there a dog
    next:
      - lamp-range
      - call-the-keeper

  call-the-keeper:
    title: How can I talk to the keeper?
    contact: true
    patterns:
      - what is the phone number
      - (call|phone|talk to|speak to) the keeper
      - how can i talk to the keeper
    quotes:
      - Questions? Call (207) 555-0142 to talk to the keeper.
    tests:
      - can i speak to the keeper

topics:
  cost:
    name: what a ticket costs
    patterns:
      - ticket
      - how much does it cost
      - what is the price
      - (admission|entrance) fee
    tests:
      - how much is a ticket

  parking:
    name: where to park
    patterns:
      - where can i park
      - parking
      - car park
    tests:
      - is there parking

guards:
  fall:
    reason: emergency
    name: A fall from the tower
    patterns:
      - fell (off|from|down) the (tower|stairs|cliff)
      - call an ambulance
    tests:
      - my friend fell down the stairs
    not:
      - who fell in love with the keeper

  despair:
    reason: crisis
    name: Thoughts of suicide
    patterns:
      - want to die
      - kill myself
    tests:
      - i want to die
    unless:
      - want to die laughing

  climb:
    reason: personal_advice
    name: Whether to climb with an illness
    patterns:
      - should i climb
      - (safe|ok) for me to climb
    tests:
      - should i climb the tower with a bad heart

smalltalk:
  greeting:
    patterns:
      - (hello|hi|ahoy|hey)
      - good (morning|evening)
    reply: Ahoy! Ask me about the lighthouse.
    tests:
      - hello

  thanks:
    patterns:
      - thank you [very much]
      - thanks
    reply: You are welcome.
    tests:
      - thank you
"""


def write_content(folder: Path, yaml_text: str = MINI_YAML, source_text: str = MINI_SOURCE) -> Path:
    """Write the content and its page into ``folder``; return the path of its ``intents.yaml``."""
    (folder / "source").mkdir(parents=True, exist_ok=True)
    (folder / "source" / "gull-point.txt").write_text(source_text, encoding="utf-8")
    path = folder / "intents.yaml"
    path.write_text(yaml_text, encoding="utf-8")
    return path


def make_bot(folder: Path, yaml_text: str = MINI_YAML, source_text: str = MINI_SOURCE) -> Bot:
    """Return a bot of the content in ``yaml_text``, whose page is ``source_text``: ``from conftest import make_bot``."""
    return Bot.load(write_content(folder, yaml_text, source_text))


class FailingBot(Bot):
    """A bot with a fault, whose error repeats what the visitor typed."""

    def reply(self, utterance: str, context: object = None) -> Reply:
        raise ValueError(f"cannot read {utterance}")


class Seen(HTMLParser):
    """What a page shows: its words inside of one element, and all of its elements."""

    def __init__(self, html: str, inside: str = "body") -> None:
        super().__init__()
        self.inside = inside
        self.words = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open = self._open or tag == self.inside
        self.words += " " if tag != "a" else ""

    def handle_endtag(self, tag):
        self._open = self._open and tag != self.inside
        self.words += " " if tag != "a" else ""

    def handle_data(self, data):
        self.words += data if self._open else ""

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def mini_content(tmp_path: Path) -> Path:
    """The museum's ``intents.yaml``, to be read or spoilt."""
    return write_content(tmp_path)


@pytest.fixture(scope="session")
def mini_bot(tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """The museum's bot; it never changes, so one serves every test."""
    return make_bot(tmp_path_factory.mktemp("museum"))


@pytest.fixture(scope="session")
def lexicon(mini_bot: Bot) -> Lexicon:
    """The words of the museum."""
    return mini_bot.knowledge.lexicon


@pytest.fixture(scope="session")
def real_bot() -> Bot:
    """The bot of the repository's own ``intents.yaml``."""
    return Bot.load(REPOSITORY / "intents.yaml")


@pytest.fixture
def client(mini_bot: Bot) -> FlaskClient:
    """A browser without a network, before the museum's service."""
    return create_app(mini_bot).test_client()


@pytest.fixture(scope="session")
def patient_app(mini_bot: Bot) -> Flask:
    """The museum's service without a limit, for tests that ask it more often than a visitor may."""
    return create_app(mini_bot, Settings(rate="off"))


@pytest.fixture
def ask(mini_content):
    """What ``bot ask`` prints for the museum: ``ask(question, …)``."""

    def asked(*arguments, **more):
        result = run("ask", *arguments, "--content", mini_content, **more)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return asked
