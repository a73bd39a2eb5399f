"""Periods: what claims use up of counters over months, insurance years and calendar years, of a person or a family"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from tiaowen.compiler.emit.python.runtime.claim import Claim, Record
from tiaowen.compiler.emit.python.runtime.document import COUNTED_OVER, INSURANCE_YEAR
from tiaowen.compiler.emit.python.runtime.fund import settle_fund_year
from tiaowen.compiler.emit.python.runtime.settling import Year, settle_claim

FAMILIES = any(family for _, family in COUNTED_OVER.values())

Key: TypeAlias = tuple[str, str, bool, str | None]
"""A counter, its period, and whose it is: that of the person, or of the family."""


class Ledger:
    """What the claims that count together have used up, summed up, and left undetermined so far."""

    def __init__(self) -> None:
        self.counters: dict[Key, int] = {}
        self.so_far: dict[tuple[str, int], dict[str, int]] = {}
        self.unsettled: dict[Key, list[str]] = {}

    def settle(self, claim: Claim) -> list[Record]:
        """Settle a claim on the counters of its own periods."""
        keys = {name: key_of(name, claim) for name in COUNTED_OVER}
        year = Year(
            {name: self.counters[key] for name, key in keys.items() if key in self.counters},
            self.so_far.setdefault((claim.person, claim.date.year), {}),
            {name: self.unsettled[key] for name, key in keys.items() if key in self.unsettled},
        )
        records = settle_claim(claim, year)
        self.counters.update((keys[name], used) for name, used in year.counters.items())
        self.unsettled.update((keys[name], claims) for name, claims in year.unsettled.items())
        return records


def key_of(name: str, claim: Claim) -> Key:
    """Return which counter of a name a claim is counted on."""
    over, family = COUNTED_OVER[name]
    day = claim.date
    period = str(day.year)
    if over == "month":
        period = f"{day.year}-{day.month}"
    elif over == "insurance-year":
        begun = (day.month, day.day) >= INSURANCE_YEAR
        period = f"from {day.year if begun else day.year - 1}"
    return name, period, family, claim.family if family else claim.person


def settle_claims(claims: Iterable[Claim]) -> list[Record]:
    """Settle claims; records come in the order of the claims, those that count together in the order of their days."""
    every = list(claims)
    together: dict[tuple[bool, str], list[int]] = {}
    found: list[list[Record]] = [[] for _ in every]
    for place, claim in enumerate(every):
        family = claim.family if FAMILIES else None
        if claim.kind == "fund-year":
            found[place] = settle_fund_year(claim)
        elif family is None:
            together.setdefault((False, claim.person), []).append(place)
        else:
            together.setdefault((True, family), []).append(place)
    for places in together.values():
        places.sort(key=lambda place: (every[place].date, every[place].order, place))
        ledger = Ledger()
        for place in places:
            found[place] = ledger.settle(every[place])
    return [record for records in found for record in records]
