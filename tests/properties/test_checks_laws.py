"""Laws of the checks on random documents: how the clauses are grouped does not matter, and every case is so."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from random_documents import WAYS, Table, class_by_class, document, tables

from tiaowen.compiler.checks import Report, cases_of, check
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.diagnostics import Severity
from tiaowen.dsl.tree import Language

BY_CLAUSE = {"TW102", "TW105", "TW106", "TW215", "TW216", "TW301"}
"""What is told clause by clause, or shows the first of several: grouped otherwise, it is told more or less often."""


def checked(table: Table, clauses: list[str]) -> tuple[Compiled, Report]:
    compiled = compile_text(document(table, clauses))
    assert not [f for f in compiled.findings if f.severity is Severity.ERROR]
    return compiled, check(compiled)


@settings(max_examples=25, deadline=None)
@given(tables(), st.randoms(use_true_random=False), st.sampled_from(WAYS))
def test_how_the_clauses_are_grouped_does_not_matter(table: Table, chance: random.Random, way: object) -> None:
    assert callable(way)
    first, second = (checked(table, clauses)[1] for clauses in (class_by_class(table, chance), way(table, chance)))
    one, other = ({f.id for f in each.findings} - BY_CLAUSE for each in (first, second))
    assert one == other
    assert {id for id, _ in first.proved} - BY_CLAUSE == {id for id, _ in second.proved} - BY_CLAUSE


@settings(max_examples=25, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_every_case_that_is_shown_settles_so(table: Table, chance: random.Random) -> None:
    compiled, report = checked(table, class_by_class(table, chance))
    assert compiled.policy is not None
    for finding in report.findings:
        assert finding.message(Language.EN) != finding.message(Language.ZH)
        for case in cases_of(finding):
            results = list(prepare(compiled.policy).settle([case.visit]))
            assert tuple((each.benefit, each.amount_fen) for each in results) == case.paid
