"""Years: what a person's claims of a calendar year use up"""

from __future__ import annotations

from collections.abc import Iterable

from tiaowen.compiler.emit.python.runtime.claim import Claim, Record
from tiaowen.compiler.emit.python.runtime.fund import settle_fund_year
from tiaowen.compiler.emit.python.runtime.settling import Year, settle_claim


def settle_claims(claims: Iterable[Claim]) -> list[Record]:
    """Settle claims; records come in the order of the claims, a person's year is settled in the order of its days."""
    every = list(claims)
    years: dict[tuple[str, int], list[int]] = {}
    found: list[list[Record]] = [[] for _ in every]
    for place, claim in enumerate(every):
        if claim.kind == "fund-year":
            found[place] = settle_fund_year(claim)
        else:
            years.setdefault((claim.person, claim.date.year), []).append(place)
    for places in years.values():
        if len(places) > 1:
            places.sort(key=lambda place: (every[place].date, every[place].order, place))
        year = Year({}, {}, {})
        for place in places:
            found[place] = settle_claim(every[place], year)
    return [record for records in found for record in records]
