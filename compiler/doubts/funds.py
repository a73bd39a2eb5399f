"""Fund years that may show what another reading changes: deficits on, below and above every rate that a rule names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tiaowen.compiler.claims import Kind, Visit
from tiaowen.compiler.doubts.trial import Bench, Trial
from tiaowen.compiler.settle.fund import BUDGET, EXHAUSTED, OVERSPEND

SHOWN = 10_000_000_000
"""A budget of 100 million yuan, in fen."""
RATES = (Fraction(1, 100), Fraction(4, 100), Fraction(10, 100), Fraction(20, 100))


def funds(bench: Bench) -> Iterator[Trial]:
    """Yield fund years."""
    edges: dict[Fraction, None] = {}
    for policy in (bench.left, bench.right):
        for rule in policy.fund_rules:
            for band in rule.bands:
                edges.update(dict.fromkeys(edge for edge in (band.over, band.upto) if edge))
    year = max((policy.start.year for policy in (bench.left, bench.right) if policy.start is not None), default=2025)
    found = {int(rate * SHOWN) + step for rate in edges for step in (-1, 0, 1)} | {int(rate * SHOWN) for rate in RATES}
    for overspend in sorted(found):
        for marks in (frozenset[str](), frozenset({EXHAUSTED})):
            yield (
                Visit(
                    claim="1",
                    person="",
                    date=date(year, 12, 31),
                    marks=marks,
                    money={BUDGET: SHOWN, OVERSPEND: overspend},
                    kind=Kind.FUND_YEAR.value,
                    year=year,
                ),
            )
