"""Small invented documents, one above the other, for tests of refining and amending."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tiaowen.compiler.rules.compile import Compiled, compile_text
from tiaowen.compiler.rules.describe import Describer
from tiaowen.compiler.rules.model import Benefit, Policy, Rule
from tiaowen.dsl.diagnostics import Finding, Severity, render
from tiaowen.dsl.tree import Language

CITY = """policy city-2022 "Measures of a city"
region Yunnan, Baoshan
issued 2022-01-01
Article 1 Recipients
recipients means class 1, class 2, class 3
class 1 means orphans
class 2 means minimum living guarantee recipients
class 3 means low-income marginal family members
basis provincial disposable income, previous year, called income

Article 2 Inpatient assistance
for inpatient assistance:
  covers inpatient
  counts in-scope expenses after basic medical insurance
  several identities: most favourable outcome
  ratio applies by slice
  class 1: no deductible, ratio 100%
  class 2: deductible 500 yuan per year, ratio 70%
  class 3: deductible 10% of provincial disposable income, ratio set by county government
  deductible accumulates per year for each benefit

Article 3 Caps
for inpatient assistance:
  class 1, class 2: cap 30,000 yuan per year
  class 3: cap at least 10,000 yuan set by county government

Article 4 Where
for inpatient assistance:
  requires designated institution
"""
"""Class 1 and 2 are decided; of class 3 the ratio is left to the county, of the cap only a floor is given."""

COUNTY = """policy county-2023 "Rules of a county"
region Yunnan, Baoshan
issued 2023-01-01 by "county government"
refines city-2022
"""

INPATIENT = "for inpatient assistance:"
ORPHANS, GUARANTEED, MARGINAL = "orphans", "minimum-living-guarantee", "low-income-marginal-family-members"
COMPLETE = "  class 3: ratio 60%, cap 12,000 yuan"
"""What the county has to say, and no more."""


DISEASES = "major diseases means lung cancer, gastric cancer, haemophilia\n"


def city(*changes: tuple[str, str]) -> str:
    """Return the higher document with some words replaced by others."""
    return changed(CITY, *changes)


def county(*lines: str, header: str = COUNTY) -> str:
    """Return the lower document with these lines."""
    return header + "".join(f"{line}\n" for line in lines)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with some words replaced by others, each of which is there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def under(text: str, *higher: str, **named: str) -> Compiled:
    """Compile a document; ``higher`` are the texts it can find, by the ids in their first lines."""
    texts = {each.split()[1]: each for each in higher} | named

    def find(id: str) -> tuple[str, str] | None:
        return (f"{id}.policy", texts[id]) if id in texts else None

    return compile_text(text, "county.policy", find=find)


def told(found: Compiled, *, info: bool = False) -> list[str]:
    """Return the ids of the findings in their order."""
    return [f.id for f in found.findings if info or f.severity is not Severity.INFO]


def said(found: Compiled) -> str:
    """Return all findings as a person reads them, in both languages."""
    return "\n\n".join(render(found.findings, language) for language in Language)


def finding(found: Compiled, id: str) -> Finding:
    """Return the only finding of a kind."""
    (only,) = [each for each in found.findings if each.id == id]
    return only


def rules(found: Compiled) -> Policy:
    """Return the rules of a document without errors."""
    assert found.ok, render([f for f in found.findings if f.severity is Severity.ERROR], Language.EN)
    assert found.policy is not None
    return found.policy


def benefit(found: Compiled, id: str = "inpatient-assistance") -> Benefit:
    """Return a benefit of a document without errors."""
    return next(each for each in rules(found).benefits if each.id == id)


def figures(found: Compiled, facet: str, id: str = "inpatient-assistance") -> Mapping[str, str]:
    """Return for each category the value of a facet, and the places that say so: ``70% [city-2022 第二条]``."""
    describer = Describer(found.resolver.vocabulary)
    out: dict[str, str] = {}
    for rule in benefit(found, id).facet(facet):
        text = describer.value(rule.value, rule.period, Language.EN)
        for category in sorted({category for box in rule.boxes for category in box.categories or ()}):
            assert category not in out, f"two values for {category}"
            out[category] = f"{text} [{', '.join(rule.articles)}]"
    return out


def inpatient(*lines: str, amends: str = "", higher: str = CITY) -> Compiled:
    """Compile a county's lines about inpatient assistance, perhaps under an amendment."""
    above = ("Article 1", *((f"amends {amends}:",) if amends else ()), INPATIENT)
    return under(county(*above, *(f"  {line}" for line in lines)), higher)


def norm(line: str, *lines: str) -> Compiled:
    """Compile the county's lines under a city that demands something of them."""
    return inpatient(*lines, higher=city(("  deductible accumulates", f"  {line}\n  deductible accumulates")))


def percent(number: int) -> Fraction:
    """Return percent as a share."""
    return Fraction(number, 100)


def about(rule: Rule, category: str) -> bool:
    """Return whether a rule is about some people."""
    return any(category in (each.categories or ()) for each in rule.boxes)


def members_of(found: Compiled, id: str) -> tuple[str, ...]:
    """Return the members of a class."""
    return next(each.members for each in rules(found).classes if each.id == id)
