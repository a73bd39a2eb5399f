"""A class that facts alone make somebody one of: what is not known of it is told, and never taken for a no."""

from __future__ import annotations

import pytest
from emitted import by_module, by_reference, emitted
from small_documents import HEADER, claim, compiled

from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language

POLICY = f"""{HEADER}Article 1
in force from 2023-01-01
basis provincial disposable income, previous year
recipients means class 1, class 2
class 1 means extremely poor people
class 2 means household assets at most 100,000 yuan,
  per-person household income below 50% of provincial disposable income
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  class 1: ratio 90%, no cap
  class 2: ratio 50%, cap 10,000 yuan per year
for outpatient assistance:
  covers outpatient
  counts in-scope expenses after basic medical insurance
  class 1: ratio 90%, no cap
  class 2: not covered
"""
NO_RECIPIENT = "No category the person holds is a recipient category of this document."


@pytest.mark.parametrize(
    ("date", "care", "income", "assets", "status", "said"),
    [
        ("2024-02-02", "inpatient", "5000", "90000", "paid", "10,000.00 yuan at 50% comes to 5,000.00 yuan."),
        ("2024-02-02", "inpatient", "5000", "100000.01", "excluded", NO_RECIPIENT),
        ("2024-02-02", "inpatient", "5000", "", "undetermined", "household assets"),
        ("2024-02-02", "inpatient", "", "90000", "undetermined", "per-person household income"),
        ("2024-02-02", "inpatient", "", "", "excluded", NO_RECIPIENT),
        ("2024-02-02", "inpatient", "90000", "", "excluded", NO_RECIPIENT),
        ("2024-02-02", "outpatient", "5000", "", "excluded", NO_RECIPIENT),
        ("2100-02-02", "inpatient", "5000", "90000", "undetermined", "No figure of provincial disposable income"),
    ],
)
def test_who_may_be_a_recipient_is_undetermined_once_the_claim_speaks_of_it(
    date: str, care: str, income: str, assets: str, status: str, said: str
) -> None:
    document = compiled(POLICY)
    assert document.policy is not None
    facts = {"per_person_household_income": income, "household_assets": assets}
    stated = claim((), 10000, claim="A", date=date, care=care) | {name: of for name, of in facts.items() if of}
    (visit,) = claims_from_mappings([stated], document.resolver.vocabulary, extra=names_of(document.policy))
    assert isinstance(visit, Visit)
    (record,) = prepare(document.policy).settle([visit], Language.EN)
    assert (record.status.value, said in record.reason) == (status, True), record.reason
    module = by_module(emitted(document.policy), [visit], Language.EN)
    assert module == by_reference(document.policy, [visit], Language.EN)
