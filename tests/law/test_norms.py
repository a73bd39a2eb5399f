"""What the documents say beside their amounts is what is printed: dates, duties, limits, tilts, lists, authorities."""

from __future__ import annotations

from functools import cache

import pytest
from law.facts import facts_of
from law.norms import NORMS, TOLD, differences
from law.provisions import policy_path

from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Language

of_each_document = pytest.mark.parametrize("policy", NORMS)


@cache
def compiled(policy: str) -> Compiled:
    path = policy_path(policy)
    if path is None:
        pytest.skip("not written yet")
    return compile_text(path.read_text(encoding="utf-8"), path.name)


def found_and_printed(policy: str, table: str) -> tuple[list[str], list[str]]:
    return sorted(facts_of(compiled(policy))[table]), sorted(NORMS[policy].get(table, ()))


@of_each_document
def test_dates_of_issue_and_entry_into_force(policy: str) -> None:
    found, printed = found_and_printed(policy, "dates")
    assert found == printed


@of_each_document
def test_repealed_documents(policy: str) -> None:
    found, printed = found_and_printed(policy, "repeals")
    assert found == printed


@of_each_document
def test_duties_and_their_deadlines(policy: str) -> None:
    found, printed = found_and_printed(policy, "duties")
    assert found == printed


@of_each_document
def test_limits_of_the_fund(policy: str) -> None:
    found, printed = found_and_printed(policy, "limits")
    assert found == printed


@of_each_document
def test_floors_and_ceilings_for_lower_documents(policy: str) -> None:
    found, printed = found_and_printed(policy, "floors")
    assert found == printed


@of_each_document
def test_what_lower_documents_may_and_must_do(policy: str) -> None:
    found, printed = found_and_printed(policy, "frame")
    assert found == printed


@of_each_document
def test_what_is_abolished(policy: str) -> None:
    found, printed = found_and_printed(policy, "abolished")
    assert found == printed


@of_each_document
def test_what_the_documents_leave_unsaid(policy: str) -> None:
    found, printed = found_and_printed(policy, "silent")
    assert found == printed


@of_each_document
def test_funds_that_share_a_benefit(policy: str) -> None:
    found, printed = found_and_printed(policy, "funds")
    assert found == printed


@of_each_document
def test_costs_that_count_and_what_comes_off_them(policy: str) -> None:
    found, printed = found_and_printed(policy, "bases")
    assert found == printed


@of_each_document
def test_tilts_for_insurers(policy: str) -> None:
    found, printed = found_and_printed(policy, "tilts")
    assert found == printed


@of_each_document
def test_lists_of_diseases(policy: str) -> None:
    found, printed = found_and_printed(policy, "diseases")
    assert found == printed


@of_each_document
def test_figures_left_to_others(policy: str) -> None:
    found, printed = found_and_printed(policy, "delegated")
    assert found == printed


@of_each_document
def test_days_that_fix_an_identity(policy: str) -> None:
    found, printed = found_and_printed(policy, "identities")
    assert found == printed


@of_each_document
def test_published_figures_used(policy: str) -> None:
    found, printed = found_and_printed(policy, "statistics")
    assert found == printed


@of_each_document
def test_what_comes_to_no_amount_is_told(policy: str) -> None:
    rules = compiled(policy).policy
    assert rules is not None
    told = {f"{citation_text(cite, Language.ZH)} {remark.matter}" for remark in rules.remarks for cite in remark.cites}
    assert [fact for fact in TOLD.get(policy, ()) if fact not in told] == []


@of_each_document
def test_all_tables_are_compared(policy: str) -> None:
    assert differences(compiled(policy)) == ()
    assert facts_of(compiled(policy)).keys() >= NORMS[policy].keys()
