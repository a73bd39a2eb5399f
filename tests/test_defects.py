"""The defects of the table of checks, put into clean documents: the check that is meant tells them at their place.

Here each injector is tried on one shape, and a part of them on each real document. ``make defects`` tries all of them
on all documents.
"""

from __future__ import annotations

from itertools import chain

import pytest
from defects.clean import Clean, clean_documents
from defects.defect import Defect, Injector
from defects.known import MISSED
from defects.run import INJECTORS, Tried, defects_of, table

from tiaowen.compiler.checks import check
from tiaowen.compiler.checks.registry import TABLE
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Severity

REAL = ("baoshan-2022", "kaizhou-2017.en", "lianyungang-2017", "yunnan-2019.en", "yunyang-2023")
PART = 10
"""Of so many injectors one is tried on each real document; the others are tried by ``make defects``."""

every_injector = pytest.mark.parametrize(
    ("at", "injector"), list(enumerate(INJECTORS)), ids=[f"{each.id} {each.name}" for each in INJECTORS]
)


def sample(at: int) -> list[Clean]:
    """The small documents, in an order of its own for each injector, then the others."""
    every = list(clean_documents().values())
    small = [each for each in every if each.name[:2].isdigit()]
    turn = at * 7 % len(small)
    return [*small[turn:], *small[:turn], *(each for each in every if each not in small)]


def tried(injector: Injector, clean: Clean, number: int, defect: Defect) -> Tried:
    return Tried(injector.id, injector.name, clean.name, number, injector.see(clean, defect))


def first(injector: Injector, documents: list[Clean]) -> Tried:
    """The first defect of an injector in the first document where it can stand."""
    found = chain.from_iterable(
        ((clean, number, defect) for number, defect in defects_of(injector, clean, 1)) for clean in documents
    )
    clean, number, defect = next(found)
    return tried(injector, clean, number, defect)


def test_every_check_of_the_table_has_a_defect_but_those_that_are_no_defect_of_a_document() -> None:
    assert {each.id for each in TABLE} - {each.id for each in INJECTORS} == {"TW303"}


@every_injector
def test_a_defect_is_told_at_its_place_and_draws_no_other_error(at: int, injector: Injector) -> None:
    found = first(injector, sample(at))
    assert found.known or not found.amiss, found


@pytest.mark.parametrize("name", REAL)
def test_a_defect_in_a_real_document_is_told_at_its_place(name: str) -> None:
    clean = clean_documents()[name]
    mine = [each for at, each in enumerate(INJECTORS) if at % PART == REAL.index(name)]
    found = [tried(each, clean, *one) for each in mine for one in defects_of(each, clean, 1)]
    assert len(found) >= 3
    assert [each for each in found if each.amiss] == []


@pytest.mark.parametrize(("id", "name", "document"), sorted(MISSED))
def test_what_is_known_to_be_missed_is_still_missed(id: str, name: str, document: str) -> None:
    injector = next(each for each in INJECTORS if (each.id, each.name) == (id, name))
    clean = clean_documents()[document]
    assert any(tried(injector, clean, *one).amiss for one in defects_of(injector, clean))


def test_a_defect_that_is_none_is_seen_to_be_told_by_nothing() -> None:
    clean = clean_documents()["06-brackets-by-slice"]
    nothing = Injector("TW111", "no change", lambda document: [Defect(document.text, frozenset({1}))])
    assert first(nothing, [clean]).amiss == "not told"


def test_a_finding_at_another_place_or_beside_another_error_is_amiss() -> None:
    clean = clean_documents()["06-brackets-by-slice"]
    gap = next(each for each in INJECTORS if each.name == "the second bracket begins later")
    _, defect = next(defects_of(gap, clean))
    elsewhere = Injector("TW111", gap.name, lambda _: [Defect(defect.text, frozenset({1}))])
    other = Injector("TW101", gap.name, lambda _: [defect])
    assert first(elsewhere, [clean]).amiss == "told at another place"
    assert first(other, [clean]).amiss == "not told; also TW111"


def test_a_check_that_tells_what_is_not_there_is_a_false_alarm() -> None:
    clean = clean_documents()["06-brackets-by-slice"]
    gap = next(each for each in INJECTORS if each.name == "the second bracket begins later")
    _, defect = next(defects_of(gap, clean))
    same = Injector("TW111", gap.name, lambda _: [Defect(defect.text, defect.lines, mended=defect.text)])
    assert "told without the defect" in first(same, [clean]).amiss


def test_the_table_has_a_row_for_every_check() -> None:
    clean = clean_documents()["06-brackets-by-slice"]
    gap = next(each for each in INJECTORS if each.name == "the second bracket begins later")
    rows = table([first(gap, [clean])]).splitlines()
    assert [row.split()[0] for row in rows] == ["check", *(each.id for each in TABLE), "all"]
    assert next(row for row in rows if row.startswith("TW111")).split() == [
        *("TW111", "1", "1", "1", "100.0", "%", "0", "0", "none")
    ]


# ── what the run has brought to light ──


def test_the_place_is_in_the_document_at_hand_when_another_with_the_same_benefits_was_checked_before() -> None:
    special = next(each for each in INJECTORS if each.name == "a special benefit below the ordinary one")
    for name in ("22-identity-at-admission", "03-one-cap-for-kinds-of-care", "county-under-yunnan"):
        clean = clean_documents()[name]
        _, defect = next(defects_of(special, clean))
        places = [each.lines for each in special.look(clean, defect.text, None) if each.id == "TW203"]
        assert places
        assert defect.lines.issuperset(chain.from_iterable(places))


UNDER = """policy town-2024 "Measures"
issued 2024-01-01
Article 1
recipients means orphans
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  orphans: ratio 70%, cap {cap}
Article 3
for tilted assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance, inpatient assistance
  requires in-scope expenses at most 30,000 yuan per visit
  orphans: deductible {deductible} yuan per visit, ratio 50%, cap 20,000 yuan per year
"""


def errors(text: str) -> list[str]:
    compiled = compile_text(text, "town.policy")
    return [each.id for each in (*compiled.findings, *check(compiled).findings) if each.severity is Severity.ERROR]


def test_a_benefit_after_one_with_an_open_figure_is_not_said_to_come_to_nothing() -> None:
    """Beyond the open cap there may be something left for it to pay."""
    deductible = "9,000"
    assert "TW207" not in errors(UNDER.format(cap="set by county government", deductible=deductible))
    assert "TW207" not in errors(UNDER.format(cap="6,000 yuan per year", deductible=deductible))
    assert "TW207" in errors(UNDER.format(cap="6,000 yuan per year", deductible="30,000"))
