"""The progress bar: on standard error, on a terminal, for long work only; the engine tells of every claim once."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest

from tiaowen.compiler.claims import Held, Visit
from tiaowen.compiler.cli.claims_input import BAR_FROM, progress_bar
from tiaowen.compiler.library import open_policy
from tiaowen.compiler.settle import prepare


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress_bar(BAR_FROM * 10, "Settling") as done:
        assert done is None


def test_short_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress_bar(BAR_FROM - 1, "Settling") as done:
        assert done is None


def test_long_work_on_a_terminal_shows_a_bar_on_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(BAR_FROM, "Settling") as done:
        assert done is not None
        done(BAR_FROM)
    assert "Settling" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_the_engine_tells_of_every_claim_once() -> None:
    compiled = open_policy("baoshan-2022")[1]
    assert compiled is not None
    assert compiled.policy is not None
    held = (Held("minimum-living-guarantee"),)
    visits = [
        Visit(str(n), str(n % 7), date(2023, 1 + n % 12, 1), held, "inpatient", money={"in_scope": 100}, order=n)
        for n in range(50)
    ]
    told: list[int] = []
    results = list(prepare(compiled.policy).settle(visits, progress=told.append))
    assert sum(told) == 50
    assert [r.claim for r in results] == [v.claim for v in visits]
