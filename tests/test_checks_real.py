"""The five real documents under all checks: exactly what is found, and every known defect of their texts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from attrs import frozen
from syrupy.assertion import SnapshotAssertion

from tiaowen.compiler.checks import check
from tiaowen.compiler.compare import compare
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.rules.compile import Compiled
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl import tree
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.diagnostics import Finding, Severity, in_order, render
from tiaowen.dsl.tree import Citation, Language

TOP = Path(__file__).resolve().parent.parent
DOCUMENTS = ("baoshan-2022", "kaizhou-2017", "lianyungang-2017", "yunnan-2019", "yunyang-2023")


@frozen
class Defect:
    """A defect of a printed text, and how it is dealt with."""

    id: str
    policy: str
    place: str
    how: str
    what: str
    about_en: str
    about_zh: str
    why_en: str
    why_zh: str


def defects() -> list[Defect]:
    with (TOP / "policies" / "defects.csv").open(encoding="utf-8", newline="") as file:
        return [Defect(**row) for row in csv.DictReader(file)]


@cache
def document(id: str) -> Compiled:
    compiled = open_policy(id)[1]
    assert compiled is not None
    return compiled


@cache
def policy(id: str) -> Policy:
    found = document(id).policy
    assert found is not None
    return found


@cache
def findings(id: str) -> tuple[Finding, ...]:
    compiled = document(id)
    return tuple(in_order((*compiled.findings, *check(compiled).findings)))


@cache
def headings(id: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The headings of a document: the line, and what it cites."""
    placed = document(id).placed
    return tuple(
        (placed.source.place(line.span).line, cited(each.citation for each in line.cites))
        for line in placed.document.lines
        if isinstance(line, tree.Heading)
    )


def cited(cites: object) -> tuple[str, ...]:
    assert isinstance(cites, tuple) or hasattr(cites, "__iter__")
    return tuple(citation_text(cite, Language.ZH) for cite in cites if isinstance(cite, Citation))


def articles(id: str, finding: Finding) -> tuple[str, ...]:
    """The articles that a finding stands under."""
    line = finding.place.line if finding.place is not None else 0
    return next((cites for at, cites in reversed(headings(id)) if at <= line), ())


# ── what is found ──


@pytest.mark.parametrize("id", DOCUMENTS)
def test_the_findings_of_a_real_document_are_these_and_no_others(id: str, snapshot: SnapshotAssertion) -> None:
    told = [f"{f.id} {f.severity.value} {'、'.join(articles(id, f)) or '—'}" for f in findings(id)]
    assert told == snapshot


@pytest.mark.parametrize("id", DOCUMENTS)
@pytest.mark.parametrize("language", Language, ids=lambda language: language.value)
def test_what_is_shown_of_a_real_document_fits_two_screens(id: str, language: Language) -> None:
    shown = render([f for f in findings(id) if f.severity is not Severity.INFO], language)
    assert len(shown.splitlines()) <= 80


@pytest.mark.parametrize("id", DOCUMENTS)
def test_a_document_of_real_size_is_checked_within_a_second(id: str) -> None:
    compiled = document(id)
    check(compiled)  # what is set up once for all documents
    start = process_time()
    check(compiled)
    assert process_time() - start < 1


def test_a_line_that_is_continuous_is_no_finding() -> None:
    """The deductible of 5,000 yuan of Yunyang: whoever reaches it gets nothing yet, and then a share of the rest."""
    tilted = "二、（三）2.（2）"
    assert [f.id for f in findings("yunyang-2023") if tilted in articles("yunyang-2023", f)] == []


# ── the known defects of the printed texts ──


def test_every_known_defect_is_accounted_for() -> None:
    every = defects()
    assert [each.id for each in every] == [f"X-{n:02}" for n in range(1, 52)]
    assert {each.policy for each in every} == set(DOCUMENTS)
    assert [each.id for each in every if not (each.about_en and each.about_zh)] == []


@pytest.mark.parametrize("defect", [d for d in defects() if d.how == "found"], ids=lambda d: d.id)
def test_a_defect_that_is_found_is_found_at_its_place(defect: Defect) -> None:
    told = [(f.id, place) for f in findings(defect.policy) for place in articles(defect.policy, f)]
    assert (defect.what, defect.place) in told
    assert next(f for f in findings(defect.policy) if f.id == defect.what).severity is not Severity.INFO


@pytest.mark.parametrize("defect", [d for d in defects() if d.how == "doubt"], ids=lambda d: d.id)
def test_a_defect_that_is_a_doubt_has_its_readings(defect: Defect) -> None:
    doubt = next(each for each in policy(defect.policy).doubts if each.name == defect.what)
    assert defect.place in cited(doubt.cites)
    assert len(doubt.choices) > 1


@pytest.mark.parametrize("defect", [d for d in defects() if d.how == "remark"], ids=lambda d: d.id)
def test_a_defect_that_is_a_remark_is_recorded_at_its_place(defect: Defect) -> None:
    places = {
        place for each in policy(defect.policy).remarks if each.matter == defect.what for place in cited(each.cites)
    }
    assert defect.place in places


@pytest.mark.parametrize("defect", [d for d in defects() if d.how == "diff"], ids=lambda d: d.id)
def test_a_defect_between_two_documents_is_shown_by_their_comparison(defect: Defect) -> None:
    other, benefit, facet, *who = defect.what.split()
    changes = compare(policy(other), policy(defect.policy)).changes
    assert [each for each in changes if each.benefit == benefit and each.facet == facet and set(who) <= set(each.who)]


def test_what_is_beyond_a_compiler_has_its_reason_in_both_languages() -> None:
    beyond = [each for each in defects() if each.how not in {"found", "doubt", "remark", "diff"}]
    assert [(each.id, each.how) for each in beyond if not (each.why_en and each.why_zh)] == []
    assert {each.how for each in beyond} == {"beyond"}
