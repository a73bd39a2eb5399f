"""Defects put one at a time into a document in order: the check that is meant finds it, at its place, and no other.

What a defect brings with it by nature (a cap that is lost leaves a cap elsewhere unreached) is named beside it.
"""

from __future__ import annotations

import pytest

from tiaowen.compiler.checks import check
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.tree import Language

CLEAN = """policy county-2024 "Measures for medical assistance of a county"
region Yunnan
issued 2024-01-01

Article 1 Recipients
recipients means class 1, class 2
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients, low-income severely disabled persons
special diseases means 3 diseases: lung cancer, leukaemia, haemophilia

Article 2 Enrolment
for enrolment subsidy:
  covers resident insurance
  several identities: most favourable outcome
  class 1: full subsidy
  class 2: subsidy 70% of premium

Article 3 Stays
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
  rounding: half up to the fen
  class 1 at level 1, level 2: ratio 90%
  class 1 at level 3: ratio 80%
  class 2 at level 1, level 2: ratio 70%
  class 2 at level 3: ratio 60%
  recipients: deductible 500 yuan per year, cap 30,000 yuan

Article 4 Outpatient care
for outpatient assistance:
  covers outpatient with special diseases
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
  rounding: half up to the fen
  recipients: no deductible, ratio 50% up to 10,000 yuan, 60% over 10,000 yuan, cap 20,000 yuan
  ratio applies by slice
  persons outside the recipients: governed by "某政发〔2020〕12号"

Article 5 Limits
for inpatient assistance, outpatient assistance:
  recipients: total cap 40,000 yuan
  cap accumulates per year for each benefit
  total cap accumulates per year across benefits
"""

FAVOURABLE = "several identities: most favourable outcome\n"
ROUNDING = "rounding: half up to the fen\n"

DEFECTS = [
    # What is found, where it stands, what is taken out, what is put in its place.
    ("TW101", 27, "class 2 at level 3: ratio 60%", "class 2 at level 3: ratio not stated"),
    ("TW101", 24, "  class 2 at level 3: ratio 60%\n", ""),
    (
        "TW102",
        24,
        "recipients: deductible 500 yuan per year, cap",
        "class 2: deductible 500 yuan per year\n  recipients: cap",
    ),
    ("TW103", 15, "  class 2: subsidy 70% of premium\n", ""),
    ("TW104", 28, "class 2 at level 3: ratio 60%", "class 2 at level 3: ratio 60%\n  class 2 at level 3: ratio 65%"),
    ("TW107", 8, "low-income severely disabled persons", "low-income recipients"),
    ("TW107", 16, "class 2: subsidy", "class 22: subsidy"),
    (
        "TW108",
        9,
        "special diseases means",
        "rare diseases means 1 disease: cerebral infarction\nspecial diseases means",
    ),
    ("TW109", 23, f"{FAVOURABLE}  {ROUNDING}  class 1 at", f"{ROUNDING}  class 1 at"),
    ("TW111", 36, "60% over 10,000 yuan", "60% over 20,000 yuan"),
    ("TW112", 36, "60% over 10,000 yuan", "60% over 5,000 yuan"),
    ("TW114", 36, "60% over 10,000 yuan", "55% over 20,000 yuan up to 10,000 yuan, 60% over 20,000 yuan"),
    ("TW208", 28, "total cap 40,000 yuan", "total cap 25,000 yuan"),
    ("TW210", 26, "class 2 at level 1, level 2: ratio 70%", "class 2 at level 1, level 2: ratio 170%"),
    ("TW214", 42, "recipients: total cap 40,000 yuan", "recipients: total cap 20,000 yuan"),
    ("TW215", 28, "deductible 500 yuan per year", "deductible 500 yuan"),
    ("TW216", 28, "cap 30,000 yuan", "cap 3 yuan"),
    ("TW304", 38, "某政发〔2020〕12号", "the earlier policy"),
    ("TW601", 9, "means 3 diseases", "means 4 diseases"),
    ("TW602", 9, "3 diseases: lung cancer, leukaemia, haemophilia", "3 diseases: lung cancer, leukaemia, lung cancer"),
    ("TW602", 9, "leukaemia, haemophilia", "leukaemia, childhood leukaemia"),
]
REMARKS = [
    ("TW102", 24, "recipients: deductible 500 yuan per year, cap", "recipients: cap"),
    ("TW212", 25, "class 1 at level 3: ratio 80%", "class 1 at level 3: ratio 95%"),
    ("TW217", 23, f"  {ROUNDING}  class 1 at", "  class 1 at"),
    ("TW301", 27, "class 2 at level 3: ratio 60%", "class 2 at level 3: ratio set by county government"),
]
BY_NATURE = {"TW214": {"TW208"}}
"""What else is found of a defect, because it is so."""


def findings(text: str) -> list[Finding]:
    compiled = compile_text(text, "county.policy")
    return [*compiled.findings, *check(compiled).findings]


def test_the_document_is_in_order() -> None:
    assert render([f for f in findings(CLEAN) if f.severity is not Severity.INFO], Language.EN) == ""


@pytest.mark.parametrize(("id", "line", "old", "new"), DEFECTS, ids=lambda value: str(value)[:30])
def test_a_defect_is_found_at_its_place_and_nothing_else(id: str, line: int, old: str, new: str) -> None:
    assert CLEAN.count(old) == 1
    found = [f for f in findings(CLEAN.replace(old, new)) if f.severity is not Severity.INFO]
    assert {f.id for f in found} - BY_NATURE.get(id, set()) == {id}, render(found, Language.EN)
    assert line in {f.place.line for f in found if f.id == id and f.place is not None}


@pytest.mark.parametrize(("id", "line", "old", "new"), REMARKS, ids=lambda value: str(value)[:30])
def test_what_a_reviewer_should_know_is_remarked_at_its_place(id: str, line: int, old: str, new: str) -> None:
    assert CLEAN.count(old) == 1
    found = findings(CLEAN.replace(old, new))
    assert [f for f in found if f.severity is Severity.ERROR] == []
    assert [f.place.line for f in found if f.id == id and f.place is not None] == [line]
