"""Small invented documents for tests of the rules compiler, and claims settled under them in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tiaowen.compiler.claims import Visit, claims_from_mappings
from tiaowen.compiler.claims.policy_names import names_of
from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.model import Benefit, Policy
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.tree import Language

HEADER = 'policy town-2023 "Measures of a town"\nregion Yunnan\nissued 2023-01-01\n'
RECIPIENTS = """Article 1
recipients means class 1, class 2, class 3
class 1 means extremely poor people, orphans
class 2 means minimum living guarantee recipients
class 3 means low-income marginal family members
"""
INPATIENT = """Article 2
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
"""


def inpatient(*lines: str, before: str = "") -> str:
    """Return a document with these lines about inpatient assistance."""
    return HEADER + before + RECIPIENTS + INPATIENT + "".join(f"  {line}\n" for line in lines)


def compiled(text: str) -> Compiled:
    """Compile a document without errors."""
    found = compile_text(text, "town.policy")
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert not errors, render(errors, Language.EN)
    return found


def rules(text: str) -> Policy:
    """Return the rules of a document without errors."""
    policy = compiled(text).policy
    assert policy is not None
    return policy


def benefit(text: str, id_: str = "inpatient-assistance") -> Benefit:
    """Return one benefit of a document without errors."""
    return next(item for item in rules(text).benefits if item.id == id_)


def ids(text: str) -> list[str]:
    """Return the ids of the findings of a document, in order."""
    return [finding.id for finding in compile_text(text, "town.policy").findings]


def claim(category: str | Iterable[str], in_scope: object = 1000, **more: object) -> dict[str, object]:
    """Return a claim of one visit."""
    categories = [category] if isinstance(category, str) else list(category)
    fixed = {"person": "p", "date": "2023-05-01", "care": "inpatient", "categories": categories}
    return {**fixed, "in_scope": str(in_scope), **more}


def settle(text: str, *claims: Mapping[str, object]) -> list[dict[str, str]]:
    """Return for each claim what each benefit comes to: an amount, or the status where there is none."""
    found = compiled(text)
    assert found.policy is not None
    numbered = [{"claim": str(number), **item} for number, item in enumerate(claims)]
    visits: list[Visit] = []
    for item in claims_from_mappings(numbered, found.resolver.vocabulary, extra=names_of(found.policy)):
        assert isinstance(item, Visit), item.message(Language.EN)
        visits.append(item)
    out: list[dict[str, str]] = [{} for _ in claims]
    for record in prepare(found.policy).settle(visits):
        amount = record.amount if record.status.value in ("paid", "zero") else record.status.value
        out[int(record.claim)][record.benefit] = str(amount)
    return out


def amounts(text: str, *claims: Mapping[str, object], of: str = "inpatient-assistance") -> list[str]:
    """Return for each claim what one benefit comes to."""
    return [found[of] for found in settle(text, *claims)]
