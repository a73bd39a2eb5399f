"""What findings over cells have in common: one sentence, and below it the few rows of who and where.

Left to others: the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve, frozen

from tiaowen.compiler.checks.cells.money import ASSUMED
from tiaowen.compiler.checks.cells.table import Table
from tiaowen.compiler.checks.check import Answer, CheckFinding, Proved, Undecided, Words, pick
from tiaowen.compiler.compare.words import money
from tiaowen.dsl.citations import citation_text
from tiaowen.dsl.tree import Citation, Language, Text

SHOWN = 4
"""The rows that are shown; of more it is said how many."""


@frozen(kw_only=True)
class RowsFinding(CheckFinding):
    """A finding about several cells; ``rows`` say for whom and where, one line each, ``cites`` in which articles."""

    rows: tuple[Words, ...] = ()
    cites: tuple[Citation, ...] = ()

    def said(self, language: Language) -> str:
        """Return what is wrong in one sentence that ends in a colon, or in a full stop where there are no rows."""
        raise TypeError(f"{type(self).__name__} says nothing in {language.value}")

    def says(self, language: Language) -> str:
        """Return the articles, the sentence and the rows."""
        zh = language is Language.ZH
        articles = dict.fromkeys(
            citation_text(evolve(cite, reading=None), language).rstrip("．、") for cite in self.cites
        )
        where = ("；" if zh else ", ").join(articles) + ("：" if zh else ": ") if articles else ""
        lines = [pick(row, language) for row in self.rows[:SHOWN]]
        more = len(self.rows) - SHOWN
        if more > 0:
            lines.append(f"另有{more}种情形" if zh else f"and {more} more")
        return where + self.said(language) + "".join(f"\n        · {each}" for each in lines)


UNCONFIRMED: Words = ("settling gives other amounts than the rules read here", "结算结果与规则推算不符")
OPEN: Words = (
    "some cells are left open or decided by other documents, all others are in order",
    "部分情形未定或者由其他文件确定，其余情形没有问题",
)


APART: Words = (
    "rules turn on what is left to pay as a claim states it, beside the costs",
    "条款既看费用，又看申请自报的自付额，两者不能合成一个金额",
)


def answered(table: Table) -> Iterator[Answer]:
    """Yield the answer of a check that found nothing: proved, unless somewhere what is paid is not known."""
    if table.apart:
        yield Undecided(APART)
    elif table.open:
        yield Undecided(OPEN)
    elif any(kind.pays for kind in table.kinds):
        yield Proved(ASSUMED)


def or_answered(found: Iterable[Answer], table: Table) -> Iterator[Answer]:
    """Yield what a check found, or the answer where it found nothing."""
    every = list(found)
    yield from every
    yield from () if every else answered(table)


def plain(text: Text) -> Words:
    """Return a text as words."""
    return text.en or text.zh or "", text.zh or text.en or ""


def amount(fen: Fraction | int) -> Words:
    """Return an amount of fen in yuan, to the nearest fen."""
    return plain(money(fen))


def between(what: Words, low: Fraction, high: Fraction | None) -> Words:
    """Return a stretch of amounts in words: ``what`` is the amount, the ends are not part of it."""
    if high is None:
        return f"{what[0]} over {amount(low)[0]}", f"{what[1]}超过{amount(low)[1]}"
    if low == 0:
        return f"{what[0]} under {amount(high)[0]}", f"{what[1]}低于{amount(high)[1]}"
    return (
        f"{what[0]} between {amount(low)[0]} and {amount(high)[0]}",
        f"{what[1]}在{amount(low)[1]}与{amount(high)[1]}之间",
    )


SELF_PAY: Words = ("self-pay", "自付")
COSTS: Words = ("costs", "费用")


def passes(at: str, *, gate: bool, reached: bool) -> str:
    """Return in English that an amount goes over a threshold, or reaches it; ``gate``: of the bill."""
    if gate:
        return f"costs before insurance {'reach' if reached else 'go over'} {at}"
    return f"what is left to pay {'reaches' if reached else 'goes over'} {at}"
