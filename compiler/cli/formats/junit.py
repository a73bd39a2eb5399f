"""Findings as JUnit's XML, for the test reports of build servers.

A file is a suite. In it stands a case for each kind of finding there is: failed where the command would fail of it,
else passed with what was found as its output; a file without findings is one case that passed, one that cannot be read
is one in error.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats.model import Told, title
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.language import Language

_NOTHING = ("no findings", "没有发现问题")


def junit_text(told: Told, language: Language) -> str:
    """Return all suites."""
    root = Element("testsuites", name="tiaowen check")
    for file in told.files:
        _suite(root, file, told.fails, language)
    _count(root, list(root))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, file: Checked, fails: Severity, language: Language) -> None:
    suite = SubElement(root, "testsuite", name=_plain(file.file))
    by_id = sorted(file.findings, key=lambda f: f.id)  # stable: the order of the file within an id
    for id, found in groupby(by_id, key=lambda f: f.id):
        same = list(found)
        case = _case(suite, file, f"{id} {title(same[0], language)}")
        text = _plain(render(same, language))
        first = _plain(same[0].message(language).splitlines()[0])
        if not file.read:
            SubElement(case, "error", type=id, message=first).text = text
        elif any(f.severity.rank <= fails.rank for f in same):
            SubElement(case, "failure", type=_worst(same), message=first).text = text
        else:
            SubElement(case, "system-out").text = text
    if not by_id:
        _case(suite, file, _NOTHING[language is Language.ZH])
    _count(suite, [suite])


def _case(suite: Element, file: Checked, name: str) -> Element:
    return SubElement(suite, "testcase", classname=_plain(file.file), name=_plain(name), time="0")


def _worst(findings: list[Finding]) -> str:
    return min((f.severity for f in findings), key=lambda severity: severity.rank).value


def _count(element: Element, suites: list[Element]) -> None:
    """Write how many cases there are below some suites, and how they went."""
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        element.set(name, str(sum(1 for suite in suites for _ in suite.iter(tag))))
    element.set("skipped", "0")
    element.set("time", "0")


def _plain(text: str) -> str:
    """Return text with what XML cannot hold at all made visible."""
    return "".join(char if _allowed(ord(char)) else "\N{REPLACEMENT CHARACTER}" for char in text)


def _allowed(code: int) -> bool:
    return code in (0x9, 0xA) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
