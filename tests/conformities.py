"""Lower documents held against higher ones, for tests of conformance."""

from __future__ import annotations

from pathlib import Path

from refined_documents import changed

from tiaowen.compiler.conform import At, Conformity, Row, conform
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Policy
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language

CASES = Path(__file__).parent / "cases"


def opened(name: str) -> Compiled:
    found = open_policy(name)[1]
    assert found is not None
    return found


def rules(found: Compiled) -> Policy:
    assert found.policy is not None
    return found.policy


def held(child: str, parent: str, at: At | None = None) -> Conformity:
    return conform(opened(child), rules(opened(parent)), at)


def texts(child: str, parent: str, at: At | None = None) -> Conformity:
    """Hold one text against another, neither of which says that it refines the other."""
    lower, higher = compile_text(child, "child.policy"), compile_text(parent, "parent.policy")
    assert lower.ok
    assert higher.ok
    return conform(lower, rules(higher), at)


def articles(cites: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation_text(cite, Language.ZH) for cite in cites))


Said = tuple[str, str, str, tuple[str, ...], tuple[str, ...], str]


def said(row: Row) -> Said:
    """What a row says, without the people."""
    statement = row.statement
    return (
        row.verdict.value,
        row.matter.en or "",
        row.demand.text.en or "",
        articles(row.demand.cites),
        articles(statement.cites) if statement is not None else (),
        (statement.text.en or "") if statement is not None else "",
    )


def about(found: Conformity, benefit: str, facet: str, category: str) -> list[Row]:
    return [r for r in found.rows if (r.benefit, r.facet) == (benefit, facet) and category in r.who]


def verdict(found: Conformity, benefit: str, facet: str, category: str) -> list[tuple[str, str]]:
    rows = about(found, benefit, facet, category)
    return [(row.verdict.value, row.reason.en or "") for row in rows]


ABOVE = """policy above-2022 "A frame"
region Yunnan
issued 2022-01-01
Article 1
basis provincial disposable income, previous year, called income
recipients means class 2
class 2 means minimum living guarantee recipients
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses
"""
BELOW = changed(ABOVE, ("above-2022", "below-2023"), ("Yunnan", "Yunnan, Baoshan"), ("2022-01-01", "2023-01-01"))
