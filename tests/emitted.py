"""Emitted modules, loaded for tests, and records of both engines in a form that compares."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import count
from types import ModuleType

from tiaowen.compiler.claims.model import Visit
from tiaowen.compiler.emit import emit
from tiaowen.compiler.rules.model import Policy
from tiaowen.compiler.settle import prepare
from tiaowen.dsl.tree import Language

Row = tuple[object, ...]

_NUMBERS = count()


def load(source: str) -> ModuleType:
    """Run the source of a module and return it."""
    module = ModuleType(f"emitted_{next(_NUMBERS)}")
    sys.modules[module.__name__] = module
    exec(compile(source, f"{module.__name__}.py", "exec"), module.__dict__)
    return module


def emitted(policy: Policy) -> ModuleType:
    """Return the module emitted for a policy."""
    return load(emit(policy, "python"))


def its_claims(module: ModuleType, visits: Iterable[Visit]) -> list[object]:
    """Return claims as the module takes them."""
    return [
        module.Claim(
            claim=visit.claim,
            person=visit.person,
            date=visit.date,
            categories=tuple(module.Held(held.category, held.start, held.end) for held in visit.categories),
            care=visit.care,
            level=visit.level,
            diseases=visit.diseases,
            marks=visit.marks,
            money=dict(visit.money),
            facts=dict(visit.facts),
            plan=visit.plan,
            kind=visit.kind,
            year=visit.year,
            line=visit.line,
            order=visit.order,
            days=dict(visit.days),
            family=visit.family,
        )
        for visit in visits
    ]


def by_module(module: ModuleType, visits: Iterable[Visit], language: Language) -> list[Row]:
    """Settle with an emitted module."""
    return [
        (
            record.claim,
            record.person,
            record.date,
            record.benefit,
            record.status,
            record.fen,
            record.category,
            record.articles,
            record.reason(language.value),
        )
        for record in module.settle_claims(its_claims(module, visits))
    ]


def by_reference(policy: Policy, visits: Iterable[Visit], language: Language) -> list[Row]:
    """Settle with the reference engine."""
    return [
        (
            result.claim,
            result.person,
            result.date,
            result.benefit,
            result.status.value,
            result.amount_fen,
            result.category,
            result.articles,
            result.reason,
        )
        for result in prepare(policy).settle(visits, language)
    ]


def assert_agree(policy: Policy, module: ModuleType, visits: list[Visit]) -> None:
    """Settle with both and compare record by record, with the reasons in both languages."""
    for language in Language:
        ours, theirs = by_module(module, visits, language), by_reference(policy, visits, language)
        for our, their in zip(ours, theirs, strict=False):
            assert our == their
        assert ours == theirs
