"""A year of the fund: who bears a deficit"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.claim import Articles, Claim, Record, Share, Why
from tiaowen.compiler.emit.python.runtime.document import (
    END_ARTICLES,
    FUND_RULES,
    IN_FORCE_ARTICLES,
    IN_FORCE_FROM,
    IN_FORCE_TO,
)
from tiaowen.compiler.emit.python.runtime.figures import half_up
from tiaowen.compiler.emit.python.runtime.readings import cited, said_of


class FundBand(NamedTuple):
    """Who bears the part of a deficit between two rates of the budget: over the first, up to the second."""

    over: Share
    upto: Share | None
    shares: tuple[tuple[str, Share], ...]
    articles: Articles


class FundRule(NamedTuple):
    """How a deficit is shared, slice by slice or as a whole, and who steps in for an exhausted fund."""

    id: str
    bands: tuple[FundBand, ...]
    whole: bool
    stepping_in: tuple[tuple[str, Share], ...]
    stepping_in_articles: Articles
    articles: Articles

    def funds(self) -> tuple[str, ...]:
        """Return the funds the rule names, in its order."""
        shares = [share for band in self.bands for share in band.shares]
        return tuple(dict.fromkeys(fund for fund, _ in (*shares, *self.stepping_in)))

    def slice_of(self, band: FundBand, budget: int, overspend: int) -> Fraction:
        """Return the part of a deficit that falls into a band."""
        low = Fraction(*band.over) * budget
        high = None if band.upto is None else Fraction(*band.upto) * budget
        if self.whole:
            return Fraction(overspend if overspend > low and (high is None or overspend <= high) else 0)
        end = Fraction(overspend) if high is None else min(Fraction(overspend), high)
        return max(Fraction(0), end - low)


def settle_fund_year(claim: Claim) -> list[Record]:
    """Return what each fund bears in the year of the claim."""
    records: list[Record] = []
    for rule in FUND_RULES:
        year = claim.date.year if claim.year is None else claim.year
        if IN_FORCE_FROM is not None and year < IN_FORCE_FROM.year:
            records += [
                fund_record(claim, fund, "elsewhere", None, IN_FORCE_ARTICLES, (("before", ()),))
                for fund in rule.funds()
            ]
        elif IN_FORCE_TO is not None and year > IN_FORCE_TO.year:
            records += [
                fund_record(claim, fund, "elsewhere", None, END_ARTICLES, (("ended", ()),)) for fund in rule.funds()
            ]
        else:
            records += share_deficit(rule, claim)
    return records


def fund_record(claim: Claim, fund: str, status: str, fen: int | None, articles: Articles, why: Why) -> Record:
    """Return the record of one fund."""
    places, rests_on = cited(articles)
    return Record(claim.claim, claim.person, claim.date, fund, status, fen, None, places, why + said_of(rests_on))


class Reserves:
    """What the funds of a rule can pay: each its own balance where that is stated, else out of one surplus."""

    def __init__(self, rule: FundRule, claim: Claim) -> None:
        stated = {**claim.facts, **claim.money}
        self.surplus = stated.get("cumulative_surplus", 0 if "reserve-exhausted" in claim.marks else None)
        self.stepping_in = dict(rule.stepping_in)
        balances = {fund: stated.get(f"{fund.replace('-', '_')}_balance") for fund in rule.funds()}
        self.balances = {
            fund: fen for fund, fen in balances.items() if fen is not None and fund not in self.stepping_in
        }

    def known(self, fund: str) -> bool:
        """Tell whether it is stated what a fund can pay; of one that steps in for others it need not be."""
        return fund in self.stepping_in or fund in self.balances or self.surplus is not None

    def lacking(self, fund: str, due: int) -> int:
        """Return what a fund lacks of its part, and take the rest out of its reserve."""
        holds = self.balances.get(fund, self.surplus)
        if fund in self.stepping_in or holds is None:
            return 0
        lacking = max(0, due - holds)
        if fund in self.balances:
            self.balances[fund] -= due - lacking
        else:
            self.surplus = holds - (due - lacking)
        return lacking


def share_deficit(rule: FundRule, claim: Claim) -> list[Record]:
    """Share the deficit of a year among the funds; a reserve that is stated cannot pay more than it holds."""
    stated = {**claim.facts, **claim.money}
    budget, overspend = stated.get("budget"), stated.get("overspend")
    why: Why
    if budget is None or overspend is None:
        why = (("fund facts", tuple(column for column in ("budget", "overspend") if column not in stated)),)
        return [fund_record(claim, fund, "undetermined", None, rule.articles, why) for fund in rule.funds()]
    parts = dict.fromkeys(rule.funds(), Fraction(0))
    reached: dict[str, Articles] = dict.fromkeys(parts, ())
    for band in rule.bands:
        amount = rule.slice_of(band, budget, overspend)
        for fund, share in band.shares:
            parts[fund] += amount * Fraction(*share)
            reached[fund] += band.articles if amount else ()
    due = {fund: half_up(part.numerator, part.denominator) for fund, part in parts.items()}
    reserves = Reserves(rule, claim)
    known = all(reserves.known(fund) for fund in due)
    lacking = {fund: reserves.lacking(fund, part) for fund, part in due.items()}
    return [
        part_of(rule, claim, fund, (part, lacking[fund], sum(lacking.values())), reached[fund], known)
        for fund, part in due.items()
    ]


def part_of(
    rule: FundRule, claim: Claim, fund: str, sums: tuple[int, int, int], reached: Articles, known: bool
) -> Record:
    """Return the record of a fund from its part, what it lacks of it, and what all funds lack together."""
    part, lacking, short = sums
    numerator, denominator = dict(rule.stepping_in).get(fund, (0, 1))
    taken = half_up(short * numerator, denominator)
    articles = reached or rule.articles
    if lacking or taken:
        articles += rule.stepping_in_articles
    if lacking and not rule.stepping_in:
        return fund_record(claim, fund, "undetermined", None, articles, (("fund open", (fund, lacking)),))
    fen = part - lacking + taken
    why: Why = (("fund part", (fund, fen)),)
    why += (("fund short", (lacking,)),) if lacking else ()
    why += (("fund takes", (taken,)),) if taken else ()
    why += () if known else (("assumed", ()),)
    return fund_record(claim, fund, "paid" if fen else "zero", fen, articles, why)
