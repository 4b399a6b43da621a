"""Results as JUnit's XML, which a content team's own CI shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from bot.cli.lines import printable


@dataclass(frozen=True, slots=True)
class TestCase:
    """One thing that was tried, and how it came out."""

    #: what it belongs to
    group: str
    name: str
    outcome: Literal["passed", "failure", "skipped"] = "passed"
    #: what is wrong
    message: str = ""
    text: str = ""


def junit(suite: str, cases: Iterable[TestCase]) -> str:
    """Return the cases as a suite of that name."""
    cases = list(cases)
    counts = {kind: str(sum(case.outcome == kind for case in cases)) for kind in ("failure", "skipped")}
    root = ElementTree.Element("testsuite", name=suite, tests=str(len(cases)), failures=counts["failure"], skipped=counts["skipped"])
    for case in cases:
        element = ElementTree.SubElement(root, "testcase", classname=printable(case.group), name=printable(case.name))
        if case.outcome != "passed":
            ElementTree.SubElement(element, case.outcome, message=printable(case.message)).text = "\n".join(
                map(printable, case.text.split("\n"))
            )
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False)
