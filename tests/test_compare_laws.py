"""Laws of comparing, on random documents: what may be written otherwise changes no effect, and every claim replays."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_documents import WAYS, Table, document, row_by_row, tables
from random_policy import policies

from tiaowen.compiler.api import compile_policy
from tiaowen.compiler.claims.model import Held, Visit
from tiaowen.compiler.compare import Change, Comparison, Effect, compare
from tiaowen.compiler.compare.confirm import undated
from tiaowen.compiler.compare.model import Witness
from tiaowen.compiler.library import shipped_ids
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.rules.compile import compile_text
from tiaowen.compiler.rules.namer import VocabularyLookup
from tiaowen.compiler.settle import Engine, prepare
from tiaowen.dsl.diagnostics import Severity, render
from tiaowen.dsl.format import Layout, format_text
from tiaowen.dsl.parse import parse
from tiaowen.dsl.print import Translator, print_document
from tiaowen.dsl.tree import Language

SHIPPED = tuple(sorted(shipped_ids()))
SEEDS = st.integers(0, 2**32).map(random.Random)
YEAR = 2023
some = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])

NO_LOSS = {Effect.EQ, Effect.UP, Effect.IN}


def rules(text: str) -> m.Policy:
    found = compile_text(text, "town.policy")
    errors = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert not errors, render(errors, Language.EN)
    assert found.policy is not None
    return found.policy


def situations(comparison: Comparison) -> Iterator[Change]:
    for scene in comparison.scenes:
        yield from scene.rows


def effects(comparison: Comparison) -> Counter[object]:
    """Return every row as it bears on money: who, where, what each side pays, the effect and how far it goes."""
    return Counter(_row(row, mirrored=False) for row in comparison.changes)


def mirrored(comparison: Comparison) -> Counter[object]:
    """Return the same of the comparison the other way, turned round."""
    return Counter(_row(row, mirrored=True) for row in comparison.changes)


def _row(row: Change, *, mirrored: bool) -> object:
    way = -1 if mirrored else 1
    proof = row.proof
    most = (proof.max_gain, proof.max_loss)[::way] if proof is not None else None
    starts = (proof.gain_from, proof.loss_from)[::way] if proof is not None else None
    return (
        row.facet,
        row.who,
        tuple((each.dimension, _turned(each.values) if mirrored else each.values) for each in row.where),
        (row.left, row.right)[::way],
        row.benefits[::way],
        row.effect.mirrored if mirrored else row.effect,
        most,
        starts,
        (proof.crossings, proof.reach) if proof is not None else None,
        tuple(
            tuple((each.low, each.high, _effect(each.effect, mirrored)) for each in one.stretches)
            for one in row.missing
        ),
    )


def _effect(effect: Effect, mirrored: bool) -> Effect:
    return effect.mirrored if mirrored else effect


def _turned(values: tuple[str | int, ...]) -> tuple[str | int, ...]:
    sides = {"left": "right", "right": "left"}
    return tuple(sorted((sides.get(str(each), each) for each in values), key=str))


# ── a document and itself ────────────────────────────────────────────────────────────────────────────────────────


@some
@given(policies())
def test_a_random_policy_is_equal_to_itself(policy: m.Policy) -> None:
    found = compare(policy, policy, at=YEAR)
    # What it leaves open it leaves open on both sides: nothing is known to differ.
    assert {row.effect for row in found.changes} <= {Effect.EQ, Effect.UNDET}
    assert all(row.left == row.right and not row.witnesses for row in found.changes)
    assert not any(row.effect is Effect.UNDET and row.missing and _decided(row) for row in situations(found))


def _decided(row: Change) -> bool:
    """Tell whether some value of a missing figure makes a difference."""
    return any(each.effect is not Effect.EQ for one in row.missing for each in one.stretches)


@some
@given(policies(), policies())
def test_the_other_direction_exchanges_gains_and_losses(left: m.Policy, right: m.Policy) -> None:
    assume(_same_kinds(left, right))
    there, back = compare(left, right, at=YEAR), compare(right, left, at=YEAR)
    assert Counter(map(_plain, there.changes)) == Counter(_plain_turned(row) for row in back.changes)


def _same_kinds(left: m.Policy, right: m.Policy) -> bool:
    """Tell whether a name means visits or enrolment in both, as every name of the vocabulary does."""
    kinds = [{benefit.id: benefit.kind for benefit in policy.benefits} for policy in (left, right)]
    return all(kinds[1].get(id, kind) == kind for id, kind in kinds[0].items())


def _plain(row: Change) -> object:
    return (row.facet, row.who, row.effect, row.left, row.right, row.proof and (row.proof.max_gain, row.proof.max_loss))


def _plain_turned(row: Change) -> object:
    proof = row.proof and (row.proof.max_loss, row.proof.max_gain)
    return (row.facet, row.who, row.effect.mirrored, row.right, row.left, proof)


@some
@given(tables(), tables(), SEEDS)
def test_the_other_direction_of_random_documents_is_the_mirror(one: Table, two: Table, chance: random.Random) -> None:
    left, right = (rules(document(each, row_by_row(each, chance))) for each in (one, two))
    assert effects(compare(left, right, at=YEAR)) == mirrored(compare(right, left, at=YEAR))


# ── what is better is better than what is worse ──────────────────────────────────────────────────────────────────


def _changed(policy: m.Policy, chance: random.Random, facet: str) -> m.Policy:
    """Return a document with some amounts or shares of one facet a little further to one side."""
    benefits = tuple(
        evolve(each, rules=tuple(_other(rule, chance) if rule.facet == facet else rule for rule in each.rules))
        for each in policy.benefits
    )
    return evolve(policy, benefits=benefits)


def _other(rule: m.Rule, chance: random.Random) -> m.Rule:
    match rule.value:
        case m.Ratio(share) if rule.facet == "ratio":
            more = min(Fraction(1), share + Fraction(chance.randint(0, 3), 10))
            return evolve(rule, value=m.Ratio(more))
        case m.Fixed(fen) if rule.facet == "cap":
            return evolve(rule, value=m.Fixed(fen + chance.choice([0, 5_000, 50_000])))
        case m.Fixed(fen) if rule.facet == "deductible":
            return evolve(rule, value=m.Fixed(fen // chance.randint(1, 3)))
        case _:
            return rule


@some
@given(tables(), SEEDS)
def test_raising_ratios_alone_takes_nothing_from_anybody(table: Table, chance: random.Random) -> None:
    old = rules(document(table, row_by_row(table, chance)))
    found = compare(old, _changed(old, chance, "ratio"), at=YEAR)
    assert {row.effect for row in found.changes} <= {*NO_LOSS, Effect.UNDET, Effect.DEAD, Effect.HIDDEN}
    known = [row for row in situations(found) if row.effect is Effect.UNDET for one in row.missing if one.stretches]
    assert all({each.effect for one in row.missing for each in one.stretches} <= NO_LOSS for row in known)


@some
@given(tables(), SEEDS, st.lists(st.sampled_from(["ratio", "cap", "deductible"]), min_size=2, max_size=2))
def test_never_less_and_never_less_again_is_never_less(table: Table, chance: random.Random, facets: list[str]) -> None:
    first = rules(document(table, row_by_row(table, chance)))
    second = _changed(first, chance, facets[0])
    third = _changed(second, chance, facets[1])
    steps = [_by_person(first, second), _by_person(second, third)]
    whole = _by_person(first, third)
    for who, found in whole.items():
        before = [step.get(who, set()) for step in steps]
        if all(each <= NO_LOSS for each in before):
            assert found <= NO_LOSS
            if all(each == {Effect.EQ} for each in before):
                assert found == {Effect.EQ}
    assert whole


def _by_person(left: m.Policy, right: m.Policy) -> dict[str, set[Effect]]:
    found: dict[str, set[Effect]] = {}
    for row in situations(compare(left, right, at=YEAR)):
        for who in row.who:
            found.setdefault(who, set()).add(row.effect)
    return found


# ── what may be written otherwise ────────────────────────────────────────────────────────────────────────────────


@few
@given(tables(), tables(), SEEDS)
def test_order_grouping_and_numbering_change_no_effect(one: Table, two: Table, chance: random.Random) -> None:
    other = rules(document(two, row_by_row(two, chance)))
    wanted = effects(compare(rules(document(one, row_by_row(one, chance))), other, at=YEAR))
    for way in WAYS:
        text = document(one, way(one, chance))
        renumbered = text.replace("Article 2", "Article 12").replace("Article 1\n", "Article 7\n")
        assert effects(compare(rules(renumbered), other, at=YEAR)) == wanted


@few
@given(tables(), tables(), SEEDS)
def test_layout_and_language_change_no_effect(one: Table, two: Table, chance: random.Random) -> None:
    other = rules(document(two, row_by_row(two, chance)))
    text = document(one, chance.choice(WAYS)(one, chance))
    wanted = effects(compare(rules(text), other, at=YEAR))
    translator = Translator(VocabularyLookup(compile_text(text, "town.policy").resolver.vocabulary))
    chinese = print_document(parse(text, "town.policy")[0], Language.ZH, translator)
    laid = [format_text(text, "town.policy", layout=layout)[0] for layout in Layout]
    for written in (chinese, *laid):
        assert effects(compare(rules(written), other, at=YEAR)) == wanted


# ── every claim that is shown ────────────────────────────────────────────────────────────────────────────────────


def replayed(policy: Engine, witness: Witness) -> int:
    """Return what a claim comes to, read from the columns that are shown."""
    cells = dict(witness.cells)
    named = {"claim", "person", "kind", "family", "date", "categories", "care", "level", "diseases", "marks", "plan"}
    numbers = {name: value for name, value in cells.items() if name not in named}
    # Amounts are written in yuan with two decimals; plain numbers are numbers.
    money = {name: int(value.replace(".", "")) for name, value in numbers.items() if isinstance(value, str)}
    facts = {name: value for name, value in numbers.items() if isinstance(value, int)}
    level, plan, family = cells.get("level"), cells.get("plan"), cells.get("family")
    visit = Visit(
        claim=str(cells["claim"]),
        person=str(cells["person"]),
        date=date.fromisoformat(str(cells["date"])),
        categories=tuple(map(Held, _names(cells["categories"]))),
        care=str(cells.get("care", "")),
        level=level if isinstance(level, int) else None,
        diseases=frozenset(_names(cells.get("diseases", ()))),
        marks=frozenset(_names(cells.get("marks", ()))),
        money=money,
        facts=facts,
        plan=plan if isinstance(plan, str) else None,
        kind=str(cells.get("kind", "visit")),
        family=family if isinstance(family, str) else None,
    )
    (settled,) = policy.outcomes([visit])
    return sum(outcome.fen for outcome in settled.outcomes)


def _names(value: str | int | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def wrong(left: m.Policy, right: m.Policy, found: Comparison) -> list[Witness]:
    """Return the claims that come to other amounts than are shown, or show another effect than their row has."""
    engines = [prepare(undated(policy)) for policy in (left, right)]
    dated = [prepare(policy) for policy in (left, right)]
    failed = []
    for row in found.changes:
        signs = {(each.right > each.left) - (each.right < each.left) for each in row.witnesses}
        for each in row.witnesses:
            amounts = [each.left, each.right]
            by_date = [replayed(engine, each) for engine in dated] if each.settles else amounts
            if [replayed(engine, each) for engine in engines] != amounts or by_date != amounts:
                failed.append(each)
        if row.facet is None and row.effect in _SIGNS and not signs <= _SIGNS[row.effect]:
            failed += row.witnesses
    return failed


_SIGNS = {
    Effect.EQ: set[int](),
    Effect.UP: {1},
    Effect.IN: {1},
    Effect.DOWN: {-1},
    Effect.OUT: {-1},
    Effect.MIX: {-1, 1},
}


@some
@given(policies(), policies())
def test_every_claim_of_random_policies_comes_to_what_is_shown(left: m.Policy, right: m.Policy) -> None:
    assert wrong(left, right, compare(left, right, at=YEAR)) == []


@cache
def shipped(id: str) -> m.Policy:
    return compile_policy(id).rules


@pytest.mark.parametrize(("left", "right"), list(permutations(SHIPPED, 2))[::2])
def test_every_claim_of_the_shipped_documents_comes_to_what_is_shown(left: str, right: str) -> None:
    found = compare(shipped(left), shipped(right))
    assert wrong(shipped(left), shipped(right), found) == []
