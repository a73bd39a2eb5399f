"""Years: what a person's claims of a calendar year use up"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tiaowen.compiler.emit.python.runtime.claim import Claim, Record
from tiaowen.compiler.emit.python.runtime.fund import settle_fund_year
from tiaowen.compiler.emit.python.runtime.settling import Year, settle_claim


def settle_claims(claims: Iterable[Claim]) -> list[Record]:
    """Settle claims; records come in the order of the claims, a person's year is settled in the order of its days."""
    every = list(claims)
    years: dict[tuple[str, int], list[tuple[date, int, int]]] = {}
    found: list[list[Record]] = [[] for _ in every]
    for place, claim in enumerate(every):
        if claim.kind == "fund-year":
            found[place] = settle_fund_year(claim)
        else:
            years.setdefault((claim.person, claim.date.year), []).append((claim.date, claim.order, place))
    for places in years.values():
        places.sort()
        year = Year({}, {}, {})
        for _, _, place in places:
            found[place] = settle_claim(every[place], year)
    return [record for records in found for record in records]
