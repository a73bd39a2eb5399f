"""A year of the fund: who bears a deficit"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from tiaowen.compiler.emit.python.runtime.claim import Articles, Claim, Record, Share, Why
from tiaowen.compiler.emit.python.runtime.document import FUND_RULES, IN_FORCE_ARTICLES, IN_FORCE_FROM
from tiaowen.compiler.emit.python.runtime.figures import half_up


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
    year = claim.date.year if claim.year is None else claim.year
    records: list[Record] = []
    for rule in FUND_RULES:
        if IN_FORCE_FROM is not None and year < IN_FORCE_FROM.year:
            records += [
                fund_record(claim, fund, "elsewhere", None, IN_FORCE_ARTICLES, (("before", ()),))
                for fund in rule.funds()
            ]
        else:
            records += share_deficit(rule, claim)
    return records


def fund_record(claim: Claim, fund: str, status: str, fen: int | None, articles: Articles, why: Why) -> Record:
    """Return the record of one fund."""
    cited = tuple(dict.fromkeys(articles))
    return Record(claim.claim, claim.person, claim.date, fund, status, fen, None, cited, why)


def share_deficit(rule: FundRule, claim: Claim) -> list[Record]:
    """Share the deficit of a year among the funds; a reserve that is stated cannot pay more than it holds."""
    stated = {**claim.facts, **claim.money}
    budget, overspend, reserve = (stated.get(column) for column in ("budget", "overspend", "cumulative_surplus"))
    if budget is None or overspend is None:
        missing = tuple(column for column in ("budget", "overspend") if column not in stated)
        why: Why = (("fund facts", missing),)
        return [fund_record(claim, fund, "undetermined", None, rule.articles, why) for fund in rule.funds()]
    parts = dict.fromkeys(rule.funds(), Fraction(0))
    reached: dict[str, Articles] = dict.fromkeys(parts, ())
    for band in rule.bands:
        amount = rule.slice_of(band, budget, overspend)
        for fund, share in band.shares:
            parts[fund] += amount * Fraction(*share)
            reached[fund] += band.articles if amount else ()
    stepping_in = dict(rule.stepping_in)
    due = {fund: half_up(part.numerator, part.denominator) for fund, part in parts.items()}
    lacking = dict.fromkeys(due, 0)
    for fund, part in due.items():
        if reserve is not None and fund not in stepping_in:
            lacking[fund] = max(0, part - reserve)
            reserve -= part - lacking[fund]
    short = sum(lacking.values())
    records: list[Record] = []
    for fund, part in due.items():
        numerator, denominator = stepping_in.get(fund, (0, 1))
        taken = half_up(short * numerator, denominator)
        articles = reached[fund] or rule.articles
        if lacking[fund] or taken:
            articles += rule.stepping_in_articles
        fen = part - lacking[fund] + taken
        if lacking[fund] and not stepping_in:
            why = (("fund open", (fund, lacking[fund])),)
            records.append(fund_record(claim, fund, "undetermined", None, articles, why))
        else:
            status = "paid" if fen else "zero"
            why = (("fund part", (fund, fen)),)
            why += (("fund short", (lacking[fund],)),) if lacking[fund] else ()
            why += (("fund takes", (taken,)),) if taken else ()
            why += () if "cumulative_surplus" in stated else (("assumed", ()),)
            records.append(fund_record(claim, fund, status, fen, articles, why))
    return records
