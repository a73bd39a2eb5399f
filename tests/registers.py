"""Small registers for tests: the texts of documents, what governs where, and what claims come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from command_line import CHINESE, ENGLISH

from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.library.load import Loaded
from tiaowen.compiler.register import Register, RegisterEngine
from tiaowen.compiler.register.folder import policy_id, texts_by_id
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.vocabulary import load_vocabulary
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.tree import Language

FOLDER = Path(__file__).parent / "cases" / "register"
CLAIMS = FOLDER / "claims.csv"
LANGUAGES = pytest.mark.parametrize("lang", [ENGLISH, CHINESE], ids=["en", "zh"])

RULES = """Article 1
recipients means orphans
Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  orphans: ratio {ratio}%, cap {cap} yuan per year
Article 3
"""


def text(
    id: str, region: str | None, *days: str, ratio: int = 50, cap: int = 1000, number: str = "", title: str = "Measures"
) -> str:
    """A small document: its head, one benefit, and lines on its dates."""
    head = f'policy {id} "{title}"\n' + (f'number "{number}"\n' if number else "")
    head += f"region {region}\n" if region is not None else ""
    return head + RULES.format(ratio=ratio, cap=cap) + "".join(f"{line}\n" for line in days)


def register(*texts: str) -> Register:
    """A register of sound documents."""
    found, findings = opened(*texts)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert not errors, render(errors, Language.EN)
    return found


def opened(*texts: str) -> tuple[Register, tuple[Finding, ...]]:
    find = texts_by_id([Loaded(f"{policy_id(each)}.policy", each) for each in texts])
    compiled = [compile_text(each, f"{policy_id(each)}.policy", find=find) for each in texts]
    for each in compiled:
        assert each.ok, render(each.findings, Language.EN)
    return Register.of(compiled, load_vocabulary())


def governing(found: Register, region: str, day: str) -> str | None:
    concept = found.regions.find(region)
    assert concept is not None
    document = found.governing(concept.id, date.fromisoformat(day))
    return None if document is None else document.id


def settled(found: Register, *rows: Mapping[str, object]) -> list[tuple[str, str, str | None]]:
    """Status, amount and document of each record."""
    vocabulary, extra, regions = found.for_claims()
    usual = {"person": "p", "care": "inpatient", "categories": ["orphans"], "in_scope": "1000"}
    numbered = [{**usual, "claim": f"c{number}", **row} for number, row in enumerate(rows)]
    visits = []
    for item in claims_from_mappings(numbered, vocabulary, extra=extra, regions=regions):
        assert isinstance(item, Visit), item.message(Language.EN)
        visits.append(item)
    return [(r.status.value, r.amount, r.policy) for r in RegisterEngine(found).settle(visits)]


PROVINCE = text("province-2020", "Yunnan", "in force from 2020-01-01")
CITY = text("city-2021", "Yunnan, Baoshan", "in force from 2021-01-01")
COUNTY = text("county-2022", "Yunnan, Baoshan, Longling", "in force from 2022-01-01 to 2022-12-31")
