"""Schedules against the reference engine: claims at every breakpoint, one fen below it and one fen above it."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from oracle import documents, engine
from oracle.engine import Settled, settled
from random_documents import Table, document, row_by_row, tables
from random_policy import policies
from small_documents import rules

from tiaowen.compiler.compare.cases import Range
from tiaowen.compiler.compare.payments import payments
from tiaowen.compiler.compare.stages import Pays
from tiaowen.compiler.rules import model as m
from tiaowen.compiler.schedule import Schedule, constant

few = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def test_random_policies_pay_what_their_schedules_say() -> None:
    every: list[Settled] = []

    @few
    @given(policies())
    def settle(policy: m.Policy) -> None:
        every.append(settled(policy))
        assert every[-1].apart == ()

    settle()
    total = sum(every, Settled())
    assert total.claims > 100
    assert total.exact > 80


def test_random_documents_pay_what_their_schedules_say() -> None:
    every: list[Settled] = []

    @few
    @given(tables())
    def settle(table: Table) -> None:
        every.append(settled(rules(document(table, row_by_row(table, random.Random(1))))))
        assert every[-1].apart == ()

    settle()
    assert sum(every, Settled()).exact > 500


def test_documents_of_the_long_run_pay_what_their_schedules_say() -> None:
    total = sum((settled(documents.policy(random.Random(f"engine:{seed}"))) for seed in range(40)), Settled())
    assert total.apart == ()
    assert total.exact > 500


def test_a_schedule_that_is_a_fen_off_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = documents.policy(random.Random("engine:1"))
    assert settled(policy).apart == ()

    def off(pays: tuple[Pays, ...], bill: Range | None) -> dict[str, Schedule]:
        return {id: schedule + constant(1) for id, schedule in payments(pays, bill).items()}

    monkeypatch.setattr(engine, "payments", off)
    found = settled(policy)
    assert len(found.apart) >= found.exact > 0
