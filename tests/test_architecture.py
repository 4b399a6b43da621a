"""Who may import whom, how large anything may grow, and that the tools point at the program."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]

MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 45
MOST_LINES_OF_ALL = 16_100
MOST_LINES_OF_WHAT_ANSWERS = 5_900

#: what visitors, editors and operators touch: imported by one another only
EDGES = ("bot.cli", "bot.desk", "bot.log", "bot.web", "bot.__main__", "server")
#: the pipeline's stages: pure after the content is loaded
STAGES = ("normalise", "spot", "guard", "lookup", "topic", "match", "decide", "follow", "smalltalk", "reply", "context", "source")
#: what everything else stands on -> all that it may import of bot
LEAVES = {
    "bot.errors": set(),
    "bot.files": {"bot.errors"},
    "bot.collector": set(),
    "bot.memo": set(),
    "bot.model": set(),
    "bot.context": {"bot.model"},
    "bot.content.pattern": set(),
    "bot.content.words": {"bot.content.nodes", "bot.content.pattern"},
    "bot.language.others": set(),
    "bot.language.recognise": {"bot.language.others", "bot.model"},
    "bot.content.syntax": set(),
    "bot.content.nodes": {"bot.content.syntax", "bot.errors"},
    "bot.content.where": {"bot.errors"},
    "bot.language.dictionary": {"bot.errors"},
    "bot.language.language": {"bot.errors", "bot.language.dictionary"},
    "bot.source": {"bot.errors", "bot.files", "bot.model"},
    "bot.content.models": {"bot.content.nodes", "bot.content.pattern", "bot.content.words", "bot.model"},
    "bot.content.short": {"bot.content.models", "bot.content.nodes", "bot.errors"},
    "bot.content.load": {
        "bot.content.models",
        "bot.content.nodes",
        "bot.content.pattern",
        "bot.content.short",
        "bot.content.syntax",
        "bot.errors",
        "bot.files",
        "bot.source",
    },
    "bot.content.standing": {"bot.content.load", "bot.errors", "bot.source"},
    "bot.normalise.fold": {"bot.language.language", "bot.model"},
    "bot.normalise.lexicon": {
        "bot.content.models",
        "bot.content.pattern",
        "bot.content.words",
        "bot.language.language",
        "bot.memo",
        "bot.model",
        "bot.normalise.fold",
    },
    "bot.knowledge": {"bot.guard", "bot.match.index", "bot.model", "bot.normalise.lexicon", "bot.source", "bot.spot"},
    "bot.normalise.spelling": {"bot.language.dictionary", "bot.normalise.fold", "bot.normalise.lexicon"},
}
#: a library that only some may know -> who
LIBRARIES = {
    "rapidfuzz": (
        "bot.source",
        "bot.content.load",
        "bot.normalise.spelling",
        "bot.match.index",
        "bot.desk.evaluate.gold",
        "bot.desk.review",
    ),
    "yaml": ("bot.content.nodes", "bot.desk.edit.rewrite"),
    "pyspark": ("bot.desk.replay.spark",),
    "pyarrow": ("bot.desk.replay.questions",),
    "pandas": ("bot.desk.replay.spark",),
    "jinja2": ("bot.desk.report.template",),
    "flask": ("bot.web", "server"),
    "waitress": ("bot.web",),
    "limits": ("bot.web",),
    "prometheus_client": ("bot.web",),
    "redis": ("bot.web",),
    "click": ("bot.cli", "bot.web.serve", "server"),
    "rich": ("bot.cli",),
    "sqlite3": ("bot.log.sqlite", "bot.desk.replay.ledger"),
    "psycopg": ("bot.log.postgres",),
    "cryptography": ("bot.log.seal",),
    "selectolax": ("bot.desk.page.html",),
    "openpyxl": ("bot.desk.sheet.files",),
    "Stemmer": ("bot.language.language",),
}
#: a stage has no clock, no chance, no network, no settings of the machine
MACHINERY = {"time", "datetime", "random", "secrets", "os", "sys", "socket", "subprocess", "logging", "threading", "urllib.request"}


def module_of(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in [*sorted((REPOSITORY / "bot").rglob("*.py")), REPOSITORY / "server.py"]}


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports_of(module: str) -> tuple[str, ...]:
    """Return the name of everything that ``module`` imports, anywhere in it."""
    return tuple(_imports_of(module))


def _imports_of(module: str) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def is_in(module: str, groups: tuple[str, ...]) -> bool:
    return any(module == group or module.startswith(f"{group}.") for group in groups)


def functions_of(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


# --- who may import whom -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("leaf", LEAVES)
def test_a_leaf_imports_nothing_of_the_bot_but_what_it_stands_on(leaf):
    assert {name for name in imports_of(leaf) if is_in(name, ("bot",))} <= LEAVES[leaf]


def test_every_module_of_the_leaves_is_there():
    assert set() == LEAVES.keys() - MODULES.keys()


@pytest.mark.parametrize("module", [module for module in MODULES if not is_in(module, EDGES)])
def test_only_an_edge_imports_an_edge(module):
    assert [] == [name for name in imports_of(module) if is_in(name, EDGES)]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_does_not_know_the_order_of_the_stages(stage):
    modules = [module for module in MODULES if is_in(module, (f"bot.{stage}",))]

    assert modules
    assert [] == [
        name
        for module in modules
        for name in imports_of(module)
        if is_in(name, ("bot.pipeline", "bot.desk.evaluate.gold", "bot.desk.evaluate.judge"))
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_no_clock_no_chance_no_network_and_no_settings(stage):
    modules = [module for module in MODULES if is_in(module, (f"bot.{stage}",))]

    assert set() == {name for module in modules for name in imports_of(module)} & MACHINERY


def test_the_question_log_knows_what_was_asked_and_not_how_it_was_answered():
    modules = [module for module in MODULES if is_in(module, ("bot.log",))]
    others = {name for module in modules for name in imports_of(module) if is_in(name, ("bot",)) and not is_in(name, ("bot.log",))}

    assert others == {"bot.errors", "bot.language.dictionary", "bot.language.language", "bot.model"}


def test_no_imports_go_round_in_a_circle():
    graph = {module: {name for name in imports_of(module) if name in MODULES} for module in MODULES}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))

    assert sorted(MODULES) == sorted(order)


@pytest.mark.parametrize("module", [module for module in MODULES if is_in(module, ("bot.cli.commands",)) and module != "bot.cli.commands"])
def test_a_file_among_the_commands_is_a_command(module):
    assert "command" in {function.name for function in functions_of(module)}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_in_its_places_only(library):
    users = {module for module in MODULES for name in imports_of(module) if is_in(name, (library,))}

    assert [] == [module for module in users if not is_in(module, LIBRARIES[library])]


@pytest.mark.parametrize("module", MODULES)
def test_the_program_knows_nothing_of_its_tests_and_measurements(module):
    assert [] == [name for name in imports_of(module) if is_in(name, ("tests", "benchmarks"))]


# --- sizes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_a_file_can_be_read_in_one_go(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("module", MODULES)
def test_a_function_can_be_seen_at_a_glance(module):
    lengths = {function.name: function.end_lineno - function.lineno + 1 for function in functions_of(module)}

    assert {} == {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION}


def lines_of(modules: Iterable[str]) -> int:
    return sum(len(MODULES[module].read_text(encoding="utf-8").splitlines()) for module in modules)


def test_the_bot_stays_small():
    assert lines_of(MODULES) < MOST_LINES_OF_ALL


def test_what_answers_a_visitor_can_be_read_in_an_afternoon():
    answers: set[str] = set()
    found = {"bot.pipeline"}
    while found:
        answers |= found
        found = {name for module in found for name in imports_of(module) if name in MODULES} - answers

    assert lines_of(answers) < MOST_LINES_OF_WHAT_ANSWERS


# --- habits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_a_file_begins_with_what_it_is_for(module):
    assert ast.get_docstring(tree_of(module))


def test_nothing_is_left_to_be_done():
    mark = "TO" + "DO"
    files = [path for path in (REPOSITORY / "bot").rglob("*") if path.suffix in (".py", ".js", ".css", ".html")]

    assert [] == [str(path) for path in [*files, REPOSITORY / "server.py"] if mark in path.read_text(encoding="utf-8")]


def test_every_command_of_make_is_told_by_make_help():
    text = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    commands = text.partition(".PHONY:")[2].partition("\n")[0].split()

    told = subprocess.run(["make", "--no-print-directory", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert sorted(commands) == sorted(line.partition(": ")[0] for line in told.splitlines())


def test_coverage_measures_the_bot_and_the_server():
    coverage = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["coverage"]

    assert ["bot", "server"] == coverage["run"]["source"]
    assert (True, 99) == (coverage["run"]["branch"], coverage["report"]["fail_under"])


def test_the_tests_take_warnings_for_errors():
    pytest_options = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]

    assert (["tests"], ["error"], True) == tuple(pytest_options[name] for name in ("testpaths", "filterwarnings", "xfail_strict"))
