"""Findings as SARIF 2.1.0, for code scanning and editors.

Columns are UTF-16 code units, the unit that SARIF takes for granted. A fingerprint says what a finding means: it stays
when lines move, when the layout changes, and in the other language. There are no ``helpUri``s, since those must be
absolute: a rule carries its page as text, and the path of the page within the project's documents as a property.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import quote

from tiaowen.compiler.checks import cases_of, mark_of
from tiaowen.compiler.cli.check_many import Checked
from tiaowen.compiler.cli.formats.model import Told, characters, file_of, from_here, title, utf16, whole
from tiaowen.compiler.cli.output import NOT_READ, dump
from tiaowen.compiler.levels import own_level
from tiaowen.compiler.manual.load import find_page
from tiaowen.compiler.manual.words import flowing
from tiaowen.compiler.version import VERSION
from tiaowen.dsl.diagnostics import Finding, Place, Severity
from tiaowen.dsl.language import Language

Object = dict[str, object]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
FINGERPRINT = "tiaowenMeaning/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LANGUAGES = {Language.EN: "en-US", Language.ZH: "zh-CN"}
_SEE_ALSO = ("see also", "另见")


def sarif_text(told: Told, language: Language) -> str:
    """Return one run with the rules that found something, the files, and the findings."""
    rules = _rules_of(told)
    run: Object = {
        "tool": {"driver": _driver(rules, language)},
        "language": _LANGUAGES[language],
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the command was run."}}},
        "invocations": [{"executionSuccessful": told.code != NOT_READ, "exitCode": told.code}],
        "artifacts": [{"location": _artifact(file.file), "sourceLanguage": "tiaowen"} for file in told.files],
        "results": _results(told, list(rules), language),
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules_of(told: Told) -> dict[str, Finding]:
    """Return by id, in their order, a finding of each kind there is."""
    found: dict[str, Finding] = {}
    for finding in told.findings():
        found.setdefault(finding.id, finding)
    return dict(sorted(found.items()))


def _driver(rules: dict[str, Finding], language: Language) -> Object:
    return {
        "name": "tiaowen",
        "version": VERSION,
        "semanticVersion": VERSION,
        "language": _LANGUAGES[language],
        "rules": [_rule(finding, language) for finding in rules.values()],
    }


def _rule(finding: Finding, language: Language) -> Object:
    page = find_page(finding.id)
    rule: Object = {
        "id": finding.id,
        "name": type(finding).__name__,
        "shortDescription": {"text": title(finding, language)},
        "defaultConfiguration": {"level": _LEVELS[own_level(finding)]},
    }
    if page is not None:
        rule["fullDescription"] = {"text": flowing(page.why.get(language), language)}
        rule["help"] = {"text": flowing(page.fix.get(language), language)}
        rule["properties"] = {"page": f"docs/manual/{language.value}/findings/{finding.id}.md"}
    return rule


def _results(told: Told, rules: list[str], language: Language) -> list[Object]:
    seen: Counter[str] = Counter()
    results: list[Object] = []
    for file in told.files:
        for finding in file.findings:
            meaning = f"{finding.id}:{mark_of(finding)}"
            # A fingerprint is of one place: the same said twice in a file is told apart by which it is.
            key = f"{file.file}\0{meaning}"
            seen[key] += 1
            result = _result(finding, file, language)
            result["ruleIndex"] = rules.index(finding.id)
            result["partialFingerprints"] = {FINGERPRINT: f"{meaning}:{seen[key]}"}
            results.append(result)
    return results


def _result(finding: Finding, file: Checked, language: Language) -> Object:
    place = finding.place or Place(file_of(finding, file), 0)
    result: Object = {
        "ruleId": finding.id,
        "level": _LEVELS[finding.severity],
        "message": {"text": whole(finding, language)},
        "locations": [_location(place)],
    }
    if finding.second is not None:
        see = {"text": _SEE_ALSO[language is Language.ZH]}
        result["relatedLocations"] = [{"id": 1, **_location(finding.second), "message": see}]
    if cases := cases_of(finding):
        result["properties"] = {"cases": [case.data(language) for case in cases]}
    return result


def _location(place: Place) -> Object:
    physical: Object = {"artifactLocation": _artifact(place.file)}
    if place.line:
        columns = utf16(place)
        region: Object = {"startLine": place.line, "startColumn": columns.start, "endColumn": columns.end}
        physical["region"] = region
        if place.text:
            marked = characters(place)
            region["snippet"] = {"text": place.text[marked.start - 1 : marked.end - 1]}
            physical["contextRegion"] = {"startLine": place.line, "snippet": {"text": place.text}}
    return {"physicalLocation": physical}


def _artifact(file: str) -> Object:
    here = from_here(file)
    if here is None:
        return {"uri": Path(file).absolute().as_uri()}
    return {"uri": quote(here), "uriBaseId": ROOT}
